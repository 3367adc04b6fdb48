//! Commands about a visit to the counter.

use serde::{Deserialize, Serialize};
use verification::Purpose;

use crate::{Answered, Credential, SessionDigest};

/// What can be asked about a visit to the counter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounterCommand {
    /// May the holder get a voucher in place of a scan? A pause on scans does not keep anybody from the counter.
    Prepare {
        /// Who asks.
        session: SessionDigest,
        /// What for.
        purpose: Purpose,
    },
    /// A clerk compared the holder with the card (guide, G15).
    Attest {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// With what the holder made the voucher; `None` if that was before it was kept.
        credential: Option<Credential>,
    },
}
