//! The secrets of a stack on this machine: made once, kept in a file that only its owner reads.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use data_encoding::BASE64URL_NOPAD;

/// Every secret's environment variable: 32 random bytes each, in base64url.
pub const NAMES: [&str; 0] = [];

/// Reads the file, adding to it whatever is missing.
pub fn load_or_create(path: &Path) -> Result<BTreeMap<String, String>> {
    complete(path, &NAMES)
}

fn complete(path: &Path, names: &[&str]) -> Result<BTreeMap<String, String>> {
    let present = if path.exists() {
        fs::read_to_string(path)?
    } else {
        String::new()
    };
    let mut secrets = parse(&present);
    for name in names {
        if !secrets.contains_key(*name) {
            secrets.insert((*name).to_owned(), random()?);
        }
    }
    let wanted = print(&secrets);
    if wanted != present {
        write(path, &wanted).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(secrets)
}

fn random() -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

fn parse(text: &str) -> BTreeMap<String, String> {
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn print(secrets: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, value) in secrets {
        text.extend([name, "=", value, "\n"]);
    }
    text
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn secrets_are_made_once_and_for_the_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.env");
        let first = complete(&path, &["A", "B"]).unwrap();
        assert_ne!(first["A"], first["B"]);
        assert_eq!(complete(&path, &["A", "B"]).unwrap(), first);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_a_person_added_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.env");
        fs::write(&path, "OTHER=a=b\n").unwrap();
        assert_eq!(complete(&path, &["A"]).unwrap()["OTHER"], "a=b");
    }
}
