//! A code sent to a mobile number, as whoever asked for it carries it to the next step: what it is for stands in a
//! ticket, the code itself only as a keyed hash.

use accounts::SessionDigest;
use identity::Mobile;
use jiff::{SignedDuration, Timestamp};
use keyring::NameKey;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use verification::{MessageCode, Nonce, Purpose};

use crate::sealed_ticket::Carried;

/// How long a code counts.
const LIFETIME: SignedDuration = SignedDuration::from_mins(5);

/// What a code confirms.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// What for.
    pub(crate) purpose: Purpose,
    /// Which number.
    pub(crate) mobile: Mobile,
    /// In which session; none where nobody is signed in.
    pub(crate) session: Option<SessionDigest>,
    /// By the name of the account whose number on file it is; none for a number that was typed. What the account has on file
    /// is compared together with the code: a ticket of another account would tell it otherwise.
    pub(crate) account: Option<String>,
}

/// From the sending of a code to its use.
#[derive(Serialize, Deserialize)]
pub(crate) struct CodeTicket {
    /// Names the count of guesses at it.
    id: Nonce,
    purpose: Purpose,
    mobile: String,
    session: Option<SessionDigest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    code: [u8; 32],
    expires_at: Timestamp,
}

impl Carried for CodeTicket {
    const KIND: &'static str = "code";
}

/// Why a code confirms nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeError {
    /// It was sent to another number, for something else, or by another edge.
    Foreign,
    /// It does not count any more.
    Expired,
    /// It was guessed at too often, or has served.
    Spent,
    /// It is another.
    Wrong,
}

impl CodeError {
    /// The stable code of the rule that failed.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Expired => "expired",
            Self::Spent => "spent",
            Self::Wrong => "wrong",
        }
    }
}

