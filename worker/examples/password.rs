//! How long one argon2id hash with the edge's parameters takes natively: milliseconds, as JSON.
//! `cargo run --release -p edge --example password`

use std::time::Instant;

use argon2::{Algorithm, Argon2, Params, Version};

const ROUNDS: usize = 10;

#[expect(clippy::print_stdout, reason = "figures for a program that reads them")]
fn main() -> Result<(), argon2::Error> {
    let hasher = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19_456, 2, 1, None)?,
    );
    let times: Vec<f64> = (0..ROUNDS)
        .map(|_| hash_ms(&hasher))
        .collect::<Result<_, _>>()?;
    println!("{}", serde_json::json!({ "hash_ms": times }));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn hash_ms(hasher: &Argon2<'_>) -> Result<f64, argon2::Error> {
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    let start = Instant::now();
    hasher.hash_password_into(b"a quiet river at dawn", &[7; 16], &mut output)?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}
