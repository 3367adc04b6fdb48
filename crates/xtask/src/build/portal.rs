//! The demonstration portal: its pages by Vite, its worker by esbuild.

use anyhow::Result;

use super::contract;
use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::node;
use crate::step::Step;

/// Builds `www/portal/dist/` and `www/portal/build/`; returns whether anything was made anew.
pub fn build() -> Result<bool> {
    let portal = paths::portal();
    let results = [
        portal.join("dist/index.html"),
        portal.join("build/worker.js"),
    ];
    let fingerprint = Fingerprint::of(&[
        portal.clone(),
        contract::folder(),
        paths::root().join("package-lock.json"),
    ])?;
    if fingerprint.is_current("portal", &results) {
        return Ok(false);
    }
    let step = Step::new("portal");
    step.say("bundling www/portal");
    step.run(
        node::tool("vite")
            .args(["build", "--logLevel", "warn"])
            .current_dir(&portal),
    )?;
    step.run(
        node::tool("esbuild")
            .args(["server/worker.ts", "--bundle", "--minify", "--format=esm"])
            .args(["--target=es2022", "--log-level=warning"])
            .args(["--external:cloudflare:*", "--outfile=build/worker.js"])
            .current_dir(&portal),
    )?;
    fingerprint.record("portal")?;
    step.done("www/portal/dist/ and www/portal/build/ are ready");
    Ok(true)
}
