//! Which actions a challenge asks for.

mod timings;

pub use timings::draw_timings;

use rand_core::CryptoRng;
use std::ops::RangeInclusive;
use verification::Action;

/// Draws actions from a deployment's set: their number out of `count`, each at random, none twice in a
/// row, never blinks alone, and one of the head if the set has one: a clip of mouth and eyes over and over shows those.
///
/// A set of one action (not a blink) gives that action repeated, for it has nothing else; nothing is
/// drawn from an empty set, from blinks alone, or for an empty or zero count.
#[must_use]
pub fn draw_actions(
    set: &[Action],
    count: RangeInclusive<usize>,
    randomness: &mut impl CryptoRng,
) -> Option<Vec<Action>> {
    let set: Vec<Action> = known(set).collect();
    let choices = count.end().checked_sub(*count.start())?.checked_add(1)?;
    if set.iter().all(|action| *action == Action::Blink) || *count.start() == 0 {
        return None;
    }
    let count = count.start() + below(choices, randomness);
    let repeats = set.len() == 1;
    let drawn = draw_until(&moves_head_like(&set), &set, count, repeats, randomness);
    if drawn.iter().all(|action| *action == Action::Blink) {
        return Some(
            set.into_iter()
                .filter(|action| *action != Action::Blink)
                .take(1)
                .collect(),
        );
    }
    Some(drawn)
}

/// Draws for whoever can do only what is in `left`, out of a deployment's `set`: more actions in a row where fewer are
/// left, so that there are no fewer different challenges than for everyone. The same may then come twice in a row.
///
/// Nothing is drawn where that cannot be had within `most` actions: with one action left, a challenge is no question.
#[must_use]
pub fn draw_from_left(
    set: &[Action],
    left: &[Action],
    (count, most): (RangeInclusive<usize>, usize),
    randomness: &mut impl CryptoRng,
) -> Option<Vec<Action>> {
    let all: Vec<_> = known(set).collect();
    let left: Vec<_> = known(set).filter(|action| left.contains(action)).collect();
    if left.len() == all.len() {
        return draw_actions(set, count, randomness);
    }
    if left.len() < 2 {
        return None;
    }
    let repeats = left.len() < REPEATED_BELOW;
    let everyone: usize = count.clone().map(|n| ways(all.len(), n, false)).sum();
    let mut fewest = *count.start()..most;
    let fewest = fewest.find(|n| {
        let possible = ways(left.len(), *n, repeats) + ways(left.len(), n + 1, repeats);
        possible >= everyone + BLINKS_ALONE
    })?;
    let count = fewest + below(2, randomness);
    let mut drawn = if left.iter().any(|action| action.moves_head()) {
        draw_until(&moves_head_like(&left), &left, count, repeats, randomness)
    } else {
        draw_until(&comes_twice(&left), &left, count, repeats, randomness)
    };
    if drawn.iter().all(|action| *action == Action::Blink) {
        let others: Vec<_> = left
            .iter()
            .filter(|action| **action != Action::Blink)
            .collect();
        let place = below(drawn.len(), randomness);
        drawn[place] = **others.get(below(others.len(), randomness))?;
    }
    Some(drawn)
}

/// How often a challenge is drawn again, at the most: each time at least two thirds of all challenges are good.
const REDRAWN: usize = 64;

/// The first challenge that is `good`; the last one if none is.
fn draw_until(
    good: &dyn Fn(&[Action]) -> bool,
    set: &[Action],
    count: usize,
    repeats: bool,
    randomness: &mut impl CryptoRng,
) -> Vec<Action> {
    let mut drawn = draw(set, count, repeats, randomness);
    for _ in 0..REDRAWN {
        if good(&drawn) {
            break;
        }
        drawn = draw(set, count, repeats, randomness);
    }
    drawn
}

/// The head moves if any action of `set` moves it.
fn moves_head_like(set: &[Action]) -> impl Fn(&[Action]) -> bool + use<> {
    let can = set.iter().any(|action| action.moves_head());
    move |drawn| !can || drawn.iter().any(|action| action.moves_head())
}

/// Every action of `set` comes twice.
fn comes_twice(set: &[Action]) -> impl Fn(&[Action]) -> bool + use<'_> {
    let times = |drawn: &[Action], of: &Action| drawn.iter().filter(|it| *it == of).count();
    move |drawn| set.iter().all(|action| times(drawn, action) >= 2)
}

/// With fewer actions than this, one may come twice in a row: otherwise the first would tell all that follow.
const REPEATED_BELOW: usize = 4;

/// Sequences of blinks alone are none: one of each of two lengths.
const BLINKS_ALONE: usize = 2;

/// How many sequences of `count` actions there are out of `set` different ones.
fn ways(set: usize, count: usize, repeats: bool) -> usize {
    let next = if repeats { set } else { set.saturating_sub(1) };
    (1..count).fold(set, |ways, _| ways.saturating_mul(next))
}

/// Each action of `set` once, in one order.
fn known(set: &[Action]) -> impl Iterator<Item = Action> {
    Action::ALL
        .into_iter()
        .filter(|action| set.contains(action))
}

fn draw(
    set: &[Action],
    count: usize,
    repeats: bool,
    randomness: &mut impl CryptoRng,
) -> Vec<Action> {
    let mut drawn: Vec<Action> = Vec::with_capacity(count);
    while drawn.len() < count {
        let last = drawn.last().copied();
        let others: Vec<Action> = set
            .iter()
            .copied()
            .filter(|action| repeats || Some(*action) != last)
            .collect();
        drawn.extend(others.get(below(others.len(), randomness)));
    }
    drawn
}

