//! Events that open an account.

use verification::{Subject, VerificationId};

use crate::{Method, PasswordDigest, Person};

/// How the account was opened.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenedEvent {
    /// By registration, at level three.
    Registered {
        /// Whose it is.
        person: Box<Person>,
        /// The password, hashed.
        password: PasswordDigest,
        /// How the authority names the person.
        subject: Subject,
        /// The version of 《用户协议》 that was accepted.
        terms_version: String,
        /// The check that the elements passed.
        check: VerificationId,
    },
    /// By activation, at level four: face or card was compared.
    Activated {
        /// Whose it is.
        person: Box<Person>,
        /// The password, hashed.
        password: PasswordDigest,
        /// How the authority names the person.
        subject: Subject,
        /// The version of 《用户协议》 that was accepted.
        terms_version: String,
        /// The verification that was passed.
        verification: VerificationId,
        /// How.
        method: Method,
    },
}
