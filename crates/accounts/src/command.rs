//! What can be asked of an account, by subject: `decide` has a module for each.

use serde::{Deserialize, Serialize};

mod business;
mod check;
mod closing;
mod counter;
mod credentials;
mod opening;
mod portal;
mod scan;
mod session;

pub use business::BusinessCommand;
pub use check::CheckCommand;
pub use closing::ClosingCommand;
pub use counter::CounterCommand;
pub use credentials::CredentialsCommand;
pub use opening::{Activation, OpenCommand, Registration};
pub use portal::{PortalCommand, Redemption};
pub use scan::ScanCommand;
pub use session::SessionCommand;

/// What can be asked. Signatures over challenges and outcomes are verified before.
#[derive(Clone, Debug)]
pub enum Command {
    /// Open an account where there is none.
    Open(OpenCommand),
    /// Something of an account that exists.
    Account(AccountCommand),
}

/// What can be asked of an account that exists. It travels within the edge, except for what holds a person's data.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountCommand {
    /// About its sessions.
    Session(SessionCommand),
    /// About the password and the mobile number.
    Credentials(CredentialsCommand),
    /// About its end.
    Closing(ClosingCommand),
    /// About 企业登记注册.
    Business(BusinessCommand),
    /// About the portals that the holder signs in to.
    Portal(PortalCommand),
    /// About a check.
    Check(CheckCommand),
    /// About a visit to the counter.
    Counter(CounterCommand),
    /// About a face scan in a session.
    Scan(ScanCommand),
    /// Show the holder's level and authorisation to the edge itself: a filing is handed in.
    ShowStanding,
}

impl From<OpenCommand> for Command {
    fn from(command: OpenCommand) -> Self {
        Self::Open(command)
    }
}

impl<C: Into<AccountCommand>> From<C> for Command {
    fn from(command: C) -> Self {
        Self::Account(command.into())
    }
}

macro_rules! subjects {
    ($($subject:ident($command:ident)),* $(,)?) => {
        $(
            impl From<$command> for AccountCommand {
                fn from(command: $command) -> Self {
                    Self::$subject(command)
                }
            }
        )*
    };
}

subjects!(
    Session(SessionCommand),
    Credentials(CredentialsCommand),
    Closing(ClosingCommand),
    Business(BusinessCommand),
    Portal(PortalCommand),
    Check(CheckCommand),
    Counter(CounterCommand),
    Scan(ScanCommand),
);
