//! The terms that evidence answers to: a challenge and the digest of its signed form.

use sha2::{Digest as _, Sha256};
use verification::{Challenge, Signed, SignedError};

/// A challenge, and what ties evidence to exactly this one.
#[derive(Clone, Debug)]
pub struct Terms {
    challenge: Challenge,
    digest: [u8; 32],
}

impl Terms {
    /// The terms of a signed challenge. Its signature is not checked: the browser cannot know the
    /// key, and the authority signed it itself.
    pub fn read(signed: &Signed<Challenge>) -> Result<Self, SignedError> {
        let challenge = signed.read_unverified()?;
        let digest = Sha256::digest(signed.as_compact()).into();
        Ok(Self { challenge, digest })
    }

    /// The challenge.
    #[must_use]
    pub fn challenge(&self) -> &Challenge {
        &self.challenge
    }

    /// Where the chain of frames starts: SHA-256 over nonce, verification id and the SHA-256 of
    /// the challenge's compact signed form.
    #[must_use]
    pub fn origin(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.challenge.nonce.as_bytes())
            .chain_update(self.challenge.id.as_bytes())
            .chain_update(self.digest)
            .finalize()
            .into()
    }
}
