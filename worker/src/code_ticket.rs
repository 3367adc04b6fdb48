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
    pub(crate) to: Recipient,
    /// In which session; none where nobody is signed in.
    pub(crate) session: Option<SessionDigest>,
}

/// Whose mobile number a code goes to.
#[derive(Clone, Debug)]
pub(crate) enum Recipient {
    /// A number that was typed.
    Typed(Mobile),
    /// What an account has on file. A ticket tells strangers nothing of it: not which number, nor whether there is one.
    OnFile {
        /// The account's name.
        account: String,
        /// Nothing where no code is sent.
        mobile: Option<Mobile>,
    },
}

impl Claim {
    /// The number that the code goes to; nothing where none is sent.
    pub(crate) fn mobile(&self) -> Option<&Mobile> {
        match &self.to {
            Recipient::Typed(mobile) => Some(mobile),
            Recipient::OnFile { mobile, .. } => mobile.as_ref(),
        }
    }
}

/// From the sending of a code to its use.
#[derive(Serialize, Deserialize)]
pub(crate) struct CodeTicket {
    /// Names the count of guesses at it.
    id: Nonce,
    purpose: Purpose,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    session: Option<SessionDigest>,
    #[serde(skip_serializing_if = "Option::is_none")]
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
    /// The ticket of `code`, which is sent for `claim`. Where none is sent it looks the same, and no code fits.
    pub(crate) fn new(
        claim: &Claim,
        code: &MessageCode,
        key: &NameKey,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> Self {
        let id = Nonce::draw(randomness);
        let (mobile, account) = named(claim);
        Self {
            code: hash(&id, code, claim.mobile(), key),
            id,
            purpose: claim.purpose,
            mobile: mobile.map(str::to_owned),
            session: claim.session,
            account: account.map(str::to_owned),
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
            && (self.mobile.as_deref(), self.account.as_deref()) == named(claim);
        if !is_same {
            return Err(CodeError::Foreign);
        }
        if now >= self.expires_at {
            return Err(CodeError::Expired);
        }
        Ok(())
    }

    /// Whether this is the code that was sent to the number of `claim`.
    pub(crate) fn check_code(
        &self,
        code: &MessageCode,
        claim: &Claim,
        key: &NameKey,
    ) -> Result<(), CodeError> {
        let given = hash(&self.id, code, claim.mobile(), key);
        if claim.mobile().is_some() && bool::from(given.ct_eq(&self.code)) {
            Ok(())
        } else {
            Err(CodeError::Wrong)
        }
    }
}

/// What a ticket says of its recipient.
fn named(claim: &Claim) -> (Option<&str>, Option<&str>) {
    match &claim.to {
        Recipient::Typed(mobile) => (Some(mobile.expose()), None),
        Recipient::OnFile { account, .. } => (None, Some(account)),
    }
}

fn hash(id: &Nonce, code: &MessageCode, mobile: Option<&Mobile>, key: &NameKey) -> [u8; 32] {
    let mobile = mobile.map_or("", Mobile::expose);
    // Id and code have one length each, so that no two of these read alike.
    let parts = [
        id.as_bytes().as_slice(),
        code.expose().as_bytes(),
        mobile.as_bytes(),
    ];
    key.name("message code", &parts.concat())
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
            to: Recipient::Typed(mobile("13800138000")),
            session: Some(SessionDigest::from_bytes([2; 32])),
        }
    }

    fn mobile(text: &str) -> Mobile {
        Mobile::parse(text).unwrap()
    }

    fn on_file(account: &str, mobile: Option<Mobile>) -> Claim {
        Claim {
            purpose: Purpose::SignIn,
            to: Recipient::OnFile {
                account: account.to_owned(),
                mobile,
            },
            session: None,
        }
    }

    fn ticket() -> CodeTicket {
        CodeTicket::new(&claim(), &code("012345"), &key(), NOW, &mut randomness())
    }

    fn check(change: impl FnOnce(&mut Claim), minutes: i64, expected: Result<(), CodeError>) {
        let mut claim = claim();
        change(&mut claim);
        let now = NOW + SignedDuration::from_mins(minutes);
        assert_eq!(ticket().check_claim(&claim, now), expected);
    }

    #[test]
    fn a_code_counts_for_its_number_purpose_and_session_while_it_lasts() {
        check(|_| {}, 4, Ok(()));
        check(|_| {}, 5, Err(CodeError::Expired));
        let foreign = Err(CodeError::Foreign);
        check(|claim| claim.purpose = Purpose::Register, 0, foreign);
        check(|claim| claim.session = None, 0, foreign);
        let other = Some(SessionDigest::from_bytes([3; 32]));
        check(|claim| claim.session = other, 0, foreign);
        let typed = Recipient::Typed(mobile("13900139000"));
        check(|claim| claim.to = typed, 0, foreign);
        let on_file = on_file("one", Some(mobile("13800138000"))).to;
        check(|claim| claim.to = on_file, 0, foreign);
    }

    /// Otherwise a stranger's ticket would tell which number an account has, and whether there is one.
    #[test]
    fn what_an_account_has_on_file_is_compared_with_the_code_alone() {
        let sent = code("012345");
        let here = Some(mobile("13800138000"));
        let claim = on_file("one", here.clone());
        let ticket = CodeTicket::new(&claim, &sent, &key(), NOW, &mut randomness());
        assert_eq!(ticket.check_code(&sent, &claim, &key()), Ok(()));
        for other in [Some(mobile("13900139000")), None] {
            let changed = on_file("one", other);
            assert_eq!(ticket.check_claim(&changed, NOW), Ok(()));
            let wrong = Err(CodeError::Wrong);
            assert_eq!(ticket.check_code(&sent, &changed, &key()), wrong);
        }
        for mobile in [here, Some(mobile("13900139000")), None] {
            let other = on_file("two", mobile);
            assert_eq!(ticket.check_claim(&other, NOW), Err(CodeError::Foreign));
        }
    }

    #[test]
    fn only_the_code_that_was_sent_is_right() {
        let ticket = ticket();
        let check = |text, key: NameKey| ticket.check_code(&code(text), &claim(), &key);
        assert_eq!(check("012 345", key()), Ok(()));
        assert_eq!(check("012346", key()), Err(CodeError::Wrong));
        let other = NameKey::from_bytes([2; 32]);
        assert_eq!(check("012345", other), Err(CodeError::Wrong));
    }

    #[test]
    fn the_same_code_looks_different_in_every_ticket() {
        assert_ne!(ticket().code, ticket().code);
    }

    #[test]
    fn no_code_fits_a_ticket_of_none() {
        let nothing = on_file("one", None);
        let ticket = CodeTicket::new(&nothing, &code("012345"), &key(), NOW, &mut randomness());
        for mobile in [None, Some(mobile("13800138000"))] {
            let claim = on_file("one", mobile);
            assert_eq!(ticket.check_claim(&claim, NOW), Ok(()));
            let given = ticket.check_code(&code("012345"), &claim, &key());
            assert_eq!(given, Err(CodeError::Wrong));
        }
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
