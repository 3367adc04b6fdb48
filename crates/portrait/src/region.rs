//! The part of a picture that is measured.

use crate::{Extent, Histogram, Mesh, Picture};

/// Parts each way, to say where in a region something is.
const PARTS: u8 = 8;

/// The pixels that a measure looks at: all, or those inside an ellipse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    extent: Extent,
    ellipse: bool,
}

impl Region {
    /// The whole picture.
    #[must_use]
    pub fn whole(picture: &Picture) -> Self {
        let (right, bottom) = (picture.width().into(), picture.height().into());
        Self {
            extent: Extent {
                left: 0.0,
                top: 0.0,
                right,
                bottom,
            },
            ellipse: false,
        }
    }

    /// The ellipse inside the mesh's extent: skin, without the background in the corners.
    #[must_use]
    pub fn face(mesh: &Mesh) -> Self {
        Self {
            extent: Extent::of(mesh),
            ellipse: true,
        }
    }

    /// The face where there is a mesh, otherwise the whole picture.
    #[must_use]
    pub fn of(picture: &Picture, mesh: Option<&Mesh>) -> Self {
        mesh.map_or_else(|| Self::whole(picture), Self::face)
    }

    /// The box around the region.
    #[must_use]
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The box around the parts of the region, eight each way, that mostly have a luminance in `levels`.
    pub(crate) fn part_with(
        &self,
        picture: &Picture,
        levels: std::ops::RangeInclusive<u8>,
    ) -> Option<Extent> {
        let parts = self.parts().filter(|part| {
            let histogram = Histogram::of(picture, part);
            histogram.share(levels.clone()) > 0.5
        });
        let corners = parts.flat_map(|Self { extent: part, .. }| {
            [(part.left, part.top), (part.right, part.bottom)]
        });
        let found = Extent::of_places(corners);
        (found.width() > 0.0).then_some(found)
    }

    fn parts(&self) -> impl Iterator<Item = Self> {
        let extent = self.extent;
        let edge =
            |from: f64, size: f64, index: u8| from + size * f64::from(index) / f64::from(PARTS);
        let places = (0..PARTS).flat_map(|row| (0..PARTS).map(move |column| (column, row)));
        places.map(move |(column, row)| Self {
            extent: Extent {
                left: edge(extent.left, extent.width(), column),
                top: edge(extent.top, extent.height(), row),
                right: edge(extent.left, extent.width(), column + 1),
                bottom: edge(extent.top, extent.height(), row + 1),
            },
            ellipse: false,
        })
    }

    /// The region's rows inside the picture: `y`, and the half-open range of `x`.
    pub(crate) fn rows(
        &self,
        picture: &Picture,
    ) -> impl Iterator<Item = (u32, std::ops::Range<u32>)> {
        let region = *self;
        let (top, bottom) = pixels(self.extent.top, self.extent.bottom, picture.height());
        let width = picture.width();
        (top..bottom).map(move |y| {
            let (left, right) = region.columns(y);
            let (left, right) = pixels(left, right, width);
            (y, left..right)
        })
    }

    fn columns(&self, y: u32) -> (f64, f64) {
        if !self.ellipse {
            return (self.extent.left, self.extent.right);
        }
        let (x, middle) = self.extent.centre();
        let height = (f64::from(y) + 0.5 - middle) / (self.extent.height() / 2.0);
        let half = self.extent.width() / 2.0 * libm::sqrt((1.0 - height * height).max(0.0));
        (x - half, x + half)
    }
}

/// The pixels whose centres lie between two edges, inside the picture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the picture's size first; NaN becomes 0"
)]
fn pixels(from: f64, to: f64, size: u32) -> (u32, u32) {
    let inside = |edge: f64| libm::round(edge).clamp(0.0, size.into()) as u32;
    (inside(from), inside(to).max(inside(from)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn count(region: &Region, picture: &Picture) -> usize {
        region.rows(picture).map(|(_, columns)| columns.len()).sum()
    }

    #[test]
    fn the_whole_picture_has_all_pixels() {
        let picture = synthetic::flat(30, 20, 0);
        assert_eq!(count(&Region::whole(&picture), &picture), 600);
    }

    #[test]
    fn an_ellipse_covers_pi_quarters_of_its_box() {
        let picture = synthetic::flat(640, 480, 0);
        let region = Region::face(&synthetic::mesh(&synthetic::Head::default()));
        let covered = f64::from(u32::try_from(count(&region, &picture)).unwrap());
        let expected = std::f64::consts::PI / 4.0 * 200.0 * 240.0;
        assert!(
            (covered / expected - 1.0).abs() < 0.01,
            "{covered} of {expected}"
        );
    }

    #[test]
    fn the_part_that_is_dark_is_found() {
        let picture = synthetic::drawn(640, 480, |x, _| if x < 320 { 10 } else { 200 });
        let region = Region::face(&synthetic::mesh(&synthetic::Head::default()));
        let dark = region.part_with(&picture, 0..=25).unwrap();
        assert!((dark.left - 220.0).abs() < 1.0 && (dark.right - 320.0).abs() < 1.0);
        assert_eq!(region.part_with(&picture, 250..=255), None);
    }

    #[test]
    fn what_lies_outside_the_picture_is_not_measured() {
        let picture = synthetic::flat(10, 10, 0);
        let extent = Extent {
            left: -50.0,
            top: -50.0,
            right: 5.0,
            bottom: 500.0,
        };
        assert_eq!(
            count(
                &Region {
                    extent,
                    ellipse: false
                },
                &picture
            ),
            50
        );
        let nowhere = Extent {
            left: 90.0,
            top: 90.0,
            right: 99.0,
            bottom: 99.0,
        };
        assert_eq!(
            count(
                &Region {
                    extent: nowhere,
                    ellipse: true
                },
                &picture
            ),
            0
        );
    }
}
