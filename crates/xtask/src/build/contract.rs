//! The wire contract as the pages see it: types out of the OpenAPI document, and the catalogue of problems.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::node;
use crate::step::Step;

/// Writes `www/shared/generated/`.
pub fn build() -> Result<()> {
    let (openapi, problems) = (api::openapi::openapi_json(), api::openapi::problems_json());
    let lock = fs::read_to_string(paths::root().join("package-lock.json"))?;
    let fingerprint = Fingerprint::of_bytes(openapi.as_bytes())
        .and(&problems)
        .and(&lock);
    let folder = folder();
    let results = ["openapi.json", "api.ts", "problems.ts"].map(|name| folder.join(name));
    if fingerprint.is_current("contract", &results) {
        return Ok(());
    }
    let step = Step::new("contract");
    step.say("generating the pages' types from the OpenAPI document");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let [document, types, catalogue] = &results;
    fs::write(document, openapi)?;
    step.read(
        node::tool("openapi-typescript")
            .arg(document)
            .arg("--output")
            .arg(types),
    )?;
    fs::write(catalogue, problems_ts(&problems))?;
    fingerprint.record("contract")?;
    step.done("www/shared/generated/ is ready");
    Ok(())
}

/// The folder of generated TypeScript.
#[must_use]
pub fn folder() -> PathBuf {
    paths::root().join("www/shared/generated")
}

fn problems_ts(catalogue: &str) -> String {
    format!(
        "export const problems = {catalogue} as const;\n\nexport type ProblemCode = keyof typeof problems;\n"
    )
}
