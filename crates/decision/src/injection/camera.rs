//! A camera whose label, settings and capabilities do not go together, or are those of software. All of it is what the
//! client says: a client that was changed says what it likes, or nothing.

use super::{Risk, Software};
use serde::{Deserialize, Serialize};

/// Settings may be above capabilities by so much, in hundredths: a rate of 30 is often 29.97 or 30.03.
const SLACK: u64 = 5;

/// A camera as a client describes it. The label is personal data, often a name: it prints nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Camera {
    /// As the system calls it; empty if the browser does not tell.
    pub label: String,
    /// How it is set.
    pub settings: Settings,
    /// The most that it can; missing where browsers do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Capabilities>,
}

/// How a camera is set; 0 and missing where the browser does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In thousandths of a picture a second.
    pub rate: u32,
    /// Whom it sees.
    pub facing: Option<Facing>,
}

/// The most that a camera can; 0 where the browser does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capabilities {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In thousandths of a picture a second.
    pub rate: u32,
}

/// Whom a camera sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facing {
    /// The person before the screen.
    User,
    /// What lies behind it.
    Environment,
    /// Something else.
    #[serde(other)]
    Other,
}

/// What a camera's description shows; never the label itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraSigns {
    /// The software whose name it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub software: Option<Software>,
    /// What does not go together.
    pub contradictions: Vec<Contradiction>,
}

/// What does not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contradiction {
    /// The description is none that a client writes.
    Unreadable,
    /// A side is set to more pixels than it can have.
    SizeAboveCapability,
    /// The rate is set to more than it can be.
    RateAboveCapability,
    /// The frames have another shape than the camera's pictures.
    FrameShape,
    /// The label names the other side of the device.
    Facing,
}

impl Camera {
    /// From the JSON that a client writes; `None` if it is not that.
    #[must_use]
    pub fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// The rate that it states, in thousandths of a picture a second.
    #[must_use]
    pub fn stated_rate(&self) -> u32 {
        self.settings.rate
    }

    fn contradictions(&self, frame: (u32, u32)) -> Vec<Contradiction> {
        let found = [
            (self.is_too_large(), Contradiction::SizeAboveCapability),
            (self.is_too_fast(), Contradiction::RateAboveCapability),
            (self.has_other_shape(frame), Contradiction::FrameShape),
            (self.faces_elsewhere(), Contradiction::Facing),
        ];
        let found = found.into_iter().filter(|(is_so, _)| *is_so);
        found.map(|(_, contradiction)| contradiction).collect()
    }

    /// A telephone that is held upright swaps the sides of one and not of the other.
    fn is_too_large(&self) -> bool {
        self.capabilities.is_some_and(|most| {
            let set = sorted((self.settings.width, self.settings.height));
            let most = sorted((most.width, most.height));
            is_above(set.0, most.0) || is_above(set.1, most.1)
        })
    }

    fn is_too_fast(&self) -> bool {
        self.capabilities
            .is_some_and(|most| is_above(self.settings.rate, most.rate))
    }

    /// Frames are the camera's pictures made smaller, upright or not.
    fn has_other_shape(&self, frame: (u32, u32)) -> bool {
        let (short, long) = sorted((self.settings.width, self.settings.height));
        let (frame_short, frame_long) = sorted(frame);
        let one = u64::from(short) * u64::from(frame_long);
        let other = u64::from(long) * u64::from(frame_short);
        short > 0 && frame_short > 0 && one.abs_diff(other) * 100 > one.max(other) * SLACK
    }

    fn faces_elsewhere(&self) -> bool {
        let label = self.label.to_lowercase();
        let names = |sides: &[&str]| sides.iter().any(|side| label.contains(side));
        let front = names(&["facing front", "front camera", "前置"]);
        let back = names(&["facing back", "back camera", "rear camera", "后置"]);
        match self.settings.facing {
            Some(Facing::User) => back && !front,
            Some(Facing::Environment) => front && !back,
            Some(Facing::Other) | None => false,
        }
    }
}

