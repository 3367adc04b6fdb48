use super::*;
use crate::script::{self, Script};
use crate::{Guidance, Hint, Rules, SessionError};
use Action::{Blink, Nod, OpenMouth, TurnLeft, TurnRight};
use portrait::{Advice, FaceScalars, Observation};
use proptest::prelude::*;
use verification::{Action, Timing};

fn verdict(actions: &[Action], rules: Rules, frames: Vec<Frame>) -> Verdict {
    script::session(actions, rules).replay(frames).verdict
}

fn check(actions: &[Action], script: Script, expected: Option<Failure>) {
    let frames = script.frames();
    for rules in [Rules::guide(), Rules::judge()] {
        let found = match verdict(actions, rules, frames.clone()) {
            Verdict::Passed { .. } => None,
            Verdict::Failed { failure } => Some(failure),
        };
        assert_eq!(found, expected);
    }
}

fn guided(session: &Session, frames: &[Frame]) -> Vec<Guidance> {
    let mut state = session.start();
    let steps = frames.iter().map(|frame| {
        let (next, guidance) = session.step(state.clone(), &frame.observation, frame.at_ms);
        state = next;
        guidance
    });
    steps.collect()
}

#[test]
fn whoever_does_as_told_passes() {
    for first in Action::ALL {
        for second in Action::ALL {
            if (first, second) != (Blink, Blink) {
                check(&[first, second], Script::of(&[first, second]), None);
            }
        }
    }
    check(
        &[Nod, Blink, TurnLeft],
        Script::of(&[Nod, Blink, TurnLeft]),
        None,
    );
}

#[test]
fn spans_tell_when() {
    let session = script::session(&[OpenMouth, TurnLeft], Rules::judge());
    let judged = session
        .replay(Script::of(&[OpenMouth, TurnLeft]).frames())
        .verdict;
    let span = |action, prompted_ms, performed_ms, returned_ms| Span {
        action,
        prompted_ms,
        performed_ms,
        returned_ms,
    };
    let spans = vec![
        span(OpenMouth, 1_500, 2_100, 2_300),
        span(TurnLeft, 2_300, 3_000, 3_200),
    ];
    assert_eq!(judged, Verdict::Passed { spans });
}

#[test]
fn a_missing_action_is_named() {
    check(
        &[OpenMouth, Nod],
        Script::of(&[OpenMouth]),
        Some(Failure::ActionNotSeen(Nod)),
    );
    let waits = Script::of(&[OpenMouth]).still(16_000);
    check(&[OpenMouth, Nod], waits, Some(Failure::ActionNotSeen(Nod)));
}

#[test]
fn another_order_is_named() {
    let other = Script::of(&[TurnLeft, OpenMouth]);
    check(
        &[OpenMouth, TurnLeft],
        other,
        Some(Failure::ActionNotSeen(TurnLeft)),
    );
    let only_the_second = Script::of(&[TurnLeft]);
    check(
        &[OpenMouth, TurnLeft],
        only_the_second,
        Some(Failure::OutOfOrder(OpenMouth)),
    );
}

#[test]
fn the_other_side_is_not_this_side() {
    let mirrored = Script::of(&[TurnRight, OpenMouth]);
    check(
        &[TurnLeft, OpenMouth],
        mirrored,
        Some(Failure::OutOfOrder(TurnLeft)),
    );
}

/// Mouth open and eyes shut at once, over and over.
fn both_at_once(times: usize) -> Script {
    let eyes = script::performed(Blink);
    let both = FaceScalars { mouth: 700, ..eyes };
    (0..times).fold(Script::default().still(1_000), |script, _| {
        script.show(both, 300).still(400)
    })
}

#[test]
fn mouth_and_eyes_at_once_are_neither_where_both_are_asked_for() {
    let not_seen = Some(Failure::ActionNotSeen(OpenMouth));
    check(&[OpenMouth, Blink, Blink], both_at_once(8), not_seen);
    let out_of_order = Some(Failure::OutOfOrder(Blink));
    check(&[Blink, OpenMouth, Blink], both_at_once(8), out_of_order);
    // Where one of them is asked for, the other says nothing; the first version knew no difference.
    check(&[OpenMouth, OpenMouth], both_at_once(8), None);
    let first = Rules::of_version(1).unwrap();
    let found = verdict(&[OpenMouth, Blink], first, both_at_once(8).frames());
    assert!(found.is_passed());
}

