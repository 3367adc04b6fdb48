//! The journal: what happened to an account, without a word about whose it is.

use jiff::Timestamp;
use serde::Serialize;
use verification::VerificationId;

use crate::{Consent, Event};

/// One line of the journal, kept for as long as the account. It carries no personal data by construction: fixed
/// words, opaque ids, and the version and digest of a text that was agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: &'static str,
    /// In which verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<VerificationId>,
    /// Why, or how, by code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
    /// What was agreed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
}

impl Entry {
    /// The journal's line for `event`; the mere use of a session has none.
    #[must_use]
    pub fn of(event: &Event, at: Timestamp) -> Option<Self> {
        let line = |event, verification: Option<&VerificationId>, detail| Self {
            at,
            event,
            verification: verification.copied(),
            detail,
            consent: None,
        };
        Some(match event {
            Event::SessionUsed { .. } => return None,
            Event::Registered { check, .. } => line("registered", Some(check), None),
            Event::SignedIn { .. } => line("signed_in", None, None),
            Event::SignInFailed => line("sign_in_failed", None, None),
            Event::SignedOut { .. } => line("signed_out", None, None),
            Event::ScanBegan { scan, consent } => Self {
                consent: Some(consent.clone()),
                ..line("scan_began", Some(&scan.id), Some(scan.purpose.code()))
            },
            Event::EvidenceSubmitted { id } => line("evidence_submitted", Some(id), None),
            Event::EvidenceReturned { id } => line("evidence_returned", Some(id), None),
            Event::ScanEnded { id } => line("scan_ended", Some(id), None),
            Event::ScanRefused { id, reason } => line("scan_refused", Some(id), Some(reason)),
            Event::LevelReached { id, method, .. } => {
                line("level_reached", Some(id), Some(method.code()))
            }
        })
    }
}
