//! The edge: package `edge`, bound to JavaScript and bundled with `worker/shim.js` into one script
//! that runs on workerd and on Cloudflare alike.
//!
//! Without vector instructions: the password hash is slower with them on workerd.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::wasm::{self, Module};
use crate::paths;
use crate::setup::node;
use crate::step::Step;

const EDGE: Module = Module {
    package: "edge",
    features: &[],
    simd: false,
    // More gains a hundredth of its compressed size, and takes three times as long.
    level: "-O1",
    names: true,
};

/// Builds `worker/build/`; returns whether anything was made anew.
pub fn build() -> Result<bool> {
    let step = Step::new("worker");
    let result = paths::worker_build();
    let results = ["index.js", "index_bg.wasm"].map(|name| result.join(name));
    let fingerprint = wasm::fingerprint(&EDGE)?;
    if fingerprint.is_current("worker", &results) {
        return Ok(false);
    }
    step.say("compiling the edge to wasm");
    let module = wasm::compile(step, &EDGE)?;
    step.say("binding, optimising and bundling it");
    let stage = paths::scratch().join("worker");
    wasm::bind(step, &EDGE, &module, &mut bindgen()?, &stage)?;
    fs::copy(paths::root().join("worker/shim.js"), stage.join("shim.js"))?;
    bundle(step, &stage, &result)?;
    fingerprint.record("worker")?;
    let size = wasm::size(&results[1])?;
    step.done(&format!("worker/build/ is ready, {size} of wasm"));
    Ok(true)
}

fn bindgen() -> Result<Bindgen> {
    let mut bindgen = Bindgen::new();
    bindgen.module(true)?.out_name("index").typescript(false);
    bindgen
        .reset_state_function(true)
        .force_enable_abort_handler(true);
    Ok(bindgen)
}

/// One script out of the bindings, their snippets and the shim, with the module beside it.
fn bundle(step: Step, stage: &Path, result: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(result);
    fs::create_dir_all(result)?;
    let script = result.join("index.js");
    let mut esbuild = node::tool("esbuild");
    esbuild.current_dir(stage);
    esbuild.args([
        "shim.js",
        "--bundle",
        "--minify",
        "--format=esm",
        "--log-level=warning",
    ]);
    esbuild.args(["--external:./index_bg.wasm", "--external:cloudflare:*"]);
    esbuild.arg(format!("--outfile={}", script.display()));
    step.run(&mut esbuild)?;
    // Source-phase imports are not in workerd yet; there an ordinary import of a wasm file gives the module.
    let text = fs::read_to_string(&script)?.replace("import source ", "import ");
    fs::write(&script, text).with_context(|| format!("cannot write {}", script.display()))?;
    fs::copy(stage.join("index_bg.wasm"), result.join("index_bg.wasm"))?;
    Ok(())
}
