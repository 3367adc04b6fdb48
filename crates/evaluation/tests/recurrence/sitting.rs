//! A person who sits down at the same desk once more: other times, another place of the head and other movements of it
//! before the same background, other light and noise. Real repeats differ by more: by where each action comes, by
//! expression, by clothes and hair.

use crate::film::{Film, Head, jpeg, noisy, shown};
use image::RgbImage;
use std::f32::consts::TAU;

/// How far a movement lies from its middle for a whole sitting, and how far it sways during one: standard deviations.
type Spread = (f32, f32);

/// To the side and up or down, in widths of the face, some 15 cm.
const SIDEWAYS: Spread = (0.06, 0.015);
const UPWARDS: Spread = (0.04, 0.01);
/// Turning and nodding, in radians.
const TURN: Spread = (0.044, 0.017);
/// Tilting, in radians.
const TILT: Spread = (0.026, 0.009);
/// Nearer or farther, as a share of the distance.
const NEARER: Spread = (0.03, 0.005);

/// One sitting.
pub(crate) struct Sitting {
    random: fastrand::Rng,
    start_s: f64,
    /// Of each second.
    speeds: [f64; 8],
    sideways: Wave,
    upwards: Wave,
    turning: Wave,
    nodding: Wave,
    tilting: Wave,
    nearer: Wave,
    light: f32,
}

impl Sitting {
    /// A sitting of its own for each seed.
    pub(crate) fn draw(seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed + 1_000);
        let start_s = random.f64() * 0.4;
        let speeds = std::array::from_fn(|_| 0.8 + 0.45 * random.f64());
        let waves = [SIDEWAYS, UPWARDS, TURN, TURN, TILT, NEARER];
        let waves = waves.map(|spread| Wave::draw(spread, &mut random));
        let [sideways, upwards, turning, nodding, tilting, nearer] = waves;
        Self {
            light: 1.0 + 0.03 * normal(&mut random),
            random,
            start_s,
            speeds,
            sideways,
            upwards,
            turning,
            nodding,
            tilting,
            nearer,
        }
    }

    /// What a browser sends of it: ten pictures a second.
    pub(crate) fn filmed(mut self, film: &Film, heads: &[Head], frames: usize) -> Vec<Vec<u8>> {
        let frames = (0..frames).map(|index| {
            let at_s = index as f64 / 10.0;
            let film_s = self.film_s(at_s);
            let head = film.head(heads, film_s);
            let mut picture = self.moved(film.at(film_s), head, at_s as f32);
            for value in picture.iter_mut() {
                *value = (f32::from(*value) * self.light).clamp(0.0, 255.0) as u8;
            }
            jpeg(&noisy(picture, &mut self.random), 85)
        });
        frames.collect()
    }

    /// Which time of the film is shown.
    fn film_s(&self, at_s: f64) -> f64 {
        let whole = (at_s as usize).min(self.speeds.len() - 1);
        let before: f64 = self.speeds[..whole].iter().sum();
        self.start_s + before + (at_s - whole as f64) * self.speeds[whole]
    }

    /// The head moves as a whole, fading out into a background that stays; within its outline a turned face moves most in
    /// the middle, as a sphere's.
    fn moved(&self, picture: &RgbImage, head: Head, at_s: f32) -> RgbImage {
        let (across, up) = (self.sideways.at(at_s), self.upwards.at(at_s));
        let (turn, nod) = (self.turning.at(at_s) * 0.5, self.nodding.at(at_s) * 0.5);
        let (tilt, nearer) = (self.tilting.at(at_s), self.nearer.at(at_s));
        shown(picture, |x, y| {
            let (x, y) = ((x - head.x) / head.width, (y - head.y) / head.width);
            let distance = x.hypot(y);
            let fading = (1.8 - distance).clamp(0.0, 1.0);
            let whole = fading * fading * (3.0 - 2.0 * fading);
            let depth = (1.0 - (distance / 0.6).powi(2)).max(0.0).sqrt();
            let (sine, cosine) = (tilt * whole).sin_cos();
            let scale = 1.0 - nearer * whole;
            let (x, y) = (
                scale * (cosine * x + sine * y) - across * whole - turn * depth,
                scale * (cosine * y - sine * x) - up * whole - nod * depth,
            );
            (head.x + head.width * x, head.y + head.width * y)
        })
    }
}

/// A movement: a place of its own for each sitting, and two slow swings about it.
struct Wave {
    place: f32,
    sway: f32,
    hertz: [f32; 2],
    phases: [f32; 2],
}

impl Wave {
    fn draw((place, sway): Spread, random: &mut fastrand::Rng) -> Self {
        Self {
            place: normal(random) * place,
            sway: normal(random) * sway,
            hertz: std::array::from_fn(|_| 0.1 + 0.5 * random.f32()),
            phases: std::array::from_fn(|_| random.f32() * TAU),
        }
    }

    fn at(&self, at_s: f32) -> f32 {
        let swing = |at: usize| (TAU * self.hertz[at] * at_s + self.phases[at]).sin();
        self.place + self.sway * (swing(0) + 0.5 * swing(1))
    }
}

/// A number of the normal distribution, roughly.
fn normal(random: &mut fastrand::Rng) -> f32 {
    (0..12).map(|_| random.f32()).sum::<f32>() - 6.0
}
