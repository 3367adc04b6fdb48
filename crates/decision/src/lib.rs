//! What is decided about a scan, from its scalars alone: liveness, one person in all frames, no presentation
//! attack, no capture that was seen before, the face on file. The judge asks [`next`] which fact is missing and finds it
//! with its models; a replay of a [`Transcript`] has all facts, and comes to the same [`Verdict`] by the same rules.
//!
//! In scope: facts, thresholds by version, which frames show the face best, signals of injection and their limits, transcripts
//! and reading older ones.
//! Whole numbers only, so that a verdict is the same to the byte natively and in a browser.
//! Out of scope: pictures, models and embeddings (`face`, the authority's judge), whether the actions were seen
//! (`liveness`), keys (`verification`).

mod earlier;
mod facts;
pub mod injection;
mod likeness;
mod lookout;
mod next;
mod refusal;
mod replay;
mod replay_error;
mod rules;
mod selection;
mod transcript;
mod verdict;

pub use facts::{
    Capture, Comparison, Facts, Ground, Holder, Lack, Presentation, Recurrence, Retraced,
};
pub use injection::{Injection, Risk};
pub use likeness::Likeness;
pub use lookout::lookout;
pub use next::{FactsError, Next, next};
pub use replay::{Replay, replay, replay_unverified};
pub use replay_error::ReplayError;
pub use rules::{Rules, RulesError, Thresholds};
pub use transcript::{ModelId, ModelIds, Transcript};
pub use verdict::{Step, Verdict};
