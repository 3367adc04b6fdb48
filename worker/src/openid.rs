//! Signing in to portals: OpenID Connect, as rules over what was asked; nothing here reaches an object, except
//! [`issuer_keys`].

pub(crate) mod authorization_request;
pub(crate) mod claims;
pub(crate) mod client_authentication;
pub(crate) mod device_grant;
pub(crate) mod discovery;
pub(crate) mod id_token;
pub(crate) mod issuer_keys;
pub(crate) mod key_schedule;
pub(crate) mod known;
pub(crate) mod oauth_error;
pub(crate) mod parameters;
pub(crate) mod portal_token;
pub(crate) mod redirect;
pub(crate) mod signing_key;
pub(crate) mod step;
pub(crate) mod terms;
pub(crate) mod token_request;
pub(crate) mod user_code;
pub(crate) mod verified_claims;
