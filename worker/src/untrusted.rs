//! Every reader of text from strangers, as one function for fuzzing; only feature `fuzzing` has it.

use jiff::Timestamp;
use keyring::NameKey;
use rand_core::CryptoRng;

use crate::check_id::CheckId;
use crate::client_address::ClientAddress;
use crate::cookie::{self, Cookie};
use crate::openid::parameters::Parameters;
use crate::openid::user_code::UserCode;
use crate::token::{CheckTicket, CheckToken, DeviceToken, InvitationCode, SessionToken};

/// Reads `text` as everything that a stranger may send.
///
/// # Panics
///
/// Where a promise is broken.
pub fn read(text: &str, key: &NameKey) {
    let read = [
        SessionToken::read(text, key).is_some(),
        DeviceToken::read(text, key).is_some(),
        InvitationCode::read(text, key).is_some(),
        CheckToken::read(text, key).is_some(),
        CheckTicket::read(text, key).is_some(),
    ];
    let kinds = read.iter().filter(|is_read| **is_read).count();
    assert!(kinds <= 1, "a token passes for another kind's");
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
    let now = Timestamp::UNIX_EPOCH;
    let (token, _) = CheckToken::draw(id, now, key, randomness);
    let (ticket, _) = CheckTicket::draw(id, now, key, randomness);
    vec![token, ticket]
}
