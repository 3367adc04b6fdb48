//! Whole scans of real footage, from JPEG frames to a signed outcome.

use crate::edge::{Edge, NAME, NUMBER, draw_body, seal};
use crate::film::{ACTIONS, CAPTURE, CLIP, MODELS, capture, jpeg, noisy, observed, woman};
use authority::enrolled_face::EnrolledFace;
use authority::judge::{CaptureJudge, Draw, draws};
use authority::models::Models;
use authority::sandbox::{Forces, SAMPLES};
use authority::source::register::Enrolment;
use authority::source::{OnFile, Source as _, Standing};
use authority::store::StoredTemplate;
use decision::{Comparison, Facts, Holder, Lack, ModelId, Presentation, Rules as Decisions, Step};
use evidence::{Capture, Evidence, Terms};
use identity::{IdNumber, LegalDay};
use liveness::{Frame, Rules};
use model_import::fixtures;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};
use verification::Action::{Blink, OpenMouth, TurnLeft, TurnRight};
use verification::{Action, Decision, Elements, Outcome, Refusal};

/// The sample whom the register has no portrait of.
static WITHOUT_PORTRAIT: LazyLock<(&str, String)> = LazyLock::new(|| {
    let mut samples = SAMPLES.iter();
    let sample = samples.find(|sample| sample.forces == Forces::NoPortrait);
    let sample = sample.unwrap();
    (sample.name, sample.number())
});

pub(crate) fn edge() -> Edge {
    edge_with(Arc::clone(&MODELS))
}

/// An edge whose authority knows recordings again.
pub(crate) fn remembering_edge() -> Edge {
    let judge = Box::new(CaptureJudge::new(
        Arc::clone(&MODELS),
        Decisions::in_force(450).unwrap(),
        draws(|| authority::Surroundings::real().randomness()),
    ));
    Edge::start_with(Some(judge), |settings| settings.actions = ACTIONS.to_vec())
}

fn edge_with(models: Arc<Models>) -> Edge {
    edge_for(models, &ACTIONS)
}

fn edge_for(models: Arc<Models>, actions: &[Action]) -> Edge {
    let unpredictable = draws(|| authority::Surroundings::real().randomness());
    edge_of(
        CaptureJudge::new(models, Decisions::in_force(450).unwrap(), unpredictable),
        actions,
    )
}

fn edge_of(judge: CaptureJudge, actions: &[Action]) -> Edge {
    Edge::start_with(Some(Box::new(judge)), |settings| {
        settings.actions = actions.to_vec();
        // There is one film of each person, and what happens to its second showing is a test of its own: `recurrence`.
        settings.allow_recurring_frames = true;
    })
}

