//! A sample person and what an authority would say of them. The number is a published example with another sequence.

use identity::{CardValidity, IdNumber, LegalDay, Mobile, PersonName};
use jiff::{SignedDuration, Timestamp};
use verification::{
    Action, Basis, CaptureLimits, Challenge, Decision, Level, Nonce, Outcome, Purpose, SealingKey,
    Subject, VerificationId,
};

use crate::visit::Code;
use crate::{
    Account, Activation, Answered, BusinessCommand, CheckAsked, CheckCommand, ClosingCommand,
    Command, Consent, ConsentInForce, CounterCommand, Credential, CredentialsCommand, Device,
    LastDay, NewTokens, NewVisit, OpenCommand, PasswordDigest, Person, PortalCommand, Question,
    Redemption, Refusal, Refused, Registration, ScanCommand, Scope, SecretDigest, SessionCommand,
    SessionDigest, TokenTerms, VisitId, decide, store,
};

pub(crate) const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
pub(crate) const AUDIENCE: &str = "https://edge.example";

pub(crate) fn later(seconds: i64) -> Timestamp {
    NOW.checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

pub(crate) fn person() -> Person {
    let today = LegalDay::of(NOW);
    let number = IdNumber::parse("440524188001010014", today).unwrap();
    let validity =
        CardValidity::parse("2015-01-01", "long_term", number.birth_date(), today).unwrap();
    Person {
        name: PersonName::parse("甲乙丙").unwrap(),
        number,
        validity: Some(validity),
        mobile: Some(Mobile::parse("13800138000").unwrap()),
    }
}

pub(crate) fn subject() -> Subject {
    Subject::from_bytes([1; 32])
}

pub(crate) fn question(purpose: Purpose) -> Question {
    Question {
        subject: subject(),
        purpose,
        audience: AUDIENCE.to_owned(),
    }
}

pub(crate) fn id(number: u8) -> VerificationId {
    VerificationId::from_bytes([number; 16])
}

pub(crate) fn outcome(number: u8, purpose: Purpose, decision: Decision, at: Timestamp) -> Outcome {
    Outcome {
        id: id(number),
        nonce: Nonce::from_bytes([number; 32]),
        subject: subject(),
        purpose,
        audience: AUDIENCE.to_owned(),
        basis: match purpose {
            Purpose::Register => Basis::Elements,
            Purpose::RaiseLevel
            | Purpose::SignIn
            | Purpose::ResetPassword
            | Purpose::ChangeMobile
            | Purpose::Activate
            | Purpose::AuthoriseBusiness
            | Purpose::Filing => Basis::Face,
        },
        decision,
        evidence_digest: None,
        transcript_digest: None,
        presentation_scored: None,
        decided_at: at,
    }
}

pub(crate) fn challenge(number: u8, at: Timestamp) -> Challenge {
    Challenge {
        id: id(number),
        nonce: Nonce::from_bytes([number; 32]),
        subject: subject(),
        purpose: Purpose::RaiseLevel,
        audience: AUDIENCE.to_owned(),
        actions: vec![Action::OpenMouth, Action::Nod],
        timings: Vec::new(),
        action_timeout_ms: 5_000,
        issued_at: at,
        expires_at: at.checked_add(SignedDuration::from_mins(3)).unwrap(),
        limits: CaptureLimits::default(),
        sealing_key: SealingKey::new("s1".to_owned(), &[2; 32]),
        minimum_client: 1,
        client_windows: Vec::new(),
    }
}

pub(crate) fn consent() -> Consent {
    Consent {
        version: "2026-11".to_owned(),
        text_digest: "00".repeat(32),
    }
}

pub(crate) fn session(number: u8) -> SessionDigest {
    SessionDigest::from_bytes([number; 32])
}

pub(crate) fn registration(decision: Decision) -> Registration {
    Registration {
        person: person(),
        password: PasswordDigest::from_phc("$argon2id$…".to_owned()),
        terms_version: "2026-11".to_owned(),
        outcome: outcome(9, Purpose::Register, decision, NOW),
        check: CheckAsked {
            id: id(9),
            nonce: Nonce::from_bytes([9; 32]),
            question: question(Purpose::Register),
        },
    }
}

pub(crate) fn register(decision: Decision) -> Command {
    OpenCommand::Register(Box::new(registration(decision))).into()
}

pub(crate) fn wrong_password(number: u8) -> Command {
    SessionCommand::SignIn {
        password_fits: false,
        session: session(number),
        device: Device::default(),
    }
    .into()
}

pub(crate) fn use_session(number: u8) -> Command {
    SessionCommand::Use {
        session: session(number),
    }
    .into()
}

pub(crate) fn close(number: u8, password_fits: bool) -> Command {
    ClosingCommand::Close {
        session: session(number),
        password_fits,
    }
    .into()
}

pub(crate) fn sign_in(number: u8) -> Command {
    SessionCommand::SignIn {
        password_fits: true,
        session: session(number),
        device: Device::default(),
    }
    .into()
}

pub(crate) fn answered(
    purpose: Purpose,
    number: u8,
    decision: Decision,
    at: Timestamp,
) -> Answered {
    Answered {
        check: CheckAsked {
            id: id(number),
            nonce: Nonce::from_bytes([number; 32]),
            question: question(purpose),
        },
        outcome: outcome(number, purpose, decision, at),
        consent: Some(consent()),
    }
}

pub(crate) fn new_password() -> PasswordDigest {
    PasswordDigest::from_phc("$argon2id$new".to_owned())
}

pub(crate) fn change_password(number: u8, password_fits: bool) -> Command {
    CredentialsCommand::ChangePassword {
        session: session(number),
        password_fits,
        password: new_password(),
    }
    .into()
}

pub(crate) fn reset_password(number: u8, decision: Decision, at: Timestamp) -> Command {
    CredentialsCommand::ResetPassword {
        answered: Box::new(answered(Purpose::ResetPassword, number, decision, at)),
        password: new_password(),
    }
    .into()
}

pub(crate) fn sign_in_by_face(number: u8, decision: Decision, at: Timestamp) -> Command {
    SessionCommand::SignInByFace {
        answered: Box::new(answered(Purpose::SignIn, number, decision, at)),
        session: session(number),
        device: Device::default(),
    }
    .into()
}

pub(crate) fn activate(decision: Decision, at: Timestamp) -> Command {
    OpenCommand::Activate(Box::new(Activation {
        person: Person {
            validity: None,
            mobile: None,
            ..person()
        },
        password: new_password(),
        terms_version: "2026-11".to_owned(),
        answered: answered(Purpose::Activate, 8, decision, at),
        closed_at: None,
    }))
    .into()
}

/// Until so many days after [`NOW`].
pub(crate) fn authorise(number: u8, days: i64) -> Command {
    BusinessCommand::Authorise {
        session: session(number),
        last_day: LastDay(LegalDay::of(later(days * 24 * 3600))),
        latest: None,
    }
    .into()
}

pub(crate) fn change_mobile(number: u8) -> Command {
    CredentialsCommand::ChangeMobile {
        session: session(number),
        mobile: Mobile::parse("13900139000").unwrap(),
    }
    .into()
}

pub(crate) fn begin_for(
    purpose: Purpose,
    session_number: u8,
    number: u8,
    at: Timestamp,
) -> Command {
    ScanCommand::Begin {
        session: session(session_number),
        challenge: Box::new(Challenge {
            purpose,
            ..challenge(number, at)
        }),
        question: question(purpose),
        consent: consent(),
    }
    .into()
}

pub(crate) fn prepare_for(purpose: Purpose, number: u8) -> Command {
    ScanCommand::Prepare {
        session: session(number),
        purpose,
        consent: consent(),
        in_force: ConsentInForce(consent().version),
    }
    .into()
}

pub(crate) fn prepare(number: u8) -> Command {
    prepare_for(Purpose::RaiseLevel, number)
}

pub(crate) fn begin(session_number: u8, number: u8, at: Timestamp) -> Command {
    begin_for(Purpose::RaiseLevel, session_number, number, at)
}

pub(crate) fn submit(session_number: u8, number: u8) -> Command {
    ScanCommand::SubmitEvidence {
        session: session(session_number),
        id: id(number),
    }
    .into()
}

pub(crate) fn finish_for(
    purpose: Purpose,
    number: u8,
    decision: Decision,
    at: Timestamp,
) -> Command {
    ScanCommand::Finish {
        id: id(number),
        outcome: Box::new(outcome(number, purpose, decision, at)),
    }
    .into()
}

pub(crate) fn finish(number: u8, decision: Decision, at: Timestamp) -> Command {
    finish_for(Purpose::RaiseLevel, number, decision, at)
}

/// Decides and applies, whether refused or not.
pub(crate) fn run(
    account: &mut Option<Account>,
    command: &(impl Into<Command> + Clone),
    now: Timestamp,
) -> Result<(), Refused> {
    let decided = decide(account.as_ref(), &command.clone().into(), now);
    let events = match &decided {
        Ok(events) => events,
        Err(refused) => &refused.events,
    };
    *account = store::after(account.take(), events, now).0;
    decided.map(drop)
}

/// Runs `command` so many seconds after [`NOW`], and compares what it leads to.
#[expect(
    clippy::needless_pass_by_value,
    reason = "reads better at the place of use"
)]
pub(crate) fn check(
    account: &mut Option<Account>,
    command: &(impl Into<Command> + Clone),
    second: i64,
    expected: Result<(), Refusal>,
) {
    let result = run(account, command, later(second));
    assert_eq!(result.map_err(|refused| refused.refusal), expected);
}

