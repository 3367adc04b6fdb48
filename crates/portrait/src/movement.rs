//! How the features of a face move through a capture. A film is known again by it although its light, tones, colours or
//! proportions are others, or it is mirrored. Nobody moves twice in one way.
//! Measured on footage: `docs/authority.md`.

use crate::{Mesh, geometry};

/// The mesh points that are followed, and where each one's mirror image stands in this list: forehead, chin, the sides of
/// the face, the eyes' outer corners and lids, nose, lips and the corners of the mouth.
const FOLLOWED: [(usize, usize); FeaturePlaces::COUNT] = [
    (10, 0),
    (152, 1),
    (234, 3),
    (454, 2),
    (33, 5),
    (263, 4),
    (159, 8),
    (145, 9),
    (386, 6),
    (374, 7),
    (1, 10),
    (13, 11),
    (14, 12),
    (61, 14),
    (291, 13),
];

/// Parts of a pixel in which places are kept.
const PARTS: f64 = 8.0;

/// Between two places of a movement, in milliseconds.
const STEP_MS: f64 = 100.0;

/// So much of a movement has to be found in an earlier one.
const SHARE: f64 = 0.6;

/// Less than 1.6 seconds are too little to be known by, in steps.
const FEWEST: f64 = 16.0;

/// The coarse search looks at each third place alone.
const COARSE: usize = 3;

/// Each halves the steps by which the best is sought.
const HALVINGS: usize = 5;

/// Where the features of a face are in a frame. Personal: it prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct FeaturePlaces([[i16; 2]; Self::COUNT]);

impl FeaturePlaces {
    /// How many features are followed.
    pub const COUNT: usize = 15;

    /// How many bytes they have.
    pub const BYTES: usize = Self::COUNT * 4;

    /// Those of a mesh.
    #[must_use]
    pub fn of(mesh: &Mesh) -> Self {
        let kept = |(point, _): (usize, usize)| {
            let (x, y) = geometry::point(mesh, point);
            [part(x), part(y)]
        };
        Self(FOLLOWED.map(kept))
    }

    /// From the bytes that [`Self::to_bytes`] gave.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let (numbers, _) = bytes.as_chunks::<2>();
        let number = |at: usize| i16::from_be_bytes(numbers[at]);
        Self(std::array::from_fn(|at| {
            [number(at * 2), number(at * 2 + 1)]
        }))
    }

    /// Their bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let numbers = self.0.as_flattened();
        std::array::from_fn(|at| numbers[at / 2].to_be_bytes()[at % 2])
    }

    fn pixels(&self) -> Places {
        self.0
            .map(|place| place.map(|part| f64::from(part) / PARTS))
    }
}

impl std::fmt::Debug for FeaturePlaces {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FeaturePlaces(…)")
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to the values of the type first"
)]
fn part(pixels: f64) -> i16 {
    let parts = (pixels * PARTS).round();
    parts.clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}

/// Horizontal and vertical places of every feature at one time, in pixels.
type Places = [[f64; 2]; FeaturePlaces::COUNT];

/// Where the features of a face are, ten times a second.
#[derive(Clone)]
pub struct Movement(Vec<Places>);

impl Movement {
    /// From frames in the order of their times, which are milliseconds; between them the features move evenly.
    #[must_use]
    pub fn of(frames: &[(u64, FeaturePlaces)]) -> Self {
        let start_ms = frames.first().map_or(0, |(at_ms, _)| *at_ms);
        let mut places: Vec<Places> = Vec::new();
        for ((from_ms, before), (to_ms, after)) in frames.iter().zip(frames.iter().skip(1)) {
            let length = f64::from(u32::try_from(to_ms.saturating_sub(*from_ms)).unwrap_or(0));
            let passed = f64::from(u32::try_from(from_ms.saturating_sub(start_ms)).unwrap_or(0));
            while steps(places.len()) * STEP_MS < passed + length {
                let done = (steps(places.len()) * STEP_MS - passed) / length;
                places.push(between(&before.pixels(), &after.pixels(), done));
            }
        }
        Self(places)
    }

