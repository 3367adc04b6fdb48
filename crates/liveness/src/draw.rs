//! Which actions a challenge asks for.

use rand_core::CryptoRng;
use std::ops::RangeInclusive;
use verification::Action;

/// Draws actions from a deployment's set: their number out of `count`, each at random, none twice in a
/// row, never blinks alone.
///
/// A set of one action (not a blink) gives that action repeated, for it has nothing else; nothing is
/// drawn from an empty set, from blinks alone, or for an empty or zero count.
#[must_use]
pub fn draw_actions(
    set: &[Action],
    count: RangeInclusive<usize>,
    randomness: &mut impl CryptoRng,
) -> Option<Vec<Action>> {
    let set: Vec<Action> = Action::ALL
        .into_iter()
        .filter(|action| set.contains(action))
        .collect();
    let choices = count.end().checked_sub(*count.start())?.checked_add(1)?;
    if set.iter().all(|action| *action == Action::Blink) || *count.start() == 0 {
        return None;
    }
    let count = count.start() + below(choices, randomness);
    let drawn = draw(&set, count, randomness);
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

fn draw(set: &[Action], count: usize, randomness: &mut impl CryptoRng) -> Vec<Action> {
    let mut drawn: Vec<Action> = Vec::with_capacity(count);
    while drawn.len() < count {
        let last = drawn.last().copied();
        let others: Vec<Action> = set
            .iter()
            .copied()
            .filter(|action| set.len() == 1 || Some(*action) != last)
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
    use Action::{Blink, Nod, OpenMouth, TurnLeft, TurnRight};
    use proptest::prelude::*;
    use rand_core::{TryCryptoRng, TryRng};
    use std::collections::HashSet;
    use std::convert::Infallible;

    /// SplitMix64: good enough to test with.
    struct Seeded(u64);

    impl TryRng for Seeded {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64()
                .map(|value| u32::try_from(value >> 32).unwrap())
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            Ok(mixed ^ (mixed >> 31))
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(0);
            Ok(())
        }
    }

    impl TryCryptoRng for Seeded {}

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
        assert_eq!(seen.len(), 5 * 4 + 5 * 4 * 4);
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
