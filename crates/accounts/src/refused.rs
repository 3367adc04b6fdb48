//! A command that was refused, and what happened nevertheless.

use crate::{Event, Refusal};

/// A refused command. The refusal itself may be worth recording: `events` are saved like any others.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What happened all the same.
    pub events: Vec<Event>,
    /// Why.
    pub refusal: Refusal,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self {
            events: Vec::new(),
            refusal,
        }
    }
}
