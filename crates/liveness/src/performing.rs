//! From the first prompt to the last action.

use crate::baseline::Baseline;
use crate::guidance::{Failure, Hint};
use crate::movement::{Level, bars, counterpart, level};
use crate::obstacle;
use crate::session::Session;
use crate::span::Span;
use portrait::{Advice, FaceScalars, Observation};
use serde::{Deserialize, Serialize};
use verification::Action;

/// What was seen since the first prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Performing {
    baseline: Baseline,
    began_ms: u64,
    last_ms: u64,
    spans: Vec<Span>,
    attempt: Attempt,
    lost_since_ms: Option<u64>,
}

/// The action asked for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attempt {
    prompted_ms: u64,
    /// A neutral frame was seen since the prompt, or with it, and nothing too early since.
    armed: bool,
    /// Frames in a row that show the action.
    sustained: u32,
    performed_ms: Option<u64>,
    /// A later action was seen instead.
    other_seen: bool,
}

/// What a frame made of it.
pub(crate) enum Performed {
    /// What to show, and the action where this frame begins to ask for it.
    GoesOn(Performing, Hint, Option<Action>),
    Done(u64, Vec<Span>),
    Failed(Failure),
}

impl Performing {
    /// Begins with the frame that completed the baseline, which is neutral.
    pub(crate) fn begin(baseline: Baseline, began_ms: u64, now: u64) -> Self {
        let attempt = Attempt::begin(now, true);
        Self {
            baseline,
            began_ms,
            last_ms: now,
            spans: Vec::new(),
            attempt,
            lost_since_ms: None,
        }
    }

    pub(crate) fn began_ms(&self) -> u64 {
        self.began_ms
    }

    pub(crate) fn done(&self) -> usize {
        self.spans.len()
    }

    /// Why it did not come to the end: the action that was waited for.
    pub(crate) fn failure(&self, session: &Session) -> Failure {
        let action = self.action(session);
        if self.attempt.other_seen {
            Failure::OutOfOrder(action)
        } else {
            Failure::ActionNotSeen(action)
        }
    }

    pub(crate) fn step(mut self, session: &Session, seen: &Observation, now: u64) -> Performed {
        if now - self.last_ms > session.rules().longest_gap_ms {
            return Performed::Failed(Failure::FramesMissing);
        }
        self.last_ms = now;
        if self.is_late(session, now) {
            return Performed::Failed(self.failure(session));
        }
        match obstacle::single(seen) {
            Ok(face) => self.watch(session, &face, now),
            Err(hint) => self.miss(session, hint, now),
        }
    }

    fn is_late(&self, session: &Session, now: u64) -> bool {
        now - self.attempt.prompted_ms > session.action_timeout_ms()
            || now - self.began_ms > session.longest_ms()
    }

    fn miss(mut self, session: &Session, hint: Hint, now: u64) -> Performed {
        let since = *self.lost_since_ms.get_or_insert(now);
        if now - since > session.rules().face_lost_ms {
            return Performed::Failed(match hint {
                Hint::Adjust(Advice::SeveralFaces) => Failure::SeveralFaces,
                _ => Failure::FaceLost,
            });
        }
        self.attempt.sustained = 0;
        Performed::GoesOn(self, hint, None)
    }

    fn watch(mut self, session: &Session, face: &FaceScalars, now: u64) -> Performed {
        self.lost_since_ms = None;
        let action = self.action(session);
        let found = self.level(session, action, face);
        if self.is_barred(session, action, face) {
            self.attempt.bar(action);
        } else {
            self.attempt.watch(session, action, found, now);
        }
        self.attempt.other_seen |= self.later_action_shows(session, face);
        let Some(performed_ms) = self.attempt.performed_ms else {
            return Performed::GoesOn(self, Hint::Do(action), None);
        };
        if found != Level::Neutral {
            return Performed::GoesOn(self, Hint::LookStraight, None);
        }
        let prompted_ms = self.attempt.prompted_ms;
        self.spans.push(Span {
            action,
            prompted_ms,
            performed_ms,
            returned_ms: now,
        });
        self.next(session, face, now)
    }

    fn next(mut self, session: &Session, face: &FaceScalars, now: u64) -> Performed {
        if self.spans.len() == session.actions().len() {
            return Performed::Done(self.began_ms, self.spans);
        }
        let action = self.action(session);
        let neutral = self.level(session, action, face) == Level::Neutral;
        self.attempt = Attempt::begin(now, neutral);
        Performed::GoesOn(self, Hint::Do(action), Some(action))
    }

    /// A session has as many actions as there are spans, plus the one asked for.
    fn action(&self, session: &Session) -> Action {
        session
            .actions()
            .get(self.spans.len())
            .copied()
            .unwrap_or(Action::Nod)
    }

    fn level(&self, session: &Session, action: Action, face: &FaceScalars) -> Level {
        level(action, &session.rules().movement, &self.baseline, face)
    }

    /// Mouth and eyes, where both are asked for, are to be seen apart.
    fn is_barred(&self, session: &Session, action: Action, face: &FaceScalars) -> bool {
        let other = counterpart(action).filter(|other| session.actions().contains(other));
        let apart = session.rules().apart.zip(other);
        apart.is_some_and(|(rules, other)| bars(other, &rules, &self.baseline, face))
    }

    fn later_action_shows(&self, session: &Session, face: &FaceScalars) -> bool {
        let current = self.action(session);
        let later = session.actions().iter().skip(self.spans.len() + 1);
        let mut others = later.filter(|action| **action != current && **action != Action::Blink);
        others.any(|action| self.level(session, *action, face) == Level::Performed)
    }
}

impl Attempt {
    fn begin(prompted_ms: u64, armed: bool) -> Self {
        Self {
            prompted_ms,
            armed,
            sustained: 0,
            performed_ms: None,
            other_seen: false,
        }
    }

    /// A frame that does not count. Whoever opens the mouth to a blink begins anew, from neutral; eyes that shut while the
    /// mouth is open are a blink as it comes to everybody.
    fn bar(&mut self, action: Action) {
        self.sustained = 0;
        self.armed &= action != Action::Blink;
    }

    /// Counts a frame. What shows before anybody can react does not count until the person was neutral
    /// again.
    fn watch(&mut self, session: &Session, action: Action, found: Level, now: u64) {
        let too_early = now - self.prompted_ms < session.rules().reaction_ms;
        match found {
            Level::Neutral => (self.armed, self.sustained) = (true, 0),
            Level::Between => self.sustained = 0,
            Level::Performed if too_early => self.armed = false,
            Level::Performed if self.armed => self.sustained += 1,
            Level::Performed => {}
        }
        if self.sustained >= needed(session, action) && self.performed_ms.is_none() {
            self.performed_ms = Some(now);
        }
    }
}

/// A blink is over within two frames.
fn needed(session: &Session, action: Action) -> u32 {
    if action == Action::Blink {
        1
    } else {
        session.rules().sustained_frames
    }
}
