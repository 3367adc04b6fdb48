//! What happened to an account, by subject: `evolve` has a module for each.

mod business;
mod credentials;
mod gain;
mod opening;
mod portal;
mod scan;
mod session;

pub use business::BusinessEvent;
pub use credentials::CredentialsEvent;
pub use gain::{GainEvent, Opening};
pub use opening::OpenedEvent;
pub use portal::PortalEvent;
pub use scan::ScanEvent;
pub use session::SessionEvent;

/// What happened. Events may know a person; the journal keeps [`crate::Entry`], which knows none.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An account was opened.
    Opened(OpenedEvent),
    /// Something happened to an account.
    Account(AccountEvent),
    /// The account was closed.
    Closed {
        /// Whether because nobody had used it for long.
        unused: bool,
    },
}

/// What happened to an account that stays.
#[derive(Clone, Debug, PartialEq)]
pub enum AccountEvent {
    /// Somebody gave a wrong password to sign in.
    SignInFailed,
    /// To its sessions.
    Session(SessionEvent),
    /// To the password or the mobile number.
    Credentials(CredentialsEvent),
    /// To 企业登记注册.
    Business(BusinessEvent),
    /// At the portals that the holder signs in to.
    Portal(PortalEvent),
    /// To a face scan, or to the consent to them.
    Scan(ScanEvent),
    /// A verification that passed gave the holder something.
    Gain(GainEvent),
}

impl From<OpenedEvent> for Event {
    fn from(event: OpenedEvent) -> Self {
        Self::Opened(event)
    }
}

impl<E: Into<AccountEvent>> From<E> for Event {
    fn from(event: E) -> Self {
        Self::Account(event.into())
    }
}

macro_rules! subjects {
    ($($subject:ident($event:ident)),* $(,)?) => {
        $(
            impl From<$event> for AccountEvent {
                fn from(event: $event) -> Self {
                    Self::$subject(event)
                }
            }
        )*
    };
}

subjects!(
    Session(SessionEvent),
    Credentials(CredentialsEvent),
    Business(BusinessEvent),
    Portal(PortalEvent),
    Scan(ScanEvent),
    Gain(GainEvent),
);
