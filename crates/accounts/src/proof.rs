//! What a person showed to prove who they are.

use serde::{Deserialize, Serialize};
use verification::Basis;

/// What was shown for a sign-in or another password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The password.
    #[default]
    Password,
    /// The face.
    Face,
    /// The card, to a clerk at the counter.
    Counter,
}

impl Proof {
    /// What was shown where an outcome rests on `basis`, and nobody typed a password.
    #[must_use]
    pub fn of(basis: Basis) -> Self {
        match basis {
            Basis::Counter => Self::Counter,
            Basis::Face | Basis::Elements => Self::Face,
        }
    }

    /// Its code in the journal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Face => "face",
            Self::Counter => "counter",
        }
    }
}
