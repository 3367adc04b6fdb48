//! Signals of injection: each tells a capture from the same one as it would be injected, and nobody but the operator
//! learns of it.

use crate::edge::{NAME, NUMBER, draw_body, seal};
use crate::film::{ACTIONS, CAPTURE, CLIP, jpeg, noisy, woman};
use crate::leaks::{contains, listen, logged};
use crate::scan::{draw_as, edge, enrol, filmed, found};
use authority::judge::InjectionSignals;
use decision::injection::{Contradiction, Repeats, Software};
use decision::{Injection, Risk};
use evidence::{CameraDescription, Evidence, Frame};
use image::RgbImage;
use image::imageops::{self, FilterType};
use model_import::fixtures;
use portrait::{DecodeLimits, Picture};
use verification::Decision;

/// What the frames show, a tenth of a second apart, with a camera that says nothing of itself.
fn signals(frames: &[Vec<u8>]) -> Injection {
    let mut signals = InjectionSignals::default();
    for (number, jpeg) in (0..).zip(frames) {
        let frame = Frame {
            number,
            at_ms: u64::from(number) * 100,
            link: [0; 32],
            jpeg: jpeg.clone(),
        };
        let picture = Picture::decode(jpeg, &DecodeLimits::default()).unwrap();
        signals.add(&frame, &picture);
    }
    signals.found(None)
}

fn repeats(frames: &[Vec<u8>]) -> Repeats {
    signals(frames).repeats.unwrap()
}

fn pictures(frames: &[Vec<u8>]) -> Vec<RgbImage> {
    let load = |frame: &Vec<u8>| image::load_from_memory(frame).unwrap().to_rgb8();
    frames.iter().map(load).collect()
}

/// The film as it is, ten pictures a second: what noise it has is its own camera's.
fn film() -> Vec<Vec<u8>> {
    let frames = fixtures::carphone_frames(10).unwrap();
    frames.iter().map(|rgb| jpeg(rgb, [640, 480])).collect()
}

#[test]
fn a_loop_has_the_same_frames_again_and_a_film_has_not() {
    let film = film();
    let mut honest = vec![film.clone(), CLIP[CAPTURE.clone()].to_vec()];
    honest.extend(woman());
    for frames in honest {
        let repeats = repeats(&frames);
        assert!(repeats.looped == 0 && repeats.still < 200, "{repeats:?}");
    }
    let looped: Vec<_> = film[..12].iter().cycle().take(36).cloned().collect();
    assert_eq!(repeats(&looped).looped, 1_000);
}

/// The first picture, in which the face alone is the film's.
fn talking_photograph(frames: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let pictures = pictures(frames);
    let (width, height) = pictures[0].dimensions();
    let (x, y) = (width / 4, height / 6);
    let animated = pictures.iter().map(|picture| {
        let face = imageops::crop_imm(picture, x, y, width / 2, height * 2 / 3).to_image();
        let mut still = pictures[0].clone();
        imageops::replace(&mut still, &face, x.into(), y.into());
        jpeg(still.as_raw(), [width, height])
    });
    animated.collect()
}

#[test]
fn a_photograph_that_talks_stands_still_around_the_face() {
    for frames in [Some(film()), woman()].into_iter().flatten() {
        let still = repeats(&talking_photograph(&frames)).still;
        assert!(still >= 400, "{still}");
    }
}

/// What repeats to the eye does not to the sensor: a picture of its own noise is not told from a camera's.
#[test]
fn a_still_picture_with_new_noise_is_not_seen() {
    let still = pictures(&film()[..1]).remove(0).into_raw();
    let frames = noisy(std::iter::repeat_n(&still, 20), [640, 480]);
    let repeats = repeats(&frames);
    assert!(repeats.still < 200 && repeats.looped == 0, "{repeats:?}");
}

