//! What `cargo xtask` starts: builds the commands, and becomes them.

#![expect(clippy::print_stderr, reason = "a command speaks")]

use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    // Asked for before the build: afterwards another file may lie at this program's place.
    let error = match commands() {
        Ok(commands) => run(&commands),
        Err(error) => error,
    };
    eprintln!("error: the project's commands could not be started: {error}");
    ExitCode::FAILURE
}

/// The program of `crates/xtask`, which cargo leaves beside this one.
fn commands() -> io::Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("xtask"))
}

/// Builds `commands` and replaces this process by it; returns only with an error.
fn run(commands: &Path) -> io::Error {
    let mut build = launcher::workspace("build");
    build.args(["--bin", "xtask"]);
    if commands.exists() {
        build.arg("--quiet");
    } else {
        eprintln!("compiling the project's commands, once");
    }
    match build.status() {
        Ok(status) if status.success() => Command::new(commands)
            .args(std::env::args_os().skip(1))
            .exec(),
        Ok(status) => io::Error::other(format!("compiling them ended with {status}")),
        Err(error) => error,
    }
}