impl CameraSigns {
    /// What the description of a camera shows whose frames have this width and height; `None` stands for one that cannot
    /// be read.
    #[must_use]
    pub fn of(camera: Option<&Camera>, frame: (u32, u32)) -> Self {
        camera.map_or_else(
            || Self {
                software: None,
                contradictions: vec![Contradiction::Unreadable],
            },
            |camera| Self {
                software: Software::of(&camera.label),
                contradictions: camera.contradictions(frame),
            },
        )
    }

    pub(super) fn risk(&self) -> Risk {
        let contradictions = match self.contradictions.len() {
            0 => Risk::None,
            1 => Risk::Elevated,
            _ => Risk::High,
        };
        contradictions.max(self.software.map_or(Risk::None, Software::risk))
    }
}

fn sorted((one, other): (u32, u32)) -> (u32, u32) {
    (one.min(other), one.max(other))
}

/// Whether a setting is above what is possible, where that is known.
fn is_above(set: u32, most: u32) -> bool {
    most > 0 && u64::from(set) * 100 > u64::from(most) * (100 + SLACK)
}

impl std::fmt::Debug for Camera {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Camera(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: &str = r#"{"label":"Integrated Camera (13d3:5a11)",
        "settings":{"width":640,"height":480,"rate":30000},
        "capabilities":{"width":1280,"height":720,"rate":30000}}"#;
    /// A telephone that is held upright.
    const TELEPHONE: &str = r#"{"label":"camera2 1, facing front",
        "settings":{"width":480,"height":640,"rate":29970,"facing":"user"},
        "capabilities":{"width":3264,"height":2448,"rate":30000}}"#;
    /// Some browsers tell no capabilities.
    const SILENT: &str = r#"{"label":"","settings":{"width":640,"height":480,"facing":"left"}}"#;

    fn check(json: &str, frame: (u32, u32), expected: (&[Contradiction], Risk)) {
        let signs = CameraSigns::of(Camera::parse(json.as_bytes()).as_ref(), frame);
        let found = (signs.contradictions.as_slice(), signs.risk());
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn cameras_that_are_what_they_say_raise_no_risk() {
        let nothing = || (&[][..], Risk::None);
        check(LAPTOP, (640, 480), nothing());
        check(TELEPHONE, (480, 640), nothing());
        check(TELEPHONE, (640, 480), nothing());
        check(SILENT, (640, 480), nothing());
    }

    #[test]
    fn what_does_not_go_together_does() {
        use Contradiction::{Facing, FrameShape, RateAboveCapability, SizeAboveCapability};
        let film = LAPTOP.replace(
            "\"width\":1280,\"height\":720",
            "\"width\":320,\"height\":240",
        );
        check(&film, (640, 480), (&[SizeAboveCapability], Risk::Elevated));
        let fast = LAPTOP.replace("\"rate\":30000},", "\"rate\":60000},");
        check(&fast, (640, 480), (&[RateAboveCapability], Risk::Elevated));
        check(LAPTOP, (640, 360), (&[FrameShape], Risk::Elevated));
        let back = TELEPHONE.replace("front", "back");
        check(&back, (480, 640), (&[Facing], Risk::Elevated));
        let both = &[FrameShape, Facing][..];
        check(&back, (512, 512), (both, Risk::High));
    }

    #[test]
    fn what_no_client_writes_is_unreadable() {
        let unreadable = &[Contradiction::Unreadable][..];
        for json in ["", "{", "[]", r#"{"label":7}"#, "\u{0}"] {
            check(json, (640, 480), (unreadable, Risk::Elevated));
        }
    }

    #[test]
    fn a_camera_prints_no_label() {
        let camera = Camera::parse(LAPTOP.as_bytes()).unwrap();
        assert_eq!(format!("{camera:?}"), "Camera(…)");
    }
}
