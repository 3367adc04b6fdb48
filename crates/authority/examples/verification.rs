//! How long one face verification takes, from sealed bytes to the signed outcome, and how long the runs of the
//! networks that it needs take by themselves: milliseconds over rounds taken in turn, as JSON. Needs ffmpeg.
//! `cargo run --release -p authority --example verification`

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program that measures time, and nobody else's"
)]

#[path = "../tests/http/edge.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod edge;
#[path = "verification/film.rs"]
mod film;
#[path = "verification/networks.rs"]
mod networks;

use authority::Surroundings;
use authority::judge::{CaptureJudge, draws};
use authority::models::Models;
use decision::{Facts, Rules};
use edge::{Edge, NAME, NUMBER, seal};
use evidence::{Capture, Terms};
use model_import::fixtures;
use networks::Networks;
use std::sync::Arc;
use std::time::Instant;
use verification::{Decision, Outcome};

const ROUNDS: usize = 15;

#[expect(clippy::print_stdout, reason = "figures for a program that reads them")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = fixtures::models().unwrap();
    let models = Arc::new(Models::load(&folder, None).unwrap());
    let frames = film::capture(&models);
    let judge = Box::new(CaptureJudge::new(
        models,
        Rules::in_force(450).unwrap(),
        draws(|| Surroundings::real().randomness()),
    ));
    let edge = Edge::start_with(Some(judge), |settings| {
        settings.actions = film::ACTIONS.to_vec();
        // Every round shows the same film.
        settings.allow_recurring_frames = true;
    });
    let networks = Networks::load(&folder);
    let (mut whole_ms, mut models_ms) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let (passed, looks) = verify(&edge, &frames).await;
        whole_ms.push(passed);
        let start = Instant::now();
        networks.run(frames.len(), looks);
        models_ms.push(milliseconds(start));
    }
    // The first round only warms up.
    let [whole_ms, models_ms] = [&whole_ms[1..], &models_ms[1..]];
    let frames = frames.len();
    let answer =
        serde_json::json!({ "whole_ms": whole_ms, "models_ms": models_ms, "frames": frames });
    println!("{answer}");
}

/// How long a verification took, and in how many frames it looked at a face.
async fn verify(edge: &Edge, frames: &[Vec<u8>]) -> (f64, usize) {
    let terms = draw(edge).await;
    let mut capture = Capture::begin(&terms);
    for (index, jpeg) in (0..).zip(frames) {
        capture.add(jpeg.clone(), index * film::EVERY_MS).unwrap();
    }
    let sealed = seal(&capture.finish(), &terms);
    let start = Instant::now();
    let answer = edge.send_evidence(&terms, sealed).await;
    let passed = milliseconds(start);
    let outcome = edge.outcome(&answer);
    assert_eq!(outcome.decision, Decision::Passed);
    (passed, looks(edge, &outcome))
}

/// Draws until the challenge asks for what the film shows.
async fn draw(edge: &Edge) -> Terms {
    loop {
        let terms = edge.draw(NAME, NUMBER).await;
        if terms.challenge().actions == film::ACTIONS {
            return terms;
        }
    }
}

fn looks(edge: &Edge, outcome: &Outcome) -> usize {
    let Facts::Capture(capture) = edge.transcript(outcome).facts else {
        return 0;
    };
    let seen = capture.continuity.iter().flatten();
    seen.filter_map(|likeness| likeness.thousandths()).count()
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}
