//! `cargo xtask ideographs`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::paths;
use crate::setup::apt;
use crate::step::Step;

const TABLE: &str = "crates/identity/data/ideographs.csv";
const UNICODE: &str = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt";

/// The characters that stand for others, by code point.
type Mapping = BTreeMap<u32, u32>;

/// Compare the table of ideographs in names with Unicode's file and with the C library's GB 18030
#[derive(Args, Debug)]
pub struct Arguments {}

/// Reads Debian's package `unicode-data`, asks `iconv`, and fails if the table says anything else than they.
pub fn run(_arguments: &Arguments) -> Result<()> {
    let step = Step::new("ideographs");
    if fs::metadata(UNICODE).is_err() {
        apt::install("Unicode's data", &["unicode-data"])?;
    }
    let mut expected = radicals(&fs::read_to_string(UNICODE)?)?;
    expected.extend(moved()?);
    let table = table(&fs::read_to_string(paths::root().join(TABLE))?)?;
    let differing = expected
        .iter()
        .chain(&table)
        .filter(|(from, _)| expected.get(from) != table.get(from));
    let differing: Vec<String> = differing
        .map(|(from, to)| format!("{from:04X},{to:04X}"))
        .collect();
    if !differing.is_empty() {
        bail!("{TABLE} and its sources differ: {}", differing.join(" "));
    }
    step.done(&format!(
        "{} rows are as their sources have them",
        table.len()
    ));
    Ok(())
}

/// The rows of the table.
fn table(text: &str) -> Result<Mapping> {
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let (from, to) = line.split_once(',').context("a row has two columns")?;
        Ok((code_point(from)?, code_point(to)?))
    })
    .collect()
}

/// Lines such as `2E8C..2E8D ; 5C0F # …` (Unicode Standard Annex 44).
fn radicals(text: &str) -> Result<Mapping> {
    let mut mapping = Mapping::new();
    for line in text.lines() {
        let data = line.split('#').next().unwrap_or_default();
        let Some((range, to)) = data.split_once(';') else {
            continue;
        };
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        let to = code_point(to)?;
        mapping.extend((code_point(first)?..=code_point(last)?).map(|from| (from, to)));
    }
    Ok(mapping)
}

/// What the two-byte codes FE50 to FEA0 of GB 18030 are, which were U+E815 to U+E864 before.
fn moved() -> Result<Mapping> {
    let trails = (0x50..=0xA0_u8).filter(|trail| *trail != 0x7F);
    let bytes: Vec<u8> = trails.flat_map(|trail| [0xFE, trail]).collect();
    let mut iconv = Command::new("iconv")
        .args(["-f", "GB18030", "-t", "UTF-8"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("`iconv` of the C library is missing")?;
    let mut input = iconv.stdin.take().context("iconv has no input")?;
    input.write_all(&bytes)?;
    drop(input);
    let text = String::from_utf8(iconv.wait_with_output()?.stdout)?;
    Ok((0xE815..).zip(text.chars().map(u32::from)).collect())
}

fn code_point(text: &str) -> Result<u32> {
    u32::from_str_radix(text.trim(), 16).with_context(|| format!("{text} is no code point"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_single_code_points_are_read_and_remarks_are_not() {
        let text = "# 2E80; none\n2E8C..2E8D ; 5C0F # two\n2FD5 ; 9FA0\n";
        let expected = [(0x2E8C, 0x5C0F), (0x2E8D, 0x5C0F), (0x2FD5, 0x9FA0)];
        assert_eq!(radicals(text).unwrap(), Mapping::from(expected));
    }
}
