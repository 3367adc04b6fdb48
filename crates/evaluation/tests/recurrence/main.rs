//! Recordings and honest repeats, made from footage: the former are known again, the latter are not. The figures in
//! `docs/authority.md` are what these tests print.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "in a test a panic is the right answer, and numbers are those of pixels"
)]

mod film;
mod sitting;

use authority::models::Models;
use authority::store::MOST_CAPTURES;
use decision::Thresholds;
use film::{Film, jpeg, noisy, resized, shown};
use image::RgbImage;
use image::imageops;
use image::imageops::flip_horizontal;
use model_import::fixtures;
use portrait::{DecodeLimits, Faces, FeaturePlaces, Imprint, Movement, Picture, imprint};
use sitting::Sitting;
use std::sync::LazyLock;

static MODELS: LazyLock<Models> =
    LazyLock::new(|| Models::load(&fixtures::models().unwrap(), None).unwrap());

/// How many frames of ten a second a capture has, which is short: a challenge takes about twice as long.
const FRAMES: usize = 20;

/// What is kept of a capture.
struct Captured {
    imprints: Vec<Imprint>,
    movement: Movement,
}

/// How much of a capture recurs in an earlier one, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Recurring {
    frames: usize,
    movement: usize,
    mirrored: usize,
}

fn captured(frames: &[Vec<u8>]) -> Captured {
    let mut tracker = MODELS.tracker();
    let (mut imprints, mut moved) = (Vec::new(), Vec::new());
    for (index, jpeg) in (0..).zip(frames) {
        let picture = Picture::decode(jpeg, &DecodeLimits::default()).unwrap();
        let found = tracker.track(&picture).unwrap();
        let mesh = found.mesh.filter(|_| found.faces == Faces::One);
        let imprint = mesh.as_ref().map(|mesh| Imprint::of(&picture, mesh));
        imprints.push(imprint.unwrap_or(Imprint::NOTHING));
        moved.extend(mesh.map(|mesh| (index * 100, FeaturePlaces::of(&mesh))));
    }
    Captured {
        imprints,
        movement: Movement::of(&moved),
    }
}

impl Captured {
    fn recurring(&self, earlier: &Self) -> Recurring {
        let frames = imprint::recurring(&self.imprints, &earlier.imprints);
        let of = |now: &Movement| (now.retraced(&earlier.movement) * 1_000.0) as usize;
        Recurring {
            frames: frames * 1_000 / self.imprints.len(),
            movement: of(&self.movement),
            mirrored: of(&self.movement.mirrored()),
        }
    }

    /// The most of each in one of the earlier captures that are kept.
    fn most(&self, earlier: &[Self]) -> Recurring {
        let kept = earlier.iter().rev().take(MOST_CAPTURES as usize);
        kept.map(|earlier| self.recurring(earlier))
            .reduce(|one, other| Recurring {
                frames: one.frames.max(other.frames),
                movement: one.movement.max(other.movement),
                mirrored: one.mirrored.max(other.mirrored),
            })
            .unwrap_or_default()
    }
}

impl Recurring {
    fn is_refused(self) -> bool {
        let reaches = |found: usize, least: i32| i32::try_from(found).unwrap() >= least;
        let least = Thresholds::USUAL.movement.unwrap();
        reaches(self.frames, Thresholds::USUAL.recurring.unwrap())
            || reaches(self.movement, least.straight)
            || reaches(self.mirrored, least.mirrored)
    }
}

/// The films there are: the man in the car, and a woman whose clip lies beside the repository.
fn films() -> Vec<Film> {
    let woman = material::shared("footage/turn_blink_mouth.mp4");
    let woman = woman.map(|clip| Film::read("woman", &clip, 25.0));
    std::iter::once(man()).chain(woman).collect()
}

/// He moves less than she does, and is the harder to tell from himself.
fn man() -> Film {
    Film::read("man", &fixtures::carphone().unwrap(), 30.0)
}

/// What a browser sends of the film, ten pictures a second from `start_s` on, at `speed`.
fn sampled(film: &Film, start_s: f64, speed: f64) -> Vec<RgbImage> {
    let at = |index| start_s + speed * index as f64 / 10.0;
    (0..FRAMES)
        .map(|index| film.at(at(index)).clone())
        .collect()
}

/// The frames that somebody has of a capture.
fn recording(film: &Film) -> Vec<RgbImage> {
    let mut random = fastrand::Rng::with_seed(1);
    let filmed = sampled(film, 0.2, 1.0).into_iter();
    filmed.map(|picture| noisy(picture, &mut random)).collect()
}

