//! Sequences of commands are drawn from every kind there is, over few sessions and verifications, so that they meet.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use verification::{Action, Decision, Purpose, Refusal as Reason, Subject};

use crate::fixtures::{self, NOW, later};
use crate::{
    AccountCommand as Of, BusinessCommand, CheckCommand, ClosingCommand, Command, CounterCommand,
    Credential, CredentialsCommand, OpenCommand, PortalCommand, ScanCommand, SessionCommand,
    SessionId, VisitId,
};

/// What a kind of command can do to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It changes nothing, except that a session was used.
    Asks,
    /// It gives the account a level or opens it, by an outcome that passed.
    Gains,
    /// It closes the account.
    Closes,
    /// It does anything else.
    Acts,
}

/// A kind of command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    /// The pattern that it matches.
    pattern: &'static str,
    /// What it can do.
    pub(super) role: Role,
}

/// A new command does not compile until it stands in this table, and the test below fails until it is drawn.
macro_rules! kinds {
    ($($pattern:pat => $role:ident,)*) => {
        const KINDS: &[Kind] = &[
            $(Kind { pattern: stringify!($pattern), role: Role::$role },)*
        ];

        /// The kind of `command`.
        pub(super) fn kind(command: &Command) -> Kind {
            match command {
                $($pattern => Kind { pattern: stringify!($pattern), role: Role::$role },)*
            }
        }
    };
}

kinds! {
    Command::Open(OpenCommand::Register(_)) => Gains,
    Command::Open(OpenCommand::Activate(_)) => Gains,
    Command::Account(Of::Session(SessionCommand::SignIn { .. })) => Acts,
    Command::Account(Of::Session(SessionCommand::SignInByFace { .. })) => Acts,
    Command::Account(Of::Session(SessionCommand::Use { .. })) => Asks,
    Command::Account(Of::Session(SessionCommand::ProveAgain { .. })) => Acts,
    Command::Account(Of::Session(SessionCommand::End { .. })) => Acts,
    Command::Account(Of::Session(SessionCommand::SignOut { .. })) => Acts,
    Command::Account(Of::Credentials(CredentialsCommand::ResetPassword { .. })) => Acts,
    Command::Account(Of::Credentials(CredentialsCommand::ChangePassword { .. })) => Acts,
    Command::Account(Of::Credentials(CredentialsCommand::ChangeMobile { .. })) => Acts,
    Command::Account(Of::Closing(ClosingCommand::Close { .. })) => Closes,
    Command::Account(Of::Closing(ClosingCommand::Expire { .. })) => Closes,
    Command::Account(Of::Business(BusinessCommand::Authorise { .. })) => Acts,
    Command::Account(Of::Business(BusinessCommand::Withdraw { .. })) => Acts,
    Command::Account(Of::Portal(PortalCommand::Visit { .. })) => Acts,
    Command::Account(Of::Portal(PortalCommand::Redeem { .. })) => Acts,
    Command::Account(Of::Portal(PortalCommand::Refresh { .. })) => Acts,
    Command::Account(Of::Portal(PortalCommand::UseAccess { .. })) => Asks,
    Command::Account(Of::Portal(PortalCommand::Revoke { .. })) => Acts,
    Command::Account(Of::Portal(PortalCommand::Withdraw { .. })) => Acts,
    Command::Account(Of::Check(CheckCommand::Prepare { .. })) => Asks,
    Command::Account(Of::Check(CheckCommand::Finish { .. })) => Gains,
    Command::Account(Of::Counter(CounterCommand::Prepare { .. })) => Asks,
    Command::Account(Of::Counter(CounterCommand::Attest { .. })) => Gains,
    Command::Account(Of::Scan(ScanCommand::Prepare { .. })) => Asks,
    Command::Account(Of::Scan(ScanCommand::Begin { .. })) => Acts,
    Command::Account(Of::Scan(ScanCommand::SubmitEvidence { .. })) => Acts,
    Command::Account(Of::Scan(ScanCommand::ReturnEvidence { .. })) => Acts,
    Command::Account(Of::Scan(ScanCommand::End { .. })) => Acts,
    Command::Account(Of::Scan(ScanCommand::Finish { .. })) => Gains,
    Command::Account(Of::Scan(ScanCommand::WithdrawConsent { .. })) => Acts,
    Command::Account(Of::ShowStanding) => Asks,
}

