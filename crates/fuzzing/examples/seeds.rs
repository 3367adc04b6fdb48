//! Writes each target's honest input below a folder, for a fuzzer to begin from, and prints the targets' names.
//! `cargo run -p fuzzing --example seeds FOLDER`

#![expect(clippy::print_stdout, reason = "names for a program that reads them")]

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args_os()
        .nth(1)
        .map_or_else(PathBuf::new, PathBuf::from);
    for target in fuzzing::TARGETS {
        let corpus = folder.join(target.name);
        fs::create_dir_all(&corpus)?;
        for (number, seed) in (target.seeds)().into_iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number}")), seed)?;
        }
        println!("{}", target.name);
    }
    Ok(())
}
