//! A coarse imprint of a frame, by which a picture that was seen before is known again although it was encoded anew, cut,
//! moved or made brighter. The grid lies in the face's own axes, so that none of these moves it; it reaches beyond the
//! face, so that another place of the head before its background is another imprint. Measured on footage:
//! `docs/authority.md`.

use crate::{Mesh, Picture, geometry};

/// Cells along each side of the grid.
const SIDE: usize = 12;

/// Half the grid's side, in distances between the eyes.
const REACH: f64 = 1.8;

/// How far below the eyes the grid's middle lies, in distances between the eyes.
const BELOW_EYES: f64 = 0.5;

/// Places looked at along each side of a cell.
const SAMPLES: usize = 4;

/// Steps to one standard deviation of the frame's own luminance.
const STEPS: f64 = 50.0;

/// Two frames are twins below this mean difference, in hundredths of a step.
const TWINS: u32 = 200;

/// A grid of luminances around the only face of a frame, each as its difference from their mean. Personal: it prints
/// nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Imprint([u8; Self::BYTES]);

impl Imprint {
    /// How many bytes an imprint has.
    pub const BYTES: usize = SIDE * SIDE;

    /// What a cell has that lies outside of the picture.
    const OUTSIDE: u8 = 0;

    /// The imprint of a frame without exactly one face: it is no frame's twin.
    pub const NOTHING: Self = Self([Self::OUTSIDE; Self::BYTES]);

    /// The imprint of `picture`, whose only face has this `mesh`.
    #[must_use]
    pub fn of(picture: &Picture, mesh: &Mesh) -> Self {
        let grid = Grid::on(mesh);
        let cells: [Option<f64>; Self::BYTES] =
            std::array::from_fn(|cell| grid.luminance(picture, cell % SIDE, cell / SIDE));
        let seen: Vec<f64> = cells.iter().flatten().copied().collect();
        let count = f64::from(u32::try_from(seen.len()).unwrap_or(u32::MAX)).max(1.0);
        let mean = seen.iter().sum::<f64>() / count;
        let squares = seen.iter().map(|value| (value - mean) * (value - mean));
        let deviation = (squares.sum::<f64>() / count).sqrt().max(1.0);
        Self(
            cells
                .map(|value| value.map_or(Self::OUTSIDE, |value| step((value - mean) / deviation))),
        )
    }

    /// From the bytes that [`Self::to_bytes`] gave.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; Self::BYTES] {
        self.0
    }

    /// Whether both are of one frame: they differ by no more than encoding, cutting and moving make them.
    #[must_use]
    pub fn is_twin(&self, other: &Self) -> bool {
        self.difference(other).is_some_and(|it| it < TWINS)
    }

    /// The mean difference of the cells that both have, in hundredths of a step, which is a fiftieth of a standard
    /// deviation; `None` if that is less than half of them.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<u32> {
        let pairs = self.0.iter().zip(&other.0);
        let (mut difference, mut count) = (0_u32, 0_u32);
        for (one, other) in pairs {
            let seen = u32::from(*one != Self::OUTSIDE && *other != Self::OUTSIDE);
            difference += seen * u32::from(one.abs_diff(*other));
            count += seen;
        }
        (count as usize * 2 >= Self::BYTES).then(|| difference * 100 / count)
    }
}

impl std::fmt::Debug for Imprint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Imprint(…)")
    }
}

/// How many of `frames` have a twin among `earlier` ones, whatever the order.
#[must_use]
pub fn recurring(frames: &[Imprint], earlier: &[Imprint]) -> usize {
    let recurs = |frame: &&Imprint| earlier.iter().any(|before| frame.is_twin(before));
    frames.iter().filter(recurs).count()
}

/// Where the grid lies: from the person's right eye to the left, and down from there.
struct Grid {
    middle: (f64, f64),
    across: (f64, f64),
}

impl Grid {
    fn on(mesh: &Mesh) -> Self {
        let [right, left] = geometry::eye_centres(mesh);
        Self {
            middle: geometry::eyes_middle(mesh),
            across: (left.0 - right.0, left.1 - right.1),
        }
    }

    /// The mean of a cell, 0 to 255, if more than half of it lies within the picture.
    fn luminance(&self, picture: &Picture, column: usize, row: usize) -> Option<f64> {
        let places = (0..SAMPLES * SAMPLES).map(|place| {
            let x = along(column * SAMPLES + place % SAMPLES);
            let y = along(row * SAMPLES + place / SAMPLES) + BELOW_EYES;
            picture.pixel(
                self.middle.0 + x * self.across.0 - y * self.across.1,
                self.middle.1 + x * self.across.1 + y * self.across.0,
            )
        });
        let (mut sum, mut count) = (0, 0_u32);
        for rgb in places.flatten() {
            sum += luma(rgb);
            count += 1;
        }
        (count as usize * 2 > SAMPLES * SAMPLES).then(|| f64::from(sum) / f64::from(count) / 256.0)
    }
}