#[test]
fn a_blink_while_the_mouth_is_open_costs_nothing() {
    let open = script::performed(OpenMouth);
    let eyes = script::performed(Blink);
    let both = FaceScalars { mouth: 700, ..eyes };
    let blinks = Script::of(&[Blink])
        .still(300)
        .show(open, 100)
        .show(both, 100)
        .show(open, 300)
        .still(300);
    check(&[Blink, OpenMouth], blinks, None);
}

#[test]
fn an_open_mouth_bars_a_blink_until_the_person_is_neutral_again() {
    let open = script::performed(OpenMouth);
    let barred = Script::of(&[OpenMouth])
        .still(300)
        .show(open, 200)
        .show(script::performed(Blink), 200);
    let early = barred.clone().still(300);
    check(
        &[OpenMouth, Blink],
        early,
        Some(Failure::ActionNotSeen(Blink)),
    );
    let again = barred
        .still(300)
        .show(script::performed(Blink), 200)
        .still(300);
    check(&[OpenMouth, Blink], again, None);
}

#[test]
fn an_action_without_return_is_not_done() {
    let stays = Script::of(&[OpenMouth]).show(script::performed(Nod), 900);
    check(&[OpenMouth, Nod], stays, Some(Failure::ActionNotSeen(Nod)));
}

#[test]
fn what_comes_before_anybody_can_react_does_not_count() {
    let actions = [OpenMouth, Nod];
    let early = Script::default()
        .still(600)
        .show(script::performed(OpenMouth), 400)
        .still(300);
    let waits_for = |action, script: Script| {
        let failure = Failure::ActionNotSeen(action);
        let found = verdict(&actions, Rules::guide(), script.frames());
        assert_eq!(found, Verdict::Failed { failure });
    };
    waits_for(OpenMouth, early.clone());
    waits_for(
        Nod,
        early.show(script::performed(OpenMouth), 300).still(300),
    );
}

#[test]
fn one_odd_frame_is_no_action() {
    let glitch = Script::default()
        .still(1_200)
        .show(script::performed(TurnLeft), 100)
        .still(500);
    check(
        &[TurnLeft, Nod],
        glitch,
        Some(Failure::ActionNotSeen(TurnLeft)),
    );
}

#[test]
fn a_face_may_be_lost_for_a_moment_only() {
    let blinked_out = Script::default().still(1_000).nobody(500).still(200);
    check(
        &[OpenMouth, Nod],
        blinked_out,
        Some(Failure::ActionNotSeen(OpenMouth)),
    );
    let gone = Script::default().still(1_000).nobody(1_300);
    check(&[OpenMouth, Nod], gone, Some(Failure::FaceLost));
    let crowd = Script::default().still(1_000).crowd(1_300);
    check(&[OpenMouth, Nod], crowd, Some(Failure::SeveralFaces));
}

#[test]
fn what_never_settles_is_named() {
    check(
        &[OpenMouth, Nod],
        Script::default().nobody(16_000),
        Some(Failure::NoFace),
    );
    let mut dark = script::one(script::neutral());
    dark.light.mean = 10;
    let dark = Script::default().then(dark, 3_000);
    check(
        &[OpenMouth, Nod],
        dark,
        Some(Failure::Quality(Advice::TooDark)),
    );
    check(
        &[OpenMouth, Nod],
        Script::default(),
        Some(Failure::NotStill),
    );
}

#[test]
fn a_gap_is_named() {
    let mut frames = Script::of(&[OpenMouth, Nod]).frames();
    frames.drain(8..12);
    let expected = Verdict::Failed {
        failure: Failure::FramesMissing,
    };
    assert_eq!(verdict(&[OpenMouth, Nod], Rules::judge(), frames), expected);
}

