//! How an account changes by a verification that passed.

use jiff::Timestamp;
use verification::VerificationId;

use super::scans::set_state;
use crate::event::GainEvent;
use crate::{Method, MobileOpen, Reached, Record, ScanState, Session};

pub(super) fn apply(record: &mut Record, event: &GainEvent, at: Timestamp) {
    match event {
        GainEvent::LevelReached { id, level, method } => {
            passed(record, *id, *method);
            record.begun_scans = None;
            let (level, method) = (*level, *method);
            record.levels.push(Reached { level, method, at });
        }
        GainEvent::MobileOpened {
            id,
            session,
            method,
            until,
        } => {
            passed(record, *id, *method);
            record.mobile_open = Some(MobileOpen {
                session: *session,
                until: *until,
            });
        }
    }
}

fn passed(record: &mut Record, id: VerificationId, method: Method) {
    set_state(record, id, ScanState::Over);
    record.failed_scans = None;
    if method == Method::Face {
        note_face(record, id);
    }
}

/// The session that a scan belongs to remembers that it passed.
fn note_face(record: &mut Record, id: VerificationId) {
    let scan = record.scan.as_ref().filter(|scan| scan.id == id);
    let session = scan.map(|scan| scan.session);
    let own = |kept: &&mut Session| Some(kept.digest) == session;
    if let Some(session) = record.sessions.iter_mut().find(own) {
        session.scanned = true;
    }
}
