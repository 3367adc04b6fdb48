//! Packs the list of region codes into what the crate embeds, from lines of `code,name,start_year,end_year,…` under a
//! heading. `cargo run -p identity --example pack_regions -- region_codes.csv crates/identity/data/regions.bin`

use std::{env, error::Error, fs};

const SMALLEST: u8 = 10;
const YEAR_ZERO: u16 = 1979;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = env::args().skip(1);
    let (Some(list), Some(packed)) = (paths.next(), paths.next()) else {
        return Err("name the list and the file to write".into());
    };
    let columns = columns(&fs::read_to_string(list)?)?;
    fs::write(
        packed,
        miniz_oxide::deflate::compress_to_vec(columns.as_bytes(), SMALLEST),
    )?;
    Ok(())
}

/// The text that `src/region/table.rs` reads: like stands by like, which deflates best.
fn columns(list: &str) -> Result<String, Box<dyn Error>> {
    let mut columns: [Vec<String>; 4] = Default::default();
    let mut previous = 0;
    for line in list.lines().skip(1) {
        let [code, name, start, end, ..] = line.split(',').collect::<Vec<_>>()[..] else {
            return Err("a line has too few fields".into());
        };
        let number: u32 = code.parse()?;
        let step = number.checked_sub(previous).ok_or("codes must rise")?;
        previous = number;
        let fields = [step.to_string(), year(start)?, year(end)?, name.to_owned()];
        for (column, field) in columns.iter_mut().zip(fields) {
            column.push(field);
        }
    }
    Ok(columns.map(|column| column.join(",")).join(";"))
}

fn year(text: &str) -> Result<String, Box<dyn Error>> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let after = text.parse::<u16>()?.checked_sub(YEAR_ZERO);
    Ok(after.ok_or("the lists begin in 1980")?.to_string())
}
