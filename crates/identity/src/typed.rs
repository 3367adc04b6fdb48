//! What keyboards, input methods and clipboards add to what a person means.

/// A code or a document's number as it is meant: without blanks, dashes, brackets and stops, which only group it, in ASCII
/// and capitals as far as there are such.
#[must_use]
pub fn typed_code(text: &str) -> String {
    in_capitals(text).filter(|c| !is_filler(*c)).collect()
}

/// The characters of a number, in capitals, as far as there are such; signs that are typed for X are X.
pub(crate) fn in_capitals(text: &str) -> impl Iterator<Item = char> {
    plain(text).map(|character| match character {
        // Х and х of Cyrillic, Χ and χ of Greek, the numeral ten, the signs for multiplication.
        '\u{425}' | '\u{445}' | '\u{3A7}' | '\u{3C7}' | '\u{2169}' | '\u{2179}' | '\u{D7}'
        | '\u{2715}' => 'X',
        other => other.to_ascii_uppercase(),
    })
}

/// What is typed, without blanks, in half width, with one dash and one stop for all.
pub(crate) fn plain(text: &str) -> impl Iterator<Item = char> {
    let visible = text.chars().filter(|c| !is_blank(*c));
    visible.map(|character| match half_width(character) {
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{30FC}'
        | '\u{FE58}'
        | '\u{FE63}' => '-',
        '\u{B7}' | '\u{3002}' | '\u{FF61}' => '.',
        other => other,
    })
}

/// Whether the character of a plain text only groups what stands around it.
pub(crate) fn is_filler(character: char) -> bool {
    matches!(character, '-' | '.' | '(' | ')')
}

/// The ASCII form of a full-width character (U+FF01 to U+FF5E); every other character is itself.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

/// Whether the character takes no ink: any white space (U+3000 and U+00A0 too) and the zero-width and direction
/// marks that contact lists wrap around numbers.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_zero_width(character)
}

/// Whether the character has no width at all; selectors of a variant, which only choose a glyph, are among them.
pub(crate) fn is_zero_width(character: char) -> bool {
    matches!(character,
        '\u{34F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_grouped() {
        for text in [
            "A1234567",
            "a123456(7)",
            " Ａ１２３４５６（７） ",
            "A\u{2011}123\u{2014}456\u{2212}7",
            "a.123。4567\u{200B}",
        ] {
            assert_eq!(typed_code(text), "A1234567", "{text}");
        }
        assert_eq!(typed_code("ⅩⅹХх×Χχ✕ｘ"), "X".repeat(9));
    }

    #[test]
    fn full_width_characters_become_ascii() {
        let typed: String = "１２３Ｘｘ＋－甲".chars().map(half_width).collect();
        assert_eq!(typed, "123Xx+-甲");
    }

    #[test]
    fn characters_without_ink_are_blank() {
        assert!(
            "\u{3000}\u{A0}\t \u{202D}\u{FEFF}\u{34F}\u{FE00}\u{E0100}"
                .chars()
                .all(is_blank)
        );
        assert!(!"0甲·".chars().any(is_blank));
    }
}
