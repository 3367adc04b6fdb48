//! Commands that open an account.

use jiff::Timestamp;
use verification::Outcome;

use crate::{Answered, CheckAsked, PasswordDigest, Person};

/// How an account is opened. It holds a person's data, so it is put together where it is decided and does not travel.
#[derive(Clone, Debug)]
pub enum OpenCommand {
    /// By registration.
    Register(Box<Registration>),
    /// For a person whose provincial account was activated.
    Activate(Box<Activation>),
}

/// A registration whose elements the authority was asked about.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Who registers.
    pub person: Person,
    /// The password, hashed.
    pub password: PasswordDigest,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The check that it must be the answer to.
    pub check: CheckAsked,
}

/// An activation: the authority was asked about name, number and face, and the person chose a password.
#[derive(Clone, Debug)]
pub struct Activation {
    /// Who activates.
    pub person: Person,
    /// The password, hashed.
    pub password: PasswordDigest,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// What the authority answered to which question.
    pub answered: Answered,
    /// When an account of the same person was closed last.
    pub closed_at: Option<Timestamp>,
}
