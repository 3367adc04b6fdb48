//! What a person may be asked to do before the camera.

use serde::{Deserialize, Serialize};

/// One thing to do before the camera. Left and right are the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Turn the head to the person's left, and back.
    TurnLeft,
    /// Turn the head to the person's right, and back.
    TurnRight,
    /// Open the mouth, and close it.
    OpenMouth,
    /// Close both eyes, and open them.
    Blink,
    /// Lower the head, and raise it.
    Nod,
}

impl Action {
    /// Every action there is.
    pub const ALL: [Self; 5] = [
        Self::TurnLeft,
        Self::TurnRight,
        Self::OpenMouth,
        Self::Blink,
        Self::Nod,
    ];

    /// Whether the head moves; otherwise mouth or eyes do.
    #[must_use]
    pub fn moves_head(self) -> bool {
        match self {
            Self::TurnLeft | Self::TurnRight | Self::Nod => true,
            Self::OpenMouth | Self::Blink => false,
        }
    }

    /// The action's code on the wire and in the catalogues of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TurnLeft => "turn_left",
            Self::TurnRight => "turn_right",
            Self::OpenMouth => "open_mouth",
            Self::Blink => "blink",
            Self::Nod => "nod",
        }
    }

    /// The action with this code.
    #[must_use]
    pub fn with_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}
