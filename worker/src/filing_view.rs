//! What a portal sees of its filing.

use api::{FieldProblem, FilingPersonState, FilingResponse};
use filings::{Filing, Participant, PersonState, Readiness, State};
use identity::PersonName;

use crate::account_names::FilingId;
use crate::edge::Edge;
use crate::problem::Fault;
use crate::{clock, fields, standing, standing_lookup};

/// The filing, and how far everybody is now; once it was handed in, how far everybody was then.
pub(crate) async fn view(
    edge: &Edge,
    id: &FilingId,
    filing: &Filing,
) -> Result<FilingResponse, Fault> {
    let readiness = match &filing.state {
        State::HandedIn { persons, .. } => Readiness {
            persons: persons.clone(),
            missing_roles: Vec::new(),
        },
        State::Closed => Readiness {
            persons: Vec::new(),
            missing_roles: Vec::new(),
        },
        State::Open => {
            let now = clock::now();
            let sought = standing::sought(edge, &filing.participants, now);
            let standings = standing_lookup::as_told(edge, &sought).await?;
            filings::readiness(filing, &standings, now)
        }
    };
    Ok(response(id, filing, &readiness))
}

fn response(id: &FilingId, filing: &Filing, readiness: &Readiness) -> FilingResponse {
    let handed_in_at = match filing.state {
        State::HandedIn { at, .. } => Some(at),
        State::Open | State::Closed => None,
    };
    let persons = filing.participants.iter().zip(&readiness.persons);
    FilingResponse {
        id: id.to_string(),
        subject_type: filing.subject_type.clone(),
        business: filing.business.clone(),
        state: filing.state.code().to_owned(),
        persons: persons.map(|(one, state)| person(one, state)).collect(),
        missing_roles: readiness
            .missing_roles
            .iter()
            .map(ToString::to_string)
            .collect(),
        is_ready: matches!(filing.state, State::Open) && readiness.is_ready(),
        made_at: filing.made_at,
        handed_in_at,
        expires_at: filing.erased_at,
    }
}

fn person(participant: &Participant, state: &PersonState) -> FilingPersonState {
    let person = &participant.person;
    let name = person.person_name();
    FilingPersonState {
        reference: person.reference.clone(),
        roles: person.roles.clone(),
        masked_name: name.as_ref().map(PersonName::masked).unwrap_or_default(),
        state: state.progress.code().to_owned(),
        authorised_until: state.authorised_until.clone(),
        is_ready: state.progress.is_ready(),
    }
}

/// Who and what is missing, by reference and role.
pub(crate) fn missing(filing: &Filing, readiness: &Readiness) -> Vec<FieldProblem> {
    let persons = filing.participants.iter().zip(&readiness.persons);
    let unready = persons.filter(|(_, state)| !state.progress.is_ready());
    let of_person = |(one, state): (&Participant, &PersonState)| {
        let field = format!("persons.{}", one.person.reference);
        fields::problem(&field, state.progress.code())
    };
    let roles = readiness.missing_roles.iter();
    let of_role = |role: &&'static str| fields::problem(&format!("roles.{role}"), "missing");
    unready.map(of_person).chain(roles.map(of_role)).collect()
}
