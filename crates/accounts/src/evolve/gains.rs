//! How an account changes by a verification that passed.

use jiff::Timestamp;
use verification::VerificationId;

use super::scans::set_state;
use crate::event::{GainEvent, Opening};
use crate::{Credential, Method, Opened, Reached, Record, ScanState};

pub(super) fn apply(record: &mut Record, event: &GainEvent, at: Timestamp) {
    match event {
        GainEvent::LevelReached {
            id,
            level,
            method,
            credential,
        } => {
            passed(record, *id);
            prove(record, credential.as_ref(), (*method, at));
            record.begun_scans = None;
            let (level, method) = (*level, *method);
            record.levels.push(Reached { level, method, at });
            end_unproven(record);
        }
        GainEvent::Proven {
            id,
            method,
            credential,
        } => {
            passed(record, *id);
            prove(record, Some(credential), (*method, at));
            record.begun_scans = None;
        }
        GainEvent::MobileOpened(opening) => record.mobile_open = Some(open(record, opening, at)),
        GainEvent::BusinessOpened(opening) => {
            record.business_open = Some(open(record, opening, at));
        }
    }
}

fn open(record: &mut Record, opening: &Opening, at: Timestamp) -> Opened {
    passed(record, opening.id);
    prove(record, opening.credential.as_ref(), (opening.method, at));
    Opened {
        session: opening.session,
        until: opening.until,
    }
}

fn passed(record: &mut Record, id: VerificationId) {
    set_state(record, id, ScanState::Over);
    record.failed_scans = None;
}

/// Session and password remember that face or card of whom they belong to were compared.
fn prove(record: &mut Record, credential: Option<&Credential>, (method, at): (Method, Timestamp)) {
    let Some(credential) = credential else { return };
    let mut sessions = record.sessions.iter_mut();
    if let Some(session) = sessions.find(|kept| kept.digest == credential.session) {
        session.compared_at = Some(at);
        session.scanned |= method == Method::Face;
    }
    record.password_proven |= credential.is_by_password(record.password_set_at);
}

/// A level is nobody's whose face or card was not compared: the holder may not be who set the password.
fn end_unproven(record: &mut Record) {
    if record.password_proven {
        return;
    }
    record.sessions.retain(crate::Session::is_compared);
    record.visits.retain(|visit| visit.signed_in.is_compared());
}
