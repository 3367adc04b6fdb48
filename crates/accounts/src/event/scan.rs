//! Events about face scans and the consent to them.

use verification::VerificationId;

use crate::{Consent, Scan};

/// What happened to a face scan, or to the consent to them.
#[derive(Clone, Debug, PartialEq)]
pub enum ScanEvent {
    /// A person without a session had consented to a scan.
    ConsentGiven {
        /// To which verification.
        id: VerificationId,
        /// To what.
        consent: Consent,
    },
    /// The consent was withdrawn; what was verified before stays verified.
    ConsentWithdrawn,
    /// A scan began.
    Began {
        /// What it is bound to.
        scan: Box<Scan>,
        /// The consent it rests on.
        consent: Consent,
    },
    /// Evidence was handed to the authority.
    EvidenceSubmitted {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority was not reached.
    EvidenceReturned {
        /// Of which verification.
        id: VerificationId,
    },
    /// The scan ended without a judgement.
    Ended {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority judged that the person could not be verified.
    Refused {
        /// Which verification.
        id: VerificationId,
        /// Why, by code.
        reason: &'static str,
        /// Whether something of the person's was compared, and differed.
        is_compared: bool,
    },
}
