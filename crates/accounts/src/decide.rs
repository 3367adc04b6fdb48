//! What a command leads to.

use jiff::Timestamp;

use crate::{Account, AccountCommand, Command, Event, Refusal, Refused};

mod answers;
mod business;
mod checks;
mod closing;
mod counter;
mod credentials;
mod gains;
mod opening;
mod portals;
mod scans;
mod sessions;

/// The events that `command` has now, or why it is refused. Events are applied with [`crate::evolve`], in order.
pub fn decide(
    account: Option<&Account>,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match (command, account) {
        (Command::Open(command), None) => opening::decide(command, now),
        (Command::Open(_), Some(_)) => Err(Refusal::AlreadyRegistered.into()),
        (Command::Account(_), None) => Err(Refusal::NoAccount.into()),
        (Command::Account(command), Some(account)) => of_account(account, command, now),
    }
}

fn of_account(
    account: &Account,
    command: &AccountCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        AccountCommand::Session(command) => sessions::decide(account, command, now),
        AccountCommand::Credentials(command) => credentials::decide(account, command, now),
        AccountCommand::Closing(command) => closing::decide(account, command, now),
        AccountCommand::Business(command) => business::decide(account, command, now),
        AccountCommand::Portal(command) => portals::decide(account, command, now),
        AccountCommand::Check(command) => checks::decide(account, command, now),
        AccountCommand::Counter(command) => counter::decide(account, command, now),
        AccountCommand::Scan(command) => scans::decide(account, command, now),
        AccountCommand::ShowStanding => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests;
