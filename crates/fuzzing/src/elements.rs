//! The elements of a person, as people type them: name, number, mobile number, card, day and place.

use crate::Target;
use crate::text::{joined, lines};
use identity::{
    CardEnd, CardValidity, IdNumber, LegalDay, Mobile, PersonName, Progress, RegionCode,
};
use verification::Elements;

pub(crate) const TARGET: Target = Target {
    name: "elements",
    run,
    seeds,
};

/// What is taken is taken again as it was kept, and shows nothing of itself.
fn run(bytes: &[u8]) {
    let [name, number, mobile, start, end, code] = lines(bytes);
    let Ok(today) = LegalDay::from_ymd(2026, 11, 25) else {
        return;
    };
    if let Ok(read) = PersonName::parse(&name) {
        let again = PersonName::parse(read.expose());
        let printed = again.as_ref().map(PersonName::expose);
        assert_eq!(printed, Ok(read.expose()));
        let stored = PersonName::from_stored(read.expose());
        assert_eq!(stored.as_ref(), Ok(&read));
        let _ = read.masked();
    }
    if let Ok(read) = Mobile::parse(&mobile) {
        assert_eq!(Mobile::parse(read.expose()), Ok(read.clone()));
        assert!(
            !format!("{read:?}").contains(read.expose()),
            "a mobile number is shown"
        );
    }
    check_number(&number, today);
    for text in [&start, &end] {
        let _ = LegalDay::parse(text);
        if let Ok(end) = CardEnd::parse(text) {
            assert_eq!(CardEnd::parse(&end.code()), Ok(end));
        }
    }
    let _ = RegionCode::parse(&code);
    let _ = Elements::parse(&name, &number, &start, &end, today);
}

fn check_number(text: &str, today: LegalDay) {
    let typed = IdNumber::check_prefix(text, today);
    let Ok(read) = IdNumber::parse(text, today) else {
        assert_ne!(typed, Ok(Progress::Complete), "complete, but refused");
        return;
    };
    assert_eq!(typed, Ok(Progress::Complete), "taken, but not complete");
    assert_eq!(IdNumber::parse(read.expose(), today), Ok(read.clone()));
    assert!(
        !format!("{read:?}{read}").contains(read.expose()),
        "an ID number is shown"
    );
    if let Ok(validity) = CardValidity::parse("2020-01-01", "long_term", read.birth_date(), today) {
        let _ = validity.hint(read.birth_date());
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let citizen = [
        "样本一",
        "11010519491231002X",
        "13800138000",
        "2020-01-01",
        "长期",
        "110105",
    ];
    let resident = [
        "阿卜杜拉·买买提",
        "810000199408230021",
        "+86 138 0013 8000",
        "20200101",
        "2030.01.01",
        "810000",
    ];
    vec![
        joined(&citizen),
        joined(&resident),
        joined(&["Ａ", "９１1", "１３８", "0000-00-00", "99999999", "0"]),
    ]
}
