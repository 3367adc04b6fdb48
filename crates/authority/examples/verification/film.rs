//! What a browser would send of the man in the car.

use authority::models::Models;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use liveness::{Hint, Rules, Session};
use model_import::fixtures;
use portrait::{DecodeLimits, Observation, Picture};
use verification::Action;

/// What the film shows.
pub(crate) const ACTIONS: [Action; 2] = [Action::OpenMouth, Action::TurnLeft];
/// Between two frames.
pub(crate) const EVERY_MS: u64 = 100;

const SIZE: [u32; 2] = [640, 480];
const QUALITY: u8 = 85;

/// The frames from the calm beginning to the last action.
pub(crate) fn capture(models: &Models) -> Vec<Vec<u8>> {
    let forward = fixtures::carphone_frames(10).unwrap();
    let film = forward.iter().chain(forward.iter().rev());
    let jpegs: Vec<_> = film.zip(0..).map(|(rgb, seed)| jpeg(rgb, seed)).collect();
    let session = Session::new(&ACTIONS, 7_000, Rules::guide()).unwrap();
    let (mut tracker, mut state) = (models.tracker(), session.start());
    for (index, jpeg) in jpegs.iter().enumerate() {
        let picture = Picture::decode(jpeg, &DecodeLimits::default()).unwrap();
        let found = tracker.track(&picture).unwrap();
        let seen = Observation::of(&picture, found.faces, found.mesh.as_ref());
        let (next, guidance) = session.step(state, &seen, index as u64 * EVERY_MS);
        state = next;
        if let (Hint::Done, Some(from)) = (guidance.hint, guidance.capture_from_ms) {
            let from = usize::try_from(from / EVERY_MS).unwrap();
            return jpegs[from..=index].to_vec();
        }
    }
    panic!("the film does not hold {ACTIONS:?}")
}

/// A JPEG with noise of its own, as a camera's.
fn jpeg(rgb: &[u8], seed: u32) -> Vec<u8> {
    let mut state = seed + 1;
    let noisy = rgb.iter().map(|value| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        value.saturating_add((state >> 30) as u8)
    });
    let (mut bytes, noisy) = (Vec::new(), noisy.collect::<Vec<_>>());
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder
        .write_image(&noisy, SIZE[0], SIZE[1], ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}