#[test]
fn two_minutes_of_nothing_time_out() {
    let session = script::session(&[OpenMouth, Nod], Rules::guide());
    let steps = guided(&session, &Script::default().still(120_000).frames());
    let last = steps.last().unwrap();
    assert_eq!(last.hint, Hint::Failed(Failure::ActionNotSeen(OpenMouth)));
    assert_eq!(last.hint.code(), "timed_out");
    let steps = guided(&session, &Script::default().nobody(120_000).frames());
    assert_eq!(steps.last().unwrap().hint.code(), "timed_out");
}

#[test]
fn each_prompt_is_given_once() {
    let session = script::session(&[OpenMouth, Nod], Rules::guide());
    let steps = guided(&session, &Script::of(&[OpenMouth, Nod]).frames());
    let prompts: Vec<Action> = steps.iter().filter_map(|step| step.prompt).collect();
    assert_eq!(prompts, [OpenMouth, Nod]);
    let last = steps.last().unwrap();
    assert_eq!(
        (last.hint, last.progress.done, last.progress.of),
        (Hint::Done, 2, 2)
    );
}

#[test]
fn hints_do_not_flicker() {
    let session = script::session(&[OpenMouth, Nod], Rules::guide());
    let mut far = script::neutral();
    far.inter_eye = 50;
    let flicker = (0..20).fold(Script::default().still(100), |script, _| {
        script.show(far, 100).still(100)
    });
    let steps = guided(&session, &flicker.frames());
    assert!(
        steps.iter().all(|step| step.hint == Hint::HoldStill),
        "{steps:?}"
    );
    let steps = guided(
        &session,
        &Script::default().still(100).show(far, 1_000).frames(),
    );
    assert_eq!(steps.last().unwrap().hint, Hint::Adjust(Advice::TooFar));
}

#[test]
fn a_mouth_that_does_not_close_matters_only_where_it_is_to_be_opened() {
    let mut open = script::neutral();
    open.mouth = 600;
    let frames = Script::default().show(open, 700).frames();
    let told = |actions: &[Action]| {
        let session = script::session(actions, Rules::guide());
        guided(&session, &frames).last().unwrap().hint
    };
    assert_eq!(told(&[Nod, TurnLeft]), Hint::Do(Nod));
    assert_eq!(told(&[OpenMouth, Nod]), Hint::LookStraight);
}

#[test]
fn a_hint_is_shown_long_enough_to_be_read() {
    let session = script::session(&[OpenMouth, Nod], Rules::guide());
    let (mut far, mut close) = (script::neutral(), script::neutral());
    (far.inter_eye, close.inter_eye) = (50, 900);
    let changing = (0..6).fold(Script::default(), |script, _| {
        script.show(far, 400).show(close, 400)
    });
    let steps = guided(&session, &changing.frames());
    let changes = steps.windows(2).filter(|pair| pair[0].hint != pair[1].hint);
    assert!(changes.count() <= 5, "{steps:?}");
}

#[test]
fn the_capture_alone_gives_the_same_verdict() {
    let session = script::session(&[OpenMouth, TurnLeft], Rules::guide());
    let mut moved = script::neutral();
    moved.yaw = 30_000;
    let before = Script::default().nobody(900).still(300).show(moved, 400);
    let mut frames = before.clone().frames();
    let whole = Script::of(&[OpenMouth, TurnLeft]).frames();
    let late = |frame: &Frame| Frame {
        at_ms: frame.at_ms + 1_600,
        ..*frame
    };
    frames.extend(whole.iter().map(late));
    let from = guided(&session, &frames)
        .last()
        .unwrap()
        .capture_from_ms
        .unwrap();
    assert_eq!(from, 2_600);
    let capture: Vec<Frame> = frames
        .iter()
        .copied()
        .filter(|frame| frame.at_ms >= from)
        .collect();
    let judged = session.replay(frames).verdict;
    assert!(judged.is_passed());
    assert_eq!(judged, session.replay(capture).verdict);
}

/// A still photograph, by a camera that is not quite steady.
fn photograph(noise: &[(i32, i32, i32)]) -> Vec<Frame> {
    let frames = noise
        .iter()
        .fold(Script::default(), |script, (angle, share, eyes)| {
            let mut face = script::neutral();
            face.yaw += angle * 2;
            face.pitch += angle * 3;
            face.mouth += share;
            face.eye_left += eyes;
            face.eye_right += eyes;
            face.centre_x += share / 4;
            script.show(face, script::STEP_MS)
        });
    frames.frames()
}

