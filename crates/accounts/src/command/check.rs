//! Commands about a check: a scan that a portal asked for, or the holder for another device.

use serde::{Deserialize, Serialize};
use verification::Purpose;

use crate::{Answered, SessionDigest};

/// What can be asked about a check.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckCommand {
    /// May its scan be asked for, or begin?
    Prepare {
        /// Who asks. `None` if a portal does.
        session: Option<SessionDigest>,
        /// What for.
        purpose: Purpose,
    },
    /// Its scan has passed.
    Finish {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// In which session the holder asked for it. `None` if a portal did.
        session: Option<SessionDigest>,
    },
}
