//! What may rest on a face scan in whose pictures the authority has looked for no presentation attack.

use verification::{Decision, Outcome, Purpose};

use crate::setting::ConfigError;

const NAME: &str = "EDGE_UNSCORED_FACES";

/// The purposes whose scans count all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnscoredFaces(Vec<Purpose>);

impl UnscoredFaces {
    /// Reads purposes with commas between them, `all` or `none`; where nothing is said, all in the sandbox, and none in
    /// production.
    pub(crate) fn parse(text: Option<&str>, is_sandbox: bool) -> Result<Self, ConfigError> {
        match text.filter(|text| !text.is_empty()) {
            None if is_sandbox => Ok(Self(Purpose::SCANS.to_vec())),
            Some("all") => Ok(Self(Purpose::SCANS.to_vec())),
            None | Some("none") => Ok(Self(Vec::new())),
            Some(listed) => {
                let purposes = listed.split(',').map(|code| Purpose::of_scan(code.trim()));
                let purposes: Option<Vec<_>> = purposes.collect();
                let expected = "all, none, or purposes of scans with commas between them";
                purposes
                    .map(Self)
                    .ok_or(ConfigError::Malformed(NAME, expected))
            }
        }
    }

    /// Whether the outcome of a face scan counts. A refusal always does; an authority that says nothing has not looked.
    pub(crate) fn allow(&self, outcome: &Outcome) -> bool {
        outcome.decision != Decision::Passed
            || outcome.presentation_scored == Some(true)
            || self.0.contains(&outcome.purpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: Option<&str>, is_sandbox: bool) -> Option<Vec<Purpose>> {
        UnscoredFaces::parse(text, is_sandbox)
            .ok()
            .map(|faces| faces.0)
    }

    #[test]
    fn production_lets_nothing_rest_on_an_unscored_scan_unless_it_is_told_to() {
        let all = Some(Purpose::SCANS.to_vec());
        assert_eq!(parse(None, true), all);
        assert_eq!(parse(None, false), Some(Vec::new()));
        assert_eq!(parse(Some("none"), true), Some(Vec::new()));
        assert_eq!(parse(Some("all"), false), all);
        let two = vec![Purpose::SignIn, Purpose::ResetPassword];
        assert_eq!(parse(Some("sign_in, reset_password"), false), Some(two));
        assert_eq!(parse(Some("register"), false), None);
        assert_eq!(parse(Some("raise_level,"), false), None);
    }
}
