//! The counter (guide, G15): a clerk compared a person with the card in hand. The card counts from then on, for it may be
//! newer than what the register holds.

use crate::personal::Personal;
use crate::source::{Person, SourceError, Standing};
use crate::store::Store;
use crate::surroundings::Randomness;
use identity::{CardValidity, IdNumber, LegalDay, PersonName};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::{Decision, Elements, Purpose, Refusal};

const FIELD: &str = "card";

/// The register learns of a new card within weeks; after that the clerk's look at it is not needed any more.
pub const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Whether a clerk's word is taken. The register may lack the person, or hold an older card of theirs. A card that is older
/// than the register's was replaced, after a loss it may be, and somebody of another name is somebody else.
#[must_use]
pub fn decide(card: &Elements, person: Option<&Person>, purpose: Purpose) -> Decision {
    let refused = |reason| Decision::Refused { reason };
    let is_provincial = person.is_some_and(|person| person.standing == Standing::Provincial);
    match person {
        Some(person) if person.name != card.name || is_replaced(card, person) => {
            refused(Refusal::ElementsDiffer)
        }
        _ if purpose == Purpose::Activate && !is_provincial => refused(Refusal::NotProvincial),
        _ => Decision::Passed,
    }
}

/// Whether the register has a newer card than this one, or another of the same day.
fn is_replaced(card: &Elements, person: &Person) -> bool {
    let (card, known) = (&card.validity, &person.validity);
    card.start < known.start || (card.start == known.start && card.end != known.end)
}

/// Whether a card that a clerk has `seen` still counts beside what the register holds by now.
#[must_use]
pub fn counts(seen: &Elements, person: Option<&Person>) -> bool {
    person.is_none_or(|person| seen.name == person.name && !is_replaced(seen, person))
}

/// The cards that clerks have seen, one a person, sealed; none is kept for longer than [`KEPT`].
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

    /// Keeps a card that was seen `now`, in place of an earlier one of the same person, and forgets those of long ago.
    pub fn keep(
        &self,
        card: &Elements,
        mut randomness: Randomness,
        now: Timestamp,
    ) -> Result<(), SourceError> {
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
        self.store
            .forget_cards_before(now.saturating_sub(KEPT).unwrap_or(now))?;
        Ok(self.store.keep_card(&owner, &sealed, now)?)
    }

    /// Forgets the card of the person with this number.
    pub fn forget(&self, number: &IdNumber) -> Result<(), SourceError> {
        Ok(self.store.forget_card(&self.personal.name(number))?)
    }

    /// The card of the person with this number; none that has expired, or was seen too long ago.
    pub fn find(&self, number: &IdNumber, now: Timestamp) -> Result<Option<Elements>, SourceError> {
        let owner = self.personal.name(number);
        let since = now.saturating_sub(KEPT).unwrap_or(now);
        let Some(sealed) = self.store.find_card(&owner, since)? else {
            return Ok(None);
        };
        let record: Record = self.personal.open_value(FIELD, &owner, &sealed)?;
        let Record {
            name,
            number,
            valid_from,
            valid_until,
        } = &record;
        let today = LegalDay::of(now);
        let name = PersonName::from_stored(name).map_err(SourceError::damaged)?;
        let number = IdNumber::parse(number, today).map_err(SourceError::damaged)?;
        let validity = CardValidity::parse(valid_from, valid_until, number.birth_date(), today);
        Ok(validity.ok().map(|validity| Elements {
            name,
            number,
            validity,
        }))
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
            Some(("样\u{F9B5}甲", Standing::National)),
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
    fn a_card_that_was_replaced_is_not_taken_and_a_newer_one_is() {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let number = "440524188001010014";
        let card = |from, until| Elements::parse("样例甲", number, from, until, today).unwrap();
        let person = Person {
            name: card("2015-06-01", "long_term").name,
            validity: card("2015-06-01", "long_term").validity,
            standing: Standing::National,
            portrait: None,
        };
        for (from, until, is_taken) in [
            ("2010-01-01", "long_term", false),
            ("2015-06-01", "2035-06-01", false),
            ("2015-06-01", "long_term", true),
            ("2020-01-01", "2040-01-01", true),
        ] {
            let card = card(from, until);
            let decision = decide(&card, Some(&person), Purpose::RaiseLevel);
            assert_eq!(decision == Decision::Passed, is_taken, "{from} {until}");
            assert_eq!(counts(&card, Some(&person)), is_taken, "{from} {until}");
        }
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
