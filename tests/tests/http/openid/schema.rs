//! The schema of OpenID Identity Assurance, where it lies beside the project; it is not ours to pass on.

use jsonschema::{Retrieve, Uri};
use serde_json::{Value, json};

/// Whatever else the schema names: the claims' own schema where it is here, and what nobody uses of a request's.
struct Beside;

impl Retrieve for Beside {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        if uri.as_str().ends_with("/claims_schema.json") {
            return Ok(read("oidf_claims.schema.json").unwrap_or_default());
        }
        Ok(json!({ "$defs": { "verified_claims_def": false } }))
    }
}

/// Whether the claims are as the standard has them.
#[track_caller]
pub(super) fn check_schema(claims: &Value) {
    let Some(schema) = read("oidf_verified_claims.schema.json") else {
        return;
    };
    let validator = jsonschema::options()
        .with_retriever(Beside)
        .should_validate_formats(true);
    let validator = validator.build(&schema).unwrap();
    let wrong = |claims: &Value| {
        let errors = validator.iter_errors(claims);
        errors.map(|error| error.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(wrong(claims), Vec::<String>::new());
    let mut damaged = claims.clone();
    damaged["verified_claims"]["verification"]["evidence"][0]["type"] = "hearsay".into();
    assert!(!wrong(&damaged).is_empty(), "the schema checks something");
}

fn read(name: &str) -> Option<Value> {
    let path = material::shared(&format!("facts/{name}"))?;
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}
