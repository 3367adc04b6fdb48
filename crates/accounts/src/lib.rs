//! The rules of an account: whoever commands it, what follows is decided here and nowhere else.
//!
//! A level belongs to a [`Credential`]: an account at level four is at level three in a session in which, or with whose
//! password, nobody's face or card was compared. [`decide`] says which events a command has, or why it is refused; [`evolve`] applies an event; the
//! [`store`] keeps account and journal. Beside them stand the [`password`] policy and the [`limits`] on attempts.
//!
//! In scope: registration, activation, sessions, passwords, real-name level, face scans, checks asked for elsewhere, the
//! authorisation of business, portals and the tokens they are given, closing, limits. Everything is pure: time comes in as an
//! argument, randomness and hashes are made outside.
//! Out of scope: how a person is verified (`verification`), how rows are encrypted and requests answered (`edge`).

pub mod account;
mod base64url;
pub mod business;
pub mod check;
pub mod command;
pub mod consent;
pub mod credential;
pub mod decide;
pub mod device;
pub mod event;
pub mod evolve;
pub mod gain;
pub mod journal;
pub mod limits;
pub mod password;
pub mod person;
pub mod portal;
pub mod proof;
pub mod question;
pub mod refusal;
pub mod refused;
pub mod scan;
pub mod session;
pub mod store;
pub mod visit;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod stored_forms;

pub use account::{Account, FaceConsent, Method, Opened, Reached, Record};
pub use business::{Authorisation, LastDay};
pub use command::{
    AccountCommand, Activation, BusinessCommand, CheckCommand, ClosingCommand, Command,
    CounterCommand, CredentialsCommand, OpenCommand, PortalCommand, Redemption, Registration,
    ScanCommand, SessionCommand,
};
pub use consent::{Consent, ConsentInForce};
pub use credential::Credential;
pub use decide::decide;
pub use device::Device;
pub use event::Event;
pub use evolve::evolve;
pub use gain::{HolderGain, HolderWay, StrangerGain, StrangerWay};
pub use journal::{Entry, EntryDigest};
pub use password::{PasswordDigest, PasswordError};
pub use person::{Person, PersonError, PersonText};
pub use portal::{PortalConsent, Scope, Scopes};
pub use proof::Proof;
pub use question::Answered;
pub use refusal::Refusal;
pub use refused::Refused;
pub use scan::{Scan, ScanState};
pub use session::{Session, SessionDigest, SessionId};
pub use verification::{CheckAsked, Question};
pub use visit::{NewTokens, NewVisit, SecretDigest, SignedIn, TokenTerms, Visit, VisitId};
