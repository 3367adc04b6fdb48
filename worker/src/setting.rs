//! One setting of a deployment: what can be wrong with it, and how a number is read.

use keyring::KeyringError;
use verification::JsonError;

/// A binding that is missing or wrong, by name. Its value is never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    /// It is not bound.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// It is not written as it should be.
    #[error("{0} is malformed: it must be {1}")]
    Malformed(&'static str, &'static str),
    /// It is JSON that cannot be read.
    #[error("{0} is malformed: it must be {1}")]
    Json(&'static str, &'static str, #[source] JsonError),
    /// It is no keyring.
    #[error("{0} is malformed: it must be id:base64url,…")]
    Keyring(&'static str, #[source] KeyringError),
    /// It is fit for a demonstration only.
    #[error("{0} is {1}, which mode production refuses")]
    Demonstration(&'static str, &'static str),
}

/// A whole number above 0.
pub(crate) fn parse_number(
    variable: impl Fn(&str) -> Option<String>,
    name: &'static str,
    default: u32,
) -> Result<u32, ConfigError> {
    let Some(text) = variable(name) else {
        return Ok(default);
    };
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or(ConfigError::Malformed(name, "a whole number above 0"))
}
