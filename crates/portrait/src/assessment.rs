//! Is a picture good enough, and if not, what should the person do?

use crate::subject::Subject;
use crate::{Advice, Faces, Measure, Measured, Mesh, Picture, Place, Profile, Requirement};
use serde::{Deserialize, Serialize};

/// One measure's result, and the advice where it fails the profile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was measured.
    pub measure: Measure,
    /// Value and score.
    pub measured: Measured,
    /// What to do, where it fails.
    pub advice: Option<Advice>,
    /// Where to look, where it fails in a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What was found in a picture, the most important first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Every measure of the profile that could be taken; those of a face only where there is a mesh.
    pub findings: Vec<Finding>,
    /// Measures of the profile that a picture hides which was read at half its size.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Measure>,
}

impl Assessment {
    /// Measures a picture against a profile; `mesh` is the single face's.
    #[must_use]
    pub fn of(picture: &Picture, faces: Faces, mesh: Option<&Mesh>, profile: &Profile) -> Self {
        let subject = Subject::new(picture, faces, mesh);
        let finding = |requirement| finding(&subject, profile, requirement);
        let measures = profile.requirements.iter().map(|it| it.measure);
        Self {
            findings: profile.requirements.iter().filter_map(finding).collect(),
            unjudged: measures.filter(|it| subject.is_hidden(*it)).collect(),
        }
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

fn finding(subject: &Subject<'_>, profile: &Profile, requirement: &Requirement) -> Option<Finding> {
    let measure = requirement.measure;
    if subject.is_hidden(measure) {
        return None;
    }
    let measured = subject.measured(measure)?;
    let advice = requirement
        .advice(measured.value)
        .filter(|_| !is_held_up(subject, profile, requirement, measured.value));
    Some(Finding {
        measure,
        measured,
        advice,
        place: advice.and_then(|_| subject.place(measure)),
    })
}

/// Whether a crown with too little room cannot be moved down without the eyes getting too low: their height goes first
/// (GA 461). A crown that the picture's edge touches may be cut off, and is never held up.
fn is_held_up(
    subject: &Subject<'_>,
    profile: &Profile,
    requirement: &Requirement,
    value: f64,
) -> bool {
    let eyes_can_sink = || {
        let eyes = profile.requirement(Measure::EyeLine)?.least?;
        Some(subject.measured(Measure::EyeLine)?.value - eyes)
    };
    let (Measure::CrownMargin, Some(least)) = (requirement.measure, requirement.least) else {
        return false;
    };
    value > 0.0 && value < least && eyes_can_sink().is_some_and(|room| room < least - value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Point;
    use crate::synthetic::{self, Head};
    use proptest::prelude::*;

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
        let assessment = Assessment::of(picture, Faces::One, Some(&mesh), &Profile::scan());
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
            let assessment = Assessment::of(&picture, faces, None, &Profile::scan());
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
    fn what_fails_says_where() {
        let head = Head {
            centre: (500.0, 240.0),
            ..Head::default()
        };
        let mesh = synthetic::mesh(&head);
        let assessment =
            Assessment::of(&pattern(90, 180), Faces::One, Some(&mesh), &Profile::scan());
        let places: Vec<_> = assessment
            .findings
            .iter()
            .filter_map(|finding| finding.place)
            .collect();
        assert_eq!(places, [Place::line((500.0, 240.0), (320.0, 240.0))]);
    }

    /// A picture for a certificate with a head of two shades of skin before a wall; the middle between the
    /// eyes, and how far above it a bun reaches (the head itself reaches 160).
    fn certificate(wall: u8, (middle, eyes): (f64, f64), crown: f64, head: &Head) -> Assessment {
        let mut rgb = Vec::new();
        for y in 0..441_u32 {
            for x in 0..358_u32 {
                let (across, down) = (f64::from(x) - middle, f64::from(y) - eyes + 20.0);
                let skin = if (x / 5 + y / 5) % 2 == 0 {
                    [230, 180, 150]
                } else {
                    [170, 120, 95]
                };
                let is_head =
                    across * across / (105.0 * 105.0) + down * down / (140.0 * 140.0) < 1.0;
                let is_bun = across.abs() < 12.0 && (20.0 - crown..0.0).contains(&down);
                rgb.extend(match (is_head, is_bun) {
                    (true, _) => skin,
                    (false, true) => [190; 3],
                    (false, false) => [wall; 3],
                });
            }
        }
        let picture = Picture::from_rgb(358, 441, rgb).unwrap();
        let mesh = synthetic::mesh(&Head {
            centre: (middle, eyes),
            scale: 1.035,
            pitch: 2.0,
            ..*head
        });
        Assessment::of(&picture, Faces::One, Some(&mesh), &Profile::id_portrait())
    }

    fn check_advice(assessment: &Assessment, expected: &[Advice]) {
        let findings = assessment.findings.iter();
        let advised: Vec<_> = findings.filter_map(|it| it.advice).collect();
        assert_eq!(advised, expected, "{assessment:?}");
    }

    fn check_certificate(wall: u8, eyes: f64, head: &Head, expected: &[Advice]) {
        check_advice(&certificate(wall, (179.0, eyes), 0.0, head), expected);
    }

    #[test]
    fn what_half_the_size_hides_is_named_and_not_judged() {
        let (picture, mesh) = (pattern(90, 180), synthetic::mesh(&Head::default()));
        let halved = picture.clone().reduced_by(2);
        let assess = |picture: &Picture, mesh: &Mesh| {
            Assessment::of(picture, Faces::One, Some(mesh), &Profile::upload())
        };
        let (whole, half) = (assess(&picture, &mesh), assess(&halved, &mesh));
        assert_eq!(whole.unjudged, []);
        assert_eq!(half.unjudged, [Measure::Compression]);
        assert_eq!(half.findings.len() + 1, whole.findings.len());
        let far = synthetic::mesh(&Head {
            scale: 0.2,
            ..Head::default()
        });
        let hidden = [Measure::Sharpness, Measure::Compression];
        assert_eq!(assess(&halved, &far).unjudged, hidden);
    }

    #[test]
    fn a_certificates_picture_is_held_to_ga_461() {
        let head = Head::default();
        check_certificate(250, 174.0, &head, &[]);
        check_certificate(180, 174.0, &head, &[Advice::BackgroundNotWhite]);
        check_certificate(250, 163.0, &head, &[Advice::CrownTooHigh]);
        check_certificate(250, 200.0, &head, &[Advice::CrownTooLow]);
        check_certificate(
            250,
            240.0,
            &head,
            &[Advice::EyesTooLow, Advice::CrownTooLow],
        );
    }

    #[test]
    fn a_certificates_face_is_in_the_middle() {
        let at = |middle| certificate(250, (middle, 174.0), 0.0, &Head::default());
        check_advice(&at(60.0), &[Advice::NotCentred]);
        check_advice(&at(300.0), &[Advice::NotCentred]);
        check_advice(&at(165.0), &[]);
    }

    #[test]
    fn the_eyes_height_goes_before_room_above_the_crown() {
        let with = |eyes, crown| certificate(250, (179.0, eyes), crown, &Head::default());
        // Three pixels are left above the crown; the eyes can sink by four, by three, or by none.
        check_advice(&with(230.0, 227.0), &[Advice::CrownTooHigh]);
        check_advice(&with(231.0, 228.0), &[]);
        check_advice(&with(236.0, 233.0), &[Advice::EyesTooLow]);
        // A crown at the edge may be cut off.
        check_advice(&with(231.0, 236.0), &[Advice::CrownTooHigh]);
    }

    #[test]
    fn a_certificates_face_looks_into_the_camera() {
        let check = |head: Head, expected| check_certificate(250, 174.0, &head, &[expected]);
        let head = Head::default();
        check(Head { eyes: 0.03, ..head }, Advice::EyesClosed);
        check(Head { mouth: 0.5, ..head }, Advice::MouthOpen);
        check(Head { yaw: 14.0, ..head }, Advice::Turned);
        check(Head { roll: -9.0, ..head }, Advice::Tilted);
    }

    proptest! {
        #[test]
        fn any_mesh_in_any_picture_is_assessed(
            values in prop::collection::vec(any::<f32>(), 3),
            at in 0..468_usize,
            (width, height) in (0..40_u32, 0..40_u32),
            name in prop::sample::select(&Profile::NAMES),
        ) {
            let mut points = *synthetic::mesh(&Head::default()).points();
            points[at] = Point { x: values[0], y: values[1], z: values[2] };
            let mesh = Mesh::new(Box::new(points), 1.0);
            let picture = synthetic::drawn(width, height, |x, y| u8::try_from((x * 7 + y * 13) % 256).unwrap());
            let profile = Profile::named(name).unwrap();
            for mesh in [None, Some(&mesh)] {
                let assessment = Assessment::of(&picture, Faces::One, mesh, &profile);
                prop_assert!(assessment.findings.iter().all(|finding| finding.measured.score <= 100));
            }
        }

        #[test]
        fn any_head_is_assessed(
            x in -900.0..900.0_f64, y in -900.0..900.0_f64, scale in 0.0..40.0_f64, roll in -180.0..180.0_f64,
        ) {
            let mesh = synthetic::mesh(&Head { centre: (x, y), scale, roll, ..Head::default() });
            let picture = synthetic::flat(97, 61, 200);
            for name in Profile::NAMES {
                let profile = Profile::named(name).unwrap();
                let assessment = Assessment::of(&picture, Faces::One, Some(&mesh), &profile);
                prop_assert!(assessment.findings.iter().all(|finding| finding.measured.value.is_finite()));
            }
        }
    }
}
