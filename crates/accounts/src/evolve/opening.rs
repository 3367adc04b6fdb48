//! How an account begins.

use jiff::Timestamp;
use verification::{Level, Subject};

use crate::event::OpenedEvent;
use crate::{Account, Method, PasswordDigest, Person, Reached, Record};

pub(super) fn open(event: &OpenedEvent, at: Timestamp) -> Account {
    match event {
        OpenedEvent::Registered {
            person,
            password,
            subject,
            terms_version,
            check: _,
        } => {
            let methods = [(Level::Three, Method::FourElements)];
            let record = record(*subject, terms_version, &methods, at);
            account(person, password, record)
        }
        // The password was set by whom face or card were compared with.
        OpenedEvent::Activated {
            person,
            password,
            subject,
            terms_version,
            verification: _,
            method,
        } => {
            let methods = [(Level::Three, Method::Activation), (Level::Four, *method)];
            let record = Record {
                password_proven: true,
                ..record(*subject, terms_version, &methods, at)
            };
            account(person, password, record)
        }
    }
}

fn account(person: &Person, password: &PasswordDigest, record: Record) -> Account {
    Account {
        person: person.clone(),
        password: password.clone(),
        record,
    }
}

fn record(
    subject: Subject,
    terms_version: &str,
    methods: &[(Level, Method)],
    at: Timestamp,
) -> Record {
    let reached = |&(level, method)| Reached { level, method, at };
    Record {
        subject,
        registered_at: at,
        used_at: at,
        terms_version: terms_version.to_owned(),
        reset_by: None,
        password_set_at: at,
        password_proven: false,
        levels: methods.iter().map(reached).collect(),
        sessions: Vec::new(),
        scan: None,
        begun_scans: None,
        failed_scans: None,
        failed_passwords: None,
        mobile_open: None,
        business_open: None,
        face_consent: None,
        business: None,
        portals: Vec::new(),
        visits: Vec::new(),
    }
}
