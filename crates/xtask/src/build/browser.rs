//! The browser's modules: `identity`, small, for the page itself; `scan` for the Web Worker, once
//! with vector instructions and once without, for browsers that lack them; `decode` for the worker
//! when it is given a picture's file; `replay` for whoever decides again what was decided.

use std::path::PathBuf;

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use super::wasm::{self, Module};
use crate::paths;
use crate::step::Step;

/// Each module and the folder that holds it.
const MODULES: [(&str, Module<'_>); 5] = [
    ("identity", IDENTITY),
    ("decode", DECODE),
    ("replay", REPLAY),
    ("scan", scan(true)),
    ("scan-plain", scan(false)),
];

const IDENTITY: Module<'_> = Module {
    package: "browser",
    features: &["identity"],
    simd: false,
    level: "-Oz",
    names: false,
};

const DECODE: Module<'_> = Module {
    features: &["decode"],
    level: "-O3",
    ..IDENTITY
};

const REPLAY: Module<'_> = Module {
    features: &["replay"],
    ..IDENTITY
};

const fn scan(simd: bool) -> Module<'static> {
    Module {
        features: &["scan"],
        simd,
        level: "-O3",
        ..IDENTITY
    }
}

/// Builds every module; returns whether any was made anew.
pub fn build() -> Result<bool> {
    let mut is_new = false;
    for (folder, module) in &MODULES {
        is_new |= build_one(folder, module)?;
    }
    Ok(is_new)
}

/// The folder that holds all of them.
#[must_use]
pub fn folder() -> PathBuf {
    paths::root().join("www/app/src/generated")
}

fn build_one(name: &'static str, module: &Module) -> Result<bool> {
    let step = Step::new(name);
    let folder = folder().join(name);
    let export = module.features[0];
    let script = folder.join(format!("{export}.js"));
    let result = folder.join(format!("{export}_bg.wasm"));
    let fingerprint = wasm::fingerprint(module)?;
    if fingerprint.is_current(name, &[script, result.clone()]) {
        return Ok(false);
    }
    step.say("compiling it to wasm");
    let wasm = wasm::compile(step, module)?;
    step.say("binding and optimising it");
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.out_name(export).typescript(true);
    bindgen.remove_name_section(true);
    wasm::bind(step, module, &wasm, &mut bindgen, &folder)?;
    fingerprint.record(name)?;
    step.done(&format!("ready, {}", wasm::size(&result)?));
    Ok(true)
}