pub(crate) fn enrol(edge: &Edge, portrait: &[u8]) {
    let today = LegalDay::of(edge.now());
    let elements = Elements::parse(NAME, NUMBER, "2010-01-01", "long_term", today).unwrap();
    let face = EnrolledFace::of(portrait, &MODELS).unwrap();
    let portrait = Some(face.template);
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

/// Opens 网证 for the sample who has no portrait on the register.
fn open_ctid(edge: &Edge, portrait: &[u8]) {
    let number = IdNumber::parse(&WITHOUT_PORTRAIT.1, LegalDay::of(edge.now())).unwrap();
    let face = EnrolledFace::of(portrait, &MODELS).unwrap();
    let randomness = authority::Surroundings::real().randomness();
    edge.ctid.open(&number, &face.template, randomness).unwrap();
}

/// Draws until the challenge asks for what the clip shows.
async fn draw(edge: &Edge, actions: &[Action]) -> Terms {
    draw_for(edge, NAME, NUMBER, actions).await
}

pub(crate) async fn draw_for(edge: &Edge, name: &str, number: &str, actions: &[Action]) -> Terms {
    draw_as(edge, &draw_body(name, number), actions).await
}

/// The same for a challenge that is asked for with this body. The same is asked for until ten minutes after the last
/// challenge expired.
pub(crate) async fn draw_as(edge: &Edge, body: &Value, actions: &[Action]) -> Terms {
    loop {
        let terms = edge.draw_for(body).await;
        if terms.challenge().actions == actions {
            return terms;
        }
        edge.wait(180 + 601);
    }
}

pub(crate) fn filmed(terms: &Terms, frames: &[Vec<u8>]) -> Evidence {
    let mut capture = Capture::begin(terms);
    for (index, jpeg) in frames.iter().enumerate() {
        capture.add(jpeg.clone(), index as u64 * 100).unwrap();
    }
    capture.finish()
}

pub(crate) async fn outcome(edge: &Edge, frames: &[Vec<u8>]) -> Outcome {
    outcome_of(edge, &ACTIONS, frames).await
}

async fn outcome_of(edge: &Edge, actions: &[Action], frames: &[Vec<u8>]) -> Outcome {
    judged(edge, draw(edge, actions).await, frames).await
}

/// The outcome for the sample who has no portrait on the register.
async fn outcome_without_portrait(edge: &Edge, frames: &[Vec<u8>]) -> Outcome {
    let (name, number) = &*WITHOUT_PORTRAIT;
    let terms = draw_for(edge, name, number, &ACTIONS).await;
    judged(edge, terms, frames).await
}

pub(crate) async fn judged(edge: &Edge, terms: Terms, frames: &[Vec<u8>]) -> Outcome {
    let sealed = seal(&filmed(&terms, frames), &terms);
    let answer = edge.send_evidence(&terms, sealed).await;
    edge.outcome(&answer)
}

/// What the authority found in the capture of an outcome, and which step decided.
pub(crate) fn found(edge: &Edge, outcome: &Outcome) -> (decision::Capture, Step) {
    let transcript = edge.transcript(outcome);
    let Facts::Capture(capture) = transcript.facts else {
        panic!("no picture was looked at");
    };
    assert_eq!(transcript.models.unwrap().embedding, MODELS.ids.embedding);
    (capture, transcript.verdict.step)
}

/// Whose portrait a face was compared with.
fn holder(capture: &decision::Capture) -> Option<Holder> {
    match capture.comparison? {
        Comparison::Portrait { holder, .. } => Some(holder),
        Comparison::Waived | Comparison::Nothing { .. } => None,
    }
}

/// There was nothing to compare with, and the answer says so.
fn nothing(lack: Lack) -> Comparison {
    let hidden = false;
    Comparison::Nothing { lack, hidden }
}

pub(crate) fn refused(reason: Refusal) -> Decision {
    Decision::Refused { reason }
}

#[tokio::test]
async fn the_man_on_the_register_reaches_his_goal() {
    let edge = edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(outcome.decision, Decision::Passed);
    assert_eq!(outcome.presentation_scored, Some(false));
    let (capture, step) = found(&edge, &outcome);
    assert_eq!(
        (step, &capture.presentation),
        (Step::Comparison, &Presentation::Absent)
    );
    let Some(Comparison::Portrait { holder, likeness }) = capture.comparison else {
        panic!("compared with nothing");
    };
    assert_eq!(holder, Holder::Register);
    assert!(likeness > 700, "{likeness}");
    let likenesses = capture.continuity.unwrap();
    assert_eq!(likenesses.len(), CAPTURE.len());
    let embedded = likenesses
        .iter()
        .filter(|likeness| likeness.thousandths().is_some());
    assert!(embedded.count() < CAPTURE.len() * 4 / 5);
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
async fn without_a_portrait_ctid_is_compared_with_once_it_is_open() {
    let edge = edge();
    let frames = &CLIP[CAPTURE.clone()];
    let refusal = outcome_without_portrait(&edge, frames).await;
    assert_eq!(refusal.decision, refused(Refusal::NoPortrait));
    assert!(matches!(edge.transcript(&refusal).facts, Facts::Ground(_)));

    open_ctid(&edge, &CLIP[CAPTURE.end + 8]);
    let passed = outcome_without_portrait(&edge, frames).await;
    assert_eq!(passed.decision, Decision::Passed);
    assert_eq!(holder(&found(&edge, &passed).0), Some(Holder::Ctid));

    let other = &fixtures::official_portraits().unwrap()[0];
    open_ctid(&edge, &std::fs::read(other).unwrap());
    let differs = outcome_without_portrait(&edge, frames).await;
    assert_eq!(differs.decision, refused(Refusal::FaceDiffers));
    let (capture, step) = found(&edge, &differs);
    assert_eq!(
        (step, holder(&capture)),
        (Step::Comparison, Some(Holder::Ctid))
    );
}

/// Puts a template on the register as a model before this one made it.
fn enrol_by_another_model(edge: &Edge, portrait: &[u8]) {
    enrol(edge, portrait);
    let number = IdNumber::parse(NUMBER, LegalDay::of(edge.now())).unwrap();
    let on_file = edge.register.find(&number).unwrap().unwrap().portrait;
    let Some(OnFile::Template(mut template)) = on_file else {
        panic!("nothing is on file");
    };
    template.model = ModelId::from_bytes([7; 32]);
    let randomness = authority::Surroundings::real().randomness();
    edge.register.renew(&number, &template, randomness).unwrap();
}

#[tokio::test]
async fn a_template_of_another_model_is_never_compared_with_but_leads_to_the_counter() {
    let edge = edge();
    let frames = &CLIP[CAPTURE.clone()];
    enrol_by_another_model(&edge, &CLIP[CAPTURE.end + 8]);
    let refusal = outcome(&edge, frames).await;
    assert_eq!(refusal.decision, refused(Refusal::NoPortrait));
    assert_eq!(
        found(&edge, &refusal).0.comparison,
        Some(nothing(Lack::OtherModel))
    );

    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let passed = outcome(&edge, frames).await;
    assert_eq!(passed.decision, Decision::Passed);
}

/// A row as it was kept while the embedding was MobileFaceNet's: 192 numbers.
#[tokio::test]
async fn a_template_of_the_network_before_leads_to_the_counter() {
    let edge = edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let number = IdNumber::parse(NUMBER, LegalDay::of(edge.now())).unwrap();
    let owner = edge.personal.name(&number);
    let mut numbers = vec![0; 192 * 4];
    numbers[..4].copy_from_slice(&1.0_f32.to_le_bytes());
    let mut randomness = authority::Surroundings::real().randomness();
    let embedding = edge
        .personal
        .seal("portrait", &owner, &numbers, &mut randomness);
    let model = "87e905a485d431c078f6cc1d30c7afecb8ac34ca85bfc67abeb29142c5937ae8";
    for model in [None, Some(model.to_owned())] {
        let stored = StoredTemplate {
            embedding: embedding.clone(),
            model,
        };
        edge.transcripts.renew_template(&owner, &stored).unwrap();
        let refusal = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
        assert_eq!(refusal.decision, refused(Refusal::NoPortrait));
        assert_eq!(
            found(&edge, &refusal).0.comparison,
            Some(nothing(Lack::OtherModel))
        );
    }
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let passed = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(passed.decision, Decision::Passed);
}

#[tokio::test]
async fn a_ctid_template_of_another_model_is_not_as_if_there_were_none() {
    let edge = edge();
    let number = IdNumber::parse(NUMBER, LegalDay::of(edge.now())).unwrap();
    let face = EnrolledFace::of(&CLIP[CAPTURE.end + 8], &MODELS).unwrap();
    let mut template = face.template;
    template.model = ModelId::from_bytes([7; 32]);
    let randomness = authority::Surroundings::real().randomness();
    edge.ctid.open(&number, &template, randomness).unwrap();
    let refusal = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(refusal.decision, refused(Refusal::NoPortrait));
    assert_eq!(
        found(&edge, &refusal).0.comparison,
        Some(nothing(Lack::OtherModel))
    );
}

/// Every third picture after the calm beginning out of focus: none of them stands for the face.
#[tokio::test]
async fn blurred_pictures_are_not_among_those_that_are_compared() {
    let edge = edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let mut frames = CLIP[CAPTURE.clone()].to_vec();
    let blurred: Vec<_> = (9..frames.len()).step_by(3).collect();
    for index in &blurred {
        let sharp = image::load_from_memory(&frames[*index]).unwrap();
        frames[*index] = jpeg(sharp.fast_blur(4.0).to_rgb8().as_raw(), [640, 480]);
    }
    let outcome = outcome(&edge, &frames).await;
    assert_eq!(outcome.decision, Decision::Passed);
    let chosen = edge.transcript(&outcome).verdict.chosen;
    assert!(chosen.len() > 5, "{chosen:?}");
    assert!(chosen.iter().all(|it| !blurred.contains(it)), "{chosen:?}");
}

#[tokio::test]
async fn the_registers_own_portrait_goes_before_ctid() {
    let edge = edge();
    let number = IdNumber::parse(NUMBER, LegalDay::of(edge.now())).unwrap();
    let other = &fixtures::official_portraits().unwrap()[0];
    let other = EnrolledFace::of(&std::fs::read(other).unwrap(), &MODELS).unwrap();
    let randomness = authority::Surroundings::real().randomness();
    edge.ctid
        .open(&number, &other.template, randomness)
        .unwrap();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(outcome.decision, Decision::Passed);
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
        *frame = jpeg(&rgb, [640, 480]);
    }
    assert_ne!(outcome(&edge, &frames).await.decision, Decision::Passed);
}

/// Somebody whom the register does not know, a name that is not the number's, and a number without a portrait.
async fn lacks(edge: &Edge, purpose: &str, frames: &[Vec<u8>]) -> Vec<(u16, String)> {
    let unknown = authority::sandbox::samples::number(900);
    let (name, without) = &*WITHOUT_PORTRAIT;
    let mut answers = Vec::new();
    for (name, number) in [
        (NAME, &unknown),
        ("样例乙", &NUMBER.to_owned()),
        (*name, without),
    ] {
        let mut body = draw_body(name, number);
        body["purpose"] = json!(purpose);
        let terms = draw_as(edge, &body, &ACTIONS).await;
        let sealed = seal(&filmed(&terms, frames), &terms);
        let answer = edge.send_evidence(&terms, sealed).await;
        answers.push(match answer.status.as_u16() {
            200 => match edge.outcome(&answer).decision {
                Decision::Passed => panic!("passed"),
                Decision::Refused { reason } => (200, reason.code().to_owned()),
            },
            _ => answer.problem(),
        });
    }
    answers
}

/// Of a sandbox's own samples the outcome is forced; here they are persons like others.
#[tokio::test]
async fn the_register_is_spoken_of_only_after_a_look_at_the_pictures() {
    let edge = edge();
    let number = IdNumber::parse(&WITHOUT_PORTRAIT.1, LegalDay::of(edge.now())).unwrap();
    let face = EnrolledFace::of(&CLIP[CAPTURE.end + 8], &MODELS).unwrap();
    let mut template = face.template;
    template.model = ModelId::from_bytes([7; 32]);
    let randomness = authority::Surroundings::real().randomness();
    edge.ctid.open(&number, &template, randomness).unwrap();
    let text: Vec<_> = (0..12).map(|n| format!("frame {n}").into_bytes()).collect();
    let said = |status, codes: [&str; 3]| codes.map(|code| (status, code.to_owned())).to_vec();
    let unreadable = said(422, ["evidence_picture_unreadable"; 3]);
    assert_eq!(lacks(&edge, "raise_level", &text).await, unreadable);
    let cut = &CLIP[CAPTURE.start..CAPTURE.start + 12];
    let unseen = said(200, ["action_not_seen"; 3]);
    assert_eq!(lacks(&edge, "raise_level", cut).await, unseen);
    let frames = &CLIP[CAPTURE.clone()];
    let told = said(200, ["no_record", "check_input", "no_portrait"]);
    assert_eq!(lacks(&edge, "raise_level", frames).await, told);
    let hidden = said(200, ["face_differs"; 3]);
    assert_eq!(lacks(&edge, "sign_in", frames).await, hidden);
}

#[tokio::test]
async fn frames_that_are_no_pictures_are_a_defect() {
    let edge = edge();
    let text = |number| vec![0xff, 0xd8, 0xff, number];
    // Flat pictures take few bytes, however many pixels they have.
    let flat = |grey| jpeg(&vec![grey; 648 * 640 * 3], [648, 640]);
    for frames in [
        (0..12).map(text).collect::<Vec<_>>(),
        (0..12).map(flat).collect(),
    ] {
        let terms = draw(&edge, &ACTIONS).await;
        let answer = edge
            .send_evidence(&terms, seal(&filmed(&terms, &frames), &terms))
            .await;
        assert_eq!(
            answer.problem(),
            (422, "evidence_picture_unreadable".to_owned())
        );
    }
}

/// An edge whose authority has the nets for presentation attacks, which are no part of the project: nothing
/// where they do not lie beside it.
fn edge_with_nets() -> Option<Edge> {
    let nets = material::shared("models/onnx")?;
    let models = Models::load(&fixtures::models().unwrap(), Some(&nets)).unwrap();
    let edge = edge_with(Arc::new(models));
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    Some(edge)
}

#[tokio::test]
async fn nets_for_presentation_attacks_know_the_man_as_live() {
    let Some(edge) = edge_with_nets() else {
        return;
    };
    let outcome = outcome(&edge, &CLIP[CAPTURE.clone()]).await;
    assert_eq!(outcome.decision, Decision::Passed);
    assert_eq!(outcome.presentation_scored, Some(true));
    let Presentation::Asked { scores } = found(&edge, &outcome).0.presentation else {
        panic!("the nets were not asked");
    };
    assert!(scores.iter().all(|score| *score > 900));
}

/// Bars above and below stand for the edges of a print or a screen.
#[tokio::test]
async fn what_looks_like_a_presentation_attack_reads_like_another_face() {
    let Some(edge) = edge_with_nets() else {
        return;
    };
    let barred = |frame: &Vec<u8>| {
        let mut canvas = image::RgbImage::new(640, 720);
        let picture = image::load_from_memory(frame).unwrap().to_rgb8();
        image::imageops::replace(&mut canvas, &picture, 0, 120);
        let canvas = image::imageops::thumbnail(&canvas, 560, 630);
        jpeg(canvas.as_raw(), [560, 630])
    };
    let frames: Vec<_> = CLIP[CAPTURE.clone()].iter().map(barred).collect();
    let outcome = outcome(&edge, &frames).await;
    assert_eq!(outcome.decision, refused(Refusal::FaceDiffers));
    let (capture, step) = found(&edge, &outcome);
    assert_eq!(step, Step::Presentation, "{:?}", capture.presentation);
}

#[tokio::test]
async fn a_woman_who_turns_both_ways_is_one_person_and_herself() {
    let Some(clip) = woman() else {
        return;
    };
    let stranger = std::fs::read(fixtures::astronaut().unwrap()).unwrap();
    for actions in [
        [TurnLeft, TurnRight],
        [TurnRight, OpenMouth],
        [Blink, OpenMouth],
    ] {
        let edge = edge_for(Arc::clone(&MODELS), &actions);
        let frames = capture(&clip, &actions, Rules::judge());
        enrol(&edge, &clip[0]);
        let passed = outcome_of(&edge, &actions, &clip[frames.clone()]).await;
        assert_eq!(passed.decision, Decision::Passed, "{actions:?}");
        enrol(&edge, &stranger);
        let differs = outcome_of(&edge, &actions, &clip[frames]).await;
        assert_eq!(
            differs.decision,
            refused(Refusal::FaceDiffers),
            "{actions:?}"
        );
    }
}

/// Before this frame of the capture the first action is over.
const HERS: usize = 26;

/// A capture in which the first action is not the man's: until frame [`HERS`], wherever his mouth is open, a woman opens
/// hers in three pictures of five, in the same place; in the other two he looks calmly into the camera.
fn acted_by(clip: &[Vec<u8>], frames: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let face = |frame: &Frame| frame.observation.face.unwrap();
    let (his, hers) = (observed(frames), observed(clip));
    let open = (0..hers.len()).max_by_key(|index| face(&hers[*index]).mouth);
    let calm = (0..8).min_by_key(|index| face(&his[*index]).pitch.abs());
    let (open, calm) = (open.unwrap(), calm.unwrap());
    let (at, from) = (face(&his[calm]), face(&hers[open]));
    let side = 640 * at.width / from.width;
    let x = i64::from(640 * at.centre_x - side * from.centre_x) / 1_000;
    let y = i64::from(480 * at.centre_y - side * from.centre_y) / 1_000;
    let load = |jpeg: &[u8]| image::load_from_memory(jpeg).unwrap().to_rgb8();
    let side = u32::try_from(side).unwrap();
    let woman = image::imageops::thumbnail(&load(&clip[open]), side, side);
    let mut pictures = [load(&frames[calm]), image::RgbImage::new(640, 480)];
    image::imageops::replace(&mut pictures[1], &woman, x, y);
    let acted = his
        .iter()
        .zip(frames)
        .enumerate()
        .map(|(index, (seen, frame))| {
            if face(seen).mouth <= 250 || index >= HERS {
                return frame.clone();
            }
            let picture = &mut pictures[usize::from(index % 5 > 1)];
            let mark = u8::try_from(index * 3).unwrap();
            picture.put_pixel(0, 0, image::Rgb([mark; 3]));
            jpeg(picture.as_raw(), [640, 480])
        });
    acted.collect()
}

/// A judge whose draws embed as few frames as the rules let it.
fn edge_that_spares_frames() -> Edge {
    let rules = Decisions::in_force(450).unwrap();
    let sparing = || Box::new(|below: usize| below - 1) as Draw;
    edge_of(
        CaptureJudge::new(Arc::clone(&MODELS), rules, sparing),
        &ACTIONS,
    )
}

/// The mean of two persons is like both of them: until version 7 of the rules a photograph of the woman, shown after the man
/// has acted, was enough.
#[tokio::test]
async fn somebody_who_acts_before_a_photograph_of_the_woman_is_not_the_woman() {
    let Some(clip) = woman() else {
        return;
    };
    let still = image::load_from_memory(&clip[0]).unwrap().to_rgb8();
    let photograph = noisy(std::iter::repeat_n(&still.into_raw(), 16), [512, 512]);
    let frames = [&CLIP[CAPTURE.clone()], photograph.as_slice()].concat();
    let differs = refused(Refusal::FaceDiffers);
    for (version, step, decision) in [
        (6, Step::Comparison, Decision::Passed),
        (7, Step::Continuity, differs),
    ] {
        let rules = Decisions::of_version(version).unwrap();
        let unpredictable = draws(|| authority::Surroundings::real().randomness());
        let judge = CaptureJudge::new(Arc::clone(&MODELS), rules, unpredictable);
        let edge = edge_of(judge, &ACTIONS);
        enrol(&edge, &clip[4]);
        let outcome = outcome(&edge, &frames).await;
        assert_eq!(outcome.decision, decision);
        assert_eq!(found(&edge, &outcome).1, step);
    }
}

#[tokio::test]
async fn somebody_else_who_acts_for_the_man_is_noticed() {
    let Some(clip) = woman() else {
        return;
    };
    let frames = acted_by(&clip, &CLIP[CAPTURE.clone()]);
    for edge in [edge(), edge_that_spares_frames()] {
        enrol(&edge, &CLIP[CAPTURE.end + 8]);
        let outcome = outcome(&edge, &frames).await;
        assert_eq!(outcome.decision, refused(Refusal::FaceDiffers));
        assert_eq!(found(&edge, &outcome).1, Step::Continuity);
    }
}
