//! What can be asked of an account.

use identity::Mobile;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use verification::{Challenge, Outcome, Purpose, VerificationId};

pub use verification::{CheckAsked, Question};

use crate::{
    Consent, Device, LastDay, NewTokens, NewVisit, PasswordDigest, Person, Scopes, SecretDigest,
    SessionDigest, SessionId, VisitId,
};

/// What can be asked of an account. Signatures over challenges and outcomes are verified before.
///
/// It travels within the edge; what holds a person is put together where it is decided, and does not travel.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Open the account.
    #[serde(skip)]
    Register(Box<Registration>),
    /// Open the account of a person whose provincial account was activated.
    #[serde(skip)]
    Activate(Box<Activation>),
    /// Begin a session by a password.
    SignIn {
        /// Whether the password given is the account's.
        password_fits: bool,
        /// The new session.
        session: SessionDigest,
        /// What it begins on.
        device: Device,
    },
    /// Begin a session by a face scan.
    SignInByFace {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// The new session.
        session: SessionDigest,
        /// What it begins on.
        device: Device,
    },
    /// Set another password after a face scan: the old one was forgotten.
    ResetPassword {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// The new password, hashed.
        password: PasswordDigest,
    },
    /// Set another password.
    ChangePassword {
        /// Who asks.
        session: SessionDigest,
        /// Whether the old password given is the account's.
        password_fits: bool,
        /// The new password, hashed.
        password: PasswordDigest,
    },
    /// End another session, or this one.
    EndSession {
        /// Who asks.
        session: SessionDigest,
        /// Which to end.
        id: SessionId,
    },
    /// Give another mobile number, after a face scan for that.
    #[serde(skip)]
    ChangeMobile {
        /// Who asks.
        session: SessionDigest,
        /// The number.
        mobile: Mobile,
    },
    /// 企业登记注册: let business be registered until a last day.
    AuthoriseBusiness {
        /// Who asks.
        session: SessionDigest,
        /// 截止日期.
        last_day: LastDay,
        /// The latest day that the deployment allows, where it has one.
        latest: Option<LastDay>,
    },
    /// Withdraw that.
    WithdrawBusiness {
        /// Who asks.
        session: SessionDigest,
    },
    /// Withdraw the consent to face scans, as easily as it was given (PIPL art. 15).
    WithdrawFaceConsent {
        /// Who asks.
        session: SessionDigest,
    },
    /// Close the account: the personal data is erased, the journal stays.
    Close {
        /// Who asks.
        session: SessionDigest,
        /// Whether the password given is the account's.
        password_fits: bool,
    },
    /// Close the account if nobody has used it for the time that the deployment keeps it.
    Expire {
        /// How long an account that nobody uses is kept.
        kept: SignedDuration,
    },
    /// Sign in to a portal.
    VisitPortal {
        /// Who asks.
        session: SessionDigest,
        /// The sign-in.
        visit: Box<NewVisit>,
        /// Whether the person has consented just now.
        consents: bool,
    },
    /// A portal redeems the code it was sent.
    RedeemCode {
        /// What it shows.
        redemption: Box<Redemption>,
        /// What it gets.
        tokens: NewTokens,
    },
    /// A portal asks for further tokens.
    RefreshTokens {
        /// Of which visit.
        visit: VisitId,
        /// Which portal asks.
        portal: String,
        /// The refresh token it shows.
        refresh: SecretDigest,
        /// What the tokens are to be good for, where that is less than before.
        scopes: Option<Scopes>,
        /// What it gets.
        tokens: NewTokens,
    },
    /// A portal asks for what it may know.
    UseAccess {
        /// Of which visit.
        visit: VisitId,
        /// The access token it shows.
        access: SecretDigest,
    },
    /// A portal gives back the tokens of a visit.
    RevokeVisit {
        /// Of which visit.
        visit: VisitId,
        /// Which portal.
        portal: String,
    },
    /// Withdraw the consent to a portal; everything it was given ends.
    WithdrawPortal {
        /// Who asks.
        session: SessionDigest,
        /// Which portal.
        portal: String,
    },
    /// Look at the account.
    UseSession {
        /// Who looks.
        session: SessionDigest,
    },
    /// Show how far the holder is, to the edge itself: a filing is handed in.
    ShowStanding,
    /// End a session.
    SignOut {
        /// Which.
        session: SessionDigest,
    },
    /// May the holder go to the counter in place of a scan? A pause on scans does not keep anybody from it.
    PrepareVoucher {
        /// Who asks.
        session: SessionDigest,
        /// What for.
        purpose: Purpose,
    },
    /// A clerk compared the holder with the card at the counter (guide, G15).
    Attest {
        /// What the authority answered to which question.
        answered: Box<Answered>,
    },
    /// May a scan for a check be asked for, or begin?
    PrepareCheck {
        /// Who asks; none where a portal does.
        session: Option<SessionDigest>,
        /// What for.
        purpose: Purpose,
    },
    /// The scan of a check has passed.
    FinishCheck {
        /// What the authority answered to which question.
        answered: Box<Answered>,
    },
    /// May a scan begin? Asked before a challenge is drawn.
    PrepareScan {
        /// Who asks.
        session: SessionDigest,
        /// What the scan is for.
        purpose: Purpose,
        /// The consent given just now.
        consent: Consent,
        /// The version of the consent in force.
        consent_in_force: String,
    },
    /// Begin the scan that a challenge was drawn for.
    BeginScan {
        /// Who begins.
        session: SessionDigest,
        /// What was drawn.
        challenge: Box<Challenge>,
        /// What it must have been drawn for.
        question: Question,
        /// The consent given just now.
        consent: Consent,
    },
    /// Evidence is about to be carried to the authority.
    SubmitEvidence {
        /// Who submits.
        session: SessionDigest,
        /// For which verification.
        id: VerificationId,
    },
    /// The authority was not reached: the same evidence may come again.
    ReturnEvidence {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority spent the challenge without judging the evidence.
    EndScan {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority has judged.
    FinishScan {
        /// Which verification it was asked about.
        id: VerificationId,
        /// Its outcome.
        outcome: Box<Outcome>,
    },
}

/// What a portal shows to redeem a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    /// Of which visit.
    pub visit: VisitId,
    /// Which portal.
    pub portal: String,
    /// The code.
    pub code: SecretDigest,
    /// The digest of the address it was sent to, as the portal tells it.
    pub redirect: Option<SecretDigest>,
    /// The digest of the verifier (RFC 7636).
    pub verifier: Option<SecretDigest>,
}

/// A registration whose elements the authority was asked about.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Who registers.
    pub person: Person,
    /// The password, hashed.
    pub password: PasswordDigest,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The check that it must be the answer to.
    pub check: CheckAsked,
}

/// An activation: the authority was asked about name, number and face, and the person chose a password.
#[derive(Clone, Debug)]
pub struct Activation {
    /// Who activates.
    pub person: Person,
    /// The password, hashed.
    pub password: PasswordDigest,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// What the authority answered to which question.
    pub answered: Answered,
}

/// A question to the authority, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub check: CheckAsked,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The consent that the scan rested on; none where there was no scan.
    pub consent: Option<Consent>,
}
