//! What holds for every sequence of commands.

use jiff::Timestamp;
use proptest::prelude::*;
use verification::{Action, Decision, Level, Purpose, Refusal as Reason, Subject};

use crate::fixtures::{self, NOW, later};
use crate::{Account, Command, Device, Entry, Refusal, SessionId, decide, store};

fn decisions() -> impl Strategy<Value = Decision> {
    let refused = |reason| Decision::Refused { reason };
    prop_oneof![
        3 => Just(Decision::Passed),
        1 => Just(refused(Reason::FaceDiffers)),
        1 => Just(refused(Reason::ActionNotSeen { action: Action::Nod })),
        1 => Just(refused(Reason::NoPortrait)),
    ]
}

/// Commands over few sessions and verifications, so that they meet; some about another subject or purpose.
fn commands() -> impl Strategy<Value = (Command, i64)> {
    let number = 1..4_u8;
    let command = prop_oneof![
        decisions()
            .prop_map(|decision| Command::Register(Box::new(fixtures::registration(decision)))),
        (number.clone(), any::<bool>()).prop_map(|(number, password_fits)| Command::SignIn {
            password_fits,
            session: fixtures::session(number),
            device: Device::default(),
        }),
        (number.clone(), any::<bool>())
            .prop_map(|(number, fits)| fixtures::change_password(number, fits)),
        (number.clone(), decisions())
            .prop_map(|(number, decision)| fixtures::reset_password(number, decision, NOW)),
        (number.clone(), decisions())
            .prop_map(|(number, decision)| fixtures::sign_in_by_face(number, decision, NOW)),
        decisions().prop_map(|decision| fixtures::activate(decision, NOW)),
        (number.clone(), any::<bool>()).prop_map(|(number, password_fits)| Command::Close {
            session: fixtures::session(number),
            password_fits
        }),
        number
            .clone()
            .prop_map(|number| fixtures::authorise(number, 0)),
        number.clone().prop_map(|number| Command::WithdrawBusiness {
            session: fixtures::session(number)
        }),
        (number.clone(), number.clone()).prop_map(|(number, other)| Command::EndSession {
            session: fixtures::session(number),
            id: SessionId::of(&fixtures::session(other)),
        }),
        number.clone().prop_map(fixtures::change_mobile),
        (number.clone(), number.clone(), any::<bool>())
            .prop_map(|(session, number, consents)| fixtures::visit(session, number, consents)),
        number.clone().prop_map(fixtures::redeem),
        (number.clone(), number.clone(), number.clone())
            .prop_map(|(visit, old, new)| fixtures::refresh(visit, old, new)),
        number.clone().prop_map(fixtures::use_access),
        number
            .clone()
            .prop_map(|number| Command::WithdrawFaceConsent {
                session: fixtures::session(number)
            }),
        (number.clone(), number.clone()).prop_map(|(session, number)| fixtures::begin_for(
            Purpose::ChangeMobile,
            session,
            number,
            NOW
        )),
        number.clone().prop_map(|number| Command::SignOut {
            session: fixtures::session(number)
        }),
        number.clone().prop_map(|number| Command::UseSession {
            session: fixtures::session(number)
        }),
        number.clone().prop_map(fixtures::prepare),
        (number.clone(), decisions()).prop_map(|(number, decision)| fixtures::attest(
            Purpose::RaiseLevel,
            number,
            decision
        )),
        (number.clone(), number.clone())
            .prop_map(|(session, number)| fixtures::begin(session, number, NOW)),
        (number.clone(), number.clone())
            .prop_map(|(session, number)| fixtures::submit(session, number)),
        number.clone().prop_map(|number| Command::ReturnEvidence {
            id: fixtures::id(number)
        }),
        number.clone().prop_map(|number| Command::EndScan {
            id: fixtures::id(number)
        }),
        (number.clone(), decisions())
            .prop_map(|(number, decision)| fixtures::finish(number, decision, NOW)),
        (number, decisions(), any::<bool>())
            .prop_map(|(number, decision, other)| foreign(number, decision, other)),
    ];
    (command, 0..20_i64)
}

