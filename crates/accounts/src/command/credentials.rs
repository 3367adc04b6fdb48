//! Commands about the password and the mobile number.

use identity::Mobile;
use serde::{Deserialize, Serialize};

use crate::{Answered, PasswordDigest, SessionDigest};

/// What can be asked about the password and the mobile number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialsCommand {
    /// Set another password after a face scan: the old one was forgotten.
    ResetPassword {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// The new password, hashed.
        password: PasswordDigest,
    },
    /// Set another password.
    ChangePassword {
        /// Who asks.
        session: SessionDigest,
        /// Whether the old password given is the account's.
        password_fits: bool,
        /// The new password, hashed.
        password: PasswordDigest,
    },
    /// Give another mobile number, after a verification for that.
    #[serde(skip)]
    ChangeMobile {
        /// Who asks.
        session: SessionDigest,
        /// The number.
        mobile: Mobile,
    },
}
