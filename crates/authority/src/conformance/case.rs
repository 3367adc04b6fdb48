//! A named expectation: what is asked, about whom, what the answer must be, and the clause that asks for it.

use super::difference::Stop;
use super::expectation::{Exchange, Expectation};
use super::{Difference, Kit, Person, Persons, Role, Skip};

/// A named expectation.
pub struct Case {
    /// What conforms, as a sentence.
    pub name: &'static str,
    /// The row of the guide, the standard or the rule that asks for it.
    pub clause: &'static str,
    role: Option<Role>,
    ask: Ask,
    pub(super) expects: Expectation,
}

/// Asks an authority about a person; the last exchange is what the expectation judges.
pub(super) type Ask = fn(&Kit, &Person) -> Result<Exchange, Stop>;

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it must.
    Conforms,
    /// Otherwise.
    Differs(Difference),
    /// Not tried.
    Skipped(Skip),
}

impl Case {
    /// A case about the person who stands for `role`.
    pub(super) const fn about(
        role: Role,
        name: &'static str,
        clause: &'static str,
        expects: Expectation,
        ask: Ask,
    ) -> Self {
        Self {
            name,
            clause,
            role: Some(role),
            ask,
            expects,
        }
    }

    /// A case about nobody.
    pub(super) const fn plain(
        name: &'static str,
        clause: &'static str,
        expects: Expectation,
        ask: Ask,
    ) -> Self {
        Self {
            name,
            clause,
            role: None,
            ask,
            expects,
        }
    }

    /// Tries it.
    pub(super) fn run(&self, kit: &Kit, persons: &Persons) -> Verdict {
        match self.conforms(kit, persons) {
            Ok(()) => Verdict::Conforms,
            Err(Stop::Differs(difference)) => Verdict::Differs(difference),
            Err(Stop::Skipped(skip)) => Verdict::Skipped(skip),
        }
    }

    fn conforms(&self, kit: &Kit, persons: &Persons) -> Result<(), Stop> {
        let nobody = Person::default();
        let person = match self.role {
            Some(role) => persons.find(role)?,
            None => &nobody,
        };
        let exchange = (self.ask)(kit, person)?;
        person.check_absent(&exchange.answer.text)?;
        Ok(self.expects.check(&exchange, kit)?)
    }
}
