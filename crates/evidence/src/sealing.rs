//! Sealing and opening: HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256
//! and ChaCha20-Poly1305.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `SMSE` |
//! | 1 | version of the protocol, 1 |
//! | 1 | length of the key id |
//! | … | key id |
//! | 32 | origin of the chain ([`Terms::origin`]): tells evidence for another challenge at once |
//! | 32 | encapsulated key |
//! | … | ciphertext of the evidence, tag included |
//!
//! `info` is `shiming-evidence/1` and the key id, with a zero byte between; `aad` is verification
//! id, nonce, purpose code and version.

use crate::{Evidence, EvidenceError, SealingSecrets, Terms};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, OpModeR, OpModeS, Serializable as _};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use verification::Challenge;

pub(crate) type Kem = X25519HkdfSha256;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type EncappedKey = <Kem as hpke::Kem>::EncappedKey;

const PROTOCOL: &str = "shiming-evidence/1";
const MAGIC: &[u8; 4] = b"SMSE";
const VERSION: u8 = 1;

/// Why evidence could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The challenge's sealing key is no key.
    #[error("the challenge names no usable sealing key")]
    Key,
    /// More bytes than the challenge allows.
    #[error("the evidence is too large")]
    TooLarge,
    /// The cipher refused.
    #[error("the evidence cannot be sealed")]
    Cipher,
}

/// Seals `evidence` to the key that the challenge names.
pub fn seal(
    evidence: &Evidence,
    terms: &Terms,
    mut randomness: &mut (impl CryptoRng + ?Sized),
) -> Result<Vec<u8>, SealError> {
    let challenge = terms.challenge();
    let public = challenge.sealing_key.public_bytes().ok_or(SealError::Key)?;
    let public = PublicKey::from_bytes(&public).map_err(|_| SealError::Key)?;
    let (encapped, ciphertext) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            &info(&challenge.sealing_key.id),
            &evidence.to_bytes(),
            &associated_data(challenge),
            &mut randomness,
        )
        .map_err(|_| SealError::Cipher)?;
    let mut sealed = head(terms).ok_or(SealError::Key)?;
    sealed.extend_from_slice(&encapped.to_bytes());
    sealed.extend_from_slice(&ciphertext);
    if exceeds(&sealed, challenge) {
        Err(SealError::TooLarge)
    } else {
        Ok(sealed)
    }
}

/// Opens `sealed` evidence that should answer `terms`; what is in it is not checked yet.
pub fn open(
    sealed: &[u8],
    secrets: &SealingSecrets,
    terms: &Terms,
) -> Result<Evidence, EvidenceError> {
    let challenge = terms.challenge();
    if exceeds(sealed, challenge) {
        return Err(EvidenceError::TooManyBytes);
    }
    let parts = Parts::read(sealed).ok_or(EvidenceError::Unreadable)?;
    if parts.key_id != challenge.sealing_key.id.as_bytes() {
        return Err(EvidenceError::WrongKey);
    }
    if parts.origin != terms.origin() {
        return Err(EvidenceError::WrongChallenge);
    }
    let secret = secrets
        .find(&challenge.sealing_key.id)
        .ok_or(EvidenceError::WrongKey)?;
    let encapped =
        EncappedKey::from_bytes(&parts.encapped).map_err(|_| EvidenceError::Unreadable)?;
    let bytes = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &secret,
        &encapped,
        &info(&challenge.sealing_key.id),
        parts.ciphertext,
        &associated_data(challenge),
    )
    .map_err(|_| EvidenceError::Unreadable)?;
    Evidence::parse(&bytes)
}

/// SHA-256 of the sealed bytes: the outcome's `evidence_digest`.
#[must_use]
pub fn sealed_digest(sealed: &[u8]) -> [u8; 32] {
    Sha256::digest(sealed).into()
}

fn exceeds(sealed: &[u8], challenge: &Challenge) -> bool {
    u32::try_from(sealed.len()).map_or(true, |length| length > challenge.limits.most_bytes)
}

fn info(key_id: &str) -> Vec<u8> {
    [PROTOCOL.as_bytes(), &[0], key_id.as_bytes()].concat()
}

fn associated_data(challenge: &Challenge) -> Vec<u8> {
    let purpose = challenge.purpose.code().as_bytes();
    [
        challenge.id.as_bytes().as_slice(),
        challenge.nonce.as_bytes(),
        purpose,
        &[VERSION],
    ]
    .concat()
}

fn head(terms: &Terms) -> Option<Vec<u8>> {
    let key_id = terms.challenge().sealing_key.id.as_bytes();
    let length = u8::try_from(key_id.len()).ok()?;
    Some(
        [
            MAGIC.as_slice(),
            &[VERSION, length],
            key_id,
            &terms.origin(),
        ]
        .concat(),
    )
}

