//! Passwords hashed with argon2id, m = 19456 KiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet).
//!
//! It runs within the account's object: the digest never leaves it, one hop is enough, and attempts on one account
//! line up behind each other.

use accounts::PasswordDigest;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::CryptoRng;

const MEMORY_KIB: u32 = 19_456;
/// An isolate has 128 MiB.
const MOST_MEMORY_KIB: u32 = 65_536;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_LENGTH: usize = 16;

/// Why a password could not be hashed or compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasswordHashError {
    /// The parameters or the salt were refused, which constant ones are not.
    #[error("a password cannot be hashed with these parameters")]
    Refused(#[from] argon2::Error),
    /// Hashing or comparing failed.
    #[error("a password could not be hashed or compared")]
    Failed(#[from] argon2::password_hash::Error),
    /// The digest is not one of argon2.
    #[error("the digest of a password cannot be read")]
    Digest(#[from] argon2::password_hash::phc::Error),
}

/// The digest of `password` under a fresh salt.
pub(crate) fn hash(
    password: &str,
    randomness: &mut impl CryptoRng,
) -> Result<PasswordDigest, PasswordHashError> {
    let mut salt = [0; SALT_LENGTH];
    randomness.fill_bytes(&mut salt);
    let hash: PasswordHash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(PasswordDigest::from_phc(hash.to_string()))
}

/// Whether `password` is the one that `digest` was made of.
pub(crate) fn fits(password: &str, digest: &PasswordDigest) -> Result<bool, PasswordHashError> {
    let hash = PasswordHash::new(digest.as_phc())?;
    match Argon2::default().verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether [`fits`] can compare with `digest`: argon2id with its salt and hash, and no more memory than the runtime has.
pub(crate) fn is_digest(digest: &PasswordDigest) -> bool {
    let Ok(hash) = PasswordHash::new(digest.as_phc()) else {
        return false;
    };
    let is_known = hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(Version::V0x13.into())
        && hash.salt.is_some()
        && hash.hash.is_some();
    is_known && Params::try_from(&hash).is_ok_and(|params| params.m_cost() <= MOST_MEMORY_KIB)
}

/// Takes as long as [`fits`], for a number that has no account.
pub(crate) fn pretend(password: &str) -> Result<(), PasswordHashError> {
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    hasher()?.hash_password_into(password.as_bytes(), &[0; SALT_LENGTH], &mut output)?;
    Ok(())
}

fn hasher() -> Result<Argon2<'static>, PasswordHashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;

    #[test]
    fn only_the_password_itself_fits() {
        let digest = hash("correct horse", &mut randomness()).unwrap();
        assert!(
            digest
                .as_phc()
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
        assert!(fits("correct horse", &digest).unwrap());
        assert!(!fits("correct horsf", &digest).unwrap());
        let unreadable = PasswordDigest::from_phc("x".to_owned());
        assert!(fits("correct horse", &unreadable).is_err());
    }

    #[test]
    fn the_same_password_has_another_digest_every_time() {
        let digest = || hash("correct horse", &mut randomness()).unwrap();
        assert!(digest() != digest());
    }

    #[test]
    fn pretending_works() {
        assert!(pretend("correct horse").is_ok());
    }
}
