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
use image::imageops::flip_horizontal;
use model_import::fixtures;
use portrait::{DecodeLimits, Faces, Imprint, Picture, imprint};
use sitting::Sitting;
use std::sync::LazyLock;

static MODELS: LazyLock<Models> =
    LazyLock::new(|| Models::load(&fixtures::models().unwrap(), None).unwrap());

/// How many frames of ten a second a capture has, which is short: a challenge takes about twice as long.
const FRAMES: usize = 20;

fn imprints(frames: &[Vec<u8>]) -> Vec<Imprint> {
    let mut tracker = MODELS.tracker();
    let imprints = frames.iter().map(|jpeg| {
        let picture = Picture::decode(jpeg, &DecodeLimits::default()).unwrap();
        let found = tracker.track(&picture).unwrap();
        let mesh = found.mesh.filter(|_| found.faces == Faces::One);
        mesh.map_or(Imprint::NOTHING, |mesh| Imprint::of(&picture, &mesh))
    });
    imprints.collect()
}

/// The share of frames that recur, in thousandths.
fn share(frames: &[Imprint], earlier: &[Imprint]) -> usize {
    imprint::recurring(frames, earlier) * 1_000 / frames.len()
}

/// The most of them in one of the earlier captures that are kept.
fn most(frames: &[Imprint], earlier: &[Vec<Imprint>]) -> usize {
    let kept = earlier.iter().rev().take(MOST_CAPTURES as usize);
    kept.map(|earlier| share(frames, earlier))
        .max()
        .unwrap_or(0)
}

fn is_refused(share: usize) -> bool {
    share >= usize::try_from(Thresholds::USUAL.recurring.unwrap()).unwrap()
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

fn brighter(frame: &RgbImage) -> RgbImage {
    let mut frame = frame.clone();
    frame
        .iter_mut()
        .for_each(|value| *value = (f32::from(*value) * 1.15).min(255.0) as u8);
    frame
}

#[test]
fn a_recording_that_is_encoded_anew_cut_or_moved_is_known_again() {
    for film in films() {
        let first = recording(&film);
        let kept = imprints(&each(&first, 85, Clone::clone));
        let first = &kept_pictures(&first);
        let all = |frame: &RgbImage| moved(4.0)(&cut(0.02)(frame));
        for (name, frames) in [
            ("quality 60", each(first, 60, Clone::clone)),
            ("quality 75", each(first, 75, Clone::clone)),
            ("quality 95", each(first, 95, Clone::clone)),
            ("cut by 2 %", each(first, 85, cut(0.02))),
            ("moved by 4 pixels", each(first, 85, moved(4.0))),
            ("all of these, quality 70", each(first, 70, all)),
            ("cut by 10 %", each(first, 85, cut(0.1))),
            ("cut by 20 %", each(first, 85, cut(0.2))),
            ("tilted by 3 degrees", each(first, 85, tilted(3.0))),
            ("brighter by 15 %", each(first, 85, brighter)),
            ("smaller by a fifth", each(first, 85, |it| resized(it, 0.8))),
        ] {
            let share = share(&imprints(&frames), &kept);
            println!("{}, {name}: {share} thousandths recur", film.name);
            assert!(is_refused(share), "{}, {name}: {share}", film.name);
        }
        let beyond = [
            ("mirrored", each(first, 85, flip_horizontal)),
            (
                "at 9 tenths of its speed",
                each(&sampled(&film, 0.2, 0.9), 85, Clone::clone),
            ),
        ];
        for (name, frames) in beyond {
            let share = share(&imprints(&frames), &kept);
            println!("{}, {name}: {share} thousandths recur", film.name);
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
            let frames = imprints(&frames.collect::<Vec<_>>());
            if !is_refused(most(&frames, &earlier)) {
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
    let shares = honest_repeats(&man(), 200);
    let refused = shares.iter().filter(|share| is_refused(**share)).count();
    println!(
        "{refused} refused; at the most {:?} thousandths recur",
        &shares[..10]
    );
    assert!(refused <= 1, "{:?}", &shares[..10]);
}

/// How much of each repeat recurs in one of those before it, the most first.
fn honest_repeats(film: &Film, repeats: u64) -> Vec<usize> {
    let heads = film.heads(&MODELS);
    let frames = |seed| {
        let sitting = Sitting::draw(seed);
        imprints(&sitting.filmed(film, &heads, FRAMES))
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
    let most = (0..captures.len()).map(|at| most(&captures[at], &captures[..at]));
    let mut shares: Vec<_> = most.collect();
    shares.sort_unstable_by(|one, other| other.cmp(one));
    shares
}