/// Commands, and how many seconds after the one before each comes.
pub(super) fn commands() -> impl Strategy<Value = Vec<(Command, i64)>> {
    let command = prop_oneof![
        3 => opening(),
        5 => sessions(),
        2 => credentials(),
        1 => closing(),
        3 => business(),
        14 => portals(),
        2 => checks(),
        2 => counter(),
        12 => scans(),
        1 => Just(Of::ShowStanding.into()),
    ];
    let gap = prop_oneof![20 => 0..3_i64, 1 => 20..400_i64];
    prop::collection::vec((command, gap), 1..60)
}

fn numbers() -> std::ops::Range<u8> {
    1..3
}

fn decisions() -> impl Strategy<Value = Decision> {
    let refused = |reason| Decision::Refused { reason };
    prop_oneof![
        3 => Just(Decision::Passed),
        1 => Just(refused(Reason::FaceDiffers)),
        1 => Just(refused(Reason::ActionNotSeen { action: Action::Nod })),
        1 => Just(refused(Reason::NoPortrait)),
    ]
}

fn purposes() -> impl Strategy<Value = Purpose> {
    prop_oneof![
        4 => Just(Purpose::RaiseLevel),
        3 => Just(Purpose::ChangeMobile),
        1 => select(Purpose::SCANS.as_slice()),
        1 => select([Purpose::Register, Purpose::Filing].as_slice()),
    ]
}

fn opening() -> impl Strategy<Value = Command> {
    prop_oneof![
        decisions().prop_map(fixtures::register),
        decisions().prop_map(|decision| fixtures::activate(decision, NOW)),
    ]
}

fn sessions() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => numbers().prop_map(fixtures::sign_in),
        1 => numbers().prop_map(fixtures::wrong_password),
        1 => (numbers(), decisions())
            .prop_map(|(number, decision)| fixtures::sign_in_by_face(number, decision, later(9))),
        1 => numbers().prop_map(fixtures::use_session),
        1 => (numbers(), any::<Option<bool>>()).prop_map(|(number, password_fits)| {
            let session = fixtures::session(number);
            SessionCommand::ProveAgain { session, password_fits }.into()
        }),
        1 => (numbers(), numbers()).prop_map(|(number, other)| {
            let session = fixtures::session(number);
            let id = SessionId::of(&fixtures::session(other));
            SessionCommand::End { session, id }.into()
        }),
        1 => numbers().prop_map(|number| {
            let session = fixtures::session(number);
            SessionCommand::SignOut { session }.into()
        }),
    ]
}

fn credentials() -> impl Strategy<Value = Command> {
    prop_oneof![
        (numbers(), any::<bool>())
            .prop_map(|(number, fits)| fixtures::change_password(number, fits)),
        (numbers(), decisions()).prop_map(|(number, decision)| fixtures::reset_password(
            number,
            decision,
            later(9)
        )),
        numbers().prop_map(fixtures::change_mobile),
    ]
}

fn closing() -> impl Strategy<Value = Command> {
    prop_oneof![
        (numbers(), any::<bool>()).prop_map(|(number, fits)| fixtures::close(number, fits)),
        (1..60_i64).prop_map(|seconds| {
            let kept = SignedDuration::from_secs(seconds);
            ClosingCommand::Expire { kept }.into()
        }),
    ]
}

fn business() -> impl Strategy<Value = Command> {
    prop_oneof![
        (numbers(), -1..2_i64).prop_map(|(number, days)| fixtures::authorise(number, days)),
        numbers().prop_map(|number| {
            let session = fixtures::session(number);
            BusinessCommand::Withdraw { session }.into()
        }),
    ]
}

fn portals() -> impl Strategy<Value = Command> {
    let portals = || select(["portal", "other"].as_slice());
    prop_oneof![
        (numbers(), numbers(), any::<bool>())
            .prop_map(|(session, number, consents)| fixtures::visit(session, number, consents)),
        numbers().prop_map(fixtures::redeem),
        (numbers(), numbers(), numbers())
            .prop_map(|(visit, old, new)| fixtures::refresh(visit, old, new)),
        numbers().prop_map(fixtures::use_access),
        (numbers(), portals()).prop_map(|(number, portal)| {
            let (visit, portal) = (VisitId([number; 16]), portal.to_owned());
            PortalCommand::Revoke { visit, portal }.into()
        }),
        (numbers(), portals()).prop_map(|(number, portal)| {
            let (session, portal) = (fixtures::session(number), portal.to_owned());
            PortalCommand::Withdraw { session, portal }.into()
        }),
    ]
}

