//! Every reader of text from strangers, as one function for fuzzing; only feature `fuzzing` has it.

use keyring::NameKey;
use rand_core::CryptoRng;

use crate::check_key::{CheckId, Kind};
use crate::client_address::ClientAddress;
use crate::cookie::Cookie;
use crate::openid::parameters::Parameters;
use crate::openid::user_code::UserCode;
use crate::{check_key, cookie, invitation_code, session_token};

/// Reads `text` as everything that a stranger may send.
///
/// # Panics
///
/// Where a promise is broken.
pub fn read(text: &str, key: &NameKey) {
    let _ = session_token::read(text, key);
    let _ = invitation_code::read(text, key);
    let token = check_key::read(Kind::Token, text, key);
    let ticket = check_key::read(Kind::Ticket, text, key);
    assert!(
        token.is_none() || ticket.is_none(),
        "a token passes for a ticket"
    );
    if let Some(id) = CheckId::parse(text) {
        assert_eq!(id.to_string(), text, "another text for the same check");
    }
    if let Some(code) = UserCode::parse(text) {
        assert!(
            UserCode::parse(&code.shown()) == Some(code),
            "a code is lost"
        );
    }
    let address = ClientAddress::parse(text);
    assert_eq!(
        ClientAddress::parse(address.expose().trim_end_matches("/64")),
        address
    );
    let _ = cookie::read(text, Cookie::Session, true);
    let parameters = Parameters::parse(text.as_bytes());
    if parameters.check().is_ok() {
        let _ = (parameters.get("state"), parameters.words("scope").count());
    }
}

/// Honest input: a token and a ticket of a check.
pub fn samples(key: &NameKey, randomness: &mut impl CryptoRng) -> Vec<String> {
    let id = CheckId::draw(randomness);
    let kinds = [Kind::Token, Kind::Ticket];
    kinds
        .map(|kind| check_key::draw(kind, id, key, randomness).0)
        .to_vec()
}