/// The pictures as a JPEG film of this quality has them, cut by so many pixels at the left and at the top.
fn injected(frames: &[Vec<u8>], quality: u8, (left, top): (u32, u32)) -> Vec<Vec<u8>> {
    let cut = pictures(frames).into_iter().map(|picture| {
        let (width, height) = picture.dimensions();
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
        encoder.encode_image(&picture).unwrap();
        let coded = image::load_from_memory(&bytes).unwrap().to_rgb8();
        let cut = imageops::crop_imm(&coded, left, top, width - 16, height - 16).to_image();
        jpeg(cut.as_raw(), [width - 16, height - 16])
    });
    cut.collect()
}

#[test]
fn a_jpeg_film_that_was_cut_shows_its_own_blocks() {
    let sources = [Some(film()), Some(CLIP[CAPTURE.clone()].to_vec()), woman()];
    for frames in sources.into_iter().flatten() {
        let honest = signals(&frames).compression.displaced;
        let cut = signals(&injected(&frames, 75, (3, 5)))
            .compression
            .displaced;
        let aligned = signals(&injected(&frames, 75, (8, 0)))
            .compression
            .displaced;
        assert!(
            honest < 25 && aligned < 25 && cut >= 35,
            "{honest} {aligned} {cut}"
        );
    }
}

#[test]
fn a_film_made_smaller_shows_no_blocks() {
    let smaller = pictures(&injected(&film(), 50, (3, 5)))
        .into_iter()
        .map(|picture| {
            let picture = imageops::resize(&picture, 512, 384, FilterType::Triangle);
            jpeg(picture.as_raw(), [512, 384])
        });
    let displaced = signals(&smaller.collect::<Vec<_>>()).compression.displaced;
    assert!(displaced < 25, "{displaced}");
}

fn described(evidence: Evidence, json: &str) -> Evidence {
    Evidence {
        camera: CameraDescription::parse(json.as_bytes()),
        ..evidence
    }
}

const PLAYER: &str =
    r#"{"label":"OBS Virtual Camera of Li","settings":{"width":1280,"height":720,"rate":5000}}"#;

/// A camera of software, at twice its rate and of another shape, passes as any does: the log has the risk, the transcript
/// the scalars, and the answer nothing.
#[tokio::test]
async fn the_operator_alone_learns_of_a_risk_and_nobody_is_refused_for_it() {
    listen();
    let edge = edge();
    enrol(&edge, &CLIP[CAPTURE.end + 8]);
    let terms = draw_as(&edge, &draw_body(NAME, NUMBER), &ACTIONS).await;
    let evidence = filmed(&terms, &CLIP[CAPTURE.clone()]);
    let sealed = seal(&described(evidence, PLAYER), &terms);
    let answer = edge.send_evidence(&terms, sealed).await;
    let outcome = edge.outcome(&answer);
    assert_eq!(outcome.decision, Decision::Passed);
    let said = outcome_json(&answer.text);
    assert!(
        !said.contains("risk") && !said.contains("injection"),
        "{said}"
    );
    let injection = found(&edge, &outcome).0.injection.unwrap();
    assert_eq!(injection.risk(), Risk::High);
    let camera = injection.camera.unwrap();
    assert_eq!(camera.software, Some(Software::Player));
    assert_eq!(camera.contradictions, [Contradiction::FrameShape]);
    assert!(injection.cadence.unwrap().ahead >= 900);
    let stored = outcome_json(&edge.stored(&outcome));
    assert!(stored.contains(r#""injection":{"#) && !stored.contains("of Li"));
    let (log, id) = (logged(), outcome.id.to_string());
    let mut lines = log.split(|byte| *byte == b'\n');
    let is_line = |line: &[u8]| {
        let wanted = ["scan judged", r#""injection_risk":"high""#, &id];
        wanted.iter().all(|it| contains(line, it.as_bytes()))
    };
    assert!(lines.any(is_line));
    assert!(!contains(&log, b"of Li"));
}

/// What a compact statement says.
fn outcome_json(compact: &str) -> String {
    let payload = compact.split('.').nth(1).unwrap();
    let json = data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes());
    String::from_utf8(json.unwrap()).unwrap()
}
