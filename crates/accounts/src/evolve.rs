//! How events change an account.

use jiff::Timestamp;
use verification::{Level, Subject, VerificationId};

use crate::limits::{self, Kind};
use crate::{
    Account, Authorisation, Consent, Event, FaceConsent, Method, MobileOpen, PasswordDigest,
    Person, PortalConsent, Reached, Record, ScanState, Session, SessionDigest, Visit, VisitId,
    session, visit,
};

/// The account after `event`, which happened at `at`. Without an account only what opens one changes anything; a closed
/// account is none.
#[must_use]
pub fn evolve(account: Option<Account>, event: &Event, at: Timestamp) -> Option<Account> {
    match (account, event) {
        (None, event) => open(event, at),
        (Some(_), Event::Closed { .. }) => None,
        (Some(mut account), event) => {
            apply(&mut account, event, at);
            Some(account)
        }
    }
}

fn open(event: &Event, at: Timestamp) -> Option<Account> {
    match event {
        Event::Registered {
            person,
            password,
            subject,
            terms_version,
            check: _,
        } => {
            let methods = [(Level::Three, Method::FourElements)];
            let record = record(*subject, terms_version, &methods, at);
            Some(account(person, password, record))
        }
        Event::Activated {
            person,
            password,
            subject,
            terms_version,
            verification: _,
            method,
        } => {
            let methods = [(Level::Three, Method::Activation), (Level::Four, *method)];
            let record = record(*subject, terms_version, &methods, at);
            Some(account(person, password, record))
        }
        _ => None,
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
        levels: methods.iter().map(reached).collect(),
        sessions: Vec::new(),
        scan: None,
        begun_scans: None,
        failed_scans: None,
        failed_passwords: None,
        mobile_open: None,
        face_consent: None,
        business: None,
        portals: Vec::new(),
        visits: Vec::new(),
    }
}

fn apply(account: &mut Account, event: &Event, at: Timestamp) {
    let Account {
        person,
        password,
        record,
    } = account;
    // A wrong password may be anybody's.
    if !matches!(event, Event::SignInFailed) {
        record.used_at = at;
    }
    match event {
        Event::PasswordChanged {
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
        Event::MobileChanged { mobile } => {
            person.mobile = Some(mobile.clone());
            record.mobile_open = None;
        }
        event => note(record, event, at),
    }
}

/// Events that change nothing personal.
fn note(record: &mut Record, event: &Event, at: Timestamp) {
    match event {
        Event::SignedIn {
            session,
            device,
            method,
        } => {
            let begun = Session::begin(*session, *device, *method, at);
            begin_session(&mut record.sessions, begun, at);
        }
        Event::SessionUsed { session } => note_use(&mut record.sessions, *session, at),
        Event::SignedOut { session } | Event::SessionEnded { session } => {
            record.sessions.retain(|kept| kept.digest != *session);
        }
        Event::PasswordRefused => {
            let counter = record.failed_passwords.as_ref();
            record.failed_passwords = Some(limits::count(Kind::FailedPassword, counter, at));
        }
        Event::MobileOpened {
            id,
            session,
            method,
            until,
        } => {
            set_state(record, id, ScanState::Over);
            if *method == Method::Face {
                note_face(record, id);
            }
            record.failed_scans = None;
            record.mobile_open = Some(MobileOpen {
                session: *session,
                until: *until,
            });
        }
        Event::BusinessAuthorised { last_day } => {
            record.business = Some(Authorisation {
                last_day: *last_day,
                given_at: at,
            });
        }
        Event::BusinessWithdrawn => record.business = None,
        Event::ConsentGiven { id: _, consent } => consented(record, consent, at),
        Event::FaceConsentWithdrawn => {
            record.face_consent = None;
            record.scan = None;
            record.mobile_open = None;
        }
        Event::Registered { .. }
        | Event::Activated { .. }
        | Event::SignInFailed
        | Event::PasswordChanged { .. }
        | Event::MobileChanged { .. }
        | Event::Closed { .. } => {}
        Event::ScanBegan { .. }
        | Event::EvidenceSubmitted { .. }
        | Event::EvidenceReturned { .. }
        | Event::ScanEnded { .. }
        | Event::ScanRefused { .. }
        | Event::LevelReached { .. } => note_scan(record, event, at),
        Event::PortalConsented { .. }
        | Event::PortalWithdrawn { .. }
        | Event::PortalVisited { .. }
        | Event::TokensIssued { .. }
        | Event::VisitEnded { .. } => note_portal(record, event, at),
    }
}

fn note_portal(record: &mut Record, event: &Event, at: Timestamp) {
    match event {
        Event::PortalConsented { portal, scopes } => {
            record.portals.retain(|given| given.portal != *portal);
            record.portals.push(PortalConsent {
                portal: portal.clone(),
                scopes: scopes.clone(),
                given_at: at,
            });
        }
        Event::PortalWithdrawn { portal } => {
            record.portals.retain(|given| given.portal != *portal);
            record.visits.retain(|visit| visit.portal != *portal);
        }
        Event::PortalVisited { visit } => begin_visit(&mut record.visits, visit, at),
        Event::TokensIssued {
            visit,
            access,
            narrowed,
            refresh,
        } => {
            let own = |kept: &&mut Visit| kept.id == *visit;
            if let Some(visit) = record.visits.iter_mut().find(own) {
                visit.code = None;
                visit.access = Some(*access);
                visit.narrowed.clone_from(narrowed);
                visit.refresh = *refresh;
            }
        }
        Event::VisitEnded { visit, .. } => end_visit(&mut record.visits, *visit),
        _ => {}
    }
}

fn note_scan(record: &mut Record, event: &Event, at: Timestamp) {
    match event {
        Event::ScanBegan { scan, consent } => {
            consented(record, consent, at);
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
            if method == Method::Face {
                note_face(record, id);
            }
            record.levels.push(Reached { level, method, at });
        }
        _ => {}
    }
}

fn consented(record: &mut Record, consent: &Consent, at: Timestamp) {
    record.face_consent = Some(FaceConsent {
        consent: consent.clone(),
        given_at: at,
    });
}

fn begin_session(sessions: &mut Vec<Session>, begun: Session, at: Timestamp) {
    sessions.retain(|kept| kept.lasts(at));
    sessions.sort_by_key(|kept| kept.used_at);
    let surplus = (sessions.len() + 1).saturating_sub(session::MOST);
    sessions.drain(..surplus);
    sessions.push(begun);
}

fn begin_visit(visits: &mut Vec<Visit>, begun: &Visit, at: Timestamp) {
    visits.retain(|kept| kept.lasts(at));
    let at_portal = |kept: &Visit| kept.portal == begun.portal;
    let own = visits.iter().filter(|kept| at_portal(kept)).count();
    let mut surplus = (own + 1).saturating_sub(visit::MOST);
    visits.retain(|kept| {
        let ends = surplus > 0 && at_portal(kept);
        surplus -= usize::from(ends);
        !ends
    });
    visits.push(begun.clone());
}

fn end_visit(visits: &mut Vec<Visit>, id: VisitId) {
    visits.retain(|kept| kept.id != id);
}

/// The session that a scan belongs to remembers that it passed.
fn note_face(record: &mut Record, id: &VerificationId) {
    let scan = record.scan.as_ref().filter(|scan| scan.id == *id);
    let session = scan.map(|scan| scan.session);
    let own = |kept: &&mut Session| Some(kept.digest) == session;
    if let Some(session) = record.sessions.iter_mut().find(own) {
        session.scanned = true;
    }
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
