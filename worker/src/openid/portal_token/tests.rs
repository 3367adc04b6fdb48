use jiff::Timestamp;
use keyring::Keyring;

use super::*;
use crate::clock::randomness;

fn access_token() -> String {
    let keys = Keyring::parse(&format!("k1:{}E", "A".repeat(42))).unwrap();
    let name = VisitName {
        account: AccountId::from_bytes([3; 32]),
        visit: VisitId([4; 16]),
    };
    AccessToken::seal(name, Timestamp::UNIX_EPOCH, &keys, &mut randomness()).0
}

#[test]
fn two_tokens_of_one_account_have_nothing_in_common() {
    let (one, other) = (access_token(), access_token());
    let pairs = one.bytes().zip(other.bytes());
    let alike = pairs.filter(|(a, b)| a == b).count();
    assert!(alike < one.len() / 4, "{alike} of {}", one.len());
}
