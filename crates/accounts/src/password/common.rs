//! Passwords that everybody guesses: the first three thousand and all long ones of a public list of leaked passwords (as
//! zxcvbn ranks them), and what is common where this is used. Most are shorter than a password may be, so what is made of
//! two of them is common too.

use std::collections::HashSet;
use std::sync::LazyLock;

static LIST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/common_passwords.txt")
        .lines()
        .collect()
});

/// Whether `password`, in small letters, is on the list, or is two pieces of it one after the other, whatever signs stand
/// at its ends.
pub(super) fn is_common(password: &str) -> bool {
    let core = password.trim_matches(|character: char| !character.is_alphanumeric());
    if LIST.contains(core) {
        return true;
    }
    let cuts = core.char_indices().map(|(at, _)| core.split_at(at));
    let is_piece = |piece: &str| LIST.contains(piece);
    cuts.into_iter()
        .any(|(first, second)| is_piece(first) && is_piece(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, expected: bool) {
        assert_eq!(is_common(password), expected, "{password}");
    }

    #[test]
    fn one_or_two_pieces_are_common() {
        check("1qaz2wsx3edc", true);
        check("password1234", true);
        check("**dragondragon!!", true);
        check("iloveyou5201314", true);
    }

    #[test]
    fn sentences_are_not() {
        check("correct horse battery", false);
        check("a quiet river at dawn", false);
        check("春眠不觉晓处处闻啼鸟夜来", false);
        check("", false);
    }
}