    /// As a mirror shows it.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self(self.0.iter().map(mirrored).collect())
    }

    /// How much of this movement an earlier one explains, as the share of its variance, 0 to 1: the most in any window of
    /// at least three fifths of it and 1.6 seconds, stretched, sheared and turned as a whole.
    #[must_use]
    pub fn retraced(&self, earlier: &Self) -> f64 {
        // The best of a coarse search, which then goes on in ever smaller steps.
        let (own, length) = (steps(self.0.len()), steps(earlier.0.len()));
        let offsets = std::iter::successors(Some(-own), |offset| Some(offset + 1.0));
        let coarse = offsets.take_while(|offset| *offset < length);
        let coarse = coarse.map(|offset| (self.explained(earlier, offset, COARSE), offset));
        let best = coarse.max_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((_, mut best)) = best else {
            return 0.0;
        };
        let mut explained = self.explained(earlier, best, 1);
        let mut step = 0.5;
        for _ in 0..HALVINGS {
            for offset in [best - step, best + step] {
                let found = self.explained(earlier, offset, 1);
                if found > explained {
                    (explained, best) = (found, offset);
                }
            }
            step /= 2.0;
        }
        explained
    }

    /// The share of the variance of each `stride`-th of these places that the earlier movement explains where the two are
    /// laid over each other, this one's first at the `offset` of the earlier one.
    fn explained(&self, earlier: &Self, offset: f64, stride: usize) -> f64 {
        let over =
            |(at, places): (usize, &Places)| Some((*places, earlier.at(steps(at) + offset)?));
        let least = (steps(self.0.len()) * SHARE).max(FEWEST);
        let is_over = |at: &usize| earlier.at(steps(*at) + offset).is_some();
        // Each place counts, also those that are passed over: else a window that is too short could seem the best.
        if steps((0..self.0.len()).filter(is_over).count()) < least {
            return 0.0;
        }
        let strided = self.0.iter().enumerate().step_by(stride);
        explained(&strided.filter_map(over).collect::<Vec<_>>())
    }

    /// The places at a time between two steps; `None` before the first and after the last.
    fn at(&self, step: f64) -> Option<Places> {
        let last = self.0.len().checked_sub(1)?;
        if step < 0.0 || step > steps(last) {
            return None;
        }
        let floor = whole(step);
        let before = self.0.get(floor)?;
        let after = self.0.get(floor + 1).unwrap_or(before);
        Some(between(before, after, step - steps(floor)))
    }
}

impl std::fmt::Debug for Movement {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Movement(…)")
    }
}

/// The share of the variance of the first of each pair that the second explains by one linear map of the plane, which least
/// squares choose. Each feature's mean place counts as nothing.
fn explained(pairs: &[(Places, Places)]) -> f64 {
    let count = steps(pairs.len());
    let (mut own, mut square, mut mixed) = (0.0, [0.0, 0.0, 0.0], [[0.0; 2]; 2]);
    for feature in 0..FeaturePlaces::COUNT {
        let mut means = [0.0; 4];
        for (now, before) in pairs {
            let [now, before] = [now[feature], before[feature]];
            for (mean, value) in means.iter_mut().zip([now[0], now[1], before[0], before[1]]) {
                *mean += value / count;
            }
        }
        for (now, before) in pairs {
            let [now, before] = [now[feature], before[feature]];
            let now = [now[0] - means[0], now[1] - means[1]];
            let [x, y] = [before[0] - means[2], before[1] - means[3]];
            own += now[0] * now[0] + now[1] * now[1];
            square = [square[0] + x * x, square[1] + x * y, square[2] + y * y];
            for (mixed, now) in mixed.iter_mut().zip(now) {
                *mixed = [mixed[0] + now * x, mixed[1] + now * y];
            }
        }
    }
    let [xx, xy, yy] = square;
    let determinant = xx * yy - xy * xy;
    // Without movement in the plane there is no map.
    if own <= 0.0 || determinant <= f64::EPSILON * xx * yy {
        return 0.0;
    }
    let by = |[x, y]: [f64; 2]| (x * x * yy - 2.0 * x * y * xy + y * y * xx) / determinant;
    (mixed.into_iter().map(by).sum::<f64>() / own).clamp(0.0, 1.0)
}

fn mirrored(places: &Places) -> Places {
    std::array::from_fn(|at| {
        let [x, y] = places[FOLLOWED[at].1];
        [-x, y]
    })
}

