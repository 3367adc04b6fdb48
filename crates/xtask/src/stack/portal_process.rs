//! The demonstration portal as a process: workerd over `www/portal/workerd.capnp`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use serde_json::{Value, json};

use super::environment::built;
use super::guarded::Guarded;
use super::{Places, StackOptions, lan, private};
use crate::paths;

const CLIENT_ID: &str = "one-window";

/// What the portal and the edge know of each other, and what the portal keeps to itself. `Debug` shows none of it.
pub(super) struct PortalKeys(Value);

impl PortalKeys {
    /// Reads `portal.json` in `folder`; where it is missing, draws it first. The authority's executable draws the secret,
    /// as it does for any portal.
    pub(super) fn load_or_draw(folder: &Path, origin: &str) -> Result<Self> {
        let path = folder.join("portal.json");
        if !path.exists() {
            super::environment::write_secret(&path, &draw()?.to_string())?;
        }
        let text = fs::read_to_string(&path)?;
        let mut keys: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} is no JSON", path.display()))?;
        keys["listed"]["redirect_uris"] = json!([format!("{origin}/back")]);
        keys["listed"]["origins"] = json!([origin]);
        Ok(Self(keys))
    }

    /// The portal as the edge lists it.
    pub(super) fn listed(&self) -> Value {
        self.0["listed"].clone()
    }

    /// What a clerk of the portal types.
    pub(super) fn clerk_code(&self) -> &str {
        self.text("clerk_code")
    }

    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }
}

impl std::fmt::Debug for PortalKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PortalKeys")
    }
}

/// Starts it over `portal/` in the stack's folder.
pub(super) fn start(places: &Places, keys: &PortalKeys, options: &StackOptions) -> Result<Guarded> {
    let portal = paths::portal();
    built(portal.join("build/worker.js"))?;
    let port = places.portal.unwrap_or_default();
    let objects = places.data.join("portal");
    private::folder(&objects)?;
    let config = portal.join("workerd.capnp");
    let config = match &options.lan {
        Some(lan) => lan::config(&places.data, &config, "portal", lan, lan.portal_port)?,
        None => config,
    };
    let mut command = Command::new(built(paths::npm_tool("workerd"))?);
    command
        .args(["serve", "--experimental", lan::IMPORTS])
        .arg(format!("--socket-addr=http=127.0.0.1:{port}"))
        .arg(format!("--external-addr=edge={}", places.edge))
        .arg(format!("--directory-path=objects={}", objects.display()))
        .arg(format!(
            "--directory-path=pages={}",
            portal.join("dist").display()
        ))
        .arg(config)
        .env("PORTAL_ORIGIN", &places.portal_origin)
        .env("PORTAL_ISSUER", &places.edge_origin)
        .env("PORTAL_CLIENT_ID", CLIENT_ID)
        .env("PORTAL_CLIENT_SECRET", keys.text("secret"))
        .env("PORTAL_DATA_KEY", keys.text("data_key"))
        .env("PORTAL_CLERK_CODE", keys.clerk_code())
        .envs(&options.overrides);
    let log = places.data.join("portal.log");
    Guarded::start("portal", &command, &log, options.echo)
}

fn draw() -> Result<Value> {
    let mut command = Command::new(built(paths::authority())?);
    command.args([
        "portal",
        "--client-id",
        CLIENT_ID,
        "--origin",
        "http://localhost",
    ]);
    command.args([
        "--name",
        "一窗通（演示）",
        "--english-name",
        "One window (demonstration)",
    ]);
    let output = command.output()?;
    let mut drawn: Value =
        serde_json::from_slice(&output.stdout).context("the authority drew no portal")?;
    drawn["data_key"] = BASE64URL_NOPAD.encode(&random::<32>()?).into();
    drawn["clerk_code"] = BASE32_NOPAD.encode(&random::<10>()?).into();
    Ok(drawn)
}

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).context("the system gives no randomness")?;
    Ok(bytes)
}
