//! Every sample number forces what it says.

use crate::edge::{Edge, Lenient, capture, elements_body, seal};
use authority::sandbox::{Fault, Forces, SAMPLES, Sample, Stage, samples};
use authority::store::Store;
use authority::{Authority, Keys, Mode, Settings, StartError, Surroundings, keys::DrawnKeys};
use axum::http::StatusCode;
use verification::{Outcome, Refusal, Signed, SignedError};

async fn check_elements(edge: &Edge, sample: &Sample, expected: Option<&str>) {
    let body = elements_body(sample.name, &sample.number())
        .to_string()
        .into_bytes();
    let outcome = edge.outcome(&edge.post("/v1/elements", body).await);
    let reason = match &outcome.decision {
        verification::Decision::Passed => None,
        verification::Decision::Refused { reason } => Some(reason.code()),
    };
    assert_eq!(reason, expected, "{}", sample.sequence);
}

#[tokio::test]
async fn elements_of_samples_agree_unless_a_sample_is_for_that() {
    let edge = Edge::start();
    for sample in &SAMPLES {
        let expected = match sample.forces {
            Forces::ElementsDiffer => Some("elements_differ"),
            Forces::NoRecord => Some("no_record"),
            Forces::ActivationNeeded => Some("activation_needed"),
            Forces::Fault(Stage::Elements, _) => continue,
            _ => None,
        };
        check_elements(&edge, sample, expected).await;
    }
}

#[tokio::test]
async fn scans_of_samples_end_as_their_numbers_say() {
    let edge = Edge::start();
    for sample in &SAMPLES {
        let expected = match sample.forces {
            Forces::Fault(..) => continue,
            Forces::Nothing | Forces::Passes | Forces::ActivationNeeded => None,
            Forces::ElementsDiffer => Some("elements_differ"),
            Forces::NoRecord => Some("no_record"),
            Forces::NoPortrait => Some("no_portrait"),
            Forces::FaceDiffers => Some("face_differs"),
            Forces::PoorQuality => Some("poor_quality"),
            Forces::ActionNotSeen => Some("action_not_seen"),
            Forces::CheckInput => Some("check_input"),
            Forces::DailyLimit => Some("daily_limit"),
        };
        let reason = edge.scan(sample.name, &sample.number()).await;
        assert_eq!(
            reason.as_ref().map(Refusal::code),
            expected,
            "{}",
            sample.sequence
        );
    }
}

fn sample(stage: Stage, fault: Fault) -> Sample {
    let wanted = Forces::Fault(stage, fault);
    *SAMPLES
        .iter()
        .find(|sample| sample.forces == wanted)
        .unwrap()
}

async fn faulty_answer(edge: &Edge, stage: Stage, fault: Fault) -> crate::edge::Answer {
    let sample = sample(stage, fault);
    if stage == Stage::Elements {
        let body = elements_body(sample.name, &sample.number());
        return edge
            .post("/v1/elements", body.to_string().into_bytes())
            .await;
    }
    let terms = edge.draw(sample.name, &sample.number()).await;
    edge.send_evidence(&terms, seal(&capture(&terms), &terms))
        .await
}

#[tokio::test]
async fn faults_happen_on_demand_at_both_stages() {
    let edge = Edge::start();
    for stage in [Stage::Elements, Stage::Scan] {
        let busy = faulty_answer(&edge, stage, Fault::Busy).await;
        assert_eq!(busy.problem(), (503, "busy".to_owned()));
        let nonsense = faulty_answer(&edge, stage, Fault::Nonsense).await;
        assert_eq!(
            (nonsense.status, nonsense.text.as_str()),
            (StatusCode::OK, "nonsense")
        );
        let bad = faulty_answer(&edge, stage, Fault::BadSignature).await;
        let signed: Signed<Outcome> = Signed::from_compact(bad.text);
        assert!(signed.read_unverified().is_ok());
        assert_eq!(edge.verifier.verify(&signed), Err(SignedError::Signature));
    }
}

/// Tokio's own clock stands still until nothing else is left to do, and then jumps.
#[tokio::test]
async fn a_slow_answer_comes_in_the_end() {
    let edge = Edge::start();
    tokio::time::pause();
    let before = tokio::time::Instant::now();
    let answer = faulty_answer(&edge, Stage::Elements, Fault::Slow).await;
    edge.outcome(&answer);
    assert!(before.elapsed() >= authority::sandbox::fault::SLOW);
}

fn start(
    mode: Mode,
    data: &std::path::Path,
    change: impl FnOnce(&mut Settings),
) -> Result<(), StartError> {
    let drawn = DrawnKeys::draw("test", &mut Surroundings::real().randomness());
    let line = |name: &str| {
        let found = drawn
            .authority
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}=")));
        found.map(str::to_owned)
    };
    let mut settings = Settings {
        mode,
        ..Settings::sandbox(data.to_owned())
    };
    change(&mut settings);
    let store = Store::open(data).unwrap();
    let judge = Some(Box::new(Lenient) as Box<dyn authority::judge::Judge>);
    Authority::start(
        &settings,
        Keys::read(line).unwrap(),
        store,
        Surroundings::real(),
        judge,
    )
    .map(drop)
}

/// Where no sandbox runs, a number of the sandbox forces nothing: the register has nobody with it.
#[tokio::test]
async fn in_production_the_numbers_of_samples_force_nothing() {
    let edge = Edge::start_with(Some(Box::new(Lenient)), |settings| {
        settings.mode = Mode::Production;
        settings.without_spoof_models = true;
    });
    for sample in &SAMPLES {
        let reason = edge.scan(sample.name, &sample.number()).await;
        assert_eq!(reason, Some(Refusal::NoRecord), "{}", sample.sequence);
    }
}

#[test]
fn production_without_nets_for_presentation_attacks_must_be_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let without = start(Mode::Production, data.path(), |_| ());
    assert!(matches!(without, Err(StartError::SpoofModelsMissing)));
    assert!(start(Mode::Production, data.path(), without_nets).is_ok());
}

fn without_nets(settings: &mut Settings) {
    settings.without_spoof_models = true;
}

#[test]
fn production_refuses_everything_of_the_sandbox() {
    let data = tempfile::tempdir().unwrap();
    assert!(start(Mode::Production, data.path(), without_nets).is_ok());
    let console = Some("127.0.0.1:0".parse().unwrap());
    let with_console = start(Mode::Production, data.path(), |settings| {
        settings.console_listen = console;
    });
    assert!(matches!(with_console, Err(StartError::ConsoleInProduction)));
    let with_recordings = start(Mode::Production, data.path(), |settings| {
        without_nets(settings);
        settings.allow_recurring_frames = true;
    });
    assert!(matches!(
        with_recordings,
        Err(StartError::RecurrenceInProduction)
    ));
    assert!(start(Mode::Sandbox, data.path(), |_| ()).is_ok());
    let after_sandbox = start(Mode::Production, data.path(), without_nets);
    assert!(matches!(
        after_sandbox,
        Err(StartError::SamplesInProduction)
    ));
}

#[test]
fn the_documentation_lists_every_sample() {
    let page = include_str!("../../../../docs/sandbox.md");
    for sample in &SAMPLES {
        assert!(
            page.contains(&format!("| {} | {} |", sample.number(), sample.name)),
            "{}",
            sample.sequence
        );
    }
    assert!(page.contains(samples::VALID_FROM));
}
