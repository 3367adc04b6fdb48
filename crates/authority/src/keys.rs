//! The authority's keys: read from the environment, drawn by `keygen`.

use crate::personal::Personal;
use crate::surroundings::Randomness;
use data_encoding::BASE64URL_NOPAD;
use evidence::{SealingSecrets, SealingSecretsError};
use keyring::{Keyring, KeyringError, NameKey, SecretKeyError};
use rand_core::Rng as _;
use std::sync::Arc;
use verification::signed::{SignerError, VerifierError};
use verification::{Signer, Verifier};
use zeroize::Zeroizing;

const SIGNING: &str = "SHIMING_AUTHORITY_SIGNING_KEY";
const SEALING: &str = "SHIMING_AUTHORITY_SEALING_KEYS";
const DATA: &str = "SHIMING_AUTHORITY_DATA_KEYS";
const NAME: &str = "SHIMING_AUTHORITY_NAME_KEY";
const EDGES: &str = "SHIMING_AUTHORITY_EDGES";

/// Every key that the authority holds.
#[derive(Debug)]
pub struct Keys {
    /// Signs challenges and outcomes.
    pub signer: Signer,
    /// Opens evidence.
    pub sealing: SealingSecrets,
    /// Seals and names personal data.
    pub personal: Arc<Personal>,
    /// Believes edges.
    pub edges: Verifier,
}

/// Why the keys cannot be read; each variant names the variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// A variable is not set.
    #[error("{name} is not set")]
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// Not a signing key.
    #[error("SHIMING_AUTHORITY_SIGNING_KEY: {0}")]
    Signing(#[source] SignerError),
    /// Not a list of sealing secrets.
    #[error("SHIMING_AUTHORITY_SEALING_KEYS: {0}")]
    Sealing(#[source] SealingSecretsError),
    /// Not a keyring.
    #[error("SHIMING_AUTHORITY_DATA_KEYS: {0}")]
    Data(#[source] KeyringError),
    /// Not a key.
    #[error("SHIMING_AUTHORITY_NAME_KEY: {0}")]
    Name(#[source] SecretKeyError),
    /// Not a list of verifying keys.
    #[error("SHIMING_AUTHORITY_EDGES: {0}")]
    Edges(#[source] VerifierError),
}

impl Keys {
    /// Reads the keys from `variable`, such as the process's environment.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, KeysError> {
        let text = |name| {
            variable(name)
                .map(Zeroizing::new)
                .ok_or(KeysError::Missing { name })
        };
        let keyring = Keyring::parse(&text(DATA)?).map_err(KeysError::Data)?;
        let names = NameKey::parse(&text(NAME)?).map_err(KeysError::Name)?;
        Ok(Self {
            signer: Signer::parse(&text(SIGNING)?).map_err(KeysError::Signing)?,
            sealing: SealingSecrets::parse(&text(SEALING)?).map_err(KeysError::Sealing)?,
            personal: Arc::new(Personal::new(keyring, names)),
            edges: Verifier::parse(&text(EDGES)?).map_err(KeysError::Edges)?,
        })
    }
}

/// Fresh keys for one authority and one edge that know each other, as the text of two env files.
pub struct DrawnKeys {
    /// What the authority reads.
    pub authority: Zeroizing<String>,
    /// What the edge reads.
    pub edge: Zeroizing<String>,
}

impl DrawnKeys {
    /// Draws them; `id` names every key, such as the day.
    pub fn draw(id: &str, randomness: &mut Randomness) -> Self {
        let authority_secret = secret(randomness);
        let edge_secret = secret(randomness);
        let sealing = SealingSecrets::draw(id, randomness);
        let authority = format!(
            "{SIGNING}={id}:{}\n{SEALING}={}\n{DATA}={id}:{}\n{NAME}={}\n{EDGES}={id}:{}\n",
            encode(&authority_secret),
            *sealing,
            encode(&secret(randomness)),
            encode(&secret(randomness)),
            public(id, &edge_secret),
        );
        let edge = format!(
            "EDGE_SIGNING_KEY={id}:{}\nEDGE_DATA_KEYS={id}:{}\nEDGE_NAME_KEY={}\nEDGE_TOKEN_KEY={}\nEDGE_AUTHORITY_KEYS={id}:{}\n",
            encode(&edge_secret),
            encode(&secret(randomness)),
            encode(&secret(randomness)),
            encode(&secret(randomness)),
            public(id, &authority_secret),
        );
        Self {
            authority: Zeroizing::new(authority),
            edge: Zeroizing::new(edge),
        }
    }
}

fn secret(randomness: &mut Randomness) -> Zeroizing<[u8; 32]> {
    let mut secret = Zeroizing::new([0; 32]);
    randomness.fill_bytes(secret.as_mut_slice());
    secret
}

fn public(id: &str, secret: &[u8; 32]) -> String {
    encode(&Signer::new(id.to_owned(), secret).public_bytes())
}

fn encode(bytes: &[u8; 32]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use std::collections::HashMap;

    fn variables(text: &str) -> HashMap<String, String> {
        let lines = text.lines().filter_map(|line| line.split_once('='));
        lines
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn what_was_drawn_can_be_read_and_fits_together() {
        let drawn = DrawnKeys::draw("2026-11-23", &mut Surroundings::real().randomness());
        let (authority, edge) = (variables(&drawn.authority), variables(&drawn.edge));
        let keys = Keys::read(|name| authority.get(name).cloned()).unwrap();
        let edge_signer = Signer::parse(&edge["EDGE_SIGNING_KEY"]).unwrap();
        let signature = edge_signer.sign_bytes(b"message");
        assert_eq!(
            keys.edges
                .verify_bytes("2026-11-23", b"message", &signature),
            Ok(())
        );
        let known = Verifier::parse(&edge["EDGE_AUTHORITY_KEYS"]).unwrap();
        let signature = keys.signer.sign_bytes(b"message");
        assert_eq!(
            known.verify_bytes("2026-11-23", b"message", &signature),
            Ok(())
        );
        assert!(Keyring::parse(&edge["EDGE_DATA_KEYS"]).is_ok());
        assert_ne!(edge["EDGE_NAME_KEY"], edge["EDGE_TOKEN_KEY"]);
    }

    #[test]
    fn a_missing_variable_is_named() {
        let error = Keys::read(|_| None).err();
        assert_eq!(error, Some(KeysError::Missing { name: DATA }));
    }
}