/// The place of a sample along an axis, in distances between the eyes.
fn along(sample: usize) -> f64 {
    let side = f64::from(u32::try_from(SIDE * SAMPLES).unwrap_or(u32::MAX));
    let sample = f64::from(u32::try_from(sample).unwrap_or(u32::MAX));
    ((sample + 0.5) / side * 2.0 - 1.0) * REACH
}

/// ITU-R BT.709 weights on the values as they are stored, in 256ths.
fn luma(rgb: &[u8]) -> u32 {
    54 * u32::from(rgb[0]) + 183 * u32::from(rgb[1]) + 19 * u32::from(rgb[2])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the values of a byte first"
)]
fn step(deviations: f64) -> u8 {
    (deviations * STEPS + 128.0).round().clamp(1.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{Head, drawn, flat, mesh};

    /// A scene of waves, 640×480, of which a pixel stands for the place that `place` gives.
    fn scene(place: impl Fn(f64, f64) -> (f64, f64), light: f64) -> Picture {
        drawn(640, 480, |x, y| {
            let (x, y) = place(f64::from(x), f64::from(y));
            let waves = libm::sin(x / 31.0) + libm::cos(y / 23.0) + libm::sin((x + y) / 47.0);
            step((waves * 0.5 + 0.1) * light)
        })
    }

    fn imprint(picture: &Picture, centre: (f64, f64), scale: f64) -> Imprint {
        let head = Head {
            centre,
            scale,
            ..Head::default()
        };
        Imprint::of(picture, &mesh(&head))
    }

    /// Whether a picture of the same scene is a twin of it, with the head where it lies then.
    fn check(picture: &Picture, centre: (f64, f64), scale: f64, expected: bool) {
        let before = imprint(&scene(|x, y| (x, y), 1.0), (320.0, 240.0), 0.5);
        let now = imprint(picture, centre, scale);
        assert_eq!(now.is_twin(&before), expected);
        assert_eq!(
            recurring(&[now], &[Imprint::NOTHING, before]) == 1,
            expected
        );
    }

    #[test]
    fn a_frame_that_was_moved_cut_or_made_brighter_is_known_again() {
        check(&scene(|x, y| (x, y), 1.0), (320.0, 240.0), 0.5, true);
        let moved = scene(|x, y| (x - 4.0, y + 4.0), 1.0);
        check(&moved, (324.0, 236.0), 0.5, true);
        let middle = |at: f64, side: f64| side / 2.0 + (at - side / 2.0) * 0.98;
        let cut = scene(|x, y| (middle(x, 640.0), middle(y, 480.0)), 1.0);
        check(&cut, (320.0, 240.0), 0.5 / 0.98, true);
        check(&scene(|x, y| (x, y), 0.8), (320.0, 240.0), 0.5, true);
    }

    #[test]
    fn a_head_in_another_place_is_another_frame() {
        let same = scene(|x, y| (x, y), 1.0);
        check(&same, (326.0, 240.0), 0.5, false);
        check(&same, (320.0, 240.0), 0.55, false);
        let other = scene(|x, y| (x + 200.0, y), 1.0);
        check(&other, (320.0, 240.0), 0.5, false);
    }

    #[test]
    fn what_lies_outside_of_the_picture_is_not_compared() {
        let picture = scene(|x, y| (x, y), 1.0);
        let at_the_edge = imprint(&picture, (50.0, 240.0), 0.5);
        assert!(at_the_edge.to_bytes().contains(&Imprint::OUTSIDE));
        assert!(at_the_edge.is_twin(&at_the_edge));
        let beyond = imprint(&picture, (-40.0, 240.0), 0.5);
        assert!(!beyond.is_twin(&beyond));
        assert!(!Imprint::NOTHING.is_twin(&Imprint::NOTHING));
    }

    #[test]
    fn it_is_kept_as_bytes_and_prints_nothing() {
        let imprint = imprint(&flat(640, 480, 90), (320.0, 240.0), 0.5);
        assert_eq!(Imprint::from_bytes(imprint.to_bytes()), imprint);
        assert_eq!(imprint.to_bytes(), [128; Imprint::BYTES]);
        assert_eq!(format!("{imprint:?}"), "Imprint(…)");
    }
}
