//! What holds for every sequence of commands.

use jiff::Timestamp;
use proptest::prelude::*;
use verification::{Decision, Level, Outcome, Purpose};

use crate::fixtures::{self, later};
use crate::{
    Account, AccountCommand, BusinessCommand, CheckCommand, ClosingCommand, Command,
    CounterCommand, Entry, Method, OpenCommand, PortalCommand, Record, Refusal, ScanCommand,
    decide, store,
};
use commands::{Role, commands, kind};
use comparisons::Ledger;

mod commands;
mod comparisons;

/// The outcome that a command carries, what it must be for to give the account a level, and how it would.
fn verdict(command: &Command) -> Option<(&Outcome, Purpose, Method)> {
    match command {
        Command::Open(OpenCommand::Register(it)) => {
            Some((&it.outcome, Purpose::Register, Method::FourElements))
        }
        Command::Open(OpenCommand::Activate(it)) => {
            Some((&it.answered.outcome, Purpose::Activate, Method::Face))
        }
        Command::Account(AccountCommand::Check(command)) => match command {
            CheckCommand::Finish { answered, .. } => {
                Some((&answered.outcome, Purpose::RaiseLevel, Method::Face))
            }
            CheckCommand::Prepare { .. } => None,
        },
        Command::Account(AccountCommand::Counter(command)) => match command {
            CounterCommand::Attest { answered, .. } => {
                Some((&answered.outcome, Purpose::RaiseLevel, Method::Counter))
            }
            CounterCommand::Prepare { .. } => None,
        },
        Command::Account(AccountCommand::Scan(command)) => match command {
            ScanCommand::Finish { outcome, .. } => {
                Some((outcome, Purpose::RaiseLevel, Method::Face))
            }
            ScanCommand::Prepare { .. }
            | ScanCommand::Begin { .. }
            | ScanCommand::SubmitEvidence { .. }
            | ScanCommand::ReturnEvidence { .. }
            | ScanCommand::End { .. }
            | ScanCommand::WithdrawConsent { .. } => None,
        },
        Command::Account(
            AccountCommand::Session(_)
            | AccountCommand::Credentials(_)
            | AccountCommand::Closing(_)
            | AccountCommand::Business(_)
            | AccountCommand::Portal(_)
            | AccountCommand::ShowStanding,
        ) => None,
    }
}

/// Whether the authority verified the account's person, for this edge and for `purpose`.
fn passed(outcome: &Outcome, purpose: Purpose) -> bool {
    outcome.decision == Decision::Passed
        && outcome.purpose == purpose
        && outcome.subject == fixtures::subject()
        && outcome.audience == fixtures::AUDIENCE
}

/// How the command may give a level.
fn may_gain(command: &Command) -> Option<Method> {
    let (outcome, purpose, method) = verdict(command)?;
    passed(outcome, purpose).then_some(method)
}

fn level(account: Option<&Account>) -> Option<Level> {
    account.map(Account::level)
}

/// The method by which the highest level was reached.
fn last_method(account: Option<&Account>) -> Option<Method> {
    Some(account?.record.levels.last()?.method)
}

/// Whether `command` may close `account` now.
fn may_close(command: &Command, account: &Account, now: Timestamp) -> bool {
    match command {
        Command::Account(AccountCommand::Closing(ClosingCommand::Close {
            session,
            password_fits,
        })) => *password_fits && account.session(*session, now).is_some(),
        Command::Account(AccountCommand::Closing(ClosingCommand::Expire { kept })) => {
            now.duration_since(account.used_last()) >= *kept
        }
        Command::Open(_) | Command::Account(_) => false,
    }
}

/// No account, or one with session 1.
fn start(is_registered: bool) -> Option<Account> {
    is_registered.then(fixtures::signed_in).flatten()
}

/// The record without the notes of its use.
fn unused(account: Option<&Account>) -> Option<Record> {
    let mut record = account?.record.clone();
    record.used_at = Timestamp::UNIX_EPOCH;
    for session in &mut record.sessions {
        session.used_at = Timestamp::UNIX_EPOCH;
    }
    Some(record)
}