/// Each of two actions after a pause of 1,000 ms, an open mouth for 600 ms.
fn timed(actions: [Action; 2], rules: Rules) -> Session {
    let timing = |action| Timing {
        pause_ms: 1_000,
        hold_ms: if action == OpenMouth { 600 } else { 0 },
    };
    script::session(&actions, rules)
        .with_timings(&actions.map(timing))
        .unwrap()
}

fn check_timed(actions: [Action; 2], script: &Script, expected: Option<Failure>) {
    for rules in [Rules::guide(), Rules::judge()] {
        let found = match timed(actions, rules)
            .replay(script.clone().frames())
            .verdict
        {
            Verdict::Passed { .. } => None,
            Verdict::Failed { failure } => Some(failure),
        };
        assert_eq!(found, expected, "{actions:?}");
    }
}

/// Settled, and the first prompt was given.
fn prompted() -> Script {
    Script::default().still(1_600)
}

#[test]
fn an_action_is_asked_for_after_its_pause_and_held() {
    let script = prompted()
        .still(300)
        .show(script::performed(OpenMouth), 900)
        .still(1_400)
        .show(script::performed(Blink), 200)
        .still(300);
    check_timed([OpenMouth, Blink], &script, None);
    let session = timed([OpenMouth, Blink], Rules::guide());
    let frames = script.frames();
    let Verdict::Passed { spans } = session.replay(frames.clone()).verdict else {
        panic!("the same passes");
    };
    assert_eq!(
        (spans[0].prompted_ms, spans[0].performed_ms),
        (2_500, 3_500)
    );
    assert_eq!(spans[1].prompted_ms, spans[0].returned_ms + 1_000);
    let prompts = guided(&session, &frames);
    let asked = prompts
        .iter()
        .zip(&frames)
        .filter(|(told, _)| told.prompt.is_some());
    let asked: Vec<u64> = asked.map(|(_, frame)| frame.at_ms).collect();
    assert_eq!(asked, [spans[0].prompted_ms, spans[1].prompted_ms]);
}

#[test]
fn a_mouth_that_closes_too_soon_was_not_held() {
    let short = prompted()
        .still(300)
        .show(script::performed(OpenMouth), 400);
    let not_seen = Some(Failure::ActionNotSeen(OpenMouth));
    check_timed([OpenMouth, Blink], &short.clone().still(300), not_seen);
    let again = short.still(300).show(script::performed(OpenMouth), 900);
    let passes = again
        .still(1_400)
        .show(script::performed(Blink), 200)
        .still(300);
    check_timed([OpenMouth, Blink], &passes, None);
}

#[test]
fn eyes_that_blink_do_not_end_what_is_held() {
    let eyes = script::performed(Blink);
    let both = FaceScalars { mouth: 700, ..eyes };
    let script = prompted()
        .still(300)
        .show(script::performed(OpenMouth), 400)
        .show(both, 200)
        .show(script::performed(OpenMouth), 300)
        .still(1_400)
        .show(eyes, 200)
        .still(300);
    check_timed([OpenMouth, Blink], &script, None);
}

#[test]
fn an_answer_that_comes_late_does_not_count() {
    let late = prompted()
        .still(4_000)
        .show(script::performed(OpenMouth), 900)
        .still(300);
    let not_seen = Some(Failure::ActionNotSeen(OpenMouth));
    check_timed([OpenMouth, Blink], &late, not_seen);
}

#[test]
fn a_mouth_that_opens_unasked_again_ends_the_session() {
    let open = script::performed(OpenMouth);
    let once = Script::default().still(900).show(open, 300);
    let passes = once
        .clone()
        .still(700)
        .show(script::performed(Blink), 200)
        .still(1_600)
        .show(open, 900)
        .still(300);
    check_timed([Blink, OpenMouth], &passes, None);
    let twice = once.still(700).show(open, 300).still(300);
    let unasked = Some(Failure::ActionUnasked(OpenMouth));
    check_timed([Blink, OpenMouth], &twice, unasked);
}

