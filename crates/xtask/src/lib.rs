//! The project's commands, as a library: `main.rs` is their command line, and the tests start the
//! same stack that `cargo xtask run` starts.
//!
//! In scope: installing what is missing, building every part once, starting and stopping edge and
//! authority, running the gates, counting their results.
//! Out of scope: anything a deployment needs at run time, and any rule about persons or faces.

#![expect(
    clippy::disallowed_methods,
    reason = "the commands tell the developer how long each step took; no rule depends on it"
)]
#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "speaking to the developer's terminal is what this crate is for"
)]

pub mod audit;
pub mod bench;
pub mod build;
pub mod cargo;
pub mod command;
pub mod expense;
pub mod fingerprint;
pub mod footage;
pub mod fuzz;
pub mod paths;
pub mod setup;
pub mod stack;
pub mod step;
pub mod table;
pub mod tally;