proptest! {
    // A sequence is up to 60 commands: fewer of them are as many as elsewhere.
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_level_rises_without_an_outcome_that_passed(commands in commands(), is_registered in any::<bool>()) {
        let (mut account, mut second) = (start(is_registered), 0);
        for (command, gap) in commands {
            second += gap;
            let before = level(account.as_ref());
            let is_closed = account.as_ref().is_some_and(|it| may_close(&command, it, later(second)));
            let result = fixtures::run(&mut account, &command, later(second));
            let after = level(account.as_ref());
            let role = kind(&command).role;
            prop_assert_eq!(verdict(&command).is_some(), role == Role::Gains);
            if before.is_some() && after.is_none() {
                prop_assert!(result.is_ok() && role == Role::Closes && is_closed);
            } else if after != before {
                prop_assert!(after > before && result.is_ok());
                let method = may_gain(&command);
                prop_assert!(method.is_some());
                prop_assert_eq!(last_method(account.as_ref()), method);
            }
        }
    }

    #[test]
    fn level_four_is_nobodys_whose_face_or_card_was_not_compared(commands in commands(), is_registered in any::<bool>()) {
        let (mut account, mut second) = (start(is_registered), 0);
        let mut ledger = Ledger::default();
        for (command, gap) in commands {
            second += gap;
            let now = later(second);
            let before = account.clone();
            let result = fixtures::run(&mut account, &command, now);
            ledger.note(before.as_ref(), &command, &result, now);
            let Some(kept) = &account else { continue };
            let four = |level| level == Level::Four;
            for session in &kept.record.sessions {
                prop_assert!(!four(kept.level_in(session)) || ledger.is_compared(session.digest));
            }
            prop_assert!(!four(kept.level_by_password()) || ledger.is_password_compared());
            if let (Command::Account(AccountCommand::Business(BusinessCommand::Authorise { session, .. })), Ok(())) = (&command, result) {
                prop_assert!(ledger.may_authorise(*session, now));
            }
        }
    }

    #[test]
    fn a_verification_is_answered_once(commands in commands()) {
        let (mut account, mut second, mut answered) = (fixtures::signed_in(), 0, Vec::new());
        for (command, gap) in commands {
            second += gap;
            let result = fixtures::run(&mut account, &command, later(second));
            let judged = match &result {
                Ok(()) => true,
                Err(refused) => matches!(refused.refusal, Refusal::NotVerified(_)),
            };
            let Command::Account(AccountCommand::Scan(command)) = &command else {
                continue;
            };
            if let ScanCommand::Begin { challenge, .. } = command && result.is_ok() {
                answered.retain(|id| *id != challenge.id);
            }
            if let ScanCommand::Finish { outcome, .. } = command && judged {
                prop_assert!(!answered.contains(&outcome.id));
                answered.push(outcome.id);
            }
        }
    }

    #[test]
    fn a_mobile_number_changes_once_for_each_verification_for_it(commands in commands()) {
        let (mut account, mut second, mut open) = (fixtures::signed_in(), 0, false);
        for (command, gap) in commands {
            second += gap;
            let verified = verdict(&command).is_some_and(|(outcome, ..)| passed(outcome, Purpose::ChangeMobile));
            for entry in entries(account.as_ref(), &command, later(second)) {
                match entry.event {
                    "mobile_opened" => {
                        prop_assert!(verified);
                        open = true;
                    }
                    "mobile_changed" => prop_assert!(std::mem::take(&mut open)),
                    "closed" | "face_consent_withdrawn" => open = false,
                    _ => {}
                }
            }
            let _ = fixtures::run(&mut account, &command, later(second));
        }
    }

    #[test]
    fn what_only_asks_changes_nothing_and_leaves_no_line(commands in commands()) {
        let (mut account, mut second) = (fixtures::signed_in(), 0);
        for (command, gap) in commands {
            second += gap;
            let before = unused(account.as_ref());
            let lines = entries(account.as_ref(), &command, later(second));
            let _ = fixtures::run(&mut account, &command, later(second));
            if kind(&command).role == Role::Asks {
                prop_assert_eq!(lines, vec![]);
                prop_assert_eq!(unused(account.as_ref()), before);
            }
        }
    }

    #[test]
    fn what_a_portal_gives_back_or_loses_is_over(commands in commands()) {
        let (mut account, mut second) = (fixtures::signed_in(), 0);
        for (command, gap) in commands {
            second += gap;
            let result = fixtures::run(&mut account, &command, later(second));
            let (Command::Account(AccountCommand::Portal(command)), Ok(()), Some(kept)) = (&command, result, &account) else {
                continue;
            };
            if let PortalCommand::Revoke { visit, .. } = command {
                prop_assert_eq!(kept.visit(*visit, later(second)), None);
            }
            if let PortalCommand::Withdraw { portal, .. } = command {
                prop_assert_eq!(kept.portal_consent(portal), None);
                prop_assert!(kept.record.visits.iter().all(|visit| visit.portal != *portal));
            }
        }
    }

    #[test]
    fn nothing_is_refused_by_panicking_and_the_journal_names_nobody(commands in commands(), is_registered in any::<bool>()) {
        let (mut account, mut second) = (start(is_registered), 0);
        let person = fixtures::person().to_text();
        for (command, gap) in commands {
            second += gap;
            let lines = entries(account.as_ref(), &command, later(second));
            let lines = serde_json::to_string(&lines).unwrap();
            let _ = fixtures::run(&mut account, &command, later(second));
            for secret in [&person.name, &person.number, &person.mobile, &person.valid_from] {
                prop_assert!(!lines.contains(secret.as_str()));
                let record = account.as_ref().map(|account| serde_json::to_string(&account.record).unwrap());
                prop_assert!(!record.unwrap_or_default().contains(secret.as_str()));
            }
        }
    }
}

fn entries(account: Option<&Account>, command: &Command, now: Timestamp) -> Vec<Entry> {
    let events = match decide(account, command, now) {
        Ok(events) => events,
        Err(refused) => refused.events,
    };
    store::after(account.cloned(), &events, now).1
}
