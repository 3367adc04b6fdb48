//! How events change an account.

use jiff::Timestamp;

use crate::event::{AccountEvent, BusinessEvent};
use crate::{Account, Authorisation, Event, Record};

mod credentials;
mod gains;
mod opening;
mod portals;
mod scans;
mod sessions;

/// The account after `event`, which happened at `at`; `None` if no account exists afterwards.
#[must_use]
pub fn evolve(account: Option<Account>, event: &Event, at: Timestamp) -> Option<Account> {
    match event {
        Event::Opened(event) => Some(account.unwrap_or_else(|| opening::open(event, at))),
        Event::Account(event) => account.map(|mut account| {
            apply(&mut account, event, at);
            account
        }),
        Event::Closed { unused: _ } => None,
    }
}

fn apply(account: &mut Account, event: &AccountEvent, at: Timestamp) {
    match event {
        // Anybody can give a wrong password: the account was not used.
        AccountEvent::SignInFailed => return,
        AccountEvent::Session(event) => sessions::apply(&mut account.record.sessions, event, at),
        AccountEvent::Credentials(event) => credentials::apply(account, event, at),
        AccountEvent::Business(event) => business(&mut account.record, event, at),
        AccountEvent::Portal(event) => portals::apply(&mut account.record, event, at),
        AccountEvent::Scan(event) => scans::apply(&mut account.record, event, at),
        AccountEvent::Gain(event) => gains::apply(&mut account.record, event, at),
    }
    account.record.used_at = at;
}

fn business(record: &mut Record, event: &BusinessEvent, at: Timestamp) {
    record.business = match event {
        BusinessEvent::Authorised { last_day } => Some(Authorisation {
            last_day: *last_day,
            given_at: at,
        }),
        BusinessEvent::Withdrawn => None,
    };
}
