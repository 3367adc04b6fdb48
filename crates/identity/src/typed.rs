//! What keyboards, input methods and clipboards add to what a person means.

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
pub(crate) fn is_blank(character: char) -> bool {
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
