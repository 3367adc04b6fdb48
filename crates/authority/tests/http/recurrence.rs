//! A recording that was handed in before, as it is and made anew, through the whole of the authority.

use crate::edge::{AUDIENCE, Edge, NAME, NUMBER, draw_body};
use crate::film::{ACTIONS, CAPTURE, CLIP};
use crate::scan::{draw_as, draw_for, enrol, found, judged, outcome, refused, remembering_edge};
use axum::http::StatusCode;
use decision::{Recurrence, Step};
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use model_import::fixtures;
use serde_json::json;
use verification::{Decision, Nonce, Outcome, Refusal, VerificationId};

fn film() -> &'static [Vec<u8>] {
    &CLIP[CAPTURE.clone()]
}

fn edge() -> Edge {
    let edge = remembering_edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    edge
}

fn recurrence(edge: &Edge, outcome: &Outcome) -> (u32, u32, u32) {
    match found(edge, outcome).0.recurrence {
        Some(Recurrence::Sought {
            captures,
            same,
            alike,
            ..
        }) => (captures, same, alike),
        Some(Recurrence::Allowed) | None => panic!("nothing was sought"),
    }
}

fn check_recurs(edge: &Edge, outcome: &Outcome) {
    assert_eq!(outcome.decision, refused(Refusal::FaceDiffers));
    assert_eq!(found(edge, outcome).1, Step::Recurrence);
}

#[tokio::test]
async fn the_same_pictures_pass_once_whatever_they_are_for() {
    let edge = edge();
    let first = outcome(&edge, film()).await;
    assert_eq!(first.decision, Decision::Passed);
    assert_eq!(recurrence(&edge, &first), (0, 0, 0));
    let again = outcome(&edge, film()).await;
    check_recurs(&edge, &again);
    let frames = u32::try_from(film().len()).unwrap();
    assert_eq!(recurrence(&edge, &again), (1, frames, frames));
    for purpose in ["sign_in", "reset_password", "authorise_business"] {
        let mut body = draw_body(NAME, NUMBER);
        body["purpose"] = json!(purpose);
        let terms = draw_as(&edge, &body, &ACTIONS).await;
        check_recurs(&edge, &judged(&edge, terms, film()).await);
    }
}

/// Every frame encoded anew, after `change`.
fn anew(quality: u8, change: impl Fn(&RgbImage) -> RgbImage) -> Vec<Vec<u8>> {
    let frames = film().iter().map(|frame| {
        let picture = change(&image::load_from_memory(frame).unwrap().to_rgb8());
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        encoder.encode_image(&picture).unwrap();
        bytes
    });
    frames.collect()
}

/// Two hundredths less of each side, in the same size.
fn cut(picture: &RgbImage) -> RgbImage {
    let inner = imageops::crop_imm(picture, 6, 5, 627, 470).to_image();
    imageops::resize(&inner, 640, 480, FilterType::Triangle)
}

