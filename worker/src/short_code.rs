//! The short code that both screens of a hand-over show: people compare it, and it opens nothing.

use rand_core::CryptoRng;

/// Letters that spell no words and are not mistaken for others (RFC 8628, section 6.1).
const LETTERS: [char; 16] = [
    'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'X',
];
const LENGTH: usize = 4;

/// A fresh code of four letters.
pub(crate) fn draw(randomness: &mut impl CryptoRng) -> String {
    let mut bytes = [0; LENGTH];
    randomness.fill_bytes(&mut bytes);
    let letters = bytes.map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]);
    letters.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;

    #[test]
    fn a_short_code_has_four_plain_letters() {
        let code = draw(&mut randomness());
        assert_eq!(code.len(), LENGTH);
        assert!(code.chars().all(|letter| LETTERS.contains(&letter)));
    }
}
