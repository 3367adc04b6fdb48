//! How events change the sessions.

use jiff::Timestamp;

use crate::event::SessionEvent;
use crate::{Session, SessionDigest, session};

pub(super) fn apply(sessions: &mut Vec<Session>, event: &SessionEvent, at: Timestamp) {
    match event {
        SessionEvent::SignedIn {
            session,
            device,
            method,
            compared_at,
        } => {
            let begun = Session {
                compared_at: *compared_at,
                ..Session::begin(*session, *device, *method, at)
            };
            begin(sessions, begun, at);
        }
        SessionEvent::Used { session } => note_use(sessions, *session, at),
        SessionEvent::SignedOut { session } | SessionEvent::Ended { session } => {
            sessions.retain(|kept| kept.digest != *session);
        }
    }
}

fn begin(sessions: &mut Vec<Session>, begun: Session, at: Timestamp) {
    sessions.retain(|kept| kept.lasts(at) && kept.digest != begun.digest);
    sessions.sort_by_key(|kept| kept.used_at);
    let surplus = (sessions.len() + 1).saturating_sub(session::MOST);
    sessions.drain(..surplus);
    sessions.push(begun);
}

fn note_use(sessions: &mut [Session], digest: SessionDigest, at: Timestamp) {
    let used = sessions.iter_mut().find(|kept| kept.digest == digest);
    if let Some(session) = used {
        session.used_at = at;
    }
}
