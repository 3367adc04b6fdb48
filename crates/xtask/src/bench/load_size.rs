//! What a browser loads, compressed: until the consent to the camera, until the first guidance, and in a portal's page
//! until the first screen of the widget. A visitor goes there in Chromium, and every file that is asked for counts once.

use std::net::TcpListener;

use anyhow::Result;

use super::person::Person;
use super::sample::number;
use super::script;
use crate::footage::{self, Film};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::{Goal, Row};
use crate::{paths, setup};

const CLIENT: &str = "portal";

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    setup::node::ensure()?;
    footage::prepare(step)?;
    let clip = format!("{}-talking.mjpeg", Film::Carphone.name());
    // Chromium opens no path with `..` in it.
    let clip = model_import::fixtures::footage()
        .join(clip)
        .canonicalize()?;
    step.say("walking from the first page to the first guidance in Chromium");
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let portal = format!("http://localhost:{free}");
    let portals = [("EDGE_PORTALS".to_owned(), portals(&portal).to_string())];
    let stack = Stack::start(&StackOptions {
        overrides: portals.into(),
        ..StackOptions::default()
    })?;
    let card = Person::sample().card().to_string();
    let (edge, pages) = (stack.edge_url(), paths::pages());
    let arguments = [
        edge.as_ref(),
        card.as_ref(),
        clip.as_os_str(),
        pages.as_os_str(),
        portal.as_ref(),
        CLIENT.as_ref(),
    ];
    let sizes = script::run(step, "load-size.mjs", &arguments)?;
    step.done("walked");
    let row = |name: &str, size: &str, most: f64| {
        let kilobytes = number(&sizes[size])? / 1000.0;
        anyhow::Ok(Row::alone(name, kilobytes).with_goal(Goal::Ours(most)))
    };
    Ok(vec![
        row("loaded before consent, kB gz", "before_consent", 150.0)?,
        row(
            "loaded before the first guidance, kB gz",
            "before_guidance",
            1500.0,
        )?,
        row(
            "loaded of the widget before the person begins, kB gz",
            "before_widget",
            15.0,
        )?,
        Row::alone(
            "longest task on the main thread in a scan (0: none of 50 or more), ms",
            number(&sizes["longest_task"])?,
        )
        .with_goal(Goal::Ours(50.0)),
    ])
}

/// The portal whose page shows the widget; the walk itself answers for it.
fn portals(origin: &str) -> serde_json::Value {
    serde_json::json!([{
        "client_id": CLIENT,
        "name": { "zh": "示例门户", "en": "Sample portal" },
        "redirect_uris": [],
        "origins": [origin],
        "scopes": ["openid"],
    }])
}
