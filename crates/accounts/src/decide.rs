//! What a command leads to.

use jiff::Timestamp;
use verification::{Challenge, Decision, Level, Outcome, Purpose, VerificationId};

use crate::command::CheckAsked;
use crate::{
    Account, Command, Consent, Event, Method, Question, Refusal, Refused, Registration, Scan,
    ScanState, SessionDigest, limits, scan,
};

/// The events that `command` has now, or why it is refused. Events are applied with [`crate::evolve`], in order.
pub fn decide(
    account: Option<&Account>,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let account = match (account, command) {
        (None, Command::Register(registration)) => return register(registration, now),
        (Some(_), Command::Register(_)) => return Err(Refusal::AlreadyRegistered.into()),
        (None, _) => return Err(Refusal::NoAccount.into()),
        (Some(account), _) => account,
    };
    match command {
        Command::Register(_) => Err(Refusal::AlreadyRegistered.into()),
        Command::SignIn {
            password_fits,
            session,
        } => sign_in(*password_fits, *session),
        Command::UseSession { session } => use_session(account, *session, now),
        Command::SignOut { session } => sign_out(account, *session, now),
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
    }
}

/// Only an outcome that passed, about this very check, opens an account.
fn register(registration: &Registration, now: Timestamp) -> Result<Vec<Event>, Refused> {
    let Registration {
        person,
        password,
        terms_version,
        outcome,
        check,
    } = registration;
    if !answers(check, outcome, now) {
        return Err(Refusal::StatementForeign.into());
    }
    if let Decision::Refused { reason } = &outcome.decision {
        return Err(Refusal::NotVerified(reason.clone()).into());
    }
    Ok(vec![Event::Registered {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: check.question.subject,
        terms_version: terms_version.clone(),
        check: check.id,
    }])
}

fn answers(check: &CheckAsked, outcome: &Outcome, now: Timestamp) -> bool {
    check.question.purpose == Purpose::Register
        && check.is_answered_by(outcome)
        && scan::is_fresh(outcome.decided_at, now)
}

fn sign_in(password_fits: bool, session: SessionDigest) -> Result<Vec<Event>, Refused> {
    if password_fits {
        return Ok(vec![Event::SignedIn { session }]);
    }
    Err(Refused {
        events: vec![Event::SignInFailed],
        refusal: Refusal::PasswordWrong,
    })
}

/// The note that the session was used, if one is due.
fn use_session(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let kept = account.session(session, now).ok_or(Refusal::SessionEnded)?;
    let is_due = kept.is_due(now);
    Ok(is_due
        .then_some(Event::SessionUsed { session })
        .into_iter()
        .collect())
}

fn sign_out(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    account.session(session, now).ok_or(Refusal::SessionEnded)?;
    Ok(vec![Event::SignedOut { session }])
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

/// A scan raises a level, from three to four, and only so often.
fn may_scan(account: &Account, purpose: Purpose, now: Timestamp) -> Result<(), Refusal> {
    match purpose {
        Purpose::Register => return Err(Refusal::PurposeUnknown),
        Purpose::RaiseLevel if account.level() == Level::Four => {
            return Err(Refusal::AlreadyAtLevel);
        }
        Purpose::RaiseLevel => {}
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
        scan: Box::new(Scan::begin(challenge, now)),
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
    let is_ours = scan.is_answered_by(outcome) && outcome.subject == account.record.subject;
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
        Decision::Passed => Ok(raise(account, id)),
    }
}

fn raise(account: &Account, id: VerificationId) -> Vec<Event> {
    if account.level() == Level::Four {
        return vec![Event::ScanEnded { id }];
    }
    vec![Event::LevelReached {
        id,
        level: Level::Four,
        method: Method::Face,
    }]
}

#[cfg(test)]
mod tests;
