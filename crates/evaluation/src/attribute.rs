//! What a picture is told apart by, where its labels do not say it themselves.

use crate::folder::Attributes;
use crate::skin_tone::{self, SkinTone};
use portrait::{Faces, Mesh, Observation, Picture};

/// The attribute of light.
pub const LIGHT: &str = "light";
/// The attribute of skin tone.
pub const SKIN_TONE: &str = "skin_tone";

/// Adds what can be seen: of the face that `mesh` lies on, or of the whole picture where there is none. What the labels
/// say stays as it is.
pub fn add_seen(attributes: &mut Attributes, picture: &Picture, mesh: Option<&Mesh>) {
    let seen = Observation::of(picture, Faces::One, mesh);
    add(attributes, LIGHT, light(seen.light.mean));
    if let Some(angle) = mesh.and_then(|mesh| skin_tone::angle(picture, mesh)) {
        add(attributes, SKIN_TONE, SkinTone::of_angle(angle).code());
    }
}

fn add(attributes: &mut Attributes, name: &str, value: &str) {
    attributes
        .entry(name.to_owned())
        .or_insert_with(|| value.to_owned());
}

/// The class of a face's mean luminance, in thousandths of linear light: the code sorts from dark to bright.
fn light(thousandths: i32) -> &'static str {
    match thousandths {
        ..50 => "1_dark",
        50..150 => "2_dim",
        150..350 => "3_medium",
        350.. => "4_bright",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portrait::Point;

    #[test]
    fn what_the_labels_say_stays() {
        let picture = Picture::from_rgb(100, 100, vec![120; 30_000]).unwrap();
        let mut points = Box::new(
            [Point {
                x: 50.0,
                y: 50.0,
                z: 0.0,
            }; 468],
        );
        (points[33].x, points[263].x) = (30.0, 70.0);
        let mesh = Mesh::new(points, 1.0);
        let mut attributes = Attributes::from([(LIGHT.to_owned(), "lamp".to_owned())]);
        add_seen(&mut attributes, &picture, Some(&mesh));
        assert_eq!(attributes[LIGHT], "lamp");
        assert!(attributes.contains_key(SKIN_TONE));
    }

    #[test]
    fn light_has_classes() {
        assert_eq!(
            [0, 50, 349, 350, 999].map(light),
            ["1_dark", "2_dim", "3_medium", "4_bright", "4_bright"]
        );
    }
}
