//! From the first prompt to the last action.

use crate::baseline::Baseline;
use crate::guidance::{Failure, Hint};
use crate::movement::{Level, bars, counterpart, level};
use crate::obstacle;
use crate::rules::TimedRules;
use crate::session::Session;
use crate::span::Span;
use portrait::{Advice, FaceScalars, Observation};
use serde::{Deserialize, Serialize};
use verification::{Action, Timing};

/// What was seen since the first prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Performing {
    baseline: Baseline,
    began_ms: u64,
    last_ms: u64,
    spans: Vec<Span>,
    attempt: Attempt,
    lost_since_ms: Option<u64>,
    /// Frames in a row that show an open mouth that was not asked for, and how often there were any.
    #[serde(default)]
    unasked: (u32, u32),
}

/// The action asked for now, or after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attempt {
    /// When the person was neutral after the action before.
    began_ms: u64,
    /// `None` in the pause before the prompt.
    prompted_ms: Option<u64>,
    /// A neutral frame was seen since the prompt, or with it, and nothing too early since.
    armed: bool,
    /// Frames in a row that show the action.
    sustained: u32,
    /// The first of these frames.
    #[serde(default)]
    since_ms: Option<u64>,
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
    /// Begins with the frame that completed the baseline, which is neutral. Returns what to show, and the action if this
    /// frame begins to ask for it.
    pub(crate) fn begin(
        session: &Session,
        baseline: Baseline,
        began_ms: u64,
        now: u64,
    ) -> (Self, Hint, Option<Action>) {
        let performing = Self {
            baseline,
            began_ms,
            last_ms: now,
            spans: Vec::new(),
            attempt: Attempt::begin(now),
            lost_since_ms: None,
            unasked: (0, 0),
        };
        performing.ask(session, true, now)
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
        let is_overdue = match session.timed(self.spans.len()) {
            None => self.attempt.since_prompt_ms(now) > session.action_timeout_ms(),
            Some((timing, rules)) => {
                let answer_ms = session.answer_ms(rules);
                self.attempt.is_overdue(answer_ms, timing, rules, now)
            }
        };
        is_overdue || now - self.began_ms > session.longest_ms()
    }

    fn miss(mut self, session: &Session, hint: Hint, now: u64) -> Performed {
        let since = *self.lost_since_ms.get_or_insert(now);
        if now - since > session.rules().face_lost_ms {
            return Performed::Failed(match hint {
                Hint::Adjust(Advice::SeveralFaces) => Failure::SeveralFaces,
                _ => Failure::FaceLost,
            });
        }
        self.attempt.begin_anew();
        Performed::GoesOn(self, hint, None)
    }

    fn watch(mut self, session: &Session, face: &FaceScalars, now: u64) -> Performed {
        self.lost_since_ms = None;
        let action = self.action(session);
        let timed = session.timed(self.spans.len());
        if let Some((_, rules)) = timed {
            self.watch_unasked(session, face);
            if self.unasked.1 > rules.unasked {
                return Performed::Failed(Failure::ActionUnasked(Action::OpenMouth));
            }
        }
        let found = self.level(session, action, face);
        if self.attempt.prompted_ms.is_none() {
            let (performing, hint, prompt) = self.ask(session, found == Level::Neutral, now);
            return Performed::GoesOn(performing, hint, prompt);
        }
        let is_held = timed.is_some_and(|(_, rules)| face.mouth >= rules.held);
        let is_held = is_held && action == Action::OpenMouth && self.attempt.since_ms.is_some();
        if self.is_barred(session, action, face) {
            self.attempt.bar(action, is_held);
        } else {
            self.attempt
                .watch(session, (action, found, is_held), timed, now);
        }
        self.attempt.other_seen |= self.later_action_shows(session, face);
        let Some(performed_ms) = self.attempt.performed_ms else {
            let hint = self.attempt.hint(action, timed);
            return Performed::GoesOn(self, hint, None);
        };
        if found != Level::Neutral {
            return Performed::GoesOn(self, Hint::LookStraight, None);
        }
        self.spans.push(Span {
            action,
            prompted_ms: self.attempt.prompted_ms.unwrap_or(now),
            performed_ms,
            returned_ms: now,
        });
        self.next(session, face, now)
    }

    /// Counts how often the mouth opens where it is not asked for. Eyes blink by themselves.
    fn watch_unasked(&mut self, session: &Session, face: &FaceScalars) {
        let is_asked =
            self.action(session) == Action::OpenMouth && self.attempt.prompted_ms.is_some();
        let rules = session.rules();
        let is_open = rules.apart.is_some_and(|apart| {
            bars(Action::OpenMouth, &apart, &self.baseline, face) && !is_asked
        });
        let (frames, times) = self.unasked;
        let frames = if is_open { frames.saturating_add(1) } else { 0 };
        let begins = frames == rules.sustained_frames;
        self.unasked = (frames, times + u32::from(begins));
    }

    fn next(mut self, session: &Session, face: &FaceScalars, now: u64) -> Performed {
        if self.spans.len() == session.actions().len() {
            return Performed::Done(self.began_ms, self.spans);
        }
        let neutral = self.level(session, self.action(session), face) == Level::Neutral;
        self.attempt = Attempt::begin(now);
        let (performing, hint, prompt) = self.ask(session, neutral, now);
        Performed::GoesOn(performing, hint, prompt)
    }

    /// Asks for the action, once its pause is over.
    fn ask(mut self, session: &Session, neutral: bool, now: u64) -> (Self, Hint, Option<Action>) {
        let action = self.action(session);
        let timed = session.timed(self.spans.len());
        let pause_ms = timed.map_or(0, |(timing, _)| u64::from(timing.pause_ms));
        if now - self.attempt.began_ms < pause_ms {
            return (self, Hint::HoldStill, None);
        }
        self.attempt.prompted_ms = Some(now);
        self.attempt.armed = neutral;
        (self, Hint::Do(action), Some(action))
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
    fn begin(now: u64) -> Self {
        Self {
            began_ms: now,
            prompted_ms: None,
            armed: false,
            sustained: 0,
            since_ms: None,
            performed_ms: None,
            other_seen: false,
        }
    }

    fn begin_anew(&mut self) {
        (self.sustained, self.since_ms) = (0, None);
    }

    /// What to show until the action was seen.
    fn hint(&self, action: Action, timed: Option<(Timing, TimedRules)>) -> Hint {
        match timed {
            Some((timing, _)) if timing.hold_ms > 0 && self.since_ms.is_some() => Hint::KeepOpen,
            _ => Hint::Do(action),
        }
    }

    fn since_prompt_ms(&self, now: u64) -> u64 {
        now - self.prompted_ms.unwrap_or(now)
    }

    /// Whether the action did not begin in time after its prompt, was not held in time, or did not end in time.
    fn is_overdue(&self, answer_ms: u64, timing: Timing, rules: TimedRules, now: u64) -> bool {
        if let Some(performed_ms) = self.performed_ms {
            return now - performed_ms > rules.return_ms.into();
        }
        let hold_ms = self.since_ms.map_or(0, |_| u64::from(timing.hold_ms));
        self.since_prompt_ms(now) > answer_ms + hold_ms
    }

    /// A frame that does not count. Whoever opens the mouth to a blink begins anew, from neutral; eyes that shut while the
    /// mouth is open are a blink as it comes to everybody, and do not end what is held.
    fn bar(&mut self, action: Action, is_held: bool) {
        if !is_held {
            self.begin_anew();
        }
        self.armed &= action != Action::Blink;
    }

    /// Counts a frame. What shows before anybody can react does not count until the person was neutral
    /// again.
    fn watch(
        &mut self,
        session: &Session,
        (action, found, is_held): (Action, Level, bool),
        timed: Option<(Timing, TimedRules)>,
        now: u64,
    ) {
        let too_early = self.since_prompt_ms(now) < session.rules().reaction_ms;
        match found {
            Level::Neutral => {
                self.armed = true;
                self.begin_anew();
            }
            Level::Between if is_held => {}
            Level::Between => self.begin_anew(),
            Level::Performed if too_early => self.armed = false,
            Level::Performed if self.armed => {
                self.sustained += 1;
                self.since_ms.get_or_insert(now);
            }
            Level::Performed => {}
        }
        let hold_ms = timed.map_or(0, |(timing, _)| u64::from(timing.hold_ms));
        let is_held_enough = self.since_ms.is_some_and(|since| now - since >= hold_ms);
        let is_enough = self.sustained >= needed(session, action) && is_held_enough;
        if is_enough && self.performed_ms.is_none() {
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