/// Why `command` is refused so many seconds after [`NOW`].
pub(crate) fn refusal(
    account: Option<&Account>,
    command: &(impl Into<Command> + Clone),
    second: i64,
) -> Option<Refusal> {
    let decided = decide(account, &command.clone().into(), later(second));
    decided.err().map(|refused| refused.refusal)
}

/// The account's sessions, the one begun first first.
pub(crate) fn sessions(account: Option<&Account>) -> Vec<SessionDigest> {
    let record = &account.unwrap().record;
    record.sessions.iter().map(|kept| kept.digest).collect()
}

/// An account with session 1, registered and signed in at [`NOW`].
pub(crate) fn signed_in() -> Option<Account> {
    let mut account = None;
    run(&mut account, &register(Decision::Passed), NOW).unwrap();
    run(&mut account, &sign_in(1), NOW).unwrap();
    account
}

pub(crate) fn attested(purpose: Purpose, number: u8, decision: Decision) -> Answered {
    let mut answered = answered(purpose, number, decision, NOW);
    answered.outcome.basis = Basis::Counter;
    answered
}

/// Session number so and so, which began by the password that was set at [`NOW`].
pub(crate) fn credential(number: u8) -> Credential {
    Credential {
        session: session(number),
        password_set_at: Some(NOW),
    }
}

