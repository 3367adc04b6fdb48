//! How events change an account.

use jiff::Timestamp;
use verification::{Level, VerificationId};

use crate::limits::{self, Kind};
use crate::{
    Account, Event, Method, Person, Reached, Record, ScanState, Session, SessionDigest, session,
};

/// The account after `event`, which happened at `at`. Without an account only a registration changes anything.
#[must_use]
pub fn evolve(account: Option<Account>, event: &Event, at: Timestamp) -> Option<Account> {
    match account {
        None => register(event, at),
        Some(mut account) => {
            apply(&mut account.record, event, at);
            Some(account)
        }
    }
}

fn register(event: &Event, at: Timestamp) -> Option<Account> {
    let Event::Registered {
        person,
        password,
        subject,
        terms_version,
        check: _,
    } = event
    else {
        return None;
    };
    let three = Reached {
        level: Level::Three,
        method: Method::FourElements,
        at,
    };
    Some(Account {
        person: Person::clone(person),
        password: password.clone(),
        record: Record {
            subject: *subject,
            registered_at: at,
            terms_version: terms_version.clone(),
            levels: vec![three],
            sessions: Vec::new(),
            scan: None,
            begun_scans: None,
            failed_scans: None,
        },
    })
}

fn apply(record: &mut Record, event: &Event, at: Timestamp) {
    match event {
        Event::Registered { .. } | Event::SignInFailed => {}
        Event::SignedIn { session } => begin_session(&mut record.sessions, *session, at),
        Event::SessionUsed { session } => note_use(&mut record.sessions, *session, at),
        Event::SignedOut { session } => record.sessions.retain(|kept| kept.digest != *session),
        Event::ScanBegan { scan, consent: _ } => {
            record.scan = Some(scan.as_ref().clone());
            let counter = record.begun_scans.as_ref();
            record.begun_scans = Some(limits::count(Kind::BegunScan, counter, at));
        }
        Event::EvidenceSubmitted { id } => {
            set_state(record, id, ScanState::Submitted);
            // Counted as failed until it passes: whoever leaves before the outcome gains nothing.
            let counter = record.failed_scans.as_ref();
            record.failed_scans = Some(limits::count(Kind::FailedScan, counter, at));
        }
        Event::EvidenceReturned { id } => {
            set_state(record, id, ScanState::Waiting);
            record.failed_scans = record.failed_scans.as_ref().and_then(limits::withdraw);
        }
        Event::ScanEnded { id } | Event::ScanRefused { id, reason: _ } => {
            set_state(record, id, ScanState::Over);
        }
        Event::LevelReached { id, level, method } => {
            set_state(record, id, ScanState::Over);
            record.begun_scans = None;
            record.failed_scans = None;
            let (level, method) = (*level, *method);
            record.levels.push(Reached { level, method, at });
        }
    }
}

fn begin_session(sessions: &mut Vec<Session>, digest: SessionDigest, at: Timestamp) {
    sessions.retain(|kept| kept.lasts(at));
    sessions.sort_by_key(|kept| kept.used_at);
    let surplus = (sessions.len() + 1).saturating_sub(session::MOST);
    sessions.drain(..surplus);
    sessions.push(Session::begin(digest, at));
}

fn note_use(sessions: &mut [Session], digest: SessionDigest, at: Timestamp) {
    let used = sessions.iter_mut().find(|kept| kept.digest == digest);
    if let Some(session) = used {
        session.used_at = at;
    }
}

fn set_state(record: &mut Record, id: &VerificationId, state: ScanState) {
    let scan = record.scan.as_mut().filter(|scan| scan.id == *id);
    if let Some(scan) = scan {
        scan.state = state;
    }
}
