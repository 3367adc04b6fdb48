//! How events change the password and the mobile number.

use jiff::Timestamp;

use crate::Account;
use crate::event::CredentialsEvent;
use crate::limits::{self, Kind};

pub(super) fn apply(account: &mut Account, event: &CredentialsEvent, at: Timestamp) {
    let Account {
        person,
        password,
        record,
    } = account;
    match event {
        CredentialsEvent::PasswordChanged {
            password: new,
            kept,
            method: _,
            scan,
        } => {
            *password = new.clone();
            record.reset_by = scan.or(record.reset_by);
            record.password_set_at = at;
            record.failed_passwords = None;
            let sessions = &mut record.sessions;
            sessions.retain(|session| Some(session.digest) == *kept);
            record.visits.clear();
        }
        CredentialsEvent::PasswordRefused => {
            let counter = record.failed_passwords.as_ref();
            record.failed_passwords = Some(limits::count(Kind::FailedPassword, counter, at));
        }
        CredentialsEvent::MobileChanged { mobile } => {
            person.mobile = Some(mobile.clone());
            record.mobile_open = None;
        }
    }
}
