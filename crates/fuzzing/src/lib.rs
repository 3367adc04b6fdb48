//! Bad input: every decoder and parser that reads what strangers send, as one function of bytes each.
//!
//! In scope: the functions, which panic where a promise is broken, and honest input to begin from. `cargo xtask test`
//! runs each over a few thousand inputs changed from those; `cargo xtask fuzz` gives each to libFuzzer for a minute.
//! Out of scope: what is read from an operator's own files and settings.

mod bodies;
mod codes;
mod elements;
mod evidence_layout;
mod keys;
mod liveness_transcript;
mod picture;
mod randomness;
mod request_signature;
mod sealed_evidence;
mod statements;
mod stored_transcript;
mod text;

/// A function of bytes that must not panic, whatever they are.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and its file's below `fuzz/fuzz_targets/`.
    pub name: &'static str,
    /// Reads `bytes`, and panics where a promise is broken.
    pub run: fn(bytes: &[u8]),
    /// Honest input, for changes to begin from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: [Target; 11] = [
    bodies::TARGET,
    codes::TARGET,
    elements::TARGET,
    evidence_layout::TARGET,
    keys::TARGET,
    liveness_transcript::TARGET,
    picture::TARGET,
    request_signature::TARGET,
    sealed_evidence::TARGET,
    statements::TARGET,
    stored_transcript::TARGET,
];

/// Runs the target `name` once; an unknown name is a fault of the caller.
///
/// # Panics
///
/// Where a promise is broken, or no target has that name.
#[expect(clippy::panic, reason = "a target says by a panic what it found")]
pub fn run(name: &str, bytes: &[u8]) {
    match TARGETS.iter().find(|target| target.name == name) {
        Some(target) => (target.run)(bytes),
        None => panic!("there is no target {name}"),
    }
}
