//! The second factor of the staff: time-based one-time codes (RFC 6238), as every authenticator makes them.

use identity::typed_code;
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// For how long one code is shown, seconds.
pub const STEP_SECONDS: u64 = 30;

/// The text is no secret of a one-time code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is at least 16 bytes in base32")]
pub struct OneTimeCodeError;

/// The secret behind one person's codes; six digits, 30 seconds, SHA-1, for that is what authenticators know.
pub struct OneTimeCode(Totp);

impl OneTimeCode {
    /// From the secret in base32.
    pub fn parse(secret: &str) -> Result<Self, OneTimeCodeError> {
        let secret = Secret::try_from_base32(secret).map_err(|_| OneTimeCodeError)?;
        let built = Builder::new()
            .with_secret(secret)
            .with_step_duration(STEP_SECONDS)
            .build();
        built.map(Self).map_err(|_| OneTimeCodeError)
    }

    /// The step that `code` belongs to: that of now, or the one before or after it.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<u64> {
        let seconds = u64::try_from(now.as_second()).ok()?;
        self.0.check(&typed_code(code), seconds)
    }

    /// The code of now.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> String {
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        self.0.generate(seconds).to_string()
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("OneTimeCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let codes = OneTimeCode::parse(SECRET).unwrap();
        // RFC 6238, appendix B, the last six of eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(codes.at(at(second)), code);
            assert_eq!(
                codes.step_of(code, at(second)),
                Some(second.unsigned_abs() / STEP_SECONDS)
            );
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_more() {
        let codes = OneTimeCode::parse(SECRET).unwrap();
        assert_eq!(codes.step_of("287082", at(59 + 30)), Some(1));
        assert_eq!(codes.step_of("287082", at(29)), Some(1));
        for typed in ["287 082", "２８７０８２", "287-082 "] {
            assert_eq!(codes.step_of(typed, at(59)), Some(1), "{typed}");
        }
        assert_eq!(codes.step_of("287082", at(59 + 61)), None);
        for wrong in ["", "28708", "2870820", "28708x", "+87082"] {
            assert_eq!(codes.step_of(wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_short_secret_is_refused() {
        for text in ["", "GEZDGNBV", "not base32!"] {
            assert!(OneTimeCode::parse(text).is_err(), "{text}");
        }
    }
}
