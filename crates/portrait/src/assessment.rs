//! Is a picture good enough, and if not, what should the person do?

use crate::measure::{
    Measure, Measured, face_margin, face_place, face_size, inter_eye_distance, luminance_mean,
    luminance_variance, over_exposure, pixel_size, sharpness, single_face, under_exposure,
};
use crate::{Faces, Histogram, Mesh, Picture, Region};
use serde::{Deserialize, Serialize};

/// What to do about a picture; the words for people hang on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Bring the face into the picture.
    NoFace,
    /// Be alone in the picture.
    SeveralFaces,
    /// Use a better camera, or a larger picture.
    TooFewPixels,
    /// Find more light.
    TooDark,
    /// Avoid glaring light.
    TooBright,
    /// Come closer.
    TooFar,
    /// Move away.
    TooClose,
    /// Move to the middle.
    NotCentred,
    /// Hold still, or wipe the lens.
    Blurred,
    /// Avoid light that is too even or too hard.
    PoorContrast,
}

impl Advice {
    /// Every piece of advice there is.
    pub const ALL: [Self; 10] = [
        Self::NoFace,
        Self::SeveralFaces,
        Self::TooFewPixels,
        Self::TooDark,
        Self::TooBright,
        Self::TooFar,
        Self::TooClose,
        Self::NotCentred,
        Self::Blurred,
        Self::PoorContrast,
    ];

    /// Its code on the wire and in the catalogues of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFace => "no_face",
            Self::SeveralFaces => "several_faces",
            Self::TooFewPixels => "too_few_pixels",
            Self::TooDark => "too_dark",
            Self::TooBright => "too_bright",
            Self::TooFar => "too_far",
            Self::TooClose => "too_close",
            Self::NotCentred => "not_centred",
            Self::Blurred => "blurred",
            Self::PoorContrast => "poor_contrast",
        }
    }
}

/// The values a picture must reach, each in its measure's own unit: data, so that a deployment can
/// change them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The shorter side, at the least.
    pub shortest_side_px: f64,
    /// Pixels between the eyes, at the least.
    pub inter_eye_px: f64,
    /// Mean luminance, at the least.
    pub darkest: f64,
    /// Mean luminance, at the most.
    pub brightest: f64,
    /// The share of dark pixels, at the most.
    pub under_exposed: f64,
    /// The share of washed-out pixels, at the most.
    pub over_exposed: f64,
    /// Eyes to chin over the picture's height, at the least.
    pub smallest_face: f64,
    /// Eyes to chin over the picture's height, at the most.
    pub largest_face: f64,
    /// The face's middle from the picture's, at the most.
    pub off_centre: f64,
    /// From the face to an edge in inter-eye distances, at the least.
    pub margin: f64,
    /// Sharpness, at the least.
    pub sharpness: f64,
    /// Variance of the luminance, at the least.
    pub contrast: f64,
}

impl Profile {
    /// A portrait for the register.
    #[must_use]
    pub fn portrait() -> Self {
        Self {
            shortest_side_px: 160.0,
            inter_eye_px: 40.0,
            darkest: 0.04,
            brightest: 0.85,
            under_exposed: 0.8,
            over_exposed: 0.3,
            smallest_face: 0.06,
            largest_face: 0.75,
            off_centre: 0.4,
            margin: -0.1,
            sharpness: 0.04,
            contrast: 0.0005,
        }
    }

    /// A frame of a live capture.
    #[must_use]
    pub fn capture() -> Self {
        Self {
            shortest_side_px: 240.0,
            smallest_face: 0.12,
            largest_face: 0.6,
            off_centre: 0.25,
            margin: 0.0,
            ..Self::portrait()
        }
    }
}

/// One measure's result, and the advice where it fails the profile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was measured.
    pub measure: Measure,
    /// Value and score.
    pub measured: Measured,
    /// What to do, where it fails.
    pub advice: Option<Advice>,
}

/// What was found in a picture, the most important first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Every measure that could be taken; those of a face only where there is a mesh.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// Measures a picture against a profile; `mesh` is the single face's.
    #[must_use]
    pub fn of(picture: &Picture, faces: Faces, mesh: Option<&Mesh>, profile: &Profile) -> Self {
        let mut findings = presence(picture, faces, profile);
        findings.extend(light(picture, mesh, profile));
        if let Some(mesh) = mesh {
            findings.extend(face(picture, mesh, profile));
        }
        findings.extend(detail(picture, mesh, profile));
        Self { findings }
    }

    /// What to do first, or nothing when all is well.
    #[must_use]
    pub fn advice(&self) -> Option<Advice> {
        self.findings.iter().find_map(|finding| finding.advice)
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.advice().is_none()
    }
}

fn presence(picture: &Picture, faces: Faces, profile: &Profile) -> Vec<Finding> {
    let count = match faces {
        Faces::None => Some(Advice::NoFace),
        Faces::One => None,
        Faces::Several => Some(Advice::SeveralFaces),
    };
    let size = pixel_size::measure(picture);
    vec![
        Finding {
            measure: Measure::SingleFace,
            measured: single_face::measure(faces),
            advice: count,
        },
        at_least(
            Measure::PixelSize,
            size,
            profile.shortest_side_px,
            Advice::TooFewPixels,
        ),
    ]
}

