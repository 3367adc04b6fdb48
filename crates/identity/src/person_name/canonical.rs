//! The form in which names are compared.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::characters::{is_apostrophe, is_hyphen};
use crate::typed::{half_width, is_zero_width};

const TABLE: &str = include_str!("../../data/ideographs.csv");

/// What is read as a unified ideograph: private-use characters of GB 18030, radicals and strokes.
static IDEOGRAPHS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| rows(TABLE).collect());

/// The canonical form of a name: of each step the result goes through all steps again, until none changes it.
pub(super) fn of(name: &str) -> String {
    let mut form = name.to_owned();
    loop {
        let next = step(&form);
        if next == form {
            return form;
        }
        form = next;
    }
}

/// NFC maps the compatibility ideographs that have a canonical equivalent, and leaves the twelve that are unified.
fn step(name: &str) -> String {
    let visible = name.chars().filter(|c| !is_zero_width(*c));
    let plain: String = visible.map(one_of_many).flat_map(folded).collect();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&plain)
        .into_owned()
}

/// The one character for all that look like it.
fn one_of_many(character: char) -> char {
    match character {
        c if is_apostrophe(c) => '\'',
        c if is_hyphen(c) => '-',
        c => IDEOGRAPHS.get(&c).copied().unwrap_or_else(|| half_width(c)),
    }
}

/// Full case folding (Unicode, section 3.13): small letters of the capitals, so that ß is ss; ı alone has another.
fn folded(character: char) -> impl Iterator<Item = char> {
    let capitals = (character != 'ı').then(|| character.to_uppercase());
    let kept = capitals.is_none().then_some(character);
    let small = capitals.into_iter().flatten().flat_map(char::to_lowercase);
    small.chain(kept)
}

fn rows(table: &str) -> impl Iterator<Item = (char, char)> {
    let character = |text: &str| char::from_u32(u32::from_str_radix(text, 16).ok()?);
    table.lines().filter_map(move |line| {
        let (from, to) = line.split_once(',')?;
        Some((character(from)?, character(to)?))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(of(name), expected, "{name}");
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), IDEOGRAPHS.len());
        let of = |first, last| IDEOGRAPHS.range(first..=last).count();
        assert_eq!(of('\u{E815}', '\u{E864}'), 80);
        assert_eq!(of('\u{2E80}', '\u{2FDF}'), 328);
    }

    #[test]
    fn what_a_row_gives_goes_on_until_nothing_changes() {
        check("\u{E815}", "厂");
        check("\u{E816}", "\u{20087}");
        check("\u{E863}", "\u{4DAE}");
        check("\u{2F800}\u{F967}", "丽不");
        check("\u{FA0E}\u{FA29}", "\u{FA0E}\u{FA29}");
    }

    #[test]
    fn letters_are_folded_as_unicode_says() {
        check("Ｓtraße İı Σς", "strasse i\u{307}ı σσ");
        check("O‘Neill－Smith", "o'neill-smith");
    }

    proptest! {
        #[test]
        fn it_is_its_own_canonical_form(name in ".*") {
            let form = of(&name);
            prop_assert_eq!(of(&form), form);
        }
    }
}
