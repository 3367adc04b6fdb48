//! The face models: imported from their packages once, and the two that browsers load laid out
//! under names that change with their content, so that they can be cached for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use model_import::ModelFile;

use crate::paths;
use crate::step::Step;

/// The models that browsers load; the others stay at the authority.
const FOR_BROWSERS: [&str; 2] = ["detector.onnx", "mesh.onnx"];

/// Imports all models into `target/models/` and lays out those for browsers.
pub fn build() -> Result<Vec<ModelFile>> {
    let step = Step::new("models");
    let mut spoken = false;
    let models = model_import::import(
        &paths::models(),
        &paths::target().join("packages"),
        &mut |line| {
            spoken = true;
            step.say(line);
        },
    )?;
    lay_out(&models)?;
    if spoken {
        step.done("target/models/ is ready");
    }
    Ok(models)
}

/// The folder of the models that browsers load.
#[must_use]
pub fn public_folder() -> PathBuf {
    paths::root().join("www/app/public/models")
}

fn lay_out(models: &[ModelFile]) -> Result<()> {
    let folder = public_folder();
    let wanted: BTreeMap<&str, String> = models
        .iter()
        .filter_map(|model| {
            FOR_BROWSERS
                .iter()
                .find(|name| **name == model.name)
                .map(|name| (*name, public_name(model)))
        })
        .collect();
    if wanted.values().all(|name| folder.join(name).exists()) && folder.join("models.json").exists()
    {
        return Ok(());
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for (name, public) in &wanted {
        let model = fs::read(paths::models().join(name))?;
        fs::write(folder.join(public), planes(&model))?;
    }
    let manifest: BTreeMap<&str, &String> = wanted
        .iter()
        .map(|(name, public)| (name.trim_end_matches(".onnx"), public))
        .collect();
    fs::write(
        folder.join("models.json"),
        serde_json::to_vec_pretty(&manifest)?,
    )?;
    Ok(())
}

/// The bytes at even places, then those at odd ones: weights of two bytes compress by a twentieth more when their
/// halves lie together. `www/app/src/scan/planes.ts` joins them.
fn planes(model: &[u8]) -> Vec<u8> {
    let (even, odd) = (model.iter().step_by(2), model.iter().skip(1).step_by(2));
    even.chain(odd).copied().collect()
}

/// `mesh.onnx` → `mesh.0123456789abcdef.planes`.
fn public_name(model: &ModelFile) -> String {
    let stem = model.name.trim_end_matches(".onnx");
    let hash = model.sha256.get(..16).unwrap_or(&model.sha256);
    format!("{stem}.{hash}.planes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_name_changes_with_the_content() {
        let model = ModelFile {
            name: "mesh.onnx".into(),
            bytes: 1,
            sha256: "0123456789abcdef0123".into(),
            package: String::new(),
            version: String::new(),
            licence: String::new(),
        };
        assert_eq!(public_name(&model), "mesh.0123456789abcdef.planes");
    }

    #[test]
    fn even_bytes_come_before_odd_ones() {
        assert_eq!(planes(b"aAbBc"), b"abcAB");
        assert_eq!(planes(b""), b"");
    }
}
