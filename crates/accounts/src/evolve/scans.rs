//! How events change the face scan, the consent to it and the limits on scans.

use jiff::Timestamp;
use verification::VerificationId;

use crate::event::ScanEvent;
use crate::limits::{self, Kind};
use crate::{Consent, FaceConsent, Record, ScanState};

pub(super) fn apply(record: &mut Record, event: &ScanEvent, at: Timestamp) {
    match event {
        ScanEvent::ConsentGiven { id: _, consent } => consented(record, consent, at),
        ScanEvent::ConsentWithdrawn => {
            record.face_consent = None;
            record.scan = None;
            record.mobile_open = None;
            record.business_open = None;
        }
        ScanEvent::Began { scan, consent } => {
            consented(record, consent, at);
            record.scan = Some(scan.as_ref().clone());
            let counter = record.begun_scans.as_ref();
            record.begun_scans = Some(limits::count(Kind::BegunScan, counter, at));
        }
        ScanEvent::EvidenceSubmitted { id } => {
            set_state(record, *id, ScanState::Submitted);
            // Counted as failed until it passes: leaving before the outcome gains nothing.
            let counter = record.failed_scans.as_ref();
            record.failed_scans = Some(limits::count(Kind::FailedScan, counter, at));
        }
        ScanEvent::EvidenceReturned { id } => {
            set_state(record, *id, ScanState::Waiting);
            record.failed_scans = record.failed_scans.as_ref().and_then(limits::withdraw);
        }
        ScanEvent::Ended { id } => {
            set_state(record, *id, ScanState::Over);
            record.failed_scans = record.failed_scans.as_ref().and_then(limits::withdraw);
        }
        ScanEvent::Refused {
            id,
            reason: _,
            is_compared,
        } => {
            set_state(record, *id, ScanState::Over);
            if !is_compared {
                record.failed_scans = record.failed_scans.as_ref().and_then(limits::withdraw);
            }
        }
    }
}

fn consented(record: &mut Record, consent: &Consent, at: Timestamp) {
    record.face_consent = Some(FaceConsent {
        consent: consent.clone(),
        given_at: at,
    });
}

pub(super) fn set_state(record: &mut Record, id: VerificationId, state: ScanState) {
    let scan = record.scan.as_mut().filter(|scan| scan.id == id);
    if let Some(scan) = scan {
        scan.state = state;
    }
}
