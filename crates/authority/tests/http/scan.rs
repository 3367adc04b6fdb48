//! Whole scans of real footage: the man in the car, from JPEG frames to a signed outcome. Needs ffmpeg;
//! models and the public clip are fetched once.

use crate::edge::{Edge, NAME, NUMBER, seal};
use authority::enrolled_face::EnrolledFace;
use authority::judge::CaptureJudge;
use authority::judge::transcript::{Presentation, Step, Transcript, digest};
use authority::models::Models;
use authority::source::Standing;
use authority::source::register::Enrolment;
use evidence::{Capture, Evidence, Terms};
use identity::LegalDay;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use liveness::{Frame, Hint, Rules, Session};
use model_import::fixtures;
use portrait::{Observation, Picture};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use verification::Action::{OpenMouth, TurnLeft};
use verification::{Action, Decision, Elements, Outcome, Refusal};

const ACTIONS: [Action; 2] = [OpenMouth, TurnLeft];

pub(crate) static MODELS: LazyLock<Arc<Models>> =
    LazyLock::new(|| Arc::new(Models::load(&fixtures::models().unwrap(), None, 4).unwrap()));

/// Ten pictures a second, forward and back, each with noise of its own as a camera's.
static CLIP: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let forward = fixtures::carphone_frames(10).unwrap();
    let mut seed = 7_u32;
    let mut noisy = |rgb: &Vec<u8>| {
        let noise = |value: &u8| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            value.saturating_add((seed >> 30) as u8)
        };
        jpeg(&rgb.iter().map(noise).collect::<Vec<_>>())
    };
    forward
        .iter()
        .chain(forward.iter().rev())
        .map(&mut noisy)
        .collect()
});

/// The part of the clip that a browser would send: from the calm beginning to the last action.
static CAPTURE: LazyLock<Range<usize>> = LazyLock::new(|| {
    let session = Session::new(&ACTIONS, 7_000, Rules::guide()).unwrap();
    let mut state = session.start();
    for (index, frame) in observed(&CLIP).iter().enumerate() {
        let (next, guidance) = session.step(state, &frame.observation, frame.at_ms);
        state = next;
        if guidance.hint == Hint::Done {
            let from = usize::try_from(guidance.capture_from_ms.unwrap() / 100).unwrap();
            return from..index + 1;
        }
    }
    panic!("the clip holds both actions");
});

fn observed(clip: &[Vec<u8>]) -> Vec<Frame> {
    let frames = (0..).map(|index| index * 100).zip(clip);
    let observe = |tracker: &mut face::Tracker| {
        let observed = frames.map(|(at_ms, jpeg)| {
            let picture = Picture::decode(jpeg, &portrait::DecodeLimits::default()).unwrap();
            let tracked = tracker.track(&picture).unwrap();
            Frame {
                at_ms,
                observation: Observation::of(&picture, tracked.faces, tracked.mesh.as_ref()),
            }
        });
        observed.collect()
    };
    MODELS.with_tracker(observe).unwrap()
}

