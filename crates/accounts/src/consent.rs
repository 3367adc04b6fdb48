//! The separate consent to the processing of the face (PIPL art. 29).

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// A consent: which text was agreed to, in which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The version of the text.
    pub version: String,
    /// SHA-256 of the text as it was shown, hexadecimal.
    pub text_digest: String,
}

/// The version of the text that is in force. No scan begins with a consent to another version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsentInForce(pub String);

impl ConsentInForce {
    /// `Err(ConsentOutdated)` if `consent` is to another version.
    pub fn check(&self, consent: &Consent) -> Result<(), Refusal> {
        if consent.version == self.0 {
            Ok(())
        } else {
            Err(Refusal::ConsentOutdated)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(version: &str, is_in_force: bool) {
        let consent = Consent {
            version: version.to_owned(),
            text_digest: "00".repeat(32),
        };
        let in_force = ConsentInForce("2026-11".to_owned());
        let expected = if is_in_force {
            Ok(())
        } else {
            Err(Refusal::ConsentOutdated)
        };
        assert_eq!(in_force.check(&consent), expected, "{version}");
    }

    #[test]
    fn only_the_version_in_force_counts() {
        check("2026-11", true);
        check("2026-1", false);
        check("2027-01", false);
        check("", false);
    }
}
