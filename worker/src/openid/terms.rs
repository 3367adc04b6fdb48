//! How long what portals are given lasts.

use accounts::TokenTerms;
use jiff::SignedDuration;

use super::key_schedule::KeySchedule;
use crate::setting::{ConfigError, parse_number};

/// One day, seconds.
const DAY: u32 = 24 * 3600;

/// How long codes, tokens and keys last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// A code, until it is redeemed.
    pub(crate) code: SignedDuration,
    /// Tokens.
    pub(crate) tokens: TokenTerms,
    /// What another device shows, until somebody decides.
    pub(crate) device: SignedDuration,
    /// The keys that sign ID tokens.
    pub(crate) keys: KeySchedule,
}

impl Terms {
    /// From the settings, which can shorten what is usual, and lengthen the life of a key alone (ASVS V10).
    pub(crate) fn parse(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let at_most = |name, usual: u32| -> Result<SignedDuration, ConfigError> {
            let seconds = parse_number(&variable, name, usual)?;
            if seconds > usual {
                let expected = "not longer than where nothing is said";
                return Err(ConfigError::Malformed(name, expected));
            }
            Ok(SignedDuration::from_secs(seconds.into()))
        };
        let period = parse_number(&variable, "EDGE_ISSUER_KEY_SECONDS", 90 * DAY)?;
        Ok(Self {
            code: at_most("EDGE_CODE_SECONDS", 60)?,
            tokens: TokenTerms {
                access: at_most("EDGE_ACCESS_TOKEN_SECONDS", 600)?,
                idle: at_most("EDGE_REFRESH_IDLE_SECONDS", 7 * DAY)?,
                longest: at_most("EDGE_REFRESH_SECONDS", 30 * DAY)?,
            },
            device: at_most("EDGE_DEVICE_CODE_SECONDS", 120)?,
            keys: KeySchedule::of(SignedDuration::from_secs(period.into())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_shortens_what_is_usual_and_never_lengthens_it() {
        let parse = |seconds: &str| {
            Terms::parse(|name| (name == "EDGE_CODE_SECONDS").then(|| seconds.to_owned()))
        };
        assert_eq!(parse("30").unwrap().code, SignedDuration::from_secs(30));
        assert!(parse("61").is_err());
        assert!(parse("0").is_err());
    }
}
