//! The voucher: what a person takes to the counter in place of a scan.

use accounts::{Answered, CheckAsked, Credential, scan};
use identity::{PersonName, typed_code};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Basis, Decision, Elements, Outcome, Purpose};

/// A question that waits for a clerk. It holds a person's data and prints none of it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Voucher {
    /// What the authority will be asked.
    pub check: CheckAsked,
    /// Who the holder says they are.
    pub claimant: Claimant,
    /// Whether it was made by whoever is signed in: the account gains at once, and nothing has to be claimed.
    pub is_holders: bool,
    /// The account of a holder who was signed in when they made it.
    #[serde(default)]
    pub account: Option<OfAccount>,
    /// What the holder's screen shows and the code alone does not say; `None` where it was made before there were any.
    #[serde(default)]
    pub letters: Option<String>,
    /// The person of a filing whom it verifies, where it is for one.
    #[serde(default)]
    pub place: Option<Place>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when a clerk can take it.
    pub expires_at: Timestamp,
    /// How far it has got.
    pub state: State,
}

/// Who somebody says they are.
#[derive(Clone, Serialize, Deserialize)]
pub struct Claimant {
    /// 身份证号.
    pub number: String,
    /// 姓名; none where it was not asked for.
    pub name: Option<String>,
}

/// What a voucher keeps of the account of its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfAccount {
    /// With what it was made, and what it proves.
    pub credential: Credential,
    /// The mobile number, masked: the clerk asks the holder for it.
    pub mobile: Option<String>,
    /// When the account was registered.
    pub registered_at: Timestamp,
}

/// A person's place in a filing of a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which filing, by id.
    pub filing: String,
    /// What the portal calls the person.
    pub reference: String,
}

/// How far a voucher has got.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The holder has not been to the counter.
    Waiting,
    /// A clerk gave their word and the authority took it.
    Attested(Box<Outcome>),
    /// The holder signed in with it: it serves no more.
    Used,
}

/// Why a voucher does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum VoucherRefusal {
    /// There is none with this code, or it has expired.
    #[error("there is no such voucher")]
    Unknown,
    /// It was attested before.
    #[error("the voucher was attested before")]
    Settled,
    /// No clerk has attested it yet.
    #[error("the voucher waits for a clerk")]
    Waiting,
    /// The card is somebody else's.
    #[error("the card is somebody else's")]
    OtherPerson,
    /// The holder did not say what the screen shows on which the voucher was made.
    #[error("the letters are not those of the voucher")]
    OtherLetters,
    /// The authority's answer is about something else.
    #[error("the outcome is about something else")]
    OutcomeForeign,
}

impl Voucher {
    /// What for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.check.question.purpose
    }

    /// From when on nothing of it need be kept.
    #[must_use]
    pub fn erased_at(&self) -> Timestamp {
        match &self.state {
            State::Waiting | State::Used => self.expires_at,
            State::Attested(outcome) => outcome
                .decided_at
                .saturating_add(scan::ATTESTED)
                .unwrap_or(self.expires_at),
        }
    }

    /// Whether a clerk can take it now.
    pub fn take(&self, now: Timestamp) -> Result<(), VoucherRefusal> {
        if now >= self.expires_at {
            return Err(VoucherRefusal::Unknown);
        }
        match self.state {
            State::Waiting => Ok(()),
            State::Attested(_) | State::Used => Err(VoucherRefusal::Settled),
        }
    }

    /// Whether what the clerk read off the card is about the holder.
    pub fn compare(&self, card: &Elements) -> Result<(), VoucherRefusal> {
        let Claimant { number, name } = &self.claimant;
        let name_fits = name
            .as_deref()
            .is_none_or(|name| PersonName::from_stored(name).is_ok_and(|name| name == card.name));
        if number == card.number.expose() && name_fits {
            Ok(())
        } else {
            Err(VoucherRefusal::OtherPerson)
        }
    }

    /// Whether the holder has said the letters that only the screen shows on which it was made: a code can be sent to
    /// somebody else to take to the counter.
    pub fn compare_letters(&self, said: Option<&str>) -> Result<(), VoucherRefusal> {
        let said = typed_code(said.unwrap_or_default());
        match &self.letters {
            Some(letters) if *letters != said => Err(VoucherRefusal::OtherLetters),
            Some(_) | None => Ok(()),
        }
    }

    /// The voucher after the authority took a clerk's word; once more with the same answer changes nothing.
    pub fn settle(self, outcome: Outcome) -> Result<Self, VoucherRefusal> {
        let is_ours = self.check.is_answered_by(&outcome)
            && outcome.basis == Basis::Counter
            && outcome.decision == Decision::Passed;
        if !is_ours {
            return Err(VoucherRefusal::OutcomeForeign);
        }
        match self.state {
            State::Waiting => Ok(Self {
                state: State::Attested(Box::new(outcome)),
                ..self
            }),
            State::Attested(_) | State::Used => Ok(self),
        }
    }

    /// What the holder goes on with. A sign-in uses the voucher up; what else it is for serves once by its own rules.
    pub fn claim(self) -> Result<(Self, Answered), VoucherRefusal> {
        let outcome = match &self.state {
            State::Waiting => return Err(VoucherRefusal::Waiting),
            State::Used => return Err(VoucherRefusal::Unknown),
            State::Attested(outcome) => outcome.as_ref().clone(),
        };
        let answered = Answered {
            check: self.check.clone(),
            outcome,
            consent: None,
        };
        let state = match self.purpose() {
            Purpose::SignIn => State::Used,
            Purpose::Register
            | Purpose::RaiseLevel
            | Purpose::ResetPassword
            | Purpose::ChangeMobile
            | Purpose::Activate
            | Purpose::AuthoriseBusiness
            | Purpose::Filing => self.state,
        };
        Ok((Self { state, ..self }, answered))
    }
}