/// The parts of sealed evidence.
struct Parts<'a> {
    key_id: &'a [u8],
    origin: [u8; 32],
    encapped: [u8; 32],
    ciphertext: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(sealed: &'a [u8]) -> Option<Self> {
        let rest = sealed.strip_prefix(MAGIC)?.strip_prefix(&[VERSION])?;
        let (length, rest) = rest.split_first()?;
        let (key_id, rest) = rest.split_at_checked(usize::from(*length))?;
        let (origin, rest) = rest.split_first_chunk()?;
        let (encapped, ciphertext) = rest.split_first_chunk()?;
        Some(Self {
            key_id,
            origin: *origin,
            encapped: *encapped,
            ciphertext,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use proptest::prelude::*;
    use verification::{Nonce, Purpose, VerificationId};

    fn sealed(terms: &Terms) -> Vec<u8> {
        seal(&fixture::evidence(terms), terms, &mut fixture::randomness()).unwrap()
    }

    fn check_opening_under(other: &Terms, expected: EvidenceError) {
        let sealed = sealed(&fixture::terms());
        assert_eq!(open(&sealed, &fixture::secrets(), other), Err(expected));
    }

    #[test]
    fn what_was_sealed_is_opened_and_passes() {
        let terms = fixture::terms();
        let evidence = open(&sealed(&terms), &fixture::secrets(), &terms).unwrap();
        assert_eq!(crate::check(&evidence, &terms), Ok(()));
        assert_eq!(evidence, fixture::evidence(&terms));
    }

    #[test]
    fn an_older_key_still_opens() {
        let terms = fixture::terms();
        let newer = SealingSecrets::draw("newer", &mut fixture::randomness());
        let secrets = SealingSecrets::parse(&format!("{},{}", *newer, fixture::SECRETS)).unwrap();
        assert!(open(&sealed(&terms), &secrets, &terms).is_ok());
    }

    #[test]
    fn evidence_for_another_challenge_is_refused() {
        let wrong = EvidenceError::WrongChallenge;
        check_opening_under(
            &fixture::terms_with(|it| it.nonce = Nonce::from_bytes([1; 32])),
            wrong,
        );
        check_opening_under(
            &fixture::terms_with(|it| it.id = VerificationId::from_bytes([1; 16])),
            wrong,
        );
        check_opening_under(
            &fixture::terms_with(|it| it.purpose = Purpose::Register),
            wrong,
        );
    }

    #[test]
    fn evidence_sealed_to_another_key_id_is_refused() {
        let other = fixture::terms_with(|it| it.sealing_key.id = "other".to_owned());
        check_opening_under(&other, EvidenceError::WrongKey);
    }

    #[test]
    fn a_key_that_is_gone_opens_nothing() {
        let terms = fixture::terms();
        let newer = SealingSecrets::draw("newer", &mut fixture::randomness());
        let secrets = SealingSecrets::parse(&newer).unwrap();
        assert_eq!(
            open(&sealed(&terms), &secrets, &terms),
            Err(EvidenceError::WrongKey)
        );
    }

    #[test]
    fn another_secret_under_the_same_id_opens_nothing() {
        let terms = fixture::terms();
        let other = SealingSecrets::draw("seal-1", &mut fixture::other_randomness());
        let secrets = SealingSecrets::parse(&other).unwrap();
        assert_eq!(
            open(&sealed(&terms), &secrets, &terms),
            Err(EvidenceError::Unreadable)
        );
    }

    #[test]
    fn too_many_bytes_are_neither_sealed_nor_opened() {
        let small = fixture::terms_with(|it| it.limits.most_bytes = 100);
        let evidence = fixture::evidence(&fixture::terms());
        let result = seal(&evidence, &small, &mut fixture::randomness());
        assert_eq!(result, Err(SealError::TooLarge));
        check_opening_under(&small, EvidenceError::TooManyBytes);
    }

    #[test]
    fn a_challenge_without_a_usable_key_seals_nothing() {
        let terms = fixture::terms_with(|it| it.sealing_key.public = "AAAA".to_owned());
        let result = seal(
            &fixture::evidence(&terms),
            &terms,
            &mut fixture::randomness(),
        );
        assert_eq!(result, Err(SealError::Key));
    }

    #[test]
    fn every_flipped_bit_of_the_head_is_refused() {
        let terms = fixture::terms();
        let sealed = sealed(&terms);
        for bit in 0..110 * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(
                open(&changed, &fixture::secrets(), &terms).is_err(),
                "bit {bit}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_refused(at in any::<proptest::sample::Index>(), change in 1..=u8::MAX) {
            let terms = fixture::terms();
            let mut sealed = sealed(&terms);
            let at = at.index(sealed.len());
            sealed[at] ^= change;
            prop_assert!(open(&sealed, &fixture::secrets(), &terms).is_err());
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let headed = [b"SMSE\x01\x06seal-1".as_slice(), &bytes].concat();
            let terms = fixture::terms();
            prop_assert!(open(&bytes, &fixture::secrets(), &terms).is_err());
            prop_assert!(open(&headed, &fixture::secrets(), &terms).is_err());
        }
    }
}
