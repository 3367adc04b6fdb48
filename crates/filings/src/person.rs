//! A person as a portal enters them.

use identity::{IdNumber, LegalDay, PersonName};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a portal wrote of a person.
#[derive(Clone)]
pub struct PersonText {
    /// The portal's own name for the person within the filing.
    pub reference: String,
    /// What the person is, by code.
    pub roles: Vec<String>,
    /// 姓名.
    pub name: String,
    /// Which document, by code.
    pub document: String,
    /// The document's number.
    pub number: String,
    /// The enterprise whose legal representative the person is, where that takes part.
    pub enterprise: Option<String>,
    /// Whether the person signs the application or is new.
    pub signs: bool,
}

/// A person of a filing, whom every rule of [`crate::enter`] let pass. It holds a person's data and prints none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The portal's own name for the person.
    pub reference: String,
    /// What the person is, by code.
    pub roles: Vec<String>,
    /// 姓名.
    pub name: String,
    /// Which document, by code.
    pub document: String,
    /// The document's number.
    pub number: String,
    /// The enterprise whose legal representative the person is.
    pub enterprise: Option<String>,
    /// Whether the person must be verified.
    pub duty: Duty,
}

/// Whether a person must be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Must be.
    Verified,
    /// Need not be: the document is one of Hong Kong, Macao, Taiwan or abroad.
    Exempt,
    /// Need not be: neither signs nor is new.
    NotRequired,
}

impl Person {
    /// The number by which the person can be verified; none of whoever is exempt.
    #[must_use]
    pub fn id_number(&self, now: Timestamp) -> Option<IdNumber> {
        match self.duty {
            Duty::Exempt => None,
            Duty::Verified | Duty::NotRequired => {
                IdNumber::parse(&self.number, LegalDay::of(now)).ok()
            }
        }
    }

    /// 姓名.
    #[must_use]
    pub fn person_name(&self) -> Option<PersonName> {
        PersonName::from_stored(&self.name).ok()
    }

    /// Whether both are the same person, whatever they are in the filing.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.document == other.document
            && self.number == other.number
            && self.person_name() == other.person_name()
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Person({})", self.reference)
    }
}
