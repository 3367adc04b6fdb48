//! From a Rust package to an optimised wasm module with its JavaScript: cargo, wasm-bindgen, wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::fingerprint::Fingerprint;
use crate::setup::{node, rust_target};
use crate::step::Step;
use crate::{cargo, paths};

/// The features every supported engine has, named one by one so that a newer optimiser does not
/// use an encoding that workerd or a browser cannot read yet.
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "exception-handling",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// A module to be built.
#[derive(Debug)]
pub struct Module<'a> {
    /// The package, whose library becomes the module.
    pub package: &'a str,
    /// The package's features.
    pub features: &'a [&'a str],
    /// Whether the processor's vector instructions may be used.
    pub simd: bool,
    /// The optimiser's level: `-O3` for speed, `-Oz` for size.
    pub level: &'a str,
    /// Whether functions keep their names, for stack traces.
    pub names: bool,
}

/// Compiles the package and returns the module as the linker left it, which the next module of
/// the same package overwrites.
///
/// The packages name no crate type: where cargo makes an `rlib` beside the `cdylib`, it cannot optimise across crates,
/// and a native `cdylib` nobody needs.
pub fn compile(step: Step, module: &Module) -> Result<PathBuf> {
    let target = paths::target();
    let mut command = cargo::command("rustc");
    command.args(["--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    command.args(["--package", module.package, "--target", rust_target::WASM]);
    command.arg("--target-dir").arg(&target);
    if !module.features.is_empty() {
        let features = module.features.join(",");
        command.args(["--no-default-features", "--features", &features]);
    }
    if module.simd {
        command.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-C target-feature=+simd128",
        );
    }
    step.run(&mut command)?;
    let folder = target.join(rust_target::WASM).join("wasm");
    let name = module.package.replace('-', "_");
    Ok(folder.join(name).with_extension("wasm"))
}

/// Writes `<name>_bg.wasm`, optimised, and `<name>.js` into an emptied `folder`.
pub fn bind(
    step: Step,
    module: &Module,
    wasm: &Path,
    bindgen: &mut Bindgen,
    folder: &Path,
) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    bindgen
        .input_path(wasm)
        .remove_producers_section(true)
        .generate(folder)?;
    let bound = folder.join(format!("{}_bg.wasm", bindgen.stem()?));
    optimise(step, module, &bound)
}

/// Everything that the result depends on.
///
/// Cargo would tell as well, but the modules of one package displace each other in its target
/// folder, so that asking it means linking each of them again.
pub fn fingerprint(module: &Module) -> Result<Fingerprint> {
    let mut inputs = cargo::sources(module.package)?;
    inputs.push(paths::root().join("package-lock.json"));
    inputs.push(paths::root().join("crates/xtask/src/build"));
    Ok(Fingerprint::of(&inputs)?.and(&format!("{module:?}")))
}

fn optimise(step: Step, module: &Module, path: &Path) -> Result<()> {
    let mut command = node::tool("wasm-opt");
    command.arg(path).arg("-o").arg(path).arg(module.level);
    command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    if module.simd {
        command.arg("--enable-simd");
    }
    if module.names {
        command.arg("--debuginfo");
    }
    step.run(&mut command)
}

/// A file's size for people, in thousands of bytes.
pub fn size(path: &Path) -> Result<String> {
    Ok(format!("{} kB", fs::metadata(path)?.len() / 1000))
}
