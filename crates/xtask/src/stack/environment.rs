//! What edge and authority find in their environment: their keys, drawn once for each stack.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::paths;

/// Variables by name.
pub type Environment = BTreeMap<String, String>;

/// The keys of an edge and an authority that know each other. `Debug` shows none of them.
pub struct Keys {
    /// The authority's variables.
    pub authority: Environment,
    /// The edge's variables.
    pub edge: Environment,
}

impl Keys {
    /// Reads `authority.env` and `edge.env` in `folder`; where both are missing, the authority's
    /// executable draws them first, readable by their owner alone.
    pub fn load_or_draw(folder: &Path) -> Result<Self> {
        let [authority, edge] = ["authority.env", "edge.env"].map(|name| folder.join(name));
        if !authority.exists() && !edge.exists() {
            draw(&authority, &edge)?;
        }
        Ok(Self {
            authority: read(&authority)?,
            edge: read(&edge)?,
        })
    }
}

/// Somebody who works at the counter of a demonstration, drawn afresh with every start. It prints nothing.
#[derive(Clone)]
pub struct Clerk {
    /// The name they sign in with.
    pub member: String,
    /// Their password.
    pub password: String,
    /// The secret of their one-time codes, base32.
    pub one_time_codes: String,
    /// The edge's list of the staff.
    pub(super) listed: String,
}

impl Clerk {
    /// Lets the authority's executable draw one.
    pub(super) fn draw() -> Result<Self> {
        let mut staff = Command::new(built(paths::authority())?);
        let output = staff.args(["staff", "--member", "clerk"]).output()?;
        let drawn: Value = serde_json::from_slice(&output.stdout)
            .context("the authority drew nobody for the counter")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let listed = &drawn["listed"];
        Ok(Self {
            member: text(&listed["member"]),
            password: text(&drawn["password"]),
            one_time_codes: text(&listed["one_time_codes"]),
            listed: Value::from(vec![listed.clone()]).to_string(),
        })
    }

    /// The one-time code of now.
    pub fn code(&self) -> Result<String> {
        let mut command = Command::new(built(paths::authority())?);
        command.arg("one-time-code").stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(self.one_time_codes.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

impl fmt::Debug for Clerk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Clerk")
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys")
    }
}

/// Writes a file of secrets, readable by its owner alone.
pub(super) fn write_secret(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let file = options.open(path);
    let mut file = file.with_context(|| format!("cannot write {}", path.display()))?;
    Ok(file.write_all(text.as_bytes())?)
}

/// The path itself, where something is.
pub(super) fn built(path: PathBuf) -> Result<PathBuf> {
    if !path.exists() {
        bail!(
            "{} does not exist yet: run `cargo xtask build`",
            path.display()
        );
    }
    Ok(path)
}

fn draw(authority: &Path, edge: &Path) -> Result<()> {
    let mut keygen = Command::new(built(paths::authority())?);
    keygen.arg("keygen").arg("--authority").arg(authority);
    let output = keygen.arg("--edge").arg(edge).output()?;
    if !output.status.success() {
        bail!(
            "the authority drew no keys: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

fn read(path: &Path) -> Result<Environment> {
    let text = fs::read_to_string(path).with_context(|| {
        let folder = path.parent().unwrap_or(path).display();
        format!(
            "cannot read {}; where keys are lost, remove {folder} and start anew",
            path.display()
        )
    })?;
    Ok(parse(&text))
}

fn parse(text: &str) -> Environment {
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_hold_equals_signs() {
        let environment = parse("A=1\n\nB=x=y\n");
        assert_eq!(environment["A"], "1");
        assert_eq!(environment["B"], "x=y");
        assert_eq!(environment.len(), 2);
    }

    #[test]
    fn keys_do_not_show_themselves() {
        let authority = parse("SECRET=hidden");
        let edge = Environment::new();
        assert_eq!(format!("{:?}", Keys { authority, edge }), "Keys");
    }
}
