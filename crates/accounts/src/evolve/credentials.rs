//! How events change the password and the mobile number.

use jiff::Timestamp;

use crate::event::CredentialsEvent;
use crate::limits::{self, Kind};
use crate::scan::ATTESTED;
use crate::{Account, Opened, Person, Proof, Record, Session, SessionDigest};

/// Whether face or card of whom sets a password were compared: to allow it, or in the session that is kept.
fn is_proven(record: &Record, kept: Option<SessionDigest>, method: Proof) -> bool {
    let mut sessions = record.sessions.iter();
    let setter = sessions.find(|session| Some(session.digest) == kept);
    let in_session = |session: &Session| session.is_compared() || record.password_proven;
    method != Proof::Password || setter.is_some_and(in_session)
}

/// Who goes to the counter for another password may not be who registered the account: codes go to the number on file no
/// more, and another may be given for as long as the clerk's word counts.
fn ask_for_mobile(person: &mut Person, record: &mut Record, at: Timestamp) {
    person.mobile = None;
    record.mobile_open = Some(Opened {
        session: None,
        until: at.saturating_add(ATTESTED).unwrap_or(at),
    });
}

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
            method,
            scan,
        } => {
            *password = new.clone();
            record.reset_by = scan.or(record.reset_by);
            record.password_proven = is_proven(record, *kept, *method);
            record.password_set_at = at;
            record.failed_passwords = None;
            let sessions = &mut record.sessions;
            sessions.retain(|session| Some(session.digest) == *kept);
            record.visits.clear();
            if *method == Proof::Counter {
                ask_for_mobile(person, record, at);
            }
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
