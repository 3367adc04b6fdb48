//! Tokens that the edge draws: what one names ‖ when it was drawn ‖ a secret. A token that its holder alone sees is tagged
//! ([`tagged`]), one for portals is sealed ([`sealed`]). Either is checked before any object is touched, so that a forged one
//! costs nothing; of the secret only its SHA-256 is kept.

mod kinds;
mod sealed;
mod tagged;

use jiff::Timestamp;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

pub(crate) use kinds::{CheckTicket, CheckToken, DeviceToken, InvitationCode, SessionToken};
pub(crate) use sealed::Sealed;
pub(crate) use tagged::Tagged;

/// Seconds since 1970, signed and big-endian.
const TIME_LENGTH: usize = size_of::<i64>();

/// A kind of token.
pub(crate) trait TokenKind {
    /// Keeps a token of one kind from passing for another.
    const DOMAIN: &'static str;
    /// Length of the secret, bytes.
    const SECRET_LENGTH: usize;
    /// What a token names.
    type Names: TokenName;
    /// What is kept of a token's secret.
    type Digest;
    /// Makes it of the secret's SHA-256.
    const DIGEST: fn([u8; 32]) -> Self::Digest;
}

/// What a token can name: something of a fixed length.
pub(crate) trait TokenName: Sized {
    /// Its length, bytes.
    const LENGTH: usize;

    /// Appends its bytes to `body`.
    fn append_to(&self, body: &mut Vec<u8>);

    /// Reads [`Self::LENGTH`] bytes. `None` if they name nothing.
    fn read(bytes: &[u8]) -> Option<Self>;
}

/// What a token says to the edge that drew it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Token<K: TokenKind> {
    /// What it names.
    pub(crate) names: K::Names,
    /// What is kept of its secret.
    pub(crate) digest: K::Digest,
    /// When it was drawn, to the second. `None` in a token that was drawn before tokens carried the time.
    pub(crate) drawn_at: Option<Timestamp>,
}

impl<K: TokenKind> Token<K> {
    /// A fresh token's body, neither tagged nor sealed yet.
    fn draw_body(
        names: K::Names,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> (Vec<u8>, Self) {
        let mut body = Vec::with_capacity(K::Names::LENGTH + TIME_LENGTH + K::SECRET_LENGTH);
        names.append_to(&mut body);
        body.extend(now.as_second().to_be_bytes());
        let mut secret = vec![0; K::SECRET_LENGTH];
        randomness.fill_bytes(&mut secret);
        body.extend(&secret);
        let token = Self {
            names,
            digest: digest::<K>(&secret),
            drawn_at: Timestamp::from_second(now.as_second()).ok(),
        };
        (body, token)
    }

    /// The token with this body. Its length tells whether it carries the time.
    fn read_body(body: &[u8]) -> Option<Self> {
        let (names, rest) = body.split_at_checked(K::Names::LENGTH)?;
        let (time, secret) = rest.split_at_checked(rest.len().checked_sub(K::SECRET_LENGTH)?)?;
        let drawn_at = match time {
            [] => None,
            time => Some(read_time(time)?),
        };
        Some(Self {
            names: K::Names::read(names)?,
            digest: digest::<K>(secret),
            drawn_at,
        })
    }
}

fn digest<K: TokenKind>(secret: &[u8]) -> K::Digest {
    (K::DIGEST)(Sha256::digest(secret).into())
}

fn read_time(bytes: &[u8]) -> Option<Timestamp> {
    let seconds = i64::from_be_bytes(bytes.try_into().ok()?);
    Timestamp::from_second(seconds).ok()
}

#[cfg(test)]
mod tests;