/// Another picture of each frame of a recording.
fn each(frames: &[RgbImage], quality: u8, change: impl Fn(&RgbImage) -> RgbImage) -> Vec<Vec<u8>> {
    let frames = frames.iter();
    frames.map(|frame| jpeg(&change(frame), quality)).collect()
}

fn cut(by: f32) -> impl Fn(&RgbImage) -> RgbImage {
    move |frame| {
        let side = frame.width() as f32;
        let from = |at: f32| side * by / 2.0 + at * (1.0 - by);
        shown(frame, |x, y| (from(x), from(y)))
    }
}

fn moved(by: f32) -> impl Fn(&RgbImage) -> RgbImage {
    move |frame| shown(frame, |x, y| (x - by, y - by))
}

fn tilted(degrees: f32) -> impl Fn(&RgbImage) -> RgbImage {
    move |frame| {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let middle = frame.width() as f32 / 2.0;
        shown(frame, |x, y| {
            let (x, y) = (x - middle, y - middle);
            (
                middle + cosine * x - sine * y,
                middle + sine * x + cosine * y,
            )
        })
    }
}

/// Wider by this share, and higher by that.
fn stretched(wider: f32, higher: f32) -> impl Fn(&RgbImage) -> RgbImage {
    move |frame| {
        let middle = frame.width() as f32 / 2.0;
        let from = |at: f32, by: f32| middle + (at - middle) / (1.0 + by);
        shown(frame, |x, y| (from(x, wider), from(y, higher)))
    }
}

fn toned(curve: impl Fn(f32) -> f32) -> impl Fn(&RgbImage) -> RgbImage {
    move |frame| {
        let mut frame = frame.clone();
        for value in frame.iter_mut() {
            *value = (curve(f32::from(*value) / 255.0) * 255.0).clamp(0.0, 255.0) as u8;
        }
        frame
    }
}

/// Darker on one side and brighter on the other.
fn lit_from_one_side(frame: &RgbImage) -> RgbImage {
    let mut frame = frame.clone();
    let width = frame.width() as f32;
    for (x, _, pixel) in frame.enumerate_pixels_mut() {
        let light = 0.6 + 0.8 * x as f32 / width;
        pixel.0 = pixel
            .0
            .map(|value| (f32::from(value) * light).min(255.0) as u8);
    }
    frame
}

/// As from an angle.
fn slanted(frame: &RgbImage) -> RgbImage {
    let middle = frame.width() as f32 / 2.0;
    shown(frame, |x, y| {
        let nearer = 1.0 + 0.06 * (x - middle) / middle;
        (
            middle + (x - middle) / nearer,
            middle + (y - middle) / nearer,
        )
    })
}

fn waved(frame: &RgbImage) -> RgbImage {
    let period = frame.width() as f32 / 12.0;
    shown(frame, |x, y| {
        (x + 1.5 * (y / period).sin(), y + 1.5 * (x / period).cos())
    })
}

/// Pictures of the frames of a recording.
fn filtered(first: &[RgbImage]) -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let moved_cut = |frame: &RgbImage| moved(4.0)(&cut(0.02)(frame));
    let everything = |frame: &RgbImage| {
        let frame = stretched(0.05, 0.0)(frame);
        toned(|value| value.powf(0.8))(&lit_from_one_side(&frame))
    };
    vec![
        ("quality 60", each(first, 60, Clone::clone)),
        ("quality 75", each(first, 75, Clone::clone)),
        ("quality 95", each(first, 95, Clone::clone)),
        ("cut by 2 %", each(first, 85, cut(0.02))),
        ("moved by 4 pixels", each(first, 85, moved(4.0))),
        ("both, quality 70", each(first, 70, moved_cut)),
        ("cut by 10 %", each(first, 85, cut(0.1))),
        ("cut by 20 %", each(first, 85, cut(0.2))),
        ("tilted by 3 degrees", each(first, 85, tilted(3.0))),
        ("tilted by 8 degrees", each(first, 85, tilted(8.0))),
        (
            "brighter by 15 %",
            each(first, 85, toned(|value| value * 1.15)),
        ),
        ("gamma 0.5", each(first, 85, toned(|value| value.powf(0.5)))),
        ("gamma 1.9", each(first, 85, toned(|value| value.powf(1.9)))),
        (
            "half the contrast",
            each(first, 85, toned(|value| 0.25 + value / 2.0)),
        ),
        ("lit from one side", each(first, 85, lit_from_one_side)),
        ("wider by 3 %", each(first, 85, stretched(0.03, 0.0))),
        ("wider by 9 %", each(first, 85, stretched(0.09, 0.0))),
        ("higher by 6 %", each(first, 85, stretched(0.0, 0.06))),
        ("all of these", each(first, 70, everything)),
        ("slanted", each(first, 85, slanted)),
        ("waved", each(first, 85, waved)),
        ("blurred", each(first, 85, |it| imageops::blur(it, 1.5))),
        ("smaller by a fifth", each(first, 85, |it| resized(it, 0.8))),
        ("mirrored", each(first, 85, flip_horizontal)),
    ]
}

