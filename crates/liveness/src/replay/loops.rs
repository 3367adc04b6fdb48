//! Spliced loops of mouth and eyes against challenges with timings, and persons who do as told: pass rates.

use crate::script;
use crate::seeded::Seeded;
use crate::{Frame, Guidance, Hint, Rules, Session, draw_from_left, draw_timings};
use portrait::FaceScalars;
use verification::{Action, Timing};

const CLIPS: u64 = 100;
const FRAME_MS: u64 = 100;
/// As the authority gives for so many actions.
const ACTION_MS: u32 = 5_000;

/// A challenge for a person who cannot move the head.
fn challenge(randomness: &mut Seeded) -> (Vec<Action>, Vec<Timing>) {
    let left = [Action::OpenMouth, Action::Blink];
    let actions = draw_from_left(&Action::ALL, &left, (2..=3, 7), randomness).unwrap();
    let timings = draw_timings(&actions, randomness);
    (actions, timings)
}

/// What a camera is shown: the face at a time since the first frame, given what the guide shows.
trait Shown {
    fn face(&mut self, at_ms: u64, guidance: Option<&Guidance>) -> FaceScalars;
}

/// One period, over and over: calm, then an open mouth, calm, shut eyes, calm. Milliseconds.
struct Loop {
    rests: [u64; 2],
    open: u64,
    shut: u64,
    calm: u64,
}

impl Loop {
    fn draw(randomness: &mut Seeded) -> Self {
        Self {
            rests: [randomness.within(200, 1_500), randomness.within(200, 1_500)],
            open: randomness.within(300, 2_000),
            shut: randomness.within(150, 400),
            calm: 700,
        }
    }
}

impl Shown for Loop {
    fn face(&mut self, at_ms: u64, _: Option<&Guidance>) -> FaceScalars {
        let Some(at_ms) = at_ms.checked_sub(self.calm) else {
            return script::neutral();
        };
        let [first, second] = self.rests;
        let at_ms = at_ms % (self.open + first + self.shut + second);
        if at_ms < self.open {
            script::performed(Action::OpenMouth)
        } else if (self.open + first..self.open + first + self.shut).contains(&at_ms) {
            script::performed(Action::Blink)
        } else {
            script::neutral()
        }
    }
}

/// Somebody who does what the page shows, each time after a while, blinks besides, and closes an open mouth unless told to
/// keep it open.
struct Person {
    randomness: Seeded,
    shown: Option<Hint>,
    /// What the face turns to, and when.
    next: Option<(u64, FaceScalars)>,
    face: FaceScalars,
    blinks_ms: u64,
    /// At this time the mouth opens without being asked to.
    speaks_ms: u64,
}

impl Person {
    /// Two in a hundred say something once.
    fn draw(mut randomness: Seeded) -> Self {
        let speaks = randomness.within(1, 100) <= 2;
        Self {
            shown: None,
            next: None,
            face: script::neutral(),
            blinks_ms: randomness.within(500, 5_000),
            speaks_ms: if speaks {
                randomness.within(1_000, 20_000)
            } else {
                u64::MAX
            },
            randomness,
        }
    }

    /// Most react within a second, one in twenty takes up to twice as long.
    fn reaction_ms(&mut self) -> u64 {
        let slow = self.randomness.within(1, 20) == 1;
        self.randomness
            .within(350, if slow { 2_000 } else { 1_000 })
    }
}

impl Shown for Person {
    fn face(&mut self, at_ms: u64, guidance: Option<&Guidance>) -> FaceScalars {
        let hint = guidance.map(|guidance| guidance.hint);
        if hint != self.shown {
            self.shown = hint;
            let face = match hint {
                Some(Hint::Do(action)) => Some(script::performed(action)),
                Some(Hint::LookStraight | Hint::HoldStill) => Some(script::neutral()),
                Some(Hint::KeepOpen) => Some(script::performed(Action::OpenMouth)),
                _ => None,
            };
            let reaction_ms = self.reaction_ms();
            self.next = face.map(|face| (at_ms + reaction_ms, face)).or(self.next);
        }
        if let Some((_, face)) = self.next.filter(|(from_ms, _)| at_ms >= *from_ms) {
            self.face = face;
            self.next = None;
            // Nobody keeps the eyes shut until the page says that it was seen.
            if face == script::performed(Action::OpenMouth) && hint != Some(Hint::KeepOpen) {
                let closes_ms = at_ms + self.randomness.within(800, 1_500);
                self.next = Some((closes_ms, script::neutral()));
            }
            if face == script::performed(Action::Blink) {
                self.face = script::neutral();
                self.blinks_ms = at_ms;
            }
        }
        let mut face = self.face;
        if (self.speaks_ms..self.speaks_ms.saturating_add(500)).contains(&at_ms) {
            face.mouth = 600;
        }
        if (self.blinks_ms..self.blinks_ms + 200).contains(&at_ms) {
            (face.eye_left, face.eye_right) = (110, 120);
        } else if at_ms >= self.blinks_ms + 200 {
            self.blinks_ms = at_ms + self.randomness.within(1_500, 6_000);
        }
        face
    }
}

/// Whether the browser comes to the end with what is shown, and the judge agrees.
fn passes(shown: &mut impl Shown, actions: &[Action], timings: &[Timing]) -> bool {
    let session = |rules| {
        Session::new(actions, ACTION_MS, rules)
            .unwrap()
            .with_timings(timings)
            .unwrap()
    };
    let guide = session(Rules::guide());
    let (mut state, mut guidance, mut frames) = (guide.start(), None, Vec::new());
    for at_ms in (0..60_000).step_by(usize::try_from(FRAME_MS).unwrap()) {
        let observation = script::one(shown.face(at_ms, guidance.as_ref()));
        frames.push(Frame { at_ms, observation });
        let (next, told) = guide.step(state, &observation, at_ms);
        (state, guidance) = (next, Some(told));
        if state.is_over() {
            break;
        }
    }
    let Some(from) = guidance
        .filter(|guidance| guidance.hint == Hint::Done)
        .and_then(|guidance| guidance.capture_from_ms)
    else {
        return false;
    };
    frames.retain(|frame| frame.at_ms >= from);
    let passed = session(Rules::judge()).replay(frames).verdict.is_passed();
    assert!(passed, "what the guide called done the judge accepts");
    passed
}

/// How many of a hundred pass, without and with timings.
fn rates<S: Shown>(show: impl Fn(Seeded) -> S) -> [usize; 2] {
    let count = |timed: bool| {
        let passing = (0..CLIPS).filter(|clip| {
            let (actions, timings) = challenge(&mut Seeded(clip * 7 + 1));
            let timings = if timed { timings } else { Vec::new() };
            passes(&mut show(Seeded(clip * 7 + 2)), &actions, &timings)
        });
        passing.count()
    };
    [count(false), count(true)]
}

#[test]
fn spliced_loops_do_not_pass_a_challenge_with_timings() {
    let [before, after] = rates(|mut randomness| Loop::draw(&mut randomness));
    assert_eq!((before, after), (100, 0));
}

/// The best of 392 loops that differ in how long each part lasts, over 200 challenges.
#[test]
fn a_loop_that_is_tuned_to_the_timings_passes_seldom() {
    let tuned = |_| Loop {
        rests: [1_500, 2_000],
        open: 1_800,
        shut: 300,
        calm: 700,
    };
    let [_, after] = rates(tuned);
    assert!(after <= 4, "{after}");
}

#[test]
fn a_person_who_does_as_told_passes_with_timings_too() {
    let [before, after] = rates(Person::draw);
    assert!(before >= 99 && after + 1 >= before, "{before}, {after}");
}
