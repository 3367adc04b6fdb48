//! Sessions: what is kept of a token, and when it ends.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Device, Proof};

/// A session that is not used for so long ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// A session ends after so long however it is used.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// Use is written down only when the last note of it is older: reading is far more frequent than this.
pub const RENEW_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// How long a comparison of face or card in a session allows what takes a fresh one.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Sessions at once; a further one ends the one that was idle longest.
pub const MOST: usize = 8;

/// Names a session to its owner, who may end it; it cannot be used in place of its token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SessionId([u8; 12]);

impl SessionId {
    /// The session whose secret has this digest.
    #[must_use]
    pub fn of(digest: &SessionDigest) -> Self {
        let mut id = [0; 12];
        id.copy_from_slice(&digest.0[..12]);
        Self(id)
    }

    /// From its text.
    pub fn parse(text: &str) -> Result<Self, SessionDigestError> {
        Self::try_from(text.to_owned())
    }
}

impl std::fmt::Display for SessionId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl From<SessionId> for String {
    fn from(id: SessionId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for SessionId {
    type Error = SessionDigestError;

    fn try_from(text: String) -> Result<Self, SessionDigestError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let exact = bytes.and_then(|bytes| bytes.try_into().ok());
        exact.map(Self).ok_or(SessionDigestError)
    }
}

/// SHA-256 of a session's secret: all that is kept of it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SessionDigest([u8; 32]);

/// The text is not base64url of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a session digest is 32 bytes, and an id 12, in base64url")]
pub struct SessionDigestError;

impl SessionDigest {
    /// From its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for SessionDigest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionDigest(…)")
    }
}

impl From<SessionDigest> for String {
    fn from(digest: SessionDigest) -> Self {
        BASE64URL_NOPAD.encode(&digest.0)
    }
}

impl TryFrom<String> for SessionDigest {
    type Error = SessionDigestError;

    fn try_from(text: String) -> Result<Self, SessionDigestError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let exact = bytes.and_then(|bytes| bytes.try_into().ok());
        exact.map(Self).ok_or(SessionDigestError)
    }
}

/// A session of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What its token must hash to.
    pub digest: SessionDigest,
    /// What it began on.
    pub device: Device,
    /// What the person showed. What began before this was kept reads as a password, and is over within hours.
    #[serde(default)]
    pub method: Proof,
    /// Whether a face scan has passed in it since.
    #[serde(default)]
    pub scanned: bool,
    /// When face or card of its owner were compared last, in it or to begin it.
    #[serde(default)]
    pub compared_at: Option<Timestamp>,
    /// When the person signed in.
    pub began_at: Timestamp,
    /// When it was last noted to be in use.
    pub used_at: Timestamp,
}

impl Session {
    /// A session that begins now, and in which nobody's face or card was compared yet.
    #[must_use]
    pub fn begin(digest: SessionDigest, device: Device, method: Proof, now: Timestamp) -> Self {
        Self {
            digest,
            device,
            method,
            scanned: false,
            compared_at: None,
            began_at: now,
            used_at: now,
        }
    }

    /// How its owner names it.
    #[must_use]
    pub fn id(&self) -> SessionId {
        SessionId::of(&self.digest)
    }

    /// Whether face or card of its owner were compared, in it or to begin it; sessions from before the time of that was kept
    /// say how they began.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        self.compared_at.is_some() || self.scanned || self.method != Proof::Password
    }

    /// Whether that was a moment ago.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        let ago = self.compared_at.map(|at| now.duration_since(at));
        ago.is_some_and(|ago| ago < FRESH)
    }

    /// When it ends at the latest.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        self.began_at
            .saturating_add(LONGEST)
            .unwrap_or(Timestamp::MAX)
    }

    /// Whether it still lasts.
    #[must_use]
    pub fn lasts(&self, now: Timestamp) -> bool {
        now.duration_since(self.began_at) < LONGEST && now.duration_since(self.used_at) < IDLE
    }

    /// Whether its use is worth writing down.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        now.duration_since(self.used_at) >= RENEW_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{NOW, later};

    fn begun() -> Session {
        let digest = SessionDigest::from_bytes([1; 32]);
        Session::begin(digest, Device::default(), Proof::Password, NOW)
    }

    fn check(minutes: i64, lasts: bool) {
        let session = begun();
        assert_eq!(session.lasts(later(minutes * 60)), lasts, "{minutes}");
    }

    #[test]
    fn a_session_ends_when_it_is_not_used() {
        check(29, true);
        check(30, false);
    }

    #[test]
    fn a_session_in_use_ends_after_twelve_hours() {
        let mut session = begun();
        session.used_at = later(12 * 3600 - 60);
        assert!(session.lasts(later(12 * 3600 - 1)));
        assert!(!session.lasts(later(12 * 3600)));
        assert_eq!(session.expires_at(), later(12 * 3600));
    }

    #[test]
    fn a_digest_survives_the_store() {
        let digest = SessionDigest::from_bytes([7; 32]);
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(
            serde_json::from_str::<SessionDigest>(&json).unwrap(),
            digest
        );
        assert!(serde_json::from_str::<SessionDigest>(r#""AAAA""#).is_err());
    }
}
