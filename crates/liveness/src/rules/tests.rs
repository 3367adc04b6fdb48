use super::*;
use Action::{Blink, Nod, OpenMouth, TurnLeft, TurnRight};
use portrait::{Measure, Profile};

fn check(actions: &[Action], expected: bool) {
    assert_eq!(Rules::guide().accepts(actions), expected, "{actions:?}");
    assert_eq!(Rules::judge().accepts(actions), expected, "{actions:?}");
}

#[test]
fn two_to_seven_actions_are_taken() {
    check(&[], false);
    check(&[Nod], false);
    check(&[Nod, TurnLeft], true);
    check(&[Nod, Blink, TurnRight], true);
    check(&[OpenMouth, Blink].repeat(3), true);
    check(&[OpenMouth, Blink].repeat(4), false);
}

#[test]
fn every_version_can_still_be_had_and_the_first_is_as_it_was() {
    assert_eq!(Rules::of_version(3), Some(Rules::judge()));
    assert_eq!(Rules::of_version(4), None);
    let first = Rules::of_version(1).unwrap();
    assert_eq!((first.version, first.most_actions), (1, 3));
    assert!(first.accepts(&[Nod, Blink, TurnRight]));
    assert!(!first.accepts(&[Nod, Blink, TurnRight, OpenMouth]));
    assert!(!first.grows && first.longest_ms == 15_000);
    assert_eq!(first.apart, None);
    let second = first.second();
    let apart = Rules::judge().apart;
    assert_eq!(Some(Rules { apart, ..second }), Rules::of_version(2));
}

/// What the profile `scan` lets pass lies within limits in thousandths.
fn check_scan(measure: Measure, least: Option<i32>, most: Option<i32>) {
    let scan = Profile::scan();
    let requirement = scan.requirement(measure).unwrap();
    let limit = |thousandths: i32| f64::from(thousandths) / 1000.0;
    assert_eq!(requirement.least, least.map(limit), "{measure:?}");
    assert_eq!(requirement.most, most.map(limit), "{measure:?}");
}

#[test]
fn a_picture_that_will_do_for_a_scan_is_one_that_the_guide_takes() {
    let Rules {
        quality, stillness, ..
    } = Rules::guide();
    let around = |most: i32| (Some(-most), Some(most));
    check_scan(
        Measure::LuminanceMean,
        Some(quality.darkest),
        Some(quality.brightest),
    );
    check_scan(Measure::UnderExposure, None, Some(quality.under_exposed));
    check_scan(Measure::OverExposure, None, Some(quality.over_exposed));
    check_scan(Measure::Sharpness, Some(quality.sharpness), None);
    check_scan(Measure::InterEyeDistance, Some(quality.inter_eye_px), None);
    check_scan(Measure::FacePlace, None, Some(quality.off_centre));
    check_scan(Measure::FaceMargin, Some(-quality.outside), None);
    for (measure, most) in [
        (Measure::Yaw, stillness.yaw),
        (Measure::Pitch, stillness.pitch),
        (Measure::Roll, stillness.roll),
    ] {
        let (least, most) = around(most);
        check_scan(measure, least, most);
    }
}

/// From the eyes to the chin over the distance between the eyes: the frontal portraits at hand have 1.68 to 1.92.
const EYES_TO_CHIN: (f64, f64) = (1.65, 1.92);
/// The mouth's inner width over the distance from the eyes to the chin: those portraits have 0.54 and more.
const MOUTH: f64 = 0.5;

#[test]
fn size_and_mouth_are_measured_otherwise_and_come_to_the_same() {
    let Rules {
        quality, stillness, ..
    } = Rules::guide();
    let (scan, limit) = (Profile::scan(), |it: i32| f64::from(it) / 1000.0);
    let size = scan.requirement(Measure::FaceSize).unwrap();
    let (farthest, closest) = (
        size.least.unwrap() / EYES_TO_CHIN.1,
        size.most.unwrap() / EYES_TO_CHIN.0,
    );
    assert!(
        (0.0..0.02).contains(&(farthest - limit(quality.farthest))),
        "{farthest}"
    );
    assert!(
        (0.0..0.02).contains(&(limit(quality.closest) - closest)),
        "{closest}"
    );
    let mouth = scan.requirement(Measure::MouthClosed).unwrap();
    assert!(mouth.most.unwrap() / MOUTH <= limit(stillness.mouth));
}

#[test]
fn blinks_alone_are_refused() {
    check(&[Blink, Blink], false);
    check(&[Blink, Blink, Blink], false);
}

#[test]
fn the_judge_is_wider_than_the_guide() {
    let (guide, judge) = (Rules::guide(), Rules::judge());
    let (g, j) = (guide.movement, judge.movement);
    assert!(j.turned < g.turned && j.unturned > g.unturned && j.unturned < j.turned);
    assert!(j.mouth_open < g.mouth_open && j.mouth_closed > g.mouth_closed);
    assert!(j.mouth_closed < j.mouth_open && j.mouth_rise < g.mouth_rise);
    assert!(j.eyes_closed > g.eyes_closed && j.eyes_open < g.eyes_open);
    assert!(j.eyes_closed < j.eyes_open && j.nodded < g.nodded && j.level > g.level);
    let (g, j) = (guide.apart.unwrap(), judge.apart.unwrap());
    assert!(j.mouth_open > g.mouth_open && j.mouth_rise > g.mouth_rise);
    assert!(j.eyes_closed < g.eyes_closed);
    let (g, j) = (guide.quality, judge.quality);
    assert!(j.darkest < g.darkest && j.brightest > g.brightest && j.sharpness < g.sharpness);
    assert!(j.farthest < g.farthest && j.closest > g.closest && j.off_centre > g.off_centre);
    assert!(judge.longest_ms > guide.longest_ms && judge.longest_gap_ms > guide.longest_gap_ms);
    let (g, j) = (guide.timed.unwrap(), judge.timed.unwrap());
    assert!(j.answer > g.answer && j.held < g.held && j.held >= judge.movement.mouth_closed - 20);
    assert!(j.return_ms > g.return_ms && j.unasked >= g.unasked);
    assert!(judge.settle_ms == guide.settle_ms && judge.settle_frames <= guide.settle_frames);
}
