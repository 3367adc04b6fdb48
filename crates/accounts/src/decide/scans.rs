//! Face scans in a session.

use jiff::Timestamp;
use verification::{Challenge, Decision, Outcome, Purpose, VerificationId};

use super::gains::{Passed, gained};
use super::sessions::{in_session, use_session};
use crate::command::ScanCommand;
use crate::event::ScanEvent;
use crate::{
    Account, Consent, ConsentInForce, Credential, Event, HolderGain, HolderWay, Question, Refusal,
    Refused, Scan, ScanState, SessionDigest, limits, scan,
};

const WAY: HolderWay = HolderWay::Scan;

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &ScanCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        ScanCommand::Prepare {
            session,
            purpose,
            consent,
            in_force,
        } => prepare(account, *session, (*purpose, consent, in_force), now),
        ScanCommand::Begin {
            session,
            challenge,
            question,
            consent,
        } => begin(account, *session, (challenge, question, consent), now),
        ScanCommand::SubmitEvidence { session, id } => submit(account, *session, *id, now),
        ScanCommand::ReturnEvidence { id } => {
            let id = submitted(account, *id)?.id;
            Ok(vec![ScanEvent::EvidenceReturned { id }.into()])
        }
        ScanCommand::End { id } => {
            let id = submitted(account, *id)?.id;
            Ok(vec![ScanEvent::Ended { id }.into()])
        }
        ScanCommand::Finish { id, outcome } => finish(account, *id, outcome, now),
        ScanCommand::WithdrawConsent { session } => withdraw_consent(account, *session, now),
    }
}

fn prepare(
    account: &Account,
    session: SessionDigest,
    (purpose, consent, in_force): (Purpose, &Consent, &ConsentInForce),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    may_begin(account, session, purpose, now)?;
    in_force.check(consent)?;
    Ok(events)
}

/// Challenges are drawn only so often, whether they are answered or not.
fn may_begin(
    account: &Account,
    session: SessionDigest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<(), Refusal> {
    may_scan(account, session, purpose, now)?;
    limits::check(account.record.begun_scans.as_ref(), now)?;
    Ok(())
}

/// A pause after scans that failed goes on whatever the next one is for.
fn may_scan(
    account: &Account,
    session: SessionDigest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<(), Refusal> {
    let level = account.level_in(in_session(account, session, now)?);
    HolderGain::at_level(purpose, WAY, level)?;
    limits::check(account.record.failed_scans.as_ref(), now)?;
    Ok(())
}

fn begin(
    account: &Account,
    session: SessionDigest,
    (challenge, question, consent): (&Challenge, &Question, &Consent),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    may_begin(account, session, challenge.purpose, now)?;
    let is_ours = question.is_that_of(challenge) && challenge.subject == account.record.subject;
    if !is_ours || challenge.expires_at <= now {
        return Err(Refusal::StatementForeign.into());
    }
    let began = ScanEvent::Began {
        scan: Box::new(Scan::begin(challenge, session, now)),
        consent: consent.clone(),
    };
    Ok(vec![began.into()])
}

fn submit(
    account: &Account,
    session: SessionDigest,
    id: VerificationId,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    let scan = scan_of(account, id)?;
    if scan.state != ScanState::Waiting {
        return Err(Refusal::ScanSpent.into());
    }
    if scan.expires_at <= now {
        return Err(Refusal::ScanExpired.into());
    }
    may_scan(account, session, scan.purpose, now)?;
    Ok(vec![ScanEvent::EvidenceSubmitted { id }.into()])
}

fn scan_of(account: &Account, id: VerificationId) -> Result<&Scan, Refusal> {
    let scan = account.record.scan.as_ref();
    scan.filter(|scan| scan.id == id)
        .ok_or(Refusal::ScanUnknown)
}

fn submitted(account: &Account, id: VerificationId) -> Result<&Scan, Refused> {
    let scan = scan_of(account, id)?;
    if scan.state == ScanState::Submitted {
        Ok(scan)
    } else {
        Err(Refusal::ScanSpent.into())
    }
}

/// Only an outcome that passed, about this account's own submitted scan, raises the level.
fn finish(
    account: &Account,
    id: VerificationId,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let scan = submitted(account, id)?;
    let is_ours = scan.is_answered_by(outcome)
        && outcome.subject == account.record.subject
        && outcome.basis == WAY.basis();
    if !is_ours || !scan::is_fresh(outcome.decided_at, now) {
        return Err(Refused {
            events: vec![ScanEvent::Ended { id }.into()],
            refusal: Refusal::StatementForeign,
        });
    }
    match &outcome.decision {
        Decision::Refused { reason } => {
            let refused = ScanEvent::Refused {
                id,
                reason: reason.code(),
                is_compared: limits::is_compared(reason),
            };
            Err(Refused {
                events: vec![refused.into()],
                refusal: Refusal::NotVerified(reason.clone()),
            })
        }
        Decision::Passed => Ok(vec![reached(account, scan, now)]),
    }
}

/// What the scan was for, or its end if that was gained in the meantime, or the session has ended.
fn reached(account: &Account, scan: &Scan, now: Timestamp) -> Event {
    let id = scan.id;
    let gained = || {
        let session = in_session(account, scan.session, now)?;
        let passed = Passed {
            id,
            way: WAY,
            credential: Some(Credential::of(account, session)),
        };
        gained(account, HolderGain::of(scan.purpose, WAY)?, passed, now)
    };
    gained().unwrap_or_else(|_| ScanEvent::Ended { id }.into())
}

/// Withdrawing what was not given, or was withdrawn before, changes nothing.
fn withdraw_consent(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if account.record.face_consent.is_some() {
        events.push(ScanEvent::ConsentWithdrawn.into());
    }
    Ok(events)
}