#[test]
fn timings_that_do_not_fit_are_refused() {
    let refused = |rules, timings: &[Timing]| {
        let session = script::session(&[OpenMouth, Blink], rules).with_timings(timings);
        assert_eq!(session, Err(SessionError::TimingsRefused));
    };
    let timing = |pause_ms| Timing {
        pause_ms,
        hold_ms: 0,
    };
    refused(Rules::judge(), &[timing(400)]);
    refused(Rules::judge(), &[timing(400), timing(5_001)]);
    refused(Rules::of_version(2).unwrap(), &[timing(400); 2]);
}

#[test]
fn without_timings_the_third_version_judges_as_the_second() {
    for script in [Script::of(&[OpenMouth, Nod]), both_at_once(8)] {
        let frames = script.frames();
        let second = verdict(
            &[OpenMouth, Nod],
            Rules::of_version(2).unwrap(),
            frames.clone(),
        );
        assert_eq!(verdict(&[OpenMouth, Nod], Rules::judge(), frames), second);
    }
}

proptest! {
    #[test]
    fn a_still_photograph_never_passes(
        noise in prop::collection::vec((-1000..1000_i32, -30..30_i32, -40..40_i32), 150),
        first in 0..5_usize,
        second in 0..5_usize,
    ) {
        let actions = [Action::ALL[first], Action::ALL[second]];
        prop_assume!(actions != [Blink, Blink]);
        prop_assert!(!verdict(&actions, Rules::judge(), photograph(&noise)).is_passed());
    }

    #[test]
    fn frames_in_another_order_never_pass(order in Just((0..25_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let frames = Script::of(&[OpenMouth, Nod]).frames();
        prop_assume!(frames.len() == order.len() && !order.is_sorted());
        let shuffled: Vec<Frame> = order.iter().map(|index| frames[*index]).collect();
        let judged = verdict(&[OpenMouth, Nod], Rules::judge(), shuffled);
        prop_assert!(!judged.is_passed());
    }

    #[test]
    fn a_time_that_does_not_grow_is_refused(at in 1..15_usize, back in 0..3_u64) {
        let mut frames = Script::of(&[OpenMouth, Nod]).frames();
        frames[at].at_ms = frames[at - 1].at_ms - back;
        let judged = verdict(&[OpenMouth, Nod], Rules::judge(), frames);
        prop_assert_eq!(judged, Verdict::Failed { failure: Failure::TimesNotIncreasing });
    }

    #[test]
    fn what_the_guide_called_done_the_judge_accepts(
        noise in prop::collection::vec((-700..700_i32, -25..25_i32, -9..9_i32), 60),
        first in 0..5_usize,
        second in 0..5_usize,
    ) {
        let actions = [Action::ALL[first], Action::ALL[second]];
        prop_assume!(actions != [Blink, Blink]);
        let frames = Script::of(&actions).frames();
        prop_assume!(verdict(&actions, Rules::guide(), frames.clone()).is_passed());
        let noisy = frames.iter().zip(noise).map(|(frame, (angle, share, eyes))| {
            let mut face = frame.observation.face.unwrap();
            face.yaw += angle;
            face.pitch += angle;
            face.mouth += share;
            (face.eye_left, face.eye_right) = (face.eye_left + eyes, face.eye_right - eyes);
            let observation = Observation { face: Some(face), ..frame.observation };
            Frame { observation, ..*frame }
        });
        let judged = verdict(&actions, Rules::judge(), noisy.collect());
        prop_assert!(judged.is_passed(), "{:?}", judged);
    }

    #[test]
    fn any_scalars_are_judged_without_panic(values in prop::collection::vec(any::<i32>(), 30), at in any::<u64>()) {
        let frames = values.iter().enumerate().map(|(index, value)| {
            let mut face = script::neutral();
            match index % 6 {
                0 => face.yaw = *value,
                1 => face.pitch = *value,
                2 => face.mouth = *value,
                3 => face.centre_x = *value,
                4 => face.width = *value,
                _ => face.eye_left = *value,
            }
            let at_ms = at.saturating_add(index as u64 * 90);
            Frame { at_ms, observation: script::one(face) }
        });
        let _ = verdict(&[Nod, TurnRight], Rules::judge(), frames.collect());
    }
}
