//! `authority staff` and `authority one-time-code`.

use anyhow::Context as _;
use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use authority::Surroundings;
use clap::Args;
use counter::OneTimeCode;
use data_encoding::BASE32_NOPAD;
use rand_core::CryptoRng;
use serde_json::json;
use std::io::Read as _;

/// argon2id as the edge checks it (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_LENGTH: usize = 16;

/// 100 bits, as twenty letters and digits.
const PASSWORD_BYTES: usize = 12;

/// 160 bits, as RFC 4226, section 4, recommends.
const SECRET_BYTES: usize = 20;

/// Draws password and one-time codes for somebody who works at the counter, and prints them once, as JSON: `listed` goes
/// into the edge's list, `password` and `otpauth` to the member.
#[derive(Args)]
pub(crate) struct Staff {
    /// The name they sign in with.
    #[arg(long)]
    member: String,
}

impl Staff {
    /// Draws and prints them.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self { member } = self;
        anyhow::ensure!(
            !member.is_empty()
                && member
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-'),
            "a member's name has letters, digits and hyphens"
        );
        let mut randomness = Surroundings::real().randomness();
        let password = BASE32_NOPAD
            .encode(&drawn::<PASSWORD_BYTES>(&mut randomness))
            .to_lowercase();
        let secret = BASE32_NOPAD.encode(&drawn::<SECRET_BYTES>(&mut randomness));
        let listed = json!({
            "member": member,
            "password": hash(&password, &drawn::<SALT_LENGTH>(&mut randomness))?,
            "one_time_codes": secret,
        });
        let otpauth = format!("otpauth://totp/Shiming:{member}?secret={secret}&issuer=Shiming");
        let drawn = json!({ "listed": listed, "password": password, "otpauth": otpauth });
        Ok(super::say(&serde_json::to_string_pretty(&drawn)?)?)
    }
}

fn drawn<const LENGTH: usize>(randomness: &mut impl CryptoRng) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    randomness.fill_bytes(&mut bytes);
    bytes
}

fn hash(password: &str, salt: &[u8]) -> anyhow::Result<String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher.hash_password_with_salt(password.as_bytes(), salt);
    let hash: PasswordHash = hash.map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
    Ok(hash.to_string())
}

/// Prints the one-time code of now, for whoever has no authenticator at hand; the secret comes on the standard input,
/// where no list of processes shows it.
pub(crate) fn print_code() -> anyhow::Result<()> {
    let mut secret = String::new();
    std::io::stdin().read_to_string(&mut secret)?;
    let codes = OneTimeCode::parse(secret.trim());
    let codes = codes.context("the standard input holds no secret of one-time codes")?;
    Ok(super::say(&codes.at(Surroundings::real().now()))?)
}
