//! What a person who is not signed in carries between two steps: sealed, so that it can be neither read nor altered, and
//! nothing about it is kept here.

use accounts::{Answered, CheckAsked, Consent};
use data_encoding::BASE64URL_NOPAD;
use identity::{IdNumber, PersonName};
use jiff::Timestamp;
use keyring::{Keyring, SealedField, field_context};
use rand_core::CryptoRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use verification::{CaptureLimits, JsonError, Purpose, VerificationId};

use crate::clock;

/// What can be carried.
pub(crate) trait Carried: Serialize + DeserializeOwned {
    /// Keeps one kind from passing for another.
    const KIND: &'static str;
}

/// From the beginning of a face check to its evidence.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ticket {
    /// What the authority was asked.
    pub(crate) check: CheckAsked,
    /// Of whom.
    pub(crate) claimed: Claimed,
    /// The consent it rests on.
    pub(crate) consent: Consent,
    /// From when on evidence is too late.
    pub(crate) expires_at: Timestamp,
    /// How much evidence the challenge allows, bytes.
    #[serde(default = "CaptureLimits::ordinary_bytes")]
    pub(crate) most_bytes: u32,
}

impl Carried for Ticket {
    const KIND: &'static str = "ticket";
}

/// From a face check that passed to the password that is chosen.
#[derive(Serialize, Deserialize)]
pub(crate) struct Grant {
    /// What the authority answered to which question.
    pub(crate) answered: Answered,
    /// Of whom.
    pub(crate) claimed: Claimed,
}

impl Carried for Grant {
    const KIND: &'static str = "grant";
}

/// From a face check that passed to the code that has to agree, on a device that is not known.
#[derive(Serialize, Deserialize)]
pub(crate) struct Held {
    /// What the authority answered to which question.
    pub(crate) answered: Answered,
    /// Of whom.
    pub(crate) claimed: Claimed,
    /// From when on it is worth nothing.
    pub(crate) expires_at: Timestamp,
}

impl Carried for Held {
    const KIND: &'static str = "held";
}

/// From the making of a voucher to its claim: whoever holds it is the one who made it.
#[derive(Serialize, Deserialize)]
pub(crate) struct VoucherTicket {
    /// The voucher's code.
    pub(crate) code: String,
    /// Which verification it is of: codes are drawn again after a voucher was erased.
    pub(crate) id: VerificationId,
}

impl Carried for VoucherTicket {
    const KIND: &'static str = "voucher ticket";
}

/// Who somebody says they are. It prints nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Claimed {
    /// 身份证号.
    pub(crate) number: String,
    /// 姓名; none where it was not asked for.
    pub(crate) name: Option<String>,
}

impl Claimed {
    /// The number.
    pub(crate) fn number(&self) -> Option<IdNumber> {
        IdNumber::parse(&self.number, clock::today()).ok()
    }

    /// The name.
    pub(crate) fn name(&self) -> Option<PersonName> {
        PersonName::from_stored(self.name.as_ref()?).ok()
    }
}

impl Ticket {
    /// Whether it goes with the evidence for `id`.
    pub(crate) fn is_for(&self, id: &VerificationId) -> bool {
        self.check.id == *id
    }

    /// What the scan is for.
    pub(crate) fn purpose(&self) -> Purpose {
        self.check.question.purpose
    }
}

/// What was to be carried has no JSON: nothing is sealed in its place.
#[derive(Debug, thiserror::Error)]
#[error("what is to be carried cannot be written")]
pub(crate) struct TicketError(#[from] JsonError);

/// Seals `carried`.
pub(crate) fn seal<T: Carried>(
    carried: &T,
    keys: &Keyring,
    randomness: &mut impl CryptoRng,
) -> Result<String, TicketError> {
    let json = serde_json::to_vec(carried).map_err(JsonError::from)?;
    let field = keys.seal(&field_context(T::KIND, b""), &json, randomness);
    Ok(BASE64URL_NOPAD.encode(field.to_string().as_bytes()))
}

/// Opens what this edge sealed.
pub(crate) fn open<T: Carried>(text: &str, keys: &Keyring) -> Option<T> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let field = SealedField::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
    let json = keys.open(&field_context(T::KIND, b""), &field).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use accounts::Question;
    use verification::{Nonce, Subject};

    fn keys(letter: char) -> Keyring {
        let key = letter.to_string().repeat(42) + "E";
        Keyring::parse(&format!("k1:{key}")).unwrap()
    }

    fn ticket() -> Ticket {
        Ticket {
            check: CheckAsked {
                id: VerificationId::from_bytes([1; 16]),
                nonce: Nonce::from_bytes([2; 32]),
                question: Question {
                    subject: Subject::from_bytes([3; 32]),
                    purpose: Purpose::SignIn,
                    audience: "https://edge.example".to_owned(),
                },
            },
            claimed: Claimed {
                number: "440524188001010014".to_owned(),
                name: None,
            },
            consent: Consent {
                version: "2026-11".to_owned(),
                text_digest: "00".repeat(32),
            },
            expires_at: Timestamp::UNIX_EPOCH,
            most_bytes: CaptureLimits::ordinary_bytes(),
        }
    }

    #[test]
    fn what_is_sealed_is_opened_by_the_same_keys_as_the_same_kind() {
        let text = seal(&ticket(), &keys('A'), &mut clock::randomness()).unwrap();
        let opened: Ticket = open(&text, &keys('A')).unwrap();
        assert_eq!(opened.check, ticket().check);
        assert!(open::<Ticket>(&text, &keys('B')).is_none());
        assert!(open::<Grant>(&text, &keys('A')).is_none());
    }

    #[test]
    fn what_cannot_be_written_is_not_sealed() {
        #[derive(Serialize, Deserialize)]
        struct Unwritable(std::collections::BTreeMap<[u8; 2], u8>);
        impl Carried for Unwritable {
            const KIND: &'static str = "ticket";
        }
        let carried = Unwritable([([1, 2], 3)].into());
        assert!(seal(&carried, &keys('A'), &mut clock::randomness()).is_err());
    }

    #[test]
    fn it_shows_nothing_and_no_letter_can_be_changed() {
        let text = seal(&ticket(), &keys('A'), &mut clock::randomness()).unwrap();
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("440524"));
        for place in [4, 40, text.len() - 2] {
            let mut changed = text.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(open::<Ticket>(&changed, &keys('A')).is_none(), "{place}");
        }
    }
}