/// A clerk's word for a voucher that was made in this session.
pub(crate) fn attest_in(session_number: u8, purpose: Purpose, number: u8) -> Command {
    CounterCommand::Attest {
        answered: Box::new(attested(purpose, number, Decision::Passed)),
        credential: Some(credential(session_number)),
    }
    .into()
}

/// A scan that passes in this session.
pub(crate) fn scan(
    account: &mut Option<Account>,
    purpose: Purpose,
    session_number: u8,
    second: i64,
) {
    let at = later(second);
    let commands = [
        begin_for(purpose, session_number, 6, at),
        submit(session_number, 6),
        finish_for(purpose, 6, Decision::Passed, at),
    ];
    for command in commands {
        run(account, &command, at).unwrap();
    }
}

/// The level that this session has.
pub(crate) fn level_in(account: Option<&Account>, number: u8, second: i64) -> Option<Level> {
    let account = account?;
    let session = account.session(session(number), later(second))?;
    Some(account.level_in(session))
}

pub(crate) fn finish_check(purpose: Purpose, number: u8, decision: Decision) -> Command {
    let answered = Box::new(answered(purpose, number, decision, NOW));
    CheckCommand::Finish {
        answered,
        session: None,
    }
    .into()
}

pub(crate) fn digest(number: u8) -> SecretDigest {
    SecretDigest([number; 32])
}

/// Of the portal `portal`, with code and verifier of this number; the code lasts for a minute from second 1 on.
pub(crate) fn new_visit(number: u8) -> NewVisit {
    NewVisit {
        id: VisitId([number; 16]),
        portal: "portal".to_owned(),
        scopes: [Scope::OpenId, Scope::OfflineAccess].into(),
        level: Level::Three,
        nonce: None,
        code: Code {
            digest: digest(number),
            redirect: Some(digest(0)),
            challenge: Some(digest(number)),
            expires_at: later(61),
        },
    }
}

pub(crate) fn visit(session_number: u8, number: u8, consents: bool) -> Command {
    PortalCommand::Visit {
        session: session(session_number),
        visit: Box::new(new_visit(number)),
        consents,
    }
    .into()
}

pub(crate) fn redemption(number: u8) -> Redemption {
    Redemption {
        visit: VisitId([number; 16]),
        portal: "portal".to_owned(),
        code: digest(number),
        redirect: Some(digest(0)),
        verifier: Some(digest(number)),
    }
}

pub(crate) fn tokens(number: u8) -> NewTokens {
    NewTokens {
        access: digest(number),
        refresh: digest(number),
        terms: TokenTerms {
            access: SignedDuration::from_mins(10),
            idle: SignedDuration::from_hours(7 * 24),
            longest: SignedDuration::from_hours(30 * 24),
        },
    }
}

pub(crate) fn redeem(number: u8) -> Command {
    PortalCommand::Redeem {
        redemption: Box::new(redemption(number)),
        tokens: tokens(number),
    }
    .into()
}

pub(crate) fn refresh(visit: u8, old: u8, new: u8) -> Command {
    PortalCommand::Refresh {
        visit: VisitId([visit; 16]),
        portal: "portal".to_owned(),
        refresh: digest(old),
        scopes: None,
        tokens: tokens(new),
    }
    .into()
}

/// With the access token of this number, of visit 1.
pub(crate) fn use_access(number: u8) -> Command {
    PortalCommand::UseAccess {
        visit: VisitId([1; 16]),
        access: digest(number),
    }
    .into()
}
