//! Signals that pictures were injected in place of a camera's. They are for the operator alone: no rule looks at them, so
//! that they refuse nobody, and neither outcome nor edge learns of them. Each signal has its scalars and limits in a file of
//! its own. What each saw on footage, and what it cannot see: `docs/authority.md`.

mod cadence;
mod camera;
mod compression;
mod repeats;
mod software;

pub use cadence::Cadence;
pub use camera::{Camera, CameraSigns, Contradiction};
pub use compression::Compression;
pub use repeats::Repeats;
pub use software::Software;

use serde::{Deserialize, Serialize};

/// The scalars of every signal that a capture has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Injection {
    /// The frames' times against the rate that the camera states; missing if it states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// What repeats between frames; missing if too little of them is lively.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// How the frames were compressed.
    pub compression: Compression,
    /// What the camera's description shows; missing if the client sent none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraSigns>,
}

impl Injection {
    /// The highest risk of any signal.
    #[must_use]
    pub fn risk(&self) -> Risk {
        let risks = [
            self.cadence.map(Cadence::risk),
            self.repeats.map(Repeats::risk),
            Some(self.compression.risk()),
            self.camera.as_ref().map(CameraSigns::risk),
        ];
        risks.into_iter().flatten().max().unwrap_or(Risk::None)
    }
}

/// How likely a capture was injected, in four steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// No signal.
    None,
    /// What honest devices show too, now and then.
    Low,
    /// What no honest device at hand showed.
    Elevated,
    /// The same, by far.
    High,
}

impl Risk {
    /// Its code in logs and metrics.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Elevated => "elevated",
            Self::High => "high",
        }
    }

    /// The highest of these limits that `value` reaches.
    fn reached<T: Copy + PartialOrd>(value: T, limits: &[(T, Self)]) -> Self {
        let reached = limits.iter().filter(|(limit, _)| value >= *limit);
        reached.map(|(_, risk)| *risk).max().unwrap_or(Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_signal_is_the_risk() {
        let mut injection = Injection::default();
        assert_eq!(injection.risk(), Risk::None);
        injection.camera = Some(CameraSigns {
            software: Some(Software::Relay),
            contradictions: Vec::new(),
        });
        assert_eq!(injection.risk(), Risk::Low);
        injection.repeats = Some(Repeats {
            still: 1_000,
            looped: 0,
        });
        assert_eq!(injection.risk(), Risk::High);
    }

    #[test]
    fn the_steps_are_in_order() {
        let steps = [Risk::None, Risk::Low, Risk::Elevated, Risk::High];
        assert!(steps.is_sorted());
        assert_eq!(steps.map(Risk::code), ["none", "low", "elevated", "high"]);
    }

    #[test]
    fn the_json_is_pinned() {
        let injection = Injection {
            cadence: Some(Cadence { ahead: 7 }),
            repeats: Some(Repeats {
                still: 90,
                looped: 0,
            }),
            compression: Compression {
                foreign: 1,
                unmeasured: 2,
                displaced: 13,
            },
            camera: Some(CameraSigns {
                software: Some(Software::Player),
                contradictions: vec![Contradiction::Facing],
            }),
        };
        let json = concat!(
            r#"{"cadence":{"ahead":7},"repeats":{"still":90,"looped":0},"#,
            r#""compression":{"foreign":1,"unmeasured":2,"displaced":13},"#,
            r#""camera":{"software":"player","contradictions":["facing"]}}"#
        );
        assert_eq!(serde_json::to_string(&injection).unwrap(), json);
        assert_eq!(serde_json::from_str::<Injection>(json).unwrap(), injection);
    }
}