/// A number below `bound`: 64 bits scaled down, whose bias is below 2⁻⁶⁰ for bounds this small.
fn below(bound: usize, randomness: &mut impl CryptoRng) -> usize {
    let scaled = (u128::from(randomness.next_u64()) * bound as u128) >> 64;
    usize::try_from(scaled).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;
    use crate::seeded::Seeded;
    use Action::{Blink, Nod, OpenMouth, TurnLeft, TurnRight};
    use proptest::prelude::*;
    use std::collections::HashSet;
    use verification::Timing;

    fn check(set: &[Action], expected: Option<&[Action]>) {
        assert_eq!(
            draw_actions(set, 2..=2, &mut Seeded(7)).as_deref(),
            expected,
            "{set:?}"
        );
    }

    #[test]
    fn a_set_that_offers_nothing_gives_nothing() {
        check(&[], None);
        check(&[Blink], None);
        assert_eq!(draw_actions(&[Nod], 0..=2, &mut Seeded(1)), None);
    }

    #[test]
    fn a_set_of_one_is_repeated() {
        check(&[OpenMouth], Some(&[OpenMouth, OpenMouth]));
    }

    #[test]
    fn every_order_of_the_whole_set_comes_up() {
        let mut seen = HashSet::new();
        let mut randomness = Seeded(3);
        for _ in 0..3000 {
            seen.insert(draw_actions(&Action::ALL, 2..=3, &mut randomness).unwrap());
        }
        // Without those of mouth and eyes alone.
        assert_eq!(seen.len(), 5 * 4 + 5 * 4 * 4 - 4);
    }

    /// How many different challenges of which lengths come up for whoever can do only this.
    fn check_left(left: &[Action], expected: Option<(usize, [usize; 2])>) {
        let mut seen = HashSet::new();
        let mut randomness = Seeded(5);
        for _ in 0..20_000 {
            let drawn = draw_from_left(&Action::ALL, left, (2..=3, 7), &mut randomness);
            let Some(drawn) = drawn else {
                assert_eq!(expected, None);
                return;
            };
            assert!(drawn.iter().all(|action| left.contains(action)));
            assert!(Rules::guide().accepts(&drawn) && Rules::judge().accepts(&drawn));
            seen.insert(drawn);
        }
        let lengths = seen.iter().map(Vec::len);
        let range = [lengths.clone().min().unwrap(), lengths.max().unwrap()];
        assert_eq!(Some((seen.len(), range)), expected, "{left:?}");
    }

    #[test]
    fn whoever_can_do_less_gets_no_fewer_challenges() {
        let everyone = 5 * 4 + 5 * 4 * 4 - 4;
        check_left(&Action::ALL, Some((everyone, [2, 3])));
        // Not the eyes; not the mouth.
        let four = 4 * 3 * 3 + 4 * 3 * 3 * 3;
        check_left(&[TurnLeft, TurnRight, OpenMouth, Nod], Some((four, [3, 4])));
        check_left(&[TurnLeft, TurnRight, Blink, Nod], Some((four, [3, 4])));
        // Neither.
        check_left(&[TurnLeft, TurnRight, Nod], Some((27 + 81, [3, 4])));
        // Not the head.
        check_left(&[OpenMouth, Blink], Some((50 + 112, [6, 7])));
        assert!([four, 27 + 81, 50 + 112].iter().all(|it| *it >= everyone));
    }

    #[test]
    fn one_action_is_no_question() {
        check_left(&[OpenMouth], None);
        check_left(&[Blink], None);
        check_left(&[], None);
    }

    #[test]
    fn a_set_that_nothing_is_taken_from_is_drawn_from_as_ever() {
        let left = [OpenMouth, Nod];
        let drawn = draw_from_left(&[OpenMouth], &left, (2..=2, 7), &mut Seeded(1));
        assert_eq!(drawn, Some(vec![OpenMouth, OpenMouth]));
    }

    #[test]
    fn timings_are_drawn_for_mouth_and_eyes_alone() {
        assert!(draw_timings(&[OpenMouth, Nod, Blink], &mut Seeded(1)).is_empty());
        let mut randomness = Seeded(2);
        let mut pauses = HashSet::new();
        for _ in 0..500 {
            let timings = draw_timings(&[OpenMouth, Blink, OpenMouth], &mut randomness);
            assert!(timings.iter().all(Timing::is_within_bounds));
            assert!(timings[0].hold_ms >= 300 && timings[1].hold_ms == 0);
            pauses.extend(timings.iter().map(|timing| timing.pause_ms));
        }
        assert!(pauses.len() > 900, "{}", pauses.len());
    }

    proptest! {
        #[test]
        fn what_is_drawn_is_accepted(seed: u64, mask in 1_usize..32) {
            let set: Vec<Action> = [TurnLeft, TurnRight, OpenMouth, Blink, Nod]
                .into_iter().enumerate().filter(|(index, _)| mask >> index & 1 == 1).map(|(_, action)| action).collect();
            let Some(drawn) = draw_actions(&set, 2..=3, &mut Seeded(seed)) else {
                prop_assert_eq!(set, vec![Blink]);
                return Ok(());
            };
            prop_assert!(Rules::guide().accepts(&drawn));
            prop_assert!(drawn.iter().all(|action| set.contains(action)));
            prop_assert!(set.len() == 1 || drawn.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }
}
