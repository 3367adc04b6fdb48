//! What this edge says of itself to portals (OpenID Connect Discovery 1.0, RFC 8414, RFC 9207, and OpenID Connect for
//! Identity Assurance).

use accounts::Scope;
use serde_json::{Value, json};

use super::authorization_request::{LEVEL_FOUR, LEVEL_THREE};
use super::signing_key::Algorithm;
use super::verified_claims::{DOCUMENT, RECORD, TRUST_FRAMEWORK};

/// The document at `/.well-known/openid-configuration`.
pub(crate) fn document(issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}{path}");
    let proofs = ["client_secret_basic", "client_secret_post", "none"];
    json!({
        "issuer": issuer,
        "authorization_endpoint": at("/oauth/authorize"),
        "token_endpoint": at("/oauth/token"),
        "userinfo_endpoint": at("/oauth/userinfo"),
        "revocation_endpoint": at("/oauth/revoke"),
        "device_authorization_endpoint": at("/oauth/device_authorization"),
        "jwks_uri": at("/oauth/jwks"),
        "scopes_supported": Scope::ALL.map(Scope::code),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": [
            "authorization_code",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "acr_values_supported": [LEVEL_THREE, LEVEL_FOUR],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": Algorithm::ALL.map(Algorithm::name),
        "token_endpoint_auth_methods_supported": proofs,
        "revocation_endpoint_auth_methods_supported": proofs,
        "display_values_supported": ["page"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "claim_types_supported": ["normal"],
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash",
            "name", "verified_claims", "id_number", "business_registration",
        ],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "require_request_uri_registration": false,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "verified_claims_supported": true,
        "trust_frameworks_supported": [TRUST_FRAMEWORK],
        "evidence_supported": ["document", "electronic_record"],
        "documents_supported": [DOCUMENT],
        "documents_check_methods_supported": ["bvr", "vpip"],
        "electronic_records_supported": [RECORD],
        "claims_in_verified_claims_supported": ["name", "birthdate"],
    })
}
