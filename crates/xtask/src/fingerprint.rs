//! Has anything changed since last time? A SHA-256 over file names and contents, kept as a stamp.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::paths;

/// What a step reads, as one digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Of these files and whole directories, each with its path. A missing one counts as empty.
    pub fn of<P: AsRef<Path>>(inputs: &[P]) -> Result<Self> {
        let mut files = Vec::new();
        for input in inputs {
            files.extend(paths::files_below(input.as_ref(), "")?);
        }
        files.sort();
        let mut hash = Sha256::new();
        for file in &files {
            let content =
                fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            hash.update(file.as_os_str().as_encoded_bytes());
            hash.update(Sha256::digest(&content));
        }
        Ok(Self(HEXLOWER.encode(&hash.finalize())))
    }

    /// Of bytes that are in no file.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(HEXLOWER.encode(&Sha256::digest(bytes)))
    }

    /// This one and something else that matters, such as options.
    #[must_use]
    pub fn and(&self, more: &str) -> Self {
        Self::of_bytes(format!("{}\n{more}", self.0).as_bytes())
    }

    /// The first sixteen hexadecimal digits, enough to tell two versions of a file apart.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..16]
    }

    /// Whether the step `name` last ended with this fingerprint, and all its results still exist.
    #[must_use]
    pub fn is_current(&self, name: &str, results: &[PathBuf]) -> bool {
        results.iter().all(|path| path.exists())
            && fs::read_to_string(stamp(name)).is_ok_and(|last| last == self.0)
    }

    /// Remembers that the step `name` has ended with this fingerprint.
    pub fn record(&self, name: &str) -> Result<()> {
        let path = stamp(name);
        fs::create_dir_all(paths::scratch())?;
        fs::write(&path, &self.0).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn stamp(name: &str) -> PathBuf {
    paths::scratch().join(format!("{name}.stamp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(root: &Path, files: &[(&str, &str)]) -> Fingerprint {
        let _ = fs::remove_dir_all(root);
        for (name, content) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Fingerprint::of(&[root]).unwrap()
    }

    #[test]
    fn a_changed_content_or_name_changes_it_and_results_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("inputs");
        let first = fingerprint(&root, &[("a", "1"), ("b/c", "2")]);
        assert_eq!(first, fingerprint(&root, &[("b/c", "2"), ("a", "1")]));
        assert_ne!(first, fingerprint(&root, &[("a", "1"), ("b/c", "3")]));
        assert_ne!(first, fingerprint(&root, &[("a", "1"), ("b/d", "2")]));
        assert_eq!(
            first,
            fingerprint(&root, &[("a", "1"), ("b/c", "2"), ("dist/x", "9")])
        );
    }

    #[test]
    fn options_are_part_of_it() {
        let first = Fingerprint::of_bytes(b"x");
        assert_ne!(first.and("-O3"), first.and("-Oz"));
        assert_eq!(first.short().len(), 16);
    }
}
