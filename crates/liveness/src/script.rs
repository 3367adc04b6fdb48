//! Frames with known answers, for tests: a person who does as told, ten frames a second.

use crate::{Frame, Rules, Session};
use portrait::{FaceScalars, Faces, Light, Observation};
use verification::Action;

pub(crate) const STEP_MS: u64 = 100;

pub(crate) fn light() -> Light {
    Light {
        mean: 200,
        under_exposed: 100,
        over_exposed: 0,
        sharpness: 500,
    }
}

/// The person's neutral face.
pub(crate) fn neutral() -> FaceScalars {
    FaceScalars {
        eye_left: 300,
        eye_right: 310,
        mouth: 80,
        yaw: 1_500,
        pitch: 2_000,
        roll: -3_000,
        inter_eye_px: 85_000,
        inter_eye: 177,
        centre_x: 500,
        centre_y: 480,
        width: 290,
        height: 460,
    }
}

/// The face at an action's height.
pub(crate) fn performed(action: Action) -> FaceScalars {
    let mut face = neutral();
    match action {
        Action::TurnLeft => face.yaw += 18_000,
        Action::TurnRight => face.yaw -= 18_000,
        Action::OpenMouth => face.mouth = 700,
        Action::Blink => (face.eye_left, face.eye_right) = (120, 110),
        Action::Nod => face.pitch += 16_000,
    }
    face
}

pub(crate) fn one(face: FaceScalars) -> Observation {
    Observation {
        faces: Faces::One,
        light: light(),
        face: Some(face),
    }
}

pub(crate) fn session(actions: &[Action], rules: Rules) -> Session {
    Session::new(actions, 5_000, rules).unwrap()
}

/// What happens before the camera.
#[derive(Clone, Default)]
pub(crate) struct Script(Vec<Observation>);

impl Script {
    /// Stillness, then each action: 400 ms to react, 300 ms of it, 300 ms of neutral.
    pub(crate) fn of(actions: &[Action]) -> Self {
        actions
            .iter()
            .fold(Self::default().still(700), |script, action| {
                script.still(300).show(performed(*action), 300).still(300)
            })
    }

    pub(crate) fn still(self, ms: u64) -> Self {
        self.show(neutral(), ms)
    }

    pub(crate) fn show(self, face: FaceScalars, ms: u64) -> Self {
        self.then(one(face), ms)
    }

    pub(crate) fn nobody(self, ms: u64) -> Self {
        self.then(
            Observation {
                faces: Faces::None,
                light: light(),
                face: None,
            },
            ms,
        )
    }

    pub(crate) fn crowd(self, ms: u64) -> Self {
        self.then(
            Observation {
                faces: Faces::Several,
                light: light(),
                face: None,
            },
            ms,
        )
    }

    pub(crate) fn then(mut self, observation: Observation, ms: u64) -> Self {
        let count = usize::try_from(ms / STEP_MS).unwrap();
        self.0.extend(std::iter::repeat_n(observation, count));
        self
    }

    pub(crate) fn frames(self) -> Vec<Frame> {
        let times = (0..).map(|index| 1_000 + index * STEP_MS);
        times
            .zip(self.0)
            .map(|(at_ms, observation)| Frame { at_ms, observation })
            .collect()
    }
}
