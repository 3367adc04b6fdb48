//! Face scans of whoever is signed in.

use jiff::{SignedDuration, Timestamp};
use verification::{Basis, Challenge, Decision, Level, Outcome, Purpose, VerificationId};

use super::use_session;
use crate::{
    Account, Command, Consent, Event, Method, Question, Refusal, Refused, Scan, ScanState,
    SessionDigest, limits, scan,
};

/// How long after its scan another mobile number may be given.
const MOBILE_OPEN: SignedDuration = SignedDuration::from_mins(10);

/// The events of a command about a scan; any other is refused.
pub(super) fn decide(
    account: &Account,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        Command::PrepareScan {
            session,
            purpose,
            consent,
            consent_in_force,
        } => prepare_scan(
            account,
            *session,
            (*purpose, consent, consent_in_force),
            now,
        ),
        Command::BeginScan {
            session,
            challenge,
            question,
            consent,
        } => begin_scan(account, *session, (challenge, question, consent), now),
        Command::SubmitEvidence { session, id } => submit(account, *session, id, now),
        Command::ReturnEvidence { id } => {
            submitted(account, id).map(|_| vec![Event::EvidenceReturned { id: *id }])
        }
        Command::EndScan { id } => {
            submitted(account, id).map(|_| vec![Event::ScanEnded { id: *id }])
        }
        Command::FinishScan { id, outcome } => finish(account, id, outcome, now),
        _ => Err(Refusal::PurposeUnknown.into()),
    }
}

fn prepare_scan(
    account: &Account,
    session: SessionDigest,
    (purpose, consent, in_force): (Purpose, &Consent, &str),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    may_begin(account, purpose, now)?;
    if consent.version != in_force {
        return Err(Refusal::ConsentOutdated.into());
    }
    Ok(events)
}

/// Challenges are drawn only so often, whether they are answered or not.
fn may_begin(account: &Account, purpose: Purpose, now: Timestamp) -> Result<(), Refusal> {
    may_scan(account, purpose, now)?;
    limits::check(account.record.begun_scans.as_ref(), now)?;
    Ok(())
}

/// Whoever is signed in scans to reach level four or to give another mobile number, and only so often.
fn may_scan(account: &Account, purpose: Purpose, now: Timestamp) -> Result<(), Refusal> {
    match purpose {
        Purpose::Register
        | Purpose::SignIn
        | Purpose::ResetPassword
        | Purpose::Activate
        | Purpose::Filing => {
            return Err(Refusal::PurposeUnknown);
        }
        Purpose::RaiseLevel if account.level() == Level::Four => {
            return Err(Refusal::AlreadyAtLevel);
        }
        Purpose::RaiseLevel | Purpose::ChangeMobile => {}
    }
    limits::check(account.record.failed_scans.as_ref(), now)?;
    Ok(())
}

fn begin_scan(
    account: &Account,
    session: SessionDigest,
    (challenge, question, consent): (&Challenge, &Question, &Consent),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    may_begin(account, challenge.purpose, now)?;
    let is_ours = question.is_that_of(challenge) && challenge.subject == account.record.subject;
    if !is_ours || challenge.expires_at <= now {
        return Err(Refusal::StatementForeign.into());
    }
    Ok(vec![Event::ScanBegan {
        scan: Box::new(Scan::begin(challenge, session, now)),
        consent: consent.clone(),
    }])
}

fn submit(
    account: &Account,
    session: SessionDigest,
    id: &VerificationId,
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
    may_scan(account, scan.purpose, now)?;
    Ok(vec![Event::EvidenceSubmitted { id: *id }])
}

fn scan_of<'a>(account: &'a Account, id: &VerificationId) -> Result<&'a Scan, Refusal> {
    let scan = account.record.scan.as_ref();
    scan.filter(|scan| scan.id == *id)
        .ok_or(Refusal::ScanUnknown)
}

fn submitted<'a>(account: &'a Account, id: &VerificationId) -> Result<&'a Scan, Refused> {
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
    id: &VerificationId,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let scan = submitted(account, id)?;
    let id = scan.id;
    let is_ours = scan.is_answered_by(outcome)
        && outcome.subject == account.record.subject
        && outcome.basis == Basis::Face;
    if !is_ours || !scan::is_fresh(outcome.decided_at, now) {
        return Err(Refused {
            events: vec![Event::ScanEnded { id }],
            refusal: Refusal::StatementForeign,
        });
    }
    match &outcome.decision {
        Decision::Refused { reason } => Err(Refused {
            events: vec![Event::ScanRefused {
                id,
                reason: reason.code(),
            }],
            refusal: Refusal::NotVerified(reason.clone()),
        }),
        Decision::Passed => Ok(vec![reached(account, scan, now)]),
    }
}

/// What a scan that passed was for.
fn reached(account: &Account, scan: &Scan, now: Timestamp) -> Event {
    let id = scan.id;
    if scan.purpose == Purpose::ChangeMobile {
        return Event::MobileOpened {
            id,
            session: Some(scan.session),
            method: Method::Face,
            until: now.saturating_add(MOBILE_OPEN).unwrap_or(now),
        };
    }
    if account.level() == Level::Four {
        return Event::ScanEnded { id };
    }
    Event::LevelReached {
        id,
        level: Level::Four,
        method: Method::Face,
    }
}
