//! The widget: one script without dependencies, for pages of any origin and as an npm package.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::node;
use crate::step::Step;

const SCRIPT: &str = "real-name-check.js";

/// Builds `www/widget/dist/`, the script that the edge serves, and the package in `target/widget/`; returns whether anything was made anew.
pub fn build() -> Result<bool> {
    let source = paths::root().join("www/widget");
    let script = source.join("dist").join(SCRIPT);
    let served = served_folder().join(SCRIPT);
    let package = paths::target().join("widget");
    let fingerprint = Fingerprint::of(&[source.clone(), paths::root().join("package-lock.json")])?;
    if fingerprint.is_current("widget", &[script.clone(), served.clone(), package.clone()]) {
        return Ok(false);
    }
    let step = Step::new("widget");
    step.say("bundling www/widget");
    let mut esbuild = node::tool("esbuild");
    esbuild.current_dir(&source).arg("src/real-name-check.ts");
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
    esbuild.args(["--log-level=warning", "--outdir=dist"]);
    step.run(&mut esbuild)?;
    step.run(node::tool("tsc").arg("--project").arg(&source))?;
    fs::create_dir_all(served_folder())?;
    fs::copy(&script, &served).with_context(|| format!("cannot write {}", served.display()))?;
    step.say("packing it for npm");
    fs::create_dir_all(&package)?;
    let mut pack = Command::new("npm");
    pack.args(["pack", "--loglevel=error", "--pack-destination"]);
    step.run(pack.arg(&package).current_dir(&source))?;
    fingerprint.record("widget")?;
    step.done("www/widget/dist/ and the package in target/widget/ are ready");
    Ok(true)
}

/// Where the script lies among the files of the pages.
#[must_use]
pub fn served_folder() -> PathBuf {
    paths::root().join("www/app/public/widget")
}

/// What the package is made of.
#[must_use]
pub fn folder() -> PathBuf {
    paths::root().join("www/widget/dist")
}
