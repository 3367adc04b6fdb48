//! One person's way through a challenge: pure, frame by frame.

use crate::guidance::{Failure, Guidance, Hint, Progress};
use crate::performing::{Performed, Performing};
use crate::rules::Rules;
use crate::session::Session;
use crate::settling::{Settled, Settling};
use crate::span::Span;
use portrait::Observation;
use serde::{Deserialize, Serialize};
use verification::Action;

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    started_ms: Option<u64>,
    last_ms: Option<u64>,
    phase: Phase,
    /// The hint shown, and since when.
    shown: Option<(Hint, u64)>,
    waiting: Option<(Hint, u64)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    Settling(Settling),
    Performing(Performing),
    Done(u64, Vec<Span>),
    Failed(Failure),
}

impl State {
    /// Each action's times, once all were seen.
    #[must_use]
    pub fn spans(&self) -> Option<&[Span]> {
        match &self.phase {
            Phase::Done(_, spans) => Some(spans),
            Phase::Settling(_) | Phase::Performing(_) | Phase::Failed(_) => None,
        }
    }

    /// Whether no further frame changes anything.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Done(..) | Phase::Failed(_))
    }

    fn capture_from_ms(&self) -> Option<u64> {
        match &self.phase {
            Phase::Settling(settling) => settling.began_ms(),
            Phase::Performing(performing) => Some(performing.began_ms()),
            Phase::Done(from, _) => Some(*from),
            Phase::Failed(_) => None,
        }
    }

    fn done(&self) -> usize {
        match &self.phase {
            Phase::Performing(performing) => performing.done(),
            Phase::Done(_, spans) => spans.len(),
            Phase::Settling(_) | Phase::Failed(_) => 0,
        }
    }
}

impl Session {
    /// The state before the first frame.
    #[must_use]
    pub fn start(&self) -> State {
        let phase = Phase::Settling(Settling::default());
        State {
            started_ms: None,
            last_ms: None,
            phase,
            shown: None,
            waiting: None,
        }
    }

    /// Takes one frame: what it shows, and when it was taken (milliseconds on any clock that only
    /// grows). Once the session is over, further frames change nothing.
    #[must_use]
    pub fn step(&self, state: State, seen: &Observation, now_ms: u64) -> (State, Guidance) {
        if state.is_over() {
            let guidance = self.guidance(&state, over(&state.phase), None);
            return (state, guidance);
        }
        let (phase, hint, prompt) = self.advance(&state, seen, now_ms);
        let started_ms = state.started_ms.or(Some(now_ms));
        let state = State {
            started_ms,
            last_ms: Some(now_ms),
            phase,
            ..state
        };
        let state = state.show(hint, now_ms, self.rules());
        let shown = state.shown.map_or(hint, |(shown, _)| shown);
        let guidance = self.guidance(&state, shown, prompt);
        (state, guidance)
    }

    /// Why a session that is not over has not passed.
    pub(crate) fn unfinished(&self, state: &State) -> Option<Failure> {
        match &state.phase {
            Phase::Settling(settling) => Some(settling.failure()),
            Phase::Performing(performing) => Some(performing.failure(self)),
            Phase::Done(..) => None,
            Phase::Failed(failure) => Some(*failure),
        }
    }

    fn advance(
        &self,
        state: &State,
        seen: &Observation,
        now: u64,
    ) -> (Phase, Hint, Option<Action>) {
        if state.last_ms.is_some_and(|last| last >= now) {
            return failed(Failure::TimesNotIncreasing);
        }
        match state.phase.clone() {
            Phase::Settling(settling) => self.settle(settling, state.started_ms, seen, now),
            Phase::Performing(performing) => match performing.step(self, seen, now) {
                Performed::GoesOn(next, hint, prompt) => (Phase::Performing(next), hint, prompt),
                Performed::Done(from, spans) => (Phase::Done(from, spans), Hint::Done, None),
                Performed::Failed(failure) => failed(failure),
            },
            phase @ (Phase::Done(..) | Phase::Failed(_)) => {
                let hint = over(&phase);
                (phase, hint, None)
            }
        }
    }

    fn settle(
        &self,
        settling: Settling,
        started_ms: Option<u64>,
        seen: &Observation,
        now: u64,
    ) -> (Phase, Hint, Option<Action>) {
        if started_ms.is_some_and(|started| now - started > self.rules().settle_timeout_ms) {
            return failed(settling.failure());
        }
        match settling.step(self.rules(), seen, now) {
            Settled::NotYet(settling, hint) => (Phase::Settling(settling), hint, None),
            Settled::Done(baseline, from) => {
                let (performing, hint, prompt) = Performing::begin(self, baseline, from, now);
                (Phase::Performing(performing), hint, prompt)
            }
        }
    }

    fn guidance(&self, state: &State, hint: Hint, prompt: Option<Action>) -> Guidance {
        Guidance {
            hint,
            progress: Progress {
                done: state.done(),
                of: self.actions().len(),
            },
            prompt,
            capture_from_ms: state.capture_from_ms(),
        }
    }
}

impl State {
    /// Lets a hint stand long enough to be read before the next of its kind replaces it.
    fn show(self, hint: Hint, now: u64, rules: &Rules) -> Self {
        let Some((shown, from)) = self.shown else {
            return self.shows(hint, now);
        };
        if hint == shown {
            return Self {
                waiting: None,
                ..self
            };
        }
        let since = match self.waiting {
            Some((waiting, since)) if waiting == hint => since,
            _ => now,
        };
        let was_read = now - since >= rules.hint_hold_ms && now - from >= rules.hint_shown_ms;
        if was_read || !shown.may_wait() || !hint.may_wait() {
            return self.shows(hint, now);
        }
        Self {
            waiting: Some((hint, since)),
            ..self
        }
    }

    fn shows(self, hint: Hint, now: u64) -> Self {
        Self {
            shown: Some((hint, now)),
            waiting: None,
            ..self
        }
    }
}

fn failed(failure: Failure) -> (Phase, Hint, Option<Action>) {
    (Phase::Failed(failure), Hint::Failed(failure), None)
}

fn over(phase: &Phase) -> Hint {
    match phase {
        Phase::Failed(failure) => Hint::Failed(*failure),
        Phase::Settling(_) | Phase::Performing(_) | Phase::Done(..) => Hint::Done,
    }
}
