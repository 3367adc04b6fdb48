//! The target that `FUZZ_TARGET` names, driven by libFuzzer: what `cargo xtask test` runs for a minute each.
//!
//! One program for all, in the workspace, so that it shares what is compiled there. `fuzz/` has them as cargo-fuzz wants them.

#![no_main]

use std::env;
use std::sync::LazyLock;

static TARGET: LazyLock<String> = LazyLock::new(|| env::var("FUZZ_TARGET").unwrap_or_default());

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::run(&TARGET, bytes));
