//! What is behind a head, without a model that knows what is what.
//!
//! ISO/IEC 29794-5 cuts a window around the aligned face and has a network say which of its pixels are
//! background. Here the window is the same, and everything in it counts but an ellipse around the head; the
//! window ends at the chin, so that shoulders lie below it. Hair that stands far out to the sides is taken for
//! background.

use crate::{Extent, Mesh, Picture, geometry, luminance};

/// Samples from eye to eye, as on the standard's reduced face.
const SAMPLES: f64 = 81.3;
/// The window's samples to either side of the middle between the eyes.
const BESIDE: usize = 177;
/// Those above it.
const ABOVE: usize = 196;
/// Those below it: down to the chin.
const BELOW: usize = 99;
const COLUMNS: usize = 2 * BESIDE;
const ROWS: usize = ABOVE + BELOW;
/// Half the width of the ellipse around the head, over the face's.
const HALF_WIDTH: f64 = 0.85;
/// The ellipse's upper end over the distance from eyes to chin.
const CROWN: f64 = 1.4;
/// Its lower end, likewise.
const CHIN: f64 = 1.05;
/// Background near to what is none is not looked at: a kernel of four.
const NEAR: [isize; 4] = [-2, -1, 0, 1];
/// Fewer samples say nothing.
const FEWEST: u32 = 500;
/// Parts of the window each way, to say where it is busiest.
const PARTS: usize = 6;

/// What the background's measures are made of.
pub(crate) struct Background {
    /// The mean of the luminance's gradient, by Scharr's kernel on 0 to 255.
    pub(crate) gradient: f64,
    /// The mean colour.
    pub(crate) colour: [f64; 3],
    /// The part of the window with the largest gradient.
    pub(crate) busiest: Extent,
    /// The window, as far as it lies in the picture.
    pub(crate) window: Extent,
}

impl Background {
    /// The background of a face; none where too little of it is in the picture.
    pub(crate) fn of(picture: &Picture, mesh: &Mesh) -> Option<Self> {
        let window = Window::around(mesh);
        let samples = Samples::of(picture, &window);
        let gradients = Gradients::of(&samples);
        let total = gradients.total();
        if total.count < FEWEST {
            return None;
        }
        Some(Self {
            gradient: total.mean(),
            colour: samples.colour(),
            busiest: window.part(gradients.busiest()).inside(picture),
            window: window.whole().inside(picture),
        })
    }
}

/// Where the samples are taken: the picture turned so that the eyes are level.
struct Window {
    middle: (f64, f64),
    across: (f64, f64),
    head: Head,
}

/// The ellipse around the head, in samples from the middle between the eyes.
struct Head {
    centre: (f64, f64),
    half: (f64, f64),
}

impl Window {
    fn around(mesh: &Mesh) -> Self {
        let [right, left] = geometry::eye_centres(mesh);
        let across = ((left.0 - right.0) / SAMPLES, (left.1 - right.1) / SAMPLES);
        let middle = geometry::eyes_middle(mesh);
        let step = geometry::inter_eye_distance(mesh) / SAMPLES;
        let in_samples = |pixels: f64| geometry::ratio(pixels, step);
        let chin = in_samples(geometry::eyes_to_chin(mesh));
        let [one, other] = geometry::cheeks(mesh);
        let cheeks = (f64::midpoint(one.0, other.0), f64::midpoint(one.1, other.1));
        let off = (cheeks.0 - middle.0) * across.0 + (cheeks.1 - middle.1) * across.1;
        let head = Head {
            centre: (
                geometry::ratio(off, step * step),
                chin * (CHIN - CROWN) / 2.0,
            ),
            half: (
                HALF_WIDTH * in_samples(geometry::face_width(mesh)),
                chin * f64::midpoint(CHIN, CROWN),
            ),
        };
        Self {
            middle,
            across,
            head,
        }
    }

    /// The place in the picture of the sample in a column and row.
    fn place(&self, column: usize, row: usize) -> (f64, f64) {
        let (right, down) = offset(column, row);
        (
            self.middle.0 + right * self.across.0 - down * self.across.1,
            self.middle.1 + right * self.across.1 + down * self.across.0,
        )
    }

    fn is_head(&self, column: usize, row: usize) -> bool {
        let ((right, down), head) = (offset(column, row), &self.head);
        let x = geometry::ratio(right - head.centre.0, head.half.0);
        let y = geometry::ratio(down - head.centre.1, head.half.1);
        x * x + y * y <= 1.0
    }

    fn whole(&self) -> Extent {
        self.between((0, 0), (COLUMNS, ROWS))
    }

    fn part(&self, index: usize) -> Extent {
        let (column, row) = (index % PARTS, index / PARTS);
        let edge = |part: usize, side: usize| part * side / PARTS;
        self.between(
            (edge(column, COLUMNS), edge(row, ROWS)),
            (edge(column + 1, COLUMNS), edge(row + 1, ROWS)),
        )
    }

    fn between(&self, (left, top): (usize, usize), (right, bottom): (usize, usize)) -> Extent {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        Extent::of_places(corners.into_iter().map(|(x, y)| self.place(x, y)))
    }
}

/// From the middle between the eyes.
#[expect(clippy::cast_precision_loss, reason = "hundreds of samples")]
fn offset(column: usize, row: usize) -> (f64, f64) {
    (column as f64 - BESIDE as f64, row as f64 - ABOVE as f64)
}

