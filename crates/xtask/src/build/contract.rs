//! The wire contract as the pages see it: types out of the OpenAPI document, the catalogue of problems, and the
//! client's version.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::node;
use crate::step::Step;

/// Writes `www/shared/generated/`; returns whether anything was made anew.
pub fn build() -> Result<bool> {
    let (openapi, problems) = (api::openapi::openapi_json(), api::openapi::problems_json());
    let lock = fs::read_to_string(paths::root().join("package-lock.json"))?;
    let version = format!(
        "export const CLIENT_VERSION: number = {};\n",
        api::CLIENT_VERSION
    );
    let fingerprint = Fingerprint::of_bytes(openapi.as_bytes())
        .and(&problems)
        .and(&version)
        .and(&lock);
    let folder = folder();
    let names = ["openapi.json", "api.ts", "problems.ts", "client-version.ts"];
    let results = names.map(|name| folder.join(name));
    if fingerprint.is_current("contract", &results) {
        return Ok(false);
    }
    let step = Step::new("contract");
    step.say("generating the pages' types from the OpenAPI document");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let [document, types, catalogue, client] = &results;
    fs::write(document, openapi)?;
    step.read(
        node::tool("openapi-typescript")
            .arg(document)
            .arg("--output")
            .arg(types),
    )?;
    fs::write(catalogue, problems_ts(&problems))?;
    fs::write(client, version)?;
    fingerprint.record("contract")?;
    step.done("www/shared/generated/ is ready");
    Ok(true)
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
