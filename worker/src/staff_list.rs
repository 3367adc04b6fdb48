//! Who works at the counter, as a deployment lists them.

use accounts::PasswordDigest;
use counter::OneTimeCode;
use serde::Deserialize;

use crate::password_argon2;
use crate::setting::ConfigError;

/// Somebody who works at the counter.
pub(crate) struct Member {
    /// The name they sign in with.
    pub(crate) name: String,
    /// What their password must verify against.
    pub(crate) password: PasswordDigest,
    /// What makes their one-time codes.
    pub(crate) codes: OneTimeCode,
}

/// Nobody works at the counter of a deployment that lists nobody.
pub(crate) fn parse(text: Option<&str>) -> Result<Vec<Member>, ConfigError> {
    let expected = "a JSON list of what `authority staff` prints";
    let malformed = || ConfigError::Malformed("EDGE_STAFF", expected);
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let listed: Vec<ListedMember> = serde_json::from_str(text)
        .map_err(|error| ConfigError::Json("EDGE_STAFF", expected, error.into()))?;
    let members = listed.into_iter().map(|listed| {
        let password = PasswordDigest::from_phc(listed.password);
        let codes = OneTimeCode::parse(&listed.one_time_codes).map_err(|_| malformed())?;
        if listed.member.is_empty() || !password_argon2::is_digest(&password) {
            return Err(malformed());
        }
        Ok(Member {
            name: listed.member,
            password,
            codes,
        })
    });
    members.collect()
}

/// A member of the staff as a deployment lists them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedMember {
    member: String,
    password: String,
    one_time_codes: String,
}