/// The window's samples: a luminance where there is background.
struct Samples {
    levels: Vec<Option<u8>>,
    sums: [u64; 3],
    count: u32,
}

impl Samples {
    fn of(picture: &Picture, window: &Window) -> Self {
        let table = luminance::table();
        let mut samples = Self {
            levels: Vec::with_capacity(COLUMNS * ROWS),
            sums: [0; 3],
            count: 0,
        };
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                let (x, y) = window.place(column, row);
                let seen = picture.pixel(x, y);
                let pixel = seen.filter(|_| !window.is_head(column, row));
                samples
                    .levels
                    .push(pixel.map(|rgb| luminance::level(table, rgb)));
                samples.count(pixel);
            }
        }
        samples
    }

    fn count(&mut self, pixel: Option<&[u8]>) {
        let Some(pixel) = pixel else { return };
        self.count += 1;
        for (sum, value) in self.sums.iter_mut().zip(pixel) {
            *sum += u64::from(*value);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a sum of bytes")]
    fn colour(&self) -> [f64; 3] {
        let count = f64::from(self.count.max(1));
        self.sums.map(|sum| sum as f64 / count)
    }

    fn level(&self, column: usize, row: usize, (right, down): (isize, isize)) -> Option<u8> {
        let (column, row) = (
            column.checked_add_signed(right)?,
            row.checked_add_signed(down)?,
        );
        if column >= COLUMNS {
            return None;
        }
        *self.levels.get(row * COLUMNS + column)?
    }

    /// The length of the gradient at a sample all around which is background.
    fn gradient(&self, column: usize, row: usize) -> Option<f64> {
        for down in NEAR {
            for right in NEAR {
                self.level(column, row, (right, down))?;
            }
        }
        let at = |right, down| self.level(column, row, (right, down)).map(i32::from);
        let across = |down| Some(at(1, down)? - at(-1, down)?);
        let along = |right| Some(at(right, 1)? - at(right, -1)?);
        let x = 3 * across(-1)? + 10 * across(0)? + 3 * across(1)?;
        let y = 3 * along(-1)? + 10 * along(0)? + 3 * along(1)?;
        Some(libm::sqrt(f64::from(x * x + y * y)))
    }
}

/// The gradients of each part of the window.
struct Gradients([Sum; PARTS * PARTS]);

#[derive(Clone, Copy, Default)]
struct Sum {
    sum: f64,
    count: u32,
}

impl Sum {
    fn mean(self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }
}

impl Gradients {
    fn of(samples: &Samples) -> Self {
        let mut parts = [Sum::default(); PARTS * PARTS];
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                if let Some(gradient) = samples.gradient(column, row) {
                    let part = row * PARTS / ROWS * PARTS + column * PARTS / COLUMNS;
                    parts[part].sum += gradient;
                    parts[part].count += 1;
                }
            }
        }
        Self(parts)
    }

    fn total(&self) -> Sum {
        self.0.iter().fold(Sum::default(), |total, part| Sum {
            sum: total.sum + part.sum,
            count: total.count + part.count,
        })
    }

    /// The part with the largest mean; one of a few samples does not count.
    fn busiest(&self) -> usize {
        let mean = |part: &Sum| {
            if part.count < FEWEST / 5 {
                0.0
            } else {
                part.mean()
            }
        };
        let parts = self.0.iter().enumerate();
        let busiest = parts.max_by(|(_, one), (_, other)| mean(one).total_cmp(&mean(other)));
        busiest.map_or(0, |(index, _)| index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn background(picture: &Picture) -> Option<Background> {
        Background::of(picture, &synthetic::mesh(&synthetic::Head::default()))
    }

    #[test]
    fn a_wall_of_one_colour_has_no_gradient() {
        let found = background(&synthetic::flat(640, 480, 200)).unwrap();
        assert!(found.gradient.abs() < 1e-9);
        assert!(
            found
                .colour
                .iter()
                .all(|value| (value - 200.0).abs() < 1e-9)
        );
    }

    #[test]
    fn the_head_is_no_background() {
        let picture = synthetic::drawn(640, 480, |x, y| {
            let (x, y) = (f64::from(x) - 320.0, f64::from(y) - 240.0);
            if x * x / (120.0 * 120.0) + y * y / (110.0 * 110.0) < 1.0 {
                10
            } else {
                240
            }
        });
        let found = background(&picture).unwrap();
        assert!(found.gradient.abs() < 1e-9, "{}", found.gradient);
        assert!((found.colour[1] - 240.0).abs() < 1e-9);
    }

    #[test]
    fn the_busiest_part_is_found() {
        let picture = synthetic::drawn(640, 480, |x, y| {
            if x < 180 && y > 160 && y % 12 < 6 {
                30
            } else {
                220
            }
        });
        let found = background(&picture).unwrap();
        assert!(found.gradient > 100.0, "{}", found.gradient);
        assert!(found.busiest.right < 220.0 && found.busiest.bottom > 160.0);
    }

    #[test]
    fn a_face_that_fills_the_picture_has_no_background() {
        let mesh = synthetic::mesh(&synthetic::Head {
            scale: 4.0,
            ..Default::default()
        });
        assert!(Background::of(&synthetic::flat(640, 480, 9), &mesh).is_none());
    }
}
