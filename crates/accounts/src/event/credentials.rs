//! Events about the password and the mobile number.

use identity::Mobile;
use verification::VerificationId;

use crate::{PasswordDigest, Proof, SessionDigest};

/// What happened to the password or the mobile number.
#[derive(Clone, Debug, PartialEq)]
pub enum CredentialsEvent {
    /// Another password was set; every other session ended.
    PasswordChanged {
        /// The password, hashed.
        password: PasswordDigest,
        /// The session that goes on.
        kept: Option<SessionDigest>,
        /// What it rested on.
        method: Proof,
        /// The verification, where it rested on one.
        scan: Option<VerificationId>,
    },
    /// Somebody with a session gave a wrong password.
    PasswordRefused,
    /// Another mobile number was given.
    MobileChanged {
        /// The number.
        mobile: Mobile,
    },
}
