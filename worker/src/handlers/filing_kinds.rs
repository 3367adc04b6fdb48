//! `GET /v1/filing-kinds`

use api::{FilingDocument, FilingKindsResponse, FilingRole, FilingSubjectType, FilingTerm, Words};
use axum::Json;
use axum::extract::State;
use filings::{BUSINESSES, DOCUMENTS, MOST_PERSONS, Role, SUBJECT_TYPES};

use crate::edge::Edge;

/// Which filings there are: 200.
pub(crate) async fn kinds(State(edge): State<Edge>) -> Json<FilingKindsResponse> {
    let subject_types = SUBJECT_TYPES.iter().map(|one| FilingSubjectType {
        code: one.code.to_owned(),
        name: Words::new(one.zh, one.en),
        roles: one.roles.iter().map(role).collect(),
    });
    let businesses = BUSINESSES.iter().map(|one| FilingTerm {
        code: one.code.to_owned(),
        name: Words::new(one.zh, one.en),
    });
    let verified = &edge.config.filings.verified_documents;
    let documents = DOCUMENTS.iter().map(|one| FilingDocument {
        code: one.code.to_owned(),
        name: Words::new(one.zh, one.en),
        is_exempt: verified.exempts(one),
    });
    Json(FilingKindsResponse {
        subject_types: subject_types.collect(),
        businesses: businesses.collect(),
        documents: documents.collect(),
        most_persons: u32::try_from(MOST_PERSONS).unwrap_or(u32::MAX),
    })
}

fn role(role: &Role) -> FilingRole {
    FilingRole {
        code: role.code.to_owned(),
        name: Words::new(role.zh, role.en),
        least: role.least,
        most: role.most,
        may_be_enterprise: role.may_be_enterprise,
        least_age: role.least_age.into(),
    }
}
