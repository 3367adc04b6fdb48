//! A filing as it is kept, and how it goes on.

use identity::PersonName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Basis, Decision, Outcome, Purpose, VerificationId};

use crate::{Business, FilingRefusal, Person, PersonState, SubjectType};

/// A filing. It holds persons' data and prints none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Whose it is, by client id.
    pub portal: String,
    /// A keyed digest of the request that made it.
    pub request: [u8; 32],
    /// 市场主体类型, by code.
    pub subject_type: String,
    /// What is registered, by code.
    pub business: String,
    /// Everybody who takes part.
    pub participants: Vec<Participant>,
    /// How far it has got.
    pub state: State,
    /// When it was made.
    pub made_at: Timestamp,
    /// From when on nothing of it need be kept.
    pub erased_at: Timestamp,
    /// How often it was changed.
    pub revision: u32,
}

/// A person, and what is known of them in this filing alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who.
    pub person: Person,
    /// Whether a provincial account must be activated; none where the authority has not said.
    pub needs_activation: Option<bool>,
    /// The counter's word.
    pub attested: Option<Attested>,
    /// The invitation made last.
    pub invitation: Option<Invitation>,
}

/// A clerk verified the person for this filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested {
    /// In which verification.
    pub id: VerificationId,
    /// When.
    pub at: Timestamp,
}

/// An invitation of one person; of its code only a digest is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// SHA-256 of the code's secret.
    pub digest: [u8; 32],
    /// Until when it serves.
    pub expires_at: Timestamp,
}

/// How far a filing has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Persons are verified, and may be replaced.
    Open,
    /// It was handed in, with everybody in these states.
    HandedIn {
        /// When.
        at: Timestamp,
        /// How far everybody was then.
        persons: Vec<PersonState>,
    },
    /// It was closed, and its persons erased.
    Closed,
}

impl State {
    /// Its code on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::HandedIn { .. } => "handed_in",
            Self::Closed => "closed",
        }
    }
}

impl Participant {
    /// Somebody of whom nothing is known yet.
    #[must_use]
    pub fn new(person: Person) -> Self {
        Self {
            person,
            needs_activation: None,
            attested: None,
            invitation: None,
        }
    }
}

impl Filing {
    /// 市场主体类型; none where the tables have it no more.
    #[must_use]
    pub fn subject_type(&self) -> Option<&'static SubjectType> {
        SubjectType::find(&self.subject_type)
    }

    /// What is registered.
    #[must_use]
    pub fn business(&self) -> Option<&'static Business> {
        Business::find(&self.business)
    }

    /// The person under a reference.
    pub fn participant(&self, reference: &str) -> Result<&Participant, FilingRefusal> {
        let mut participants = self.participants.iter();
        let found = participants.find(|one| one.person.reference == reference);
        found.ok_or(FilingRefusal::PersonUnknown)
    }

    /// Whether something of it may still change.
    pub fn check_open(&self) -> Result<(), FilingRefusal> {
        match self.state {
            State::Open => Ok(()),
            State::HandedIn { .. } => Err(FilingRefusal::HandedIn),
            State::Closed => Err(FilingRefusal::Closed),
        }
    }

    /// The filing with other persons. Who stays under the same reference keeps what is known of them.
    pub fn replace(mut self, persons: Vec<Person>) -> Result<Self, FilingRefusal> {
        self.check_open()?;
        let before = std::mem::take(&mut self.participants);
        let kept = |person: Person| {
            let same = before
                .iter()
                .find(|one| one.person.reference == person.reference);
            match same.filter(|one| one.person.is_same(&person)) {
                Some(known) => Participant {
                    person,
                    ..known.clone()
                },
                None => Participant::new(person),
            }
        };
        self.participants = persons.into_iter().map(kept).collect();
        Ok(self.changed())
    }

    /// The filing with an invitation of one person, in place of an earlier one.
    pub fn invite(
        mut self,
        reference: &str,
        invitation: Invitation,
    ) -> Result<Self, FilingRefusal> {
        self.check_open()?;
        self.participant_mut(reference)?.invitation = Some(invitation);
        Ok(self)
    }

    /// Whom the invitation with this digest invites.
    pub fn invited(
        &self,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<&Participant, FilingRefusal> {
        let unknown = FilingRefusal::InvitationUnknown;
        self.check_open().map_err(|_| unknown)?;
        let serves =
            |invitation: &Invitation| invitation.digest == *digest && now < invitation.expires_at;
        let mut participants = self.participants.iter();
        let found = participants.find(|one| one.invitation.as_ref().is_some_and(serves));
        found.ok_or(unknown)
    }

    /// The filing with what the authority said of whoever was asked about and is still in it.
    #[must_use]
    pub fn note_activations(mut self, said: &[(Person, bool)]) -> Self {
        for participant in &mut self.participants {
            let about = said
                .iter()
                .find(|(person, _)| person.is_same(&participant.person));
            if let Some((_, needs_activation)) = about {
                participant.needs_activation = Some(*needs_activation);
            }
        }
        self
    }

    /// The filing after a clerk verified whoever has this number and name, if that is still the person of the reference;
    /// once more with the same answer changes nothing.
    pub fn settle(
        mut self,
        reference: &str,
        (number, name): (&str, &str),
        outcome: &Outcome,
    ) -> Result<Self, FilingRefusal> {
        let is_ours = outcome.purpose == Purpose::Filing
            && outcome.basis == Basis::Counter
            && outcome.decision == Decision::Passed;
        if !is_ours {
            return Err(FilingRefusal::OutcomeForeign);
        }
        self.check_open()?;
        let participant = self.participant_mut(reference)?;
        let name = PersonName::from_stored(name).ok();
        if participant.person.number != number || participant.person.person_name() != name {
            return Err(FilingRefusal::PersonUnknown);
        }
        participant.attested = Some(Attested {
            id: outcome.id,
            at: outcome.decided_at,
        });
        Ok(self.changed())
    }

    /// The filing handed in, if it is still the one that was found ready; from then on it is kept until `erased_at`.
    pub fn hand_in(
        mut self,
        revision: u32,
        persons: Vec<PersonState>,
        (now, erased_at): (Timestamp, Timestamp),
    ) -> Result<Self, FilingRefusal> {
        self.check_open()?;
        if self.revision != revision || self.participants.len() != persons.len() {
            return Err(FilingRefusal::Changed);
        }
        self.state = State::HandedIn { at: now, persons };
        self.erased_at = erased_at;
        Ok(self.changed())
    }

    /// The filing closed: its persons are erased. One that was handed in is kept for as long as the registration needs it.
    pub fn close(mut self) -> Result<Self, FilingRefusal> {
        if matches!(self.state, State::HandedIn { .. }) {
            return Err(FilingRefusal::HandedIn);
        }
        self.participants = Vec::new();
        self.state = State::Closed;
        Ok(self.changed())
    }

    fn changed(mut self) -> Self {
        self.revision = self.revision.saturating_add(1);
        self
    }

    fn participant_mut(&mut self, reference: &str) -> Result<&mut Participant, FilingRefusal> {
        let mut participants = self.participants.iter_mut();
        let found = participants.find(|one| one.person.reference == reference);
        found.ok_or(FilingRefusal::PersonUnknown)
    }
}

impl std::fmt::Debug for Filing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Filing({})", self.state.code())
    }
}

#[cfg(test)]
mod tests;