fn light(picture: &Picture, mesh: Option<&Mesh>, profile: &Profile) -> Vec<Finding> {
    let histogram = Histogram::of(picture, &Region::of(picture, mesh));
    let mean = luminance_mean::measure(&histogram);
    let (under, over) = (
        under_exposure::measure(&histogram),
        over_exposure::measure(&histogram),
    );
    let dark = at_least(
        Measure::LuminanceMean,
        mean,
        profile.darkest,
        Advice::TooDark,
    );
    let bright = at_most(
        Measure::LuminanceMean,
        mean,
        profile.brightest,
        Advice::TooBright,
    );
    vec![
        either(dark, bright),
        at_most(
            Measure::UnderExposure,
            under,
            profile.under_exposed,
            Advice::TooDark,
        ),
        at_most(
            Measure::OverExposure,
            over,
            profile.over_exposed,
            Advice::TooBright,
        ),
    ]
}

fn face(picture: &Picture, mesh: &Mesh, profile: &Profile) -> Vec<Finding> {
    let eyes = inter_eye_distance::measure(mesh);
    let size = face_size::measure(picture, mesh);
    let place = face_place::measure(picture, mesh);
    let margin = face_margin::measure(picture, mesh);
    let far = at_least(
        Measure::FaceSize,
        size,
        profile.smallest_face,
        Advice::TooFar,
    );
    let close = at_most(
        Measure::FaceSize,
        size,
        profile.largest_face,
        Advice::TooClose,
    );
    vec![
        either(far, close),
        at_least(
            Measure::InterEyeDistance,
            eyes,
            profile.inter_eye_px,
            Advice::TooFewPixels,
        ),
        at_most(
            Measure::FacePlace,
            place,
            profile.off_centre,
            Advice::NotCentred,
        ),
        at_least(
            Measure::FaceMargin,
            margin,
            profile.margin,
            Advice::NotCentred,
        ),
    ]
}

fn detail(picture: &Picture, mesh: Option<&Mesh>, profile: &Profile) -> Vec<Finding> {
    let region = Region::of(picture, mesh);
    let sharp = sharpness::measure(picture, &region);
    let contrast = luminance_variance::measure(&Histogram::of(picture, &region));
    vec![
        at_least(
            Measure::Sharpness,
            sharp,
            profile.sharpness,
            Advice::Blurred,
        ),
        at_least(
            Measure::LuminanceVariance,
            contrast,
            profile.contrast,
            Advice::PoorContrast,
        ),
    ]
}

fn at_least(measure: Measure, measured: Measured, least: f64, advice: Advice) -> Finding {
    Finding {
        measure,
        measured,
        advice: (measured.value < least).then_some(advice),
    }
}

fn at_most(measure: Measure, measured: Measured, most: f64, advice: Advice) -> Finding {
    Finding {
        measure,
        measured,
        advice: (measured.value > most).then_some(advice),
    }
}

fn either(one: Finding, other: Finding) -> Finding {
    Finding {
        advice: one.advice.or(other.advice),
        ..one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    /// A face-like pattern of two greys, in a frame of 640×480.
    fn pattern(dark: u8, light: u8) -> Picture {
        synthetic::drawn(640, 480, |x, y| {
            if (x / 16 + y / 16) % 2 == 0 {
                dark
            } else {
                light
            }
        })
    }

    fn check(picture: &Picture, head: &Head, expected: Option<Advice>) {
        let mesh = synthetic::mesh(head);
        let assessment = Assessment::of(picture, Faces::One, Some(&mesh), &Profile::capture());
        assert_eq!(assessment.advice(), expected, "{assessment:?}");
    }

    #[test]
    fn a_good_frame_needs_no_advice() {
        check(&pattern(90, 180), &Head::default(), None);
    }

    #[test]
    fn light_is_named() {
        check(&pattern(5, 20), &Head::default(), Some(Advice::TooDark));
        check(
            &pattern(250, 255),
            &Head::default(),
            Some(Advice::TooBright),
        );
    }

    #[test]
    fn distance_is_named() {
        let picture = pattern(90, 180);
        check(
            &picture,
            &Head {
                scale: 0.4,
                ..Head::default()
            },
            Some(Advice::TooFar),
        );
        check(
            &picture,
            &Head {
                scale: 2.5,
                ..Head::default()
            },
            Some(Advice::TooClose),
        );
    }

    #[test]
    fn place_is_named() {
        let picture = pattern(90, 180);
        check(
            &picture,
            &Head {
                centre: (500.0, 240.0),
                ..Head::default()
            },
            Some(Advice::NotCentred),
        );
        check(
            &picture,
            &Head {
                centre: (320.0, 361.0),
                ..Head::default()
            },
            Some(Advice::NotCentred),
        );
    }

    #[test]
    fn a_flat_face_is_blurred() {
        check(
            &synthetic::flat(640, 480, 128),
            &Head::default(),
            Some(Advice::Blurred),
        );
    }

    #[test]
    fn the_number_of_faces_comes_first() {
        let picture = pattern(0, 5);
        for (faces, expected) in [
            (Faces::None, Advice::NoFace),
            (Faces::Several, Advice::SeveralFaces),
        ] {
            let assessment = Assessment::of(&picture, faces, None, &Profile::capture());
            assert_eq!(assessment.advice(), Some(expected));
        }
    }

    #[test]
    fn too_few_pixels_are_named() {
        let small = synthetic::drawn(120, 120, |x, y| if (x + y) % 9 < 4 { 90 } else { 180 });
        let head = Head {
            centre: (60.0, 60.0),
            scale: 0.35,
            ..Head::default()
        };
        check(&small, &head, Some(Advice::TooFewPixels));
    }

    #[test]
    fn every_code_is_its_wire_form() {
        for advice in Advice::ALL {
            assert_eq!(serde_json::to_value(advice).unwrap(), advice.code());
        }
    }
}
