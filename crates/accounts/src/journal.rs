//! The journal: what happened to an account, without a word about whose it is. Each line is chained to the one before,
//! so that none can be changed or left out unnoticed.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

mod entry;

pub use entry::Entry;

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
