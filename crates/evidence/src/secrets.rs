//! The authority's secret keys for evidence: several, by id, so that they can rotate.

use crate::sealing::Kem;
use data_encoding::BASE64URL_NOPAD;
use hpke::{Deserializable as _, Kem as _, Serializable as _};
use rand_core::CryptoRng;
use verification::SealingKey;
use zeroize::Zeroizing;

/// The text is not a list of sealing secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealing secrets are written id:base64url of 32 bytes, separated by commas, each id once")]
pub struct SealingSecretsError;

/// X25519 secrets by id; the first is the one that new challenges name.
pub struct SealingSecrets {
    keys: Vec<(String, Zeroizing<[u8; 32]>)>,
}

impl SealingSecrets {
    /// From `id:base64url` pairs, separated by commas, the newest first.
    pub fn parse(text: &str) -> Result<Self, SealingSecretsError> {
        let keys: Vec<_> = text
            .split(',')
            .map(parse_key)
            .collect::<Option<_>>()
            .ok_or(SealingSecretsError)?;
        let repeated = keys
            .iter()
            .enumerate()
            .any(|(at, (id, _))| keys[..at].iter().any(|(other, _)| other == id));
        if repeated {
            Err(SealingSecretsError)
        } else {
            Ok(Self { keys })
        }
    }

    /// The text of one fresh secret named `id`, as [`Self::parse`] reads it.
    pub fn draw(id: &str, mut randomness: &mut (impl CryptoRng + ?Sized)) -> Zeroizing<String> {
        let (secret, _) = Kem::gen_keypair_with_rng(&mut randomness);
        let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(secret.to_bytes().into());
        Zeroizing::new(format!("{id}:{}", BASE64URL_NOPAD.encode(bytes.as_slice())))
    }

    /// The public key that new challenges name.
    pub fn current(&self) -> Result<SealingKey, SealingSecretsError> {
        let (id, secret) = self.keys.first().ok_or(SealingSecretsError)?;
        let secret = private_key(secret).ok_or(SealingSecretsError)?;
        let public: [u8; 32] = Kem::sk_to_pk(&secret).to_bytes().into();
        Ok(SealingKey::new(id.clone(), &public))
    }

    /// The secret named `id`.
    pub(crate) fn find(&self, id: &str) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        let (_, secret) = self.keys.iter().find(|(known, _)| known == id)?;
        private_key(secret)
    }
}

impl std::fmt::Debug for SealingSecrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.keys.iter().map(|(id, _)| id))
            .finish()
    }
}

fn parse_key(pair: &str) -> Option<(String, Zeroizing<[u8; 32]>)> {
    let (id, key) = pair.trim().split_once(':')?;
    let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(key.as_bytes()).ok()?);
    let secret = Zeroizing::new(bytes.as_slice().try_into().ok()?);
    (1..=64)
        .contains(&id.len())
        .then(|| (id.to_owned(), secret))
}

fn private_key(secret: &[u8; 32]) -> Option<<Kem as hpke::Kem>::PrivateKey> {
    <Kem as hpke::Kem>::PrivateKey::from_bytes(secret).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn what_was_drawn_can_be_read() {
        let text = SealingSecrets::draw("2026-1", &mut fixture::randomness());
        let secrets = SealingSecrets::parse(&text).unwrap();
        assert_eq!(secrets.current().unwrap().id, "2026-1");
        assert!(secrets.find("2026-1").is_some() && secrets.find("2025-1").is_none());
    }

    #[test]
    fn a_repeated_id_or_short_secret_is_refused() {
        let text = SealingSecrets::draw("a", &mut fixture::randomness());
        assert!(SealingSecrets::parse(&format!("{},{}", *text, *text)).is_err());
        assert!(SealingSecrets::parse("a:AAAA").is_err());
        assert!(SealingSecrets::parse("").is_err());
    }

    #[test]
    fn debug_shows_ids_alone() {
        let text = SealingSecrets::draw("a", &mut fixture::randomness());
        assert_eq!(
            format!("{:?}", SealingSecrets::parse(&text).unwrap()),
            r#"["a"]"#
        );
    }
}
