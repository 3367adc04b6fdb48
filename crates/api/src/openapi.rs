//! What is generated from the contract: the OpenAPI document and the catalogue for the pages.
//!
//! The operations below are never called: they carry the annotations. A test over HTTP holds them
//! against the edge's router.

#![expect(
    dead_code,
    reason = "operations carry annotations and are never called"
)]

use crate::{
    AccountResponse, DeploymentResponse, Problem, ProblemCode, RegisterRequest, SessionResponse,
    SignInRequest, VerificationRequest, VerificationResponse, VerificationResult,
};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

/// The OpenAPI document as JSON.
#[must_use]
pub fn openapi_json() -> String {
    Contract::openapi().to_pretty_json().unwrap_or_default()
}

/// The problem catalogue as JSON: code → status, next, retry, title and advice in both languages.
#[must_use]
pub fn problems_json() -> String {
    let entries: Map<String, Value> = ProblemCode::ALL
        .iter()
        .map(|code| (code.name().to_owned(), entry(*code)))
        .collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

fn entry(code: ProblemCode) -> Value {
    let entry = code.entry();
    json!({
        "status": entry.status,
        "next": entry.next,
        "retry": entry.retry,
        "title": { "zh": entry.title.0, "en": entry.title.1 },
        "advice": { "zh": entry.advice.0, "en": entry.advice.1 },
    })
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Shiming edge",
        description = "Accounts and real-name verification."
    ),
    paths(
        register,
        account,
        sign_in,
        sign_out,
        begin_verification,
        submit_evidence,
        deployment
    ),
    components(schemas(Problem))
)]
struct Contract;

/// Registers an account: the four elements are checked at the authority; success gives level three.
#[utoipa::path(
    post, path = "/v1/accounts", request_body = RegisterRequest,
    responses((status = 201, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn register() {}

/// The account that is signed in.
#[utoipa::path(
    get, path = "/v1/account",
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn account() {}

/// Signs in with number and password; sets the session cookie.
#[utoipa::path(
    post, path = "/v1/sessions", request_body = SignInRequest,
    responses((status = 201, body = SessionResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn sign_in() {}

/// Signs out: ends the session of the cookie and removes it.
#[utoipa::path(
    delete, path = "/v1/sessions/current",
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn sign_out() {}

/// Begins a verification: draws a challenge at the authority for the account that is signed in.
#[utoipa::path(
    post, path = "/v1/verifications", request_body = VerificationRequest,
    responses((status = 201, body = VerificationResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn begin_verification() {}

/// Ends a verification: carries the sealed evidence to the authority and applies its outcome.
#[utoipa::path(
    put, path = "/v1/verifications/{id}/evidence",
    params(("id" = String, Path, description = "Names the verification.")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = VerificationResult), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn submit_evidence() {}

/// What this deployment calls itself, and the versions of its texts.
#[utoipa::path(
    get, path = "/v1/deployment",
    responses((status = 200, body = DeploymentResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn deployment() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_names_every_operation() {
        let document: Value = serde_json::from_str(&openapi_json()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 7);
        assert!(document["components"]["schemas"]["RegisterRequest"].is_object());
    }
}
