//! The characters of names. What is refused is listed and the rest accepted: every year adds Han characters that no table
//! here would know (GB 18030-2022 and its amendments), and registers hold private-use characters for those still missing.

/// The one interpunct (GB 18030 A1A4).
pub(super) const INTERPUNCT: char = '\u{B7}';

/// Whether the character is a Han character, a private-use one standing for such, or 々, 〆, 〇.
pub(super) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{E000}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Whether the character is typed where the interpunct is meant.
pub(super) fn is_like_interpunct(character: char) -> bool {
    matches!(
        character,
        INTERPUNCT
            | '.'
            | '\u{387}'
            | '\u{2022}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22C5}'
            | '\u{30FB}'
            | '\u{FF0E}'
            | '\u{FF65}'
    )
}

/// Whether the character parts words; other white space is a control character.
pub(super) fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Whether the character controls rather than shows, takes no ink without being a space, or marks a broken encoding.
pub(super) fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{180E}' | '\u{2028}' | '\u{2029}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether the character is a digit, of full width or not; 〇 is none.
pub(super) fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '\u{FF10}'..='\u{FF19}')
}

/// Whether the character joins or shortens the parts of a name.
pub(super) fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        ' ' | '-' | '\'' | '.' | ',' | '\u{2019}' | INTERPUNCT
    )
}

/// Whether the character is a sign that no name contains.
pub(super) fn is_symbol(character: char) -> bool {
    let listed = character.is_ascii_punctuation()
        || matches!(character,
            '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}'..='\u{B9}' | '\u{BB}'..='\u{BF}' | '\u{D7}' | '\u{F7}'
            | '\u{2010}'..='\u{2BFF}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30FB}' | '\u{FF65}'
            | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF64}' | '\u{1F000}'..='\u{1FAFF}');
    listed && !is_punctuation(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(characters: &str, is_class: fn(char) -> bool, expected: bool) {
        for character in characters.chars() {
            assert_eq!(is_class(character), expected, "{character:?}");
        }
    }

    #[test]
    fn han_has_every_plane() {
        check("甲〇々㛃𠮷𬭎\u{2EBF0}\u{323B0}\u{E81E}", is_han, true);
        check("A·. ", is_han, false);
    }

    #[test]
    fn letters_and_joints_are_no_symbols() {
        check("甲𠮷é·.'’-, \u{FE00}", is_symbol, false);
        check("@<>\"&¡—“”。！：～😀★（", is_symbol, true);
    }

    #[test]
    fn what_takes_no_ink_or_broke_is_a_control_character() {
        check(
            "\u{0}\n\t\u{7F}\u{AD}\u{FFFD}\u{2028}\u{E0041}",
            is_control,
            true,
        );
    }
}
