//! What a person cannot do before the camera, as they say themselves before a scan.

use crate::Action;
use serde::{Deserialize, Serialize};

/// Something that a person cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inability {
    /// Close and open both eyes.
    Eyes,
    /// Open and close the mouth.
    Mouth,
    /// Turn or lower the head.
    Head,
}

impl Inability {
    /// What is then not asked for.
    #[must_use]
    pub fn actions(self) -> &'static [Action] {
        match self {
            Self::Eyes => &[Action::Blink],
            Self::Mouth => &[Action::OpenMouth],
            Self::Head => &[Action::TurnLeft, Action::TurnRight, Action::Nod],
        }
    }
}

/// What a challenge takes into account of a person. It says something of their health: it goes into the drawing of one
/// challenge, is not kept itself, and prints nothing. The actions and the time that came of it stay in the transcript until
/// that is erased, and let it be guessed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// What they cannot do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Inability>,
    /// Whether they ask for more time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more_time: bool,
}

impl Needs {
    /// Whether a challenge is to be as for everyone.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `action` may be asked for.
    #[must_use]
    pub fn allow(&self, action: Action) -> bool {
        let mut barred = self.without.iter().flat_map(|it| it.actions());
        !barred.any(|it| *it == action)
    }
}

impl std::fmt::Debug for Needs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Needs(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(without: &[Inability], expected: &[Action]) {
        let needs = Needs {
            without: without.to_vec(),
            more_time: false,
        };
        let left: Vec<_> = Action::ALL
            .into_iter()
            .filter(|action| needs.allow(*action))
            .collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn what_somebody_cannot_do_is_not_asked_for() {
        use Action::{Blink, Nod, OpenMouth, TurnLeft, TurnRight};
        check(&[], &Action::ALL);
        check(&[Inability::Eyes], &[TurnLeft, TurnRight, OpenMouth, Nod]);
        check(&[Inability::Head], &[OpenMouth, Blink]);
        check(
            &[Inability::Head, Inability::Mouth, Inability::Head],
            &[Blink],
        );
    }

    #[test]
    fn needs_print_nothing() {
        let needs = Needs {
            without: vec![Inability::Eyes],
            more_time: true,
        };
        assert_eq!(format!("{needs:?}"), "Needs(…)");
        let json = r#"{"without":["eyes"],"more_time":true}"#;
        assert_eq!(serde_json::to_string(&needs).unwrap(), json);
        assert_eq!(serde_json::from_str::<Needs>(json).unwrap(), needs);
        assert_eq!(serde_json::to_string(&Needs::default()).unwrap(), "{}");
    }
}