/// Four pixels to the right and down.
fn moved(picture: &RgbImage) -> RgbImage {
    let mut moved = picture.clone();
    imageops::replace(&mut moved, picture, 4, 4);
    moved
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the values of a byte first"
)]
fn byte(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

fn each_value(picture: &RgbImage, change: impl Fn(f64, f64) -> f64) -> RgbImage {
    let mut picture = picture.clone();
    for (x, _, pixel) in picture.enumerate_pixels_mut() {
        let across = f64::from(x) / 640.0;
        let changed = |value: u8| change(f64::from(value) / 255.0, across) * 255.0;
        pixel.0 = pixel.0.map(|value| byte(changed(value)));
    }
    picture
}

fn wider(picture: &RgbImage) -> RgbImage {
    let inner = imageops::crop_imm(picture, 19, 0, 602, 480).to_image();
    imageops::resize(&inner, 640, 480, FilterType::Triangle)
}

/// Its pictures are others then; how the face moves stays.
#[tokio::test]
async fn a_recording_in_other_tones_light_or_proportions_passes_no_more() {
    let edge = edge();
    assert_eq!(outcome(&edge, film()).await.decision, Decision::Passed);
    let brighter = |it: &RgbImage| each_value(it, |value, _| value.powf(0.6));
    let side_light = |it: &RgbImage| each_value(it, |value, across| value * (0.7 + 0.6 * across));
    for (name, frames) in [
        ("brighter", anew(85, brighter)),
        ("lit from one side", anew(85, side_light)),
        ("wider by 6 %", anew(85, wider)),
    ] {
        let outcome = outcome(&edge, &frames).await;
        let (_, same, alike) = recurrence(&edge, &outcome);
        assert!(
            same == 0 && (alike as usize) < frames.len() / 3,
            "{name}: {alike}"
        );
        check_recurs(&edge, &outcome);
        erase(&edge, &outcome.id).await;
    }
}

#[tokio::test]
async fn a_recording_that_is_encoded_anew_cut_or_moved_passes_no_more() {
    let edge = edge();
    assert_eq!(outcome(&edge, film()).await.decision, Decision::Passed);
    for (name, frames) in [
        ("encoded anew", anew(85, RgbImage::clone)),
        ("quality 60", anew(60, RgbImage::clone)),
        ("quality 95", anew(95, RgbImage::clone)),
        ("cut by 2 %", anew(85, cut)),
        ("moved by 4 pixels", anew(85, moved)),
        ("all of these", anew(70, |it| moved(&cut(it)))),
    ] {
        // What is refused is remembered too, and is not what makes the next one refused here.
        let outcome = outcome(&edge, &frames).await;
        let (_, same, alike) = recurrence(&edge, &outcome);
        assert_eq!(same, 0, "{name}");
        assert!(alike as usize * 2 > frames.len(), "{name}: {alike}");
        check_recurs(&edge, &outcome);
        erase(&edge, &outcome.id).await;
    }
}

async fn erase(edge: &Edge, id: &VerificationId) {
    let nonce = Nonce::from_bytes([5; 32]);
    let body = json!({ "nonce": nonce, "audience": AUDIENCE, "ids": [id] });
    let body = body.to_string().into_bytes();
    let answer = edge.post("/v1/erasures", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn what_is_known_of_a_recording_is_erased_with_its_transcript() {
    let edge = edge();
    let first = outcome(&edge, film()).await;
    let again = outcome(&edge, film()).await;
    check_recurs(&edge, &again);
    erase(&edge, &first.id).await;
    check_recurs(&edge, &outcome(&edge, film()).await);
    let edge = self::edge();
    let first = outcome(&edge, film()).await;
    erase(&edge, &first.id).await;
    let after = outcome(&edge, film()).await;
    assert_eq!(after.decision, Decision::Passed);
}

/// Otherwise a film that was tried too early would count afresh.
#[tokio::test]
async fn a_recording_that_was_refused_is_known_again() {
    let edge = edge();
    let other = std::fs::read(&fixtures::official_portraits().unwrap()[0]).unwrap();
    enrol(&edge, &other);
    let differs = outcome(&edge, film()).await;
    assert_eq!(found(&edge, &differs).1, Step::Comparison);
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    check_recurs(&edge, &outcome(&edge, film()).await);
}

/// An honest person who was refused for other reasons is not refused for having been there.
#[tokio::test]
async fn a_capture_whose_actions_were_not_seen_is_not_held_against_the_next() {
    let edge = edge();
    let unseen = outcome(&edge, &film()[..12]).await;
    assert_eq!(found(&edge, &unseen).1, Step::Liveness);
    let passed = outcome(&edge, film()).await;
    assert_eq!(passed.decision, Decision::Passed);
    assert_eq!(recurrence(&edge, &passed), (0, 0, 0));
}

#[tokio::test]
async fn the_captures_of_another_number_are_not_looked_at() {
    let edge = edge();
    assert_eq!(outcome(&edge, film()).await.decision, Decision::Passed);
    let other = authority::sandbox::samples::number(2);
    let terms = draw_for(&edge, "样例乙", &other, &ACTIONS).await;
    let passed = judged(&edge, terms, film()).await;
    assert_eq!(passed.decision, Decision::Passed);
}

#[tokio::test]
async fn of_one_recording_for_two_challenges_at_once_one_passes() {
    let edge = edge();
    let one = draw_for(&edge, NAME, NUMBER, &ACTIONS).await;
    // The first is not answered, so that the second asks for the same.
    let other = draw_for(&edge, NAME, NUMBER, &ACTIONS).await;
    let (one, other) = tokio::join!(judged(&edge, one, film()), judged(&edge, other, film()));
    let passed = [&one, &other].map(|outcome| outcome.decision == Decision::Passed);
    assert_eq!(passed.iter().filter(|passed| **passed).count(), 1);
}