fn foreign(number: u8, decision: Decision, other_subject: bool) -> Command {
    let mut outcome = fixtures::outcome(number, Purpose::RaiseLevel, decision, NOW);
    if other_subject {
        outcome.subject = Subject::from_bytes([8; 32]);
    } else {
        outcome.audience = "https://elsewhere.example".to_owned();
    }
    Command::FinishScan {
        id: fixtures::id(number),
        outcome: Box::new(outcome),
    }
}

/// Whether a command carries what may give this account a level.
fn carries_pass(command: &Command) -> bool {
    let (outcome, purpose) = match command {
        Command::Register(registration) => (&registration.outcome, Purpose::Register),
        Command::Activate(activation) => (&activation.answered.outcome, Purpose::Activate),
        Command::FinishScan { outcome, .. } => (outcome.as_ref(), Purpose::RaiseLevel),
        Command::Attest { answered } => (&answered.outcome, Purpose::RaiseLevel),
        _ => return false,
    };
    outcome.decision == Decision::Passed
        && outcome.purpose == purpose
        && outcome.subject == fixtures::subject()
        && outcome.audience == fixtures::AUDIENCE
}

fn level(account: Option<&Account>) -> Option<Level> {
    account.map(Account::level)
}

proptest! {
    #[test]
    fn no_level_rises_without_an_outcome_that_passed(commands in prop::collection::vec(commands(), 1..60)) {
        let (mut account, mut second) = (None, 0);
        for (command, gap) in commands {
            second += gap;
            let before = level(account.as_ref());
            let result = fixtures::run(&mut account, &command, later(second));
            let after = level(account.as_ref());
            if matches!(command, Command::Close { password_fits: true, .. }) && result.is_ok() {
                prop_assert_eq!(after, None);
                continue;
            }
            prop_assert!(after >= before);
            if after != before {
                prop_assert!(result.is_ok() && carries_pass(&command));
            }
        }
    }

    #[test]
    fn a_verification_is_answered_once(commands in prop::collection::vec(commands(), 1..60)) {
        let (mut account, mut second, mut answered) = (fixtures::signed_in(), 0, Vec::new());
        for (command, gap) in commands {
            second += gap;
            let result = fixtures::run(&mut account, &command, later(second));
            let judged = matches!(&result, Ok(())) || matches!(&result, Err(refused) if matches!(refused.refusal, Refusal::NotVerified(_)));
            match &command {
                Command::BeginScan { challenge, .. } if result.is_ok() => answered.retain(|id| *id != challenge.id),
                Command::FinishScan { outcome, .. } if judged => {
                    prop_assert!(!answered.contains(&outcome.id));
                    answered.push(outcome.id);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn nothing_is_refused_by_panicking_and_the_journal_names_nobody(commands in prop::collection::vec(commands(), 1..60)) {
        let (mut account, mut second) = (None, 0);
        let person = fixtures::person().to_text();
        for (command, gap) in commands {
            second += gap;
            let lines = journal(account.as_ref(), &command, later(second));
            let _ = fixtures::run(&mut account, &command, later(second));
            for secret in [&person.name, &person.number, &person.mobile, &person.valid_from] {
                prop_assert!(!lines.contains(secret.as_str()));
                let record = account.as_ref().map(|account| serde_json::to_string(&account.record).unwrap());
                prop_assert!(!record.unwrap_or_default().contains(secret.as_str()));
            }
        }
    }
}

fn journal(account: Option<&Account>, command: &Command, now: Timestamp) -> String {
    let events = match decide(account, command, now) {
        Ok(events) => events,
        Err(refused) => refused.events,
    };
    let entries: Vec<Entry> = store::after(account.cloned(), &events, now).1;
    serde_json::to_string(&entries).unwrap()
}
