//! The characters of names. What is refused is listed and the rest accepted: every year adds Han characters that no table
//! here would know (GB 18030-2022 and its amendments), and registers hold private-use characters for those still missing.

/// The one interpunct (GB 18030 A1A4).
pub(super) const INTERPUNCT: char = '\u{B7}';

/// Whether the character is a Han character, a radical or stroke or private-use one standing for such, or 々, 〆, 〇.
pub(super) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{31C0}'..='\u{31E3}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{E000}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Whether the character looks like the interpunct, and is typed where that is meant.
pub(super) fn is_like_interpunct(character: char) -> bool {
    matches!(
        character,
        INTERPUNCT
            | '.'
            | '\u{2D9}'
            | '\u{387}'
            | '\u{701}'
            | '\u{119E}'
            | '\u{1427}'
            | '\u{16EB}'
            | '\u{18DF}'
            | '\u{2022}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22C5}'
            | '\u{25CF}'
            | '\u{2E30}'
            | '\u{2E31}'
            | '\u{2E33}'
            | '\u{30FB}'
            | '\u{318D}'
            | '\u{A78F}'
            | '\u{FE52}'
            | '\u{FF0E}'
            | '\u{FF65}'
            | '\u{10101}'
    )
}

/// Whether the character is a comma, a dash or an ideographic stop: between Han characters somebody meant the
/// interpunct or a second name, and only they know which.
pub(super) fn is_other_separator(character: char) -> bool {
    matches!(
        character,
        ',' | '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{3001}'
                | '\u{3002}'
                | '\u{FE50}'
                | '\u{FE51}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0C}'
                | '\u{FF0D}'
                | '\u{FF61}'
                | '\u{FF64}'
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
    is_apostrophe(character)
        || is_hyphen(character)
        || matches!(
            character,
            ' ' | '.' | ',' | '\u{FF0C}' | '\u{FF0E}' | INTERPUNCT
        )
}

/// Whether the character is typed for the apostrophe.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{FF07}')
}

/// Whether the character is typed for the hyphen.
pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '\u{FF0D}')
}

/// Whether the character is a sign that no name contains; what looks like the interpunct is no letter either.
pub(super) fn is_symbol(character: char) -> bool {
    let listed = character.is_ascii_punctuation()
        || is_like_interpunct(character)
        || matches!(character,
            '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}'..='\u{B9}' | '\u{BB}'..='\u{BF}' | '\u{D7}' | '\u{F7}'
            | '\u{2010}'..='\u{2BFF}' | '\u{2E00}'..='\u{2E7F}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
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
        check("甲〇々㛃𠮷𬭎⾦㇐\u{2EBF0}\u{323B0}\u{E81E}", is_han, true);
        check("A·. ", is_han, false);
    }

    #[test]
    fn letters_and_joints_are_no_symbols() {
        check("甲𠮷é·.'‘’＇-‐‑－,，． ", is_symbol, false);
        check("@<>\"&¡—“”。！：～😀★（", is_symbol, true);
        check("\u{2E31}\u{2E33}\u{A78F}\u{318D}˙᛫ᐧ●", is_symbol, true);
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