fn between(before: &Places, after: &Places, done: f64) -> Places {
    let mean = |before: f64, after: f64| before + (after - before) * done;
    std::array::from_fn(|at| std::array::from_fn(|axis| mean(before[at][axis], after[at][axis])))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a capture has a few hundred frames"
)]
fn steps(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a step of a movement is neither negative nor large"
)]
fn whole(step: f64) -> usize {
    step.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{Head, mesh};

    /// A head of 50 frames, which turns and opens its mouth at its own times.
    fn head(at: u32, turn_at: f64, mouth_at: f64) -> Head {
        let at = f64::from(at);
        let swell = |start: f64| libm::exp(-((at - start) / 6.0) * ((at - start) / 6.0));
        Head {
            centre: (320.0 + 6.0 * libm::sin(at / 9.0), 240.0),
            yaw: 25.0 * swell(turn_at),
            mouth: 0.5 * swell(mouth_at),
            ..Head::default()
        }
    }

    /// A movement of such a head, of which each frame's places are changed.
    fn movement(
        (turn_at, mouth_at): (f64, f64),
        change: impl Fn([f64; 2]) -> [f64; 2],
    ) -> Movement {
        let mut movement = Movement::of(&frames(turn_at, mouth_at));
        for place in movement.0.iter_mut().flatten() {
            *place = change(*place);
        }
        movement
    }

    fn frames(turn_at: f64, mouth_at: f64) -> Vec<(u64, FeaturePlaces)> {
        let frame = |at: u32| {
            let mesh = mesh(&head(at, turn_at, mouth_at));
            (u64::from(at) * 100, FeaturePlaces::of(&mesh))
        };
        (0..50).map(frame).collect()
    }

    const TIMES: (f64, f64) = (14.0, 35.0);

    fn check(now: &Movement, expected: bool) {
        let share = now.retraced(&movement(TIMES, |place| place));
        assert_eq!(share > 0.99, expected, "{share}");
    }

    #[test]
    fn a_film_is_known_again_in_any_proportions() {
        check(&movement(TIMES, |place| place), true);
        check(&movement(TIMES, |[x, y]| [x * 1.09, y]), true);
        check(&movement(TIMES, |[x, y]| [x, y * 0.9 + 7.0]), true);
        check(&movement(TIMES, |[x, y]| [x + 0.1 * y, y - 0.1 * x]), true);
    }

    #[test]
    fn a_film_is_known_again_mirrored_and_in_part() {
        let film = movement(TIMES, |place| place);
        check(&film.mirrored().mirrored(), true);
        check(&film.mirrored(), false);
        let in_a_mirror = movement(TIMES, |[x, y]| [640.0 - x, y]);
        let swapped = |places: &Places| std::array::from_fn(|at| places[FOLLOWED[at].1]);
        let in_a_mirror = Movement(in_a_mirror.0.iter().map(swapped).collect());
        check(&in_a_mirror.mirrored(), true);
        check(&Movement(film.0[15..].to_vec()), true);
        check(&Movement(film.0[..15].to_vec()), false);
    }

    #[test]
    fn who_does_the_same_at_other_times_moves_otherwise() {
        check(&movement((14.0, 31.0), |place| place), false);
        check(&movement((11.0, 35.0), |place| place), false);
        check(&movement((35.0, 14.0), |place| place), false);
    }

    #[test]
    fn who_does_not_move_is_not_known_by_it() {
        let still = vec![frames(0.0, 0.0)[40].1.clone(); 50];
        let still: Vec<_> = (0..50).map(|at| at * 100).zip(still).collect();
        check(&Movement::of(&still), false);
        let nothing = Movement::of(&[]);
        check(&nothing, false);
        let share = movement(TIMES, |place| place).retraced(&nothing);
        assert!(share.abs() < f64::EPSILON, "{share}");
    }

    /// Frames come when the camera and the encoder are ready.
    #[test]
    fn places_between_two_frames_lie_evenly_between() {
        let frames = frames(TIMES.0, TIMES.1);
        let uneven = frames.iter().enumerate();
        let uneven = uneven.filter(|(at, _)| at % 7 != 3 && *at != 20);
        let uneven: Vec<_> = uneven.map(|(_, frame)| frame.clone()).collect();
        check(&Movement::of(&uneven), true);
        assert_eq!(Movement::of(&frames).0.len(), 49);
    }

    #[test]
    fn places_are_kept_as_bytes_and_print_nothing() {
        let places = frames(0.0, 0.0)[0].1.clone();
        assert_eq!(FeaturePlaces::from_bytes(&places.to_bytes()), places);
        assert_eq!(format!("{places:?}"), "FeaturePlaces(…)");
        assert_eq!(format!("{:?}", Movement::of(&[])), "Movement(…)");
    }
}
