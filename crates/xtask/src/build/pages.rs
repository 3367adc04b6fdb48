//! The pages: checked and bundled by Vite.

use anyhow::Result;
use model_import::ModelFile;

use super::{browser, contract, models, widget};
use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::node;
use crate::step::Step;

/// Builds `www/app/dist/`; returns whether anything was made anew.
pub fn build(models: &[ModelFile]) -> Result<bool> {
    let app = paths::root().join("www/app");
    if !app.join("index.html").exists() {
        return Ok(false);
    }
    let hashes: Vec<&str> = models.iter().map(|model| model.sha256.as_str()).collect();
    let fingerprint = Fingerprint::of(&[
        paths::root().join("www"),
        paths::root().join("package-lock.json"),
    ])?
    .and(&hashes.join(" "));
    if fingerprint.is_current("pages", &[paths::pages().join("index.html")]) {
        return Ok(false);
    }
    let step = Step::new("pages");
    step.say("bundling www/app");
    step.run(
        node::tool("vite")
            .args(["build", "--logLevel", "warn"])
            .current_dir(&app),
    )?;
    fingerprint.record("pages")?;
    step.done("www/app/dist/ is ready");
    Ok(true)
}

/// The folders of generated sources, which `cargo xtask clean` removes.
#[must_use]
pub fn generated() -> [std::path::PathBuf; 6] {
    [
        browser::folder(),
        contract::folder(),
        models::public_folder(),
        widget::folder(),
        widget::served_folder(),
        paths::pages(),
    ]
}