fn jpeg(rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
    encoder
        .write_image(rgb, 640, 480, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

fn edge() -> Edge {
    edge_with(Arc::clone(&MODELS))
}

fn edge_with(models: Arc<Models>) -> Edge {
    let judge = Box::new(CaptureJudge::new(models));
    Edge::start_with(Some(judge), |settings| settings.actions = ACTIONS.to_vec())
}

fn enrol(edge: &Edge, portrait: &[u8]) {
    let today = LegalDay::of(edge.now());
    let elements = Elements::parse(NAME, NUMBER, "2010-01-01", "long_term", today).unwrap();
    let face = EnrolledFace::of(portrait, &MODELS).unwrap();
    let portrait = Some(face.embedding);
    let enrolment = Enrolment {
        elements,
        standing: Standing::National,
        portrait,
        sample: true,
    };
    edge.register
        .enrol(&enrolment, authority::Surroundings::real().randomness())
        .unwrap();
}

/// Draws until the challenge asks for what the clip shows.
async fn draw(edge: &Edge) -> Terms {
    loop {
        let terms = edge.draw(NAME, NUMBER).await;
        if terms.challenge().actions == ACTIONS {
            return terms;
        }
    }
}

fn filmed(terms: &Terms, frames: &[Vec<u8>]) -> Evidence {
    let mut capture = Capture::begin(terms);
    for (index, jpeg) in frames.iter().enumerate() {
        capture.add(jpeg.clone(), index as u64 * 100).unwrap();
    }
    capture.finish()
}

async fn outcome(edge: &Edge, frames: &[Vec<u8>]) -> Outcome {
    let terms = draw(edge).await;
    let sealed = seal(&filmed(&terms, frames), &terms);
    let answer = edge.send_evidence(&terms, sealed).await;
    edge.outcome(&answer)
}

/// The transcript that the authority keeps, once its digest was found to be the outcome's.
fn transcript(edge: &Edge, outcome: &Outcome) -> Transcript {
    let json = edge
        .transcripts
        .find_transcript(&outcome.id)
        .unwrap()
        .unwrap();
    assert_eq!(outcome.transcript_digest, Some(digest(&json)));
    serde_json::from_str(&json).unwrap()
}

fn refused(reason: Refusal) -> Decision {
    Decision::Refused { reason }
}

#[tokio::test]
async fn the_man_on_the_register_reaches_his_goal() {
    let edge = edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(outcome.decision, Decision::Passed);
    let transcript = transcript(&edge, &outcome);
    assert_eq!(
        (transcript.step, transcript.presentation),
        (Step::Comparison, Presentation::Absent)
    );
    assert!(transcript.likeness.is_some_and(|likeness| likeness > 700));
    assert!(transcript.continuity.len() > 5 && transcript.liveness.is_some());
}

#[tokio::test]
async fn another_mans_portrait_on_file_is_another_face() {
    let edge = edge();
    for portrait in fixtures::official_portraits().unwrap() {
        enrol(&edge, &std::fs::read(portrait).unwrap());
        let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
        assert_eq!(outcome.decision, refused(Refusal::FaceDiffers));
    }
}

#[tokio::test]
async fn a_sample_citizen_without_a_portrait_passes_by_liveness_alone() {
    assert_eq!(
        outcome(&edge(), &CLIP[CAPTURE.clone()]).await.decision,
        Decision::Passed
    );
}

#[tokio::test]
async fn an_action_that_is_cut_off_is_not_seen() {
    let edge = edge();
    let frames = &CLIP[CAPTURE.start..CAPTURE.start + 12];
    let expected = refused(Refusal::ActionNotSeen { action: OpenMouth });
    assert_eq!(outcome(&edge, frames).await.decision, expected);
}

#[tokio::test]
async fn another_man_in_some_frames_is_noticed() {
    let edge = edge();
    let other = std::fs::read(&fixtures::official_portraits().unwrap()[1]).unwrap();
    let other = image::load_from_memory(&other).unwrap().resize_to_fill(
        640,
        480,
        image::imageops::FilterType::Triangle,
    );
    let mut frames = CLIP[CAPTURE.clone()].to_vec();
    let most = frames.len();
    let mut rgb = other.to_rgb8().into_raw();
    for (index, frame) in frames.iter_mut().enumerate().skip(most - 4) {
        rgb[..640 * 24].fill(u8::try_from(index * 3).unwrap());
        *frame = jpeg(&rgb);
    }
    assert_ne!(outcome(&edge, &frames).await.decision, Decision::Passed);
}

#[tokio::test]
async fn frames_that_are_no_pictures_are_a_defect() {
    let edge = edge();
    let terms = draw(&edge).await;
    let frames: Vec<_> = (0..12_u8)
        .map(|number| vec![0xff, 0xd8, 0xff, number])
        .collect();
    let answer = edge
        .send_evidence(&terms, seal(&filmed(&terms, &frames), &terms))
        .await;
    assert_eq!(
        answer.problem(),
        (422, "evidence_picture_unreadable".to_owned())
    );
}

/// The nets for presentation attacks are no part of the project: where they lie beside it, they are used.
#[tokio::test]
async fn nets_for_presentation_attacks_know_the_man_as_live() {
    let nets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/models/onnx");
    if !nets.exists() {
        println!("skipped: there is no ../shared/models/onnx");
        return;
    }
    let models = Models::load(&fixtures::models().unwrap(), Some(&nets), 1).unwrap();
    let edge = edge_with(Arc::new(models));
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(outcome.decision, Decision::Passed);
    let Presentation::Asked { scores } = transcript(&edge, &outcome).presentation else {
        panic!("the nets were not asked");
    };
    assert!(scores.iter().all(|score| *score > 900));
}
