//! The edge's answers held against its own OpenAPI document: Schemathesis makes the requests, of every kind that the document
//! allows and some that it does not.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::bench::person::Person;
use crate::build::contract;
use crate::setup::schemathesis;
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::{build, paths};

/// Requests of one kind for each operation.
const EXAMPLES: &str = "25";

/// The same requests each time.
const SEED: &str = "20260101";

/// What answers are not held against: what a rule of the field refuses is of the right type all the same, and a missing ticket
/// reads like an unknown one.
const NOT_CHECKED: &str = "positive_data_acceptance,missing_required_header";

/// What [`PORTAL`] proves itself by: its id and the secret `secret`, in base64.
const PORTAL_PROOF: &str = "Basic b25lLXdpbmRvdzpzZWNyZXQ=";

/// Whether there was anything to ask with: `false` where pip cannot be used.
pub fn check(step: Step) -> Result<bool> {
    let Some(program) = schemathesis::ensure()? else {
        return Ok(false);
    };
    build::all()?;
    let portal = json!([{
        "client_id": "one-window",
        // SHA-256 of `secret`.
        "secret_digest": "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols",
        "name": { "zh": "示例门户", "en": "Sample portal" },
        "redirect_uris": ["https://portal.example/back"],
        "origins": ["https://portal.example"],
        "scopes": ["openid", "profile"],
        "may_file": true,
    }]);
    let options = StackOptions {
        overrides: [("EDGE_PORTALS".to_owned(), portal.to_string())].into(),
        ..StackOptions::default()
    };
    let stack = Stack::start(&options)?;
    let edge = stack.edge_url();
    step.say("asking every operation, as nobody");
    ask(step, &program, &edge, &[])?;
    step.say("asking every operation, as somebody who is signed in, and as a portal");
    let person = Person::sample();
    person.register(&edge)?;
    let cookie = person.sign_in(&edge)?;
    let session = format!("Session-Id: {}", Person::session(&edge, &cookie)?);
    let cookie = format!("Cookie: {cookie}");
    let proof = format!("Authorization: {PORTAL_PROOF}");
    ask(step, &program, &edge, &[&cookie, &session, &proof])?;
    let log = stack.edge_log()?;
    let failed = log.lines().find(|line| line.contains("\"status\":500"));
    ensure!(
        failed.is_none(),
        "the edge failed: {}",
        failed.unwrap_or_default()
    );
    Ok(true)
}

fn ask(step: Step, program: &Path, edge: &str, headers: &[&str]) -> Result<()> {
    let mut command = Command::new(program);
    command
        .current_dir(paths::target())
        .arg("run")
        .arg(contract::folder().join("openapi.json"))
        .args(["--url", edge, "--seed", SEED])
        .args(["--phases", "examples,coverage,fuzzing,stateful"])
        .args(["--max-examples", EXAMPLES, "--checks", "all"])
        .args(["--exclude-checks", NOT_CHECKED])
        .args(["--request-timeout", "30", "--continue-on-failure"])
        // What it advises on better requests, and what it keeps between two runs.
        .args(["--warnings", "off", "--generation-database", "none"]);
    for header in headers {
        command.args(["--header", header]);
    }
    step.run(&mut command)
        .context("the edge answers otherwise than its OpenAPI document says")
}
