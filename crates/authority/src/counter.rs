//! The counter (guide, G15): a clerk compared a person with the card in hand. The card counts from then on, for it may be
//! newer than what the register holds.

use crate::personal::Personal;
use crate::source::{Person, SourceError, Standing};
use crate::store::Store;
use crate::surroundings::Randomness;
use identity::{IdNumber, LegalDay};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::{Decision, Elements, Purpose, Refusal};

const FIELD: &str = "card";

/// Whether a clerk's word is taken. The register may lack the person, or hold an older card of theirs; that it has
/// somebody of another name under the number is no matter of age.
#[must_use]
pub fn decide(card: &Elements, person: Option<&Person>, purpose: Purpose) -> Decision {
    let refused = |reason| Decision::Refused { reason };
    let is_provincial = person.is_some_and(|person| person.standing == Standing::Provincial);
    match person {
        Some(person) if person.name != card.name => refused(Refusal::ElementsDiffer),
        _ if purpose == Purpose::Activate && !is_provincial => refused(Refusal::NotProvincial),
        _ => Decision::Passed,
    }
}

/// The cards that clerks have seen, one a person, sealed.
pub struct SeenCards {
    store: Arc<Store>,
    personal: Arc<Personal>,
}

/// A card as it is sealed.
#[derive(Serialize, Deserialize)]
struct Record {
    name: String,
    number: String,
    valid_from: String,
    valid_until: String,
}

impl SeenCards {
    /// The cards in `store`, under the keys of `personal`.
    #[must_use]
    pub fn new(store: Arc<Store>, personal: Arc<Personal>) -> Self {
        Self { store, personal }
    }

    /// Keeps a card, in place of an earlier one of the same person.
    pub fn keep(&self, card: &Elements, mut randomness: Randomness) -> Result<(), SourceError> {
        let record = Record {
            name: card.name.expose().to_owned(),
            number: card.number.expose().to_owned(),
            valid_from: card.validity.start.to_string(),
            valid_until: card.validity.end.code(),
        };
        let owner = self.personal.name(&card.number);
        let sealed = self
            .personal
            .seal_value(FIELD, &owner, &record, &mut randomness)?;
        Ok(self.store.keep_card(&owner, &sealed)?)
    }

    /// Forgets the card of the person with this number.
    pub fn forget(&self, number: &IdNumber) -> Result<(), SourceError> {
        Ok(self.store.forget_card(&self.personal.name(number))?)
    }

    /// The card of the person with this number; none that has expired by `today`.
    pub fn find(
        &self,
        number: &IdNumber,
        today: LegalDay,
    ) -> Result<Option<Elements>, SourceError> {
        let owner = self.personal.name(number);
        let Some(sealed) = self.store.find_card(&owner)? else {
            return Ok(None);
        };
        let record: Record = self.personal.open_value(FIELD, &owner, &sealed)?;
        let Record {
            name,
            number,
            valid_from,
            valid_until,
        } = &record;
        Ok(Elements::parse(name, number, valid_from, valid_until, today).ok())
    }
}

impl std::fmt::Debug for SeenCards {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SeenCards")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str) -> Elements {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        Elements::parse(name, "440524188001010014", "2010-01-01", "long_term", today).unwrap()
    }

    fn check(person: Option<(&str, Standing)>, purpose: Purpose, expected: Option<Refusal>) {
        let person = person.map(|(name, standing)| Person {
            name: card(name).name,
            validity: card(name).validity,
            standing,
            portrait: None,
        });
        let decision = decide(&card("样例甲"), person.as_ref(), purpose);
        let expected = expected.map_or(Decision::Passed, |reason| Decision::Refused { reason });
        assert_eq!(decision, expected);
    }

    #[test]
    fn a_card_that_the_register_does_not_know_is_taken_and_another_name_is_not() {
        check(None, Purpose::Register, None);
        check(
            Some(("样例甲", Standing::National)),
            Purpose::RaiseLevel,
            None,
        );
        check(
            Some(("样例乙", Standing::National)),
            Purpose::RaiseLevel,
            Some(Refusal::ElementsDiffer),
        );
    }

    #[test]
    fn only_a_provincial_account_is_activated() {
        let not_provincial = Some(Refusal::NotProvincial);
        check(None, Purpose::Activate, not_provincial.clone());
        check(
            Some(("样例甲", Standing::National)),
            Purpose::Activate,
            not_provincial,
        );
        check(
            Some(("样例甲", Standing::Provincial)),
            Purpose::Activate,
            None,
        );
    }
}