impl std::fmt::Debug for Voucher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Voucher({})", self.check.id)
    }
}

#[cfg(test)]
mod tests {
    use accounts::Question;
    use identity::LegalDay;
    use jiff::SignedDuration;
    use verification::{Nonce, Subject, VerificationId};

    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn voucher(purpose: Purpose) -> Voucher {
        let check = CheckAsked {
            id: VerificationId::from_bytes([1; 16]),
            nonce: Nonce::from_bytes([2; 32]),
            question: Question {
                subject: Subject::from_bytes([3; 32]),
                purpose,
                audience: "https://edge.example".to_owned(),
            },
        };
        let claimant = Claimant {
            number: "440524188001010014".to_owned(),
            name: Some("样例甲".to_owned()),
        };
        Voucher {
            check,
            claimant,
            is_holders: false,
            account: None,
            letters: Some("BCDF".to_owned()),
            place: None,
            made_at: NOW,
            expires_at: NOW + SignedDuration::from_hours(7 * 24),
            state: State::Waiting,
        }
    }

    fn outcome(voucher: &Voucher) -> Outcome {
        let CheckAsked {
            id,
            nonce,
            question,
        } = voucher.check.clone();
        Outcome {
            id,
            nonce,
            subject: question.subject,
            purpose: question.purpose,
            audience: question.audience,
            basis: Basis::Counter,
            decision: Decision::Passed,
            evidence_digest: None,
            transcript_digest: None,
            presentation_scored: None,
            decided_at: NOW,
        }
    }

    fn card(name: &str, number: &str) -> Elements {
        Elements::parse(name, number, "2010-01-01", "long_term", LegalDay::of(NOW)).unwrap()
    }

    #[test]
    fn only_the_holders_own_card_will_do() {
        let voucher = voucher(Purpose::RaiseLevel);
        let other = Err(VoucherRefusal::OtherPerson);
        assert_eq!(
            voucher.compare(&card("样例甲", "440524188001010014")),
            Ok(())
        );
        assert_eq!(
            voucher.compare(&card("样\u{FE00}\u{F9B5}甲", "440524188001010014")),
            Ok(())
        );
        assert_eq!(
            voucher.compare(&card("样例乙", "440524188001010014")),
            other
        );
        assert_eq!(
            voucher.compare(&card("样例甲", "11010519491231002X")),
            other
        );
    }

    #[test]
    fn the_holder_says_what_the_screen_shows() {
        let voucher = voucher(Purpose::RaiseLevel);
        for said in ["BCDF", " bcdf ", "ＢＣ－ＤＦ"] {
            assert_eq!(voucher.compare_letters(Some(said)), Ok(()));
        }
        let other = Err(VoucherRefusal::OtherLetters);
        assert_eq!(voucher.compare_letters(Some("BCDG")), other);
        assert_eq!(voucher.compare_letters(None), other);
        let before = Voucher {
            letters: None,
            ..voucher
        };
        assert_eq!(before.compare_letters(None), Ok(()));
    }

    #[test]
    fn it_is_taken_until_it_expires_and_once() {
        let waiting = voucher(Purpose::RaiseLevel);
        let (last, late) = (
            waiting.expires_at - SignedDuration::from_secs(1),
            waiting.expires_at,
        );
        assert_eq!(waiting.take(last), Ok(()));
        assert_eq!(waiting.take(late), Err(VoucherRefusal::Unknown));
        let outcome = outcome(&waiting);
        let settled = waiting.settle(outcome).unwrap();
        assert_eq!(settled.take(last), Err(VoucherRefusal::Settled));
        assert_eq!(settled.erased_at(), NOW + scan::ATTESTED);
    }

    #[test]
    fn only_a_clerks_yes_to_this_very_question_settles_it() {
        let fresh = || voucher(Purpose::RaiseLevel);
        let answer = outcome(&fresh());
        let refused = Decision::Refused {
            reason: verification::Refusal::ElementsDiffer,
        };
        let foreign = [
            Outcome {
                basis: Basis::Face,
                ..answer.clone()
            },
            Outcome {
                nonce: Nonce::from_bytes([9; 32]),
                ..answer.clone()
            },
            Outcome {
                purpose: Purpose::SignIn,
                ..answer.clone()
            },
            Outcome {
                decision: refused,
                ..answer
            },
        ];
        for outcome in foreign {
            let settled = fresh().settle(outcome);
            assert_eq!(settled.err(), Some(VoucherRefusal::OutcomeForeign));
        }
    }

    #[test]
    fn a_sign_in_uses_it_up_and_a_reset_may_come_again() {
        let settled = |purpose| {
            let voucher = voucher(purpose);
            assert_eq!(voucher.clone().claim().err(), Some(VoucherRefusal::Waiting));
            let outcome = outcome(&voucher);
            voucher.settle(outcome).unwrap()
        };
        let (used, answered) = settled(Purpose::SignIn).claim().unwrap();
        assert_eq!(answered.outcome.basis, Basis::Counter);
        assert_eq!(used.claim().err(), Some(VoucherRefusal::Unknown));
        let (kept, _) = settled(Purpose::ResetPassword).claim().unwrap();
        assert!(kept.claim().is_ok());
    }

    #[test]
    fn it_prints_nobody() {
        let printed = format!("{:?}", voucher(Purpose::RaiseLevel));
        assert!(
            !printed.contains("样例") && !printed.contains("4405"),
            "{printed}"
        );
    }
}