impl CodeTicket {
    /// The ticket of `code`, which was sent for `claim`.
    pub(crate) fn new(
        claim: &Claim,
        code: &MessageCode,
        key: &NameKey,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> Self {
        let id = Nonce::draw(randomness);
        Self::with(claim, (id, hash(&id, code, key)), now)
    }

    /// A ticket that looks like one of a code that was sent, and that no code fits.
    pub(crate) fn without_code(
        claim: &Claim,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> Self {
        let id = Nonce::draw(randomness);
        let mut no_code = [0; 32];
        randomness.fill_bytes(&mut no_code);
        Self::with(claim, (id, no_code), now)
    }

    fn with(claim: &Claim, (id, code): (Nonce, [u8; 32]), now: Timestamp) -> Self {
        Self {
            id,
            purpose: claim.purpose,
            mobile: claim.mobile.expose().to_owned(),
            session: claim.session,
            account: claim.account.clone(),
            code,
            expires_at: now.saturating_add(LIFETIME).unwrap_or(now),
        }
    }

    /// Names the count of guesses at its code.
    pub(crate) fn guesses(&self) -> String {
        self.id.to_string()
    }

    /// From when on it is worth nothing.
    pub(crate) fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Whether it was given for this claim, and still counts.
    pub(crate) fn check_claim(&self, claim: &Claim, now: Timestamp) -> Result<(), CodeError> {
        let is_same = self.purpose == claim.purpose
            && self.session == claim.session
            && self.account == claim.account
            && (claim.account.is_some() || self.is_to(claim));
        if !is_same {
            return Err(CodeError::Foreign);
        }
        if now >= self.expires_at {
            return Err(CodeError::Expired);
        }
        Ok(())
    }

    fn is_to(&self, claim: &Claim) -> bool {
        self.mobile == claim.mobile.expose()
    }

    /// Whether this is the code that was sent to the number of `claim`.
    pub(crate) fn check_code(
        &self,
        code: &MessageCode,
        claim: &Claim,
        key: &NameKey,
    ) -> Result<(), CodeError> {
        let is_sent = bool::from(hash(&self.id, code, key).ct_eq(&self.code));
        if is_sent && self.is_to(claim) {
            Ok(())
        } else {
            Err(CodeError::Wrong)
        }
    }
}

fn hash(id: &Nonce, code: &MessageCode, key: &NameKey) -> [u8; 32] {
    let value = [id.as_bytes().as_slice(), code.expose().as_bytes()].concat();
    key.name("message code", &value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use crate::sealed_ticket::{open, seal};
    use keyring::Keyring;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn key() -> NameKey {
        NameKey::from_bytes([1; 32])
    }

    fn code(text: &str) -> MessageCode {
        MessageCode::parse(text).unwrap()
    }

    fn claim() -> Claim {
        Claim {
            purpose: Purpose::ChangeMobile,
            mobile: Mobile::parse("13800138000").unwrap(),
            session: Some(SessionDigest::from_bytes([2; 32])),
            account: None,
        }
    }

    /// Of an account's number on file, which need not be there.
    fn on_file(account: &str, mobile: &str) -> Claim {
        Claim {
            purpose: Purpose::SignIn,
            mobile: Mobile::parse(mobile).unwrap(),
            session: None,
            account: Some(account.to_owned()),
        }
    }

    fn ticket() -> CodeTicket {
        CodeTicket::new(&claim(), &code("012345"), &key(), NOW, &mut randomness())
    }

    fn check(change: impl FnOnce(&mut Claim), later_seconds: i64, expected: Result<(), CodeError>) {
        let mut claim = claim();
        change(&mut claim);
        let now = Timestamp::from_second(NOW.as_second() + later_seconds).unwrap();
        assert_eq!(ticket().check_claim(&claim, now), expected);
    }

    #[test]
    fn a_code_counts_for_five_minutes_and_for_what_it_was_sent_for() {
        check(|_| {}, 0, Ok(()));
        check(|_| {}, 299, Ok(()));
        check(|_| {}, 300, Err(CodeError::Expired));
        let foreign = Err(CodeError::Foreign);
        check(|claim| claim.purpose = Purpose::Register, 0, foreign);
        check(|claim| claim.session = None, 0, foreign);
        let other = Some(SessionDigest::from_bytes([3; 32]));
        check(|claim| claim.session = other, 0, foreign);
        let mobile = Mobile::parse("13900139000").unwrap();
        check(|claim| claim.mobile = mobile, 0, foreign);
        check(|claim| claim.account = Some("one".to_owned()), 0, foreign);
    }

    /// Otherwise a stranger's ticket would tell which number an account has, and whether there is one.
    #[test]
    fn what_an_account_has_on_file_is_compared_with_the_code_alone() {
        let sent = code("012345");
        let claim = on_file("one", "13800138000");
        let ticket = CodeTicket::new(&claim, &sent, &key(), NOW, &mut randomness());
        assert_eq!(ticket.check_code(&sent, &claim, &key()), Ok(()));
        let changed = on_file("one", "13900139000");
        assert_eq!(ticket.check_claim(&changed, NOW), Ok(()));
        let wrong = Err(CodeError::Wrong);
        assert_eq!(ticket.check_code(&sent, &changed, &key()), wrong);
        for mobile in ["13800138000", "13900139000"] {
            let other = on_file("two", mobile);
            let foreign = Err(CodeError::Foreign);
            assert_eq!(ticket.check_claim(&other, NOW), foreign, "{mobile}");
        }
    }

    #[test]
    fn only_the_code_that_was_sent_is_right() {
        let ticket = ticket();
        assert_eq!(
            ticket.check_code(&code("012 345"), &claim(), &key()),
            Ok(())
        );
        let wrong = Err(CodeError::Wrong);
        assert_eq!(ticket.check_code(&code("012346"), &claim(), &key()), wrong);
        let other = NameKey::from_bytes([2; 32]);
        assert_eq!(ticket.check_code(&code("012345"), &claim(), &other), wrong);
    }

    #[test]
    fn a_ticket_without_a_code_is_of_the_same_claim_and_confirms_nothing() {
        let ticket = CodeTicket::without_code(&claim(), NOW, &mut randomness());
        assert_eq!(ticket.check_claim(&claim(), NOW), Ok(()));
        for text in ["000000", "012345"] {
            assert_eq!(
                ticket.check_code(&code(text), &claim(), &key()),
                Err(CodeError::Wrong)
            );
        }
    }

    #[test]
    fn the_same_code_looks_different_in_every_ticket() {
        assert_ne!(ticket().code, ticket().code);
    }

    #[test]
    fn a_sealed_ticket_is_the_same_ticket() {
        let keys = Keyring::parse(&format!("k1:{}E", "A".repeat(42))).unwrap();
        let opened: CodeTicket =
            open(&seal(&ticket(), &keys, &mut randomness()).unwrap(), &keys).unwrap();
        assert_eq!(opened.check_claim(&claim(), NOW), Ok(()));
        assert_eq!(opened.check_code(&code("012345"), &claim(), &key()), Ok(()));
    }
}