fn checks() -> impl Strategy<Value = Command> {
    prop_oneof![
        (prop::option::of(numbers()), purposes()).prop_map(|(number, purpose)| {
            let session = number.map(fixtures::session);
            CheckCommand::Prepare { session, purpose }.into()
        }),
        (
            purposes(),
            numbers(),
            decisions(),
            prop::option::of(numbers())
        )
            .prop_map(|(purpose, number, decision, session)| {
                let answered = fixtures::answered(purpose, number, decision, NOW);
                CheckCommand::Finish {
                    answered: Box::new(answered),
                    session: session.map(fixtures::session),
                }
                .into()
            }),
    ]
}

fn counter() -> impl Strategy<Value = Command> {
    prop_oneof![
        (numbers(), purposes()).prop_map(|(number, purpose)| {
            let session = fixtures::session(number);
            CounterCommand::Prepare { session, purpose }.into()
        }),
        (
            purposes(),
            numbers(),
            decisions(),
            prop::option::of(credentials_kept())
        )
            .prop_map(|(purpose, number, decision, credential)| {
                CounterCommand::Attest {
                    answered: Box::new(fixtures::attested(purpose, number, decision)),
                    credential,
                }
                .into()
            }),
    ]
}

/// Of a session that was begun by a password, which another may have replaced, or otherwise.
fn credentials_kept() -> impl Strategy<Value = Credential> {
    (numbers(), prop::option::of(0..4_i64)).prop_map(|(number, second)| Credential {
        session: fixtures::session(number),
        password_set_at: second.map(later),
    })
}

/// Some outcomes are about another subject, or for another edge.
fn scans() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => (purposes(), numbers())
            .prop_map(|(purpose, number)| fixtures::prepare_for(purpose, number)),
        2 => (purposes(), numbers(), numbers()).prop_map(|(purpose, session, number)| {
            fixtures::begin_for(purpose, session, number, NOW)
        }),
        4 => (numbers(), numbers()).prop_map(|(session, number)| fixtures::submit(session, number)),
        1 => numbers().prop_map(|number| {
            let id = fixtures::id(number);
            ScanCommand::ReturnEvidence { id }.into()
        }),
        1 => numbers().prop_map(|number| {
            let id = fixtures::id(number);
            ScanCommand::End { id }.into()
        }),
        4 => (purposes(), numbers(), decisions()).prop_map(|(purpose, number, decision)| {
            fixtures::finish_for(purpose, number, decision, NOW)
        }),
        1 => (numbers(), decisions(), any::<bool>())
            .prop_map(|(number, decision, other)| foreign(number, decision, other)),
        1 => numbers().prop_map(|number| {
            let session = fixtures::session(number);
            ScanCommand::WithdrawConsent { session }.into()
        }),
    ]
}

fn foreign(number: u8, decision: Decision, other_subject: bool) -> Command {
    let mut outcome = fixtures::outcome(number, Purpose::RaiseLevel, decision, NOW);
    if other_subject {
        outcome.subject = Subject::from_bytes([8; 32]);
    } else {
        outcome.audience = "https://elsewhere.example".to_owned();
    }
    ScanCommand::Finish {
        id: fixtures::id(number),
        outcome: Box::new(outcome),
    }
    .into()
}

/// A property that holds because a kind of command is never drawn, or always refused, says nothing.
#[test]
fn every_kind_of_command_is_drawn_and_sometimes_succeeds() {
    let (mut runner, strategy) = (TestRunner::deterministic(), commands());
    let mut succeeded = BTreeSet::new();
    for _ in 0..4_000 {
        if succeeded.len() == KINDS.len() {
            return;
        }
        let drawn = strategy.new_tree(&mut runner).unwrap().current();
        let (mut account, mut second) = (fixtures::signed_in(), 0);
        for (command, gap) in drawn {
            second += gap;
            if fixtures::run(&mut account, &command, later(second)).is_ok() {
                succeeded.insert(kind(&command));
            }
        }
    }
    let all: BTreeSet<Kind> = KINDS.iter().copied().collect();
    let missing: Vec<_> = all.difference(&succeeded).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
