//! Active liveness: one rule set that guides the applicant in the browser and judges the evidence at the
//! authority.
//!
//! A [`Session`] turns a challenge's actions into steps: first the face settles (light, place, looking
//! straight ahead, about half a second, which gives the person's own baseline), then each action is
//! prompted, seen, and returned from; if the challenge has timings, after a pause, and an open mouth is held. [`Session::step`] is pure: state, observation and time in, state
//! and [`Guidance`] out. [`Session::replay`] is the same step over recorded frames.
//!
//! **The browser feeds `step` exactly the frames that go into evidence, with the times that go into
//! evidence, and no others.** What it counts is then what the authority sees: a blink between two
//! evidence frames counts for neither. Frames before [`Guidance::capture_from_ms`] are not part of the
//! evidence and are dropped. [`Rules::judge`] is wider than [`Rules::guide`], so that JPEG noise does not
//! undo what the guide called done.
//!
//! In scope: rules, steps, verdicts, transcripts of scalars, drawing of actions. Whole numbers only, so
//! that every machine gives the same verdict to the byte.
//! Out of scope: meshes and pictures (`portrait`, `face`), hashes and seals (`evidence`), attacks that
//! move like a person (the spoof score in `face`).

mod baseline;
mod draw;
mod guidance;
mod movement;
mod obstacle;
mod performing;
mod replay;
mod rules;
#[cfg(test)]
mod script;
#[cfg(test)]
mod seeded;
mod session;
mod settling;
mod span;
mod step;
mod transcript;

pub use draw::{draw_actions, draw_from_left, draw_timings};
pub use guidance::{Failure, Guidance, Hint, Progress};
pub use replay::{Judgement, Verdict};
pub use rules::{ApartRules, MovementRules, QualityRules, Rules, StillnessRules, TimedRules};
pub use session::{Session, SessionError};
pub use span::Span;
pub use step::State;
pub use transcript::{Frame, Transcript, TranscriptError};
