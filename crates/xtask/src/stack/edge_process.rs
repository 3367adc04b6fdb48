//! The edge as a process: workerd over `worker/workerd.capnp`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use api::DeploymentResponse;
use serde_json::Value;

use super::environment::{Clerk, Keys, built};
use super::guarded::Guarded;
use super::portal_process::PortalKeys;
use super::{Places, StackOptions, lan, private};
use crate::paths;

/// Starts it over `edge/` in the stack's folder.
pub(super) fn start(
    places: &Places,
    keys: &Keys,
    (clerk, portal): (&Clerk, Option<&PortalKeys>),
    options: &StackOptions,
) -> Result<Guarded> {
    built(paths::worker_build().join("index_bg.wasm"))?;
    let objects = places.data.join("edge");
    private::folder(&objects)?;
    fs::create_dir_all(&places.pages)?;
    let config = paths::workerd_config();
    let config = match &options.lan {
        Some(lan) => lan::config(&places.data, &config, "edge", lan, lan.edge_port)?,
        None => config,
    };
    let mut command = Command::new(built(paths::npm_tool("workerd"))?);
    command
        .args(["serve", "--experimental", lan::IMPORTS])
        .arg(format!("--socket-addr=http={}", places.edge))
        .arg(format!("--external-addr=authority={}", places.authority))
        .arg(format!("--external-addr=messages={}", places.authority))
        .arg(format!("--directory-path=objects={}", objects.display()))
        .arg(format!("--directory-path=pages={}", places.pages.display()))
        .arg(config)
        .env("EDGE_MODE", "sandbox")
        .env("EDGE_AUDIENCE", &places.edge_origin)
        .env("EDGE_DEPLOYMENT", demonstration(places)?)
        .env("EDGE_STAFF", &clerk.listed)
        .env("EDGE_PORTALS", portals(portal)?)
        .env("EDGE_MESSAGES", messages(options))
        .envs(&keys.edge)
        .envs(&options.overrides);
    let log = places.data.join("edge.log");
    Guarded::start("edge", &command, &log, options.echo)
}

/// The portals that the environment names, and the demonstration's own.
fn portals(own: Option<&PortalKeys>) -> Result<String> {
    let others = std::env::var("EDGE_PORTALS").unwrap_or_default();
    let mut listed: Vec<Value> = match others.as_str() {
        "" => Vec::new(),
        others => serde_json::from_str(others).context("EDGE_PORTALS is no JSON list")?,
    };
    listed.extend(own.map(PortalKeys::listed));
    Ok(Value::from(listed).to_string())
}

fn messages(options: &StackOptions) -> &'static str {
    if options.messages { "sandbox" } else { "off" }
}

/// The demonstration's names and texts, with the way to its console.
fn demonstration(places: &Places) -> Result<String> {
    let deployment = DeploymentResponse {
        console_address: Some(format!("http://{}/", places.console)),
        ..DeploymentResponse::default()
    };
    Ok(serde_json::to_string(&deployment)?)
}