#[test]
fn a_recording_is_known_again_in_other_light_proportions_and_tones() {
    for film in films() {
        let first = recording(&film);
        let kept = captured(&each(&first, 85, Clone::clone));
        for (name, frames) in filtered(&kept_pictures(&first)) {
            let recurring = captured(&frames).recurring(&kept);
            println!("{}, {name}: {recurring:?}", film.name);
            assert!(
                recurring.is_refused(),
                "{}, {name}: {recurring:?}",
                film.name
            );
        }
        let mut backwards = each(&first, 85, Clone::clone);
        backwards.reverse();
        let at = |speed| each(&sampled(&film, 0.2, speed), 85, Clone::clone);
        for (name, frames) in [
            ("backwards", backwards),
            ("a tenth slower", at(0.9)),
            ("a tenth faster", at(1.1)),
        ] {
            let recurring = captured(&frames).recurring(&kept);
            println!("{}, {name}: {recurring:?}", film.name);
        }
    }
}

/// The pictures as they come out of what a browser sent.
fn kept_pictures(frames: &[RgbImage]) -> Vec<RgbImage> {
    let sent = each(frames, 85, Clone::clone).into_iter();
    sent.map(|jpeg| image::load_from_memory(&jpeg).unwrap().to_rgb8())
        .collect()
}

/// A film that is shown to the browser again and again, each time from another moment between two of its pictures: what
/// passed is remembered too.
#[test]
fn a_film_that_is_shown_again_and_again_soon_passes_no_more() {
    for film in films() {
        let mut random = fastrand::Rng::with_seed(2);
        let (mut earlier, mut passed) = (Vec::new(), Vec::new());
        for turn in 0..20 {
            let late = |index: usize, jitter: f64| 0.2 + index as f64 / 10.0 + jitter;
            let start_s = random.f64() * 0.1;
            let frames = (0..FRAMES).map(|index| {
                let at_s = late(index, start_s + random.f64() * 0.02);
                jpeg(film.at(at_s), 85)
            });
            let frames = captured(&frames.collect::<Vec<_>>());
            if !frames.most(&earlier).is_refused() {
                passed.push(turn);
            }
            earlier.push(frames);
        }
        println!("{}: of 20 showings these passed: {passed:?}", film.name);
        assert!(passed.iter().all(|turn| *turn < 8), "{passed:?}");
    }
}

#[test]
fn of_two_hundred_honest_repeats_at_one_desk_at_most_one_is_refused() {
    let repeats = honest_repeats(&man(), 200);
    let refused = repeats.iter().filter(|most| most.is_refused()).count();
    let ten_most = |of: fn(&Recurring) -> usize| {
        let mut most: Vec<_> = repeats.iter().map(of).collect();
        most.sort_unstable_by(|one, other| other.cmp(one));
        most.truncate(10);
        most
    };
    let found = [
        ten_most(|most| most.frames),
        ten_most(|most| most.movement),
        ten_most(|most| most.mirrored),
    ];
    println!("{refused} refused; the most: {found:?}");
    assert!(refused <= 1, "{found:?}");
}

/// How much of each repeat recurs in one of those before it.
fn honest_repeats(film: &Film, repeats: u64) -> Vec<Recurring> {
    let heads = film.heads(&MODELS);
    let frames = |seed| {
        let sitting = Sitting::draw(seed);
        captured(&sitting.filmed(film, &heads, FRAMES))
    };
    let (even, odd) = std::thread::scope(|scope| {
        let [even, odd] = [0, 1].map(|half| {
            let seeds = (half..repeats).step_by(2);
            scope.spawn(move || seeds.map(frames).collect::<Vec<_>>())
        });
        (even.join().unwrap(), odd.join().unwrap())
    });
    let pairs = even.into_iter().zip(odd);
    let captures: Vec<_> = pairs.flat_map(|(even, odd)| [even, odd]).collect();
    let most = (0..captures.len()).map(|at| captures[at].most(&captures[..at]));
    most.collect()
}
