//! What the tests of this crate share: sample persons under published example numbers, born in 1880.

use identity::{IdNumber, LegalDay};
use jiff::Timestamp;

use crate::{Filing, Participant, PersonText, State, VerifiedDocuments, enter};

pub(crate) const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// The published example's area, with this birth date and sequence.
pub(crate) fn number(birth: &str, sequence: u16) -> String {
    let body = format!("440524{birth}{sequence:03}");
    format!("{body}{}", IdNumber::check_digit(&body).unwrap())
}

/// Somebody with a resident identity card and these roles.
pub(crate) fn text(sequence: u16, roles: &[&str]) -> PersonText {
    PersonText {
        reference: format!("p{sequence}"),
        roles: roles.iter().map(ToString::to_string).collect(),
        name: "样例甲".to_owned(),
        document: "resident_id_card".to_owned(),
        number: number("18800101", sequence),
        enterprise: None,
        signs: false,
    }
}

/// A company's legal representative, who is director and shareholder as well.
pub(crate) fn founder() -> PersonText {
    text(1, &["legal_representative", "director", "shareholder"])
}

/// A filing of these, for the establishment of a company or whatever else is registered.
pub(crate) fn filing(business: &str, persons: &[PersonText]) -> Filing {
    let documents = VerifiedDocuments::default();
    let entered = enter("company", business, persons, &documents, LegalDay::of(NOW)).unwrap();
    Filing {
        portal: "one-window".to_owned(),
        request: [1; 32],
        subject_type: entered.subject_type.code.to_owned(),
        business: entered.business.code.to_owned(),
        participants: entered.persons.into_iter().map(Participant::new).collect(),
        state: State::Open,
        made_at: NOW,
        erased_at: NOW + jiff::SignedDuration::from_hours(90 * 24),
        revision: 0,
    }
}
