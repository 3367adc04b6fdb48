//! The table of places as a whole: no place in it is refused, and it says what the list says that it was packed from,
//! where `../shared/facts` has one.

#![expect(clippy::unwrap_used, reason = "a broken list fails the test")]

use std::{env, fs, path::PathBuf};

use identity::{IdNumber, IdNumberHint, LegalDay, Region, RegionCode};

/// `REGION_CODES` names the list where it lies elsewhere.
fn list() -> Option<String> {
    let named = env::var_os("REGION_CODES").map(PathBuf::from);
    let path = named.or_else(|| material::shared("facts/region_codes.csv"))?;
    Some(fs::read_to_string(path).unwrap())
}

/// Codes that the list says are out of use, and every later one has.
const IN_USE_AGAIN: [&str; 4] = ["220281", "220282", "430302", "430304"];

/// Codes of 2024 to 2026, which the list does not have yet.
const LATER: [&str; 5] = ["500157", "653132", "653228", "653229", "659013"];

fn find(code: &str) -> Option<Region> {
    Region::find(RegionCode::parse(code).unwrap())
}

fn all_known() -> impl Iterator<Item = String> {
    let all = (0..100_0000).map(|code| format!("{code:06}"));
    all.filter(|code| find(code).is_some())
}

/// Parts of Hong Kong and Macao: their residents' numbers have the code of the whole (国办发〔2018〕81号 art. 3).
fn is_part_of_territory(code: &str) -> bool {
    code.starts_with('8') && !code.ends_with("0000")
}

fn number_from(code: &str) -> String {
    let body = format!("{code}18800101001");
    let check_digit = IdNumber::check_digit(&body).unwrap();
    format!("{body}{check_digit}")
}

fn own_name(region: Region) -> &'static str {
    region
        .county
        .or(region.prefecture)
        .unwrap_or(region.province)
}

#[test]
fn a_number_from_any_known_place_is_read_without_a_hint() {
    let today = LegalDay::parse("2026-11-23").unwrap();
    for code in all_known().filter(|code| !is_part_of_territory(code)) {
        let number = IdNumber::parse(&number_from(&code), today);
        assert_eq!(number.map(|number| number.hint()), Ok(None), "{code}");
    }
}

#[test]
fn a_number_from_an_unknown_place_is_read_with_a_hint() {
    let today = LegalDay::parse("2026-11-23").unwrap();
    for code in ["440599", "449900", "110999", "719999"] {
        let number = IdNumber::parse(&number_from(code), today).unwrap();
        assert_eq!(number.hint(), Some(IdNumberHint::RegionUnknown), "{code}");
    }
}

#[test]
fn every_row_of_the_list_is_found_as_it_stands_and_no_other() {
    let Some(list) = list() else {
        return;
    };
    let rows: Vec<Vec<&str>> = list
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    for row in &rows {
        let region = find(row[0]).unwrap_or_else(|| panic!("{} is missing", row[0]));
        let found = (own_name(region), region.start_year, region.end_year);
        let end = row[3].parse().ok();
        let end = end.filter(|_| !IN_USE_AGAIN.contains(&row[0]));
        assert_eq!(found, (row[1], row[2].parse().ok(), end), "{row:?}");
    }
    let listed = |code: &String| rows.iter().any(|row| row[0] == code);
    let others: Vec<String> = all_known().filter(|code| !listed(code)).collect();
    assert_eq!(others, LATER);
}
