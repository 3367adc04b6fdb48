//! The journal: what happened to an account, without a word about whose it is. Each line is chained to the one before,
//! so that none can be changed or left out unnoticed.

use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use verification::VerificationId;

use crate::{Consent, Event, LastDay};

/// One line of the journal, kept for as long as the account. It carries no personal data by construction: fixed
/// words, opaque ids, the names of portals, and the version and digest of a text that was agreed to.
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
    /// At which portal, by its client id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// Until which day business was authorised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<LastDay>,
}

/// The digest of a line and all before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EntryDigest([u8; 32]);

/// The text is no digest of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a line's digest is 32 bytes in base64url")]
pub struct EntryDigestError;

impl EntryDigest {
    /// The digest of `line` after `self`: SHA-256 over the digest before it and the line's JSON. Before the first line
    /// stand 32 zeros.
    #[must_use]
    pub fn link(self, line: &str) -> Self {
        let digest = Sha256::new().chain_update(self.0).chain_update(line);
        Self(digest.finalize().into())
    }
}

impl From<EntryDigest> for String {
    fn from(digest: EntryDigest) -> Self {
        BASE64URL_NOPAD.encode(&digest.0)
    }
}

impl TryFrom<String> for EntryDigest {
    type Error = EntryDigestError;

    fn try_from(text: String) -> Result<Self, EntryDigestError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let exact = bytes.and_then(|bytes| bytes.try_into().ok());
        exact.map(Self).ok_or(EntryDigestError)
    }
}

/// Whether every line, with its digest, follows from the one before.
#[must_use]
pub fn is_intact<'a>(lines: impl IntoIterator<Item = (&'a str, EntryDigest)>) -> bool {
    let mut last = EntryDigest::default();
    lines.into_iter().all(|(line, digest)| {
        last = last.link(line);
        last == digest
    })
}

impl Entry {
    /// The journal's line for `event`; the mere use of a session or a token has none.
    #[must_use]
    pub fn of(event: &Event, at: Timestamp) -> Option<Self> {
        let line = |event, verification: Option<&VerificationId>, detail| Self {
            at,
            event,
            verification: verification.copied(),
            detail,
            consent: None,
            portal: None,
            last_day: None,
        };
        let at_portal = |event, portal: &str, detail| Self {
            portal: Some(portal.to_owned()),
            ..line(event, None, detail)
        };
        Some(match event {
            Event::SessionUsed { .. } | Event::TokensIssued { .. } => return None,
            Event::Registered { check, .. } => line("registered", Some(check), None),
            Event::ConsentGiven { id, consent } => Self {
                consent: Some(consent.clone()),
                ..line("consent_given", Some(id), None)
            },
            Event::Activated { verification, .. } => line("activated", Some(verification), None),
            Event::SignedIn { method, .. } => line("signed_in", None, Some(method.code())),
            Event::SignInFailed => line("sign_in_failed", None, None),
            Event::SignedOut { .. } => line("signed_out", None, None),
            Event::SessionEnded { .. } => line("session_ended", None, None),
            Event::PasswordChanged { method, .. } => {
                line("password_changed", None, Some(method.code()))
            }
            Event::PasswordRefused => line("password_refused", None, None),
            Event::MobileOpened { id, method, .. } => {
                line("mobile_opened", Some(id), Some(method.code()))
            }
            Event::MobileChanged { .. } => line("mobile_changed", None, None),
            Event::BusinessAuthorised { last_day } => Self {
                last_day: Some(*last_day),
                ..line("business_authorised", None, None)
            },
            Event::BusinessWithdrawn => line("business_withdrawn", None, None),
            Event::PortalConsented { portal, .. } => at_portal("portal_consented", portal, None),
            Event::PortalWithdrawn { portal } => at_portal("portal_withdrawn", portal, None),
            Event::PortalVisited { visit } => at_portal("portal_visited", &visit.portal, None),
            Event::VisitEnded { portal, reason, .. } => {
                at_portal("visit_ended", portal, Some(reason.code()))
            }
            Event::FaceConsentWithdrawn => line("face_consent_withdrawn", None, None),
            Event::Closed { unused } => line("closed", None, unused.then_some("unused")),
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

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 3] = [
        "{\"event\":\"registered\"}",
        "{\"event\":\"signed_in\"}",
        "{}",
    ];

    fn chained() -> Vec<(&'static str, EntryDigest)> {
        let chain = LINES.iter().scan(EntryDigest::default(), |last, line| {
            *last = last.link(line);
            Some((*line, *last))
        });
        chain.collect()
    }

    #[test]
    fn an_untouched_journal_is_intact() {
        assert!(is_intact(chained()));
        assert!(is_intact([]));
    }

    #[test]
    fn a_line_that_is_changed_left_out_or_moved_is_noticed() {
        let mut changed = chained();
        changed[1].0 = "{\"event\":\"signed_out\"}";
        assert!(!is_intact(changed));
        let mut shorter = chained();
        shorter.remove(1);
        assert!(!is_intact(shorter));
        let mut moved = chained();
        moved.swap(0, 1);
        assert!(!is_intact(moved));
    }

    #[test]
    fn a_digest_survives_the_store() {
        let digest = EntryDigest::default().link("{}");
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(serde_json::from_str::<EntryDigest>(&json).unwrap(), digest);
    }
}
