//! How sessions begin, go on and end.

use jiff::Timestamp;
use verification::Purpose;

use super::{answers, credentials};
use crate::command::SessionCommand;
use crate::event::{AccountEvent, SessionEvent};
use crate::scan::CHOOSING;
use crate::{
    Account, Answered, Device, Event, Proof, Refusal, Refused, Session, SessionDigest, SessionId,
};

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &SessionCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        SessionCommand::SignIn {
            password_fits,
            session,
            device,
        } => sign_in(*password_fits, *session, *device),
        SessionCommand::SignInByFace {
            answered,
            session,
            device,
        } => sign_in_by_face(account, answered, (*session, *device), now),
        SessionCommand::Use { session } => use_session(account, *session, now),
        SessionCommand::ProveAgain {
            session,
            password_fits,
        } => prove_again(account, *session, *password_fits, now),
        SessionCommand::End { session, id } => end(account, *session, *id, now),
        SessionCommand::SignOut { session } => sign_out(account, *session, now),
    }
}

/// The session, if it lasts.
pub(super) fn in_session(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<&Session, Refusal> {
    account.session(session, now).ok_or(Refusal::SessionEnded)
}

/// The note that the session was used, if one is due.
pub(super) fn use_session(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let kept = in_session(account, session, now)?;
    let is_due = kept.is_due(now);
    Ok(is_due
        .then_some(SessionEvent::Used { session })
        .map(Event::from)
        .into_iter()
        .collect())
}

/// By the password, or by a comparison of face or card in the session a moment ago.
fn prove_again(
    account: &Account,
    session: SessionDigest,
    password_fits: Option<bool>,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    match password_fits {
        Some(fits) => credentials::prove_again(account, fits, now)?,
        None if in_session(account, session, now)?.is_fresh(now) => {}
        None => return Err(Refusal::ScanMissing.into()),
    }
    Ok(events)
}

/// 登录 by password (guide, G7).
fn sign_in(
    password_fits: bool,
    session: SessionDigest,
    device: Device,
) -> Result<Vec<Event>, Refused> {
    if password_fits {
        let signed_in = SessionEvent::SignedIn {
            session,
            device,
            method: Proof::Password,
            compared_at: None,
        };
        return Ok(vec![signed_in.into()]);
    }
    Err(Refused {
        events: vec![AccountEvent::SignInFailed.into()],
        refusal: Refusal::PasswordWrong,
    })
}

/// 登录 by face, or at the counter in its place (guide, G7). What was decided before the password was set begins no session: a
/// new password ends whatever was under way.
fn sign_in_by_face(
    account: &Account,
    answered: &Answered,
    (session, device): (SessionDigest, Device),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    // A code may have to be waited for in between.
    answers::passed(answered, Purpose::SignIn, CHOOSING, now)?;
    answers::about(account, answered.check.question.subject)?;
    let decided_at = answered.outcome.decided_at;
    if decided_at <= account.record.password_set_at {
        return Err(Refusal::ScanSpent.into());
    }
    let signed_in = SessionEvent::SignedIn {
        session,
        device,
        method: Proof::of(answered.outcome.basis),
        compared_at: Some(decided_at.min(now)),
    };
    let consent = answers::consent(answered).map(Event::from).into_iter();
    Ok(consent.chain([signed_in.into()]).collect())
}

fn end(
    account: &Account,
    session: SessionDigest,
    id: SessionId,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    let mut lasting = account
        .record
        .sessions
        .iter()
        .filter(|kept| kept.lasts(now));
    let ended = lasting.find(|kept| kept.id() == id);
    let ended = ended.ok_or(Refusal::SessionUnknown)?;
    let ended = SessionEvent::Ended {
        session: ended.digest,
    };
    Ok(vec![ended.into()])
}

fn sign_out(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    in_session(account, session, now)?;
    Ok(vec![SessionEvent::SignedOut { session }.into()])
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Refusal as Reason};

    use super::*;
    use crate::fixtures::{self, NOW, check, later, run, session, sessions, signed_in};

    #[test]
    fn a_face_that_differs_signs_nobody_in() {
        let mut account = signed_in();
        let reason = Reason::FaceDiffers;
        let refused = Decision::Refused {
            reason: reason.clone(),
        };
        let sign_in = fixtures::sign_in_by_face(2, refused, NOW);
        check(&mut account, &sign_in, 1, Err(Refusal::NotVerified(reason)));
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, later(1));
        check(&mut account, &sign_in, 1, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(1), session(2)]);
    }

    #[test]
    fn a_scan_from_before_the_password_was_set_signs_nobody_in() {
        let mut account = signed_in();
        let spent = || Err(Refusal::ScanSpent);
        let before = fixtures::sign_in_by_face(2, Decision::Passed, NOW);
        check(&mut account, &before, 1, spent());
        let before = fixtures::sign_in_by_face(2, Decision::Passed, later(2));
        let reset = fixtures::reset_password(4, Decision::Passed, later(3));
        check(&mut account, &reset, 5, Ok(()));
        check(&mut account, &before, 6, spent());
        let after = fixtures::sign_in_by_face(3, Decision::Passed, later(6));
        check(&mut account, &after, 7, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(3)]);
    }

    #[test]
    fn a_session_begun_by_face_was_compared_when_the_authority_decided() {
        let mut account = signed_in();
        let decided = 60;
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, later(decided));
        // The code that had to agree with the face took nine minutes.
        let begun = decided + 9 * 60;
        check(&mut account, &sign_in, begun, Ok(()));
        let is_fresh = |second| {
            let kept = account.as_ref().unwrap();
            let session = kept.session(session(2), later(second)).unwrap();
            assert!(session.is_compared());
            (
                session.is_fresh(later(second)),
                kept.is_business_open(session, later(second)),
            )
        };
        assert_eq!(is_fresh(decided + 10 * 60 - 1), (true, true));
        assert_eq!(is_fresh(decided + 10 * 60), (false, false));
    }

    #[test]
    fn an_outcome_from_a_clock_that_is_ahead_is_fresh_for_no_longer() {
        let mut account = signed_in();
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, later(200));
        check(&mut account, &sign_in, 10, Ok(()));
        let session = account.unwrap().record.sessions[1];
        assert_eq!(session.compared_at, Some(later(10)));
    }

    #[test]
    fn whoever_shows_once_more_who_they_are_gives_the_password_or_was_just_compared() {
        let mut account = signed_in();
        let prove = |number, password_fits| SessionCommand::ProveAgain {
            session: session(number),
            password_fits,
        };
        check(&mut account, &prove(1, Some(true)), 1, Ok(()));
        let wrong = Err(Refusal::OldPasswordWrong);
        check(&mut account, &prove(1, Some(false)), 2, wrong);
        assert!(account.as_ref().unwrap().record.failed_passwords.is_some());
        check(&mut account, &prove(1, None), 3, Err(Refusal::ScanMissing));
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, later(4));
        check(&mut account, &sign_in, 4, Ok(()));
        check(&mut account, &prove(2, None), 5, Ok(()));
        let late = 4 + 10 * 60;
        check(
            &mut account,
            &prove(2, None),
            late,
            Err(Refusal::ScanMissing),
        );
    }

    #[test]
    fn sessions_are_ended_by_their_ids() {
        let mut account = signed_in();
        run(&mut account, &fixtures::sign_in(2), NOW).unwrap();
        let end = |number| SessionCommand::End {
            session: session(1),
            id: SessionId::of(&session(number)),
        };
        check(&mut account, &end(2), 1, Ok(()));
        check(&mut account, &end(2), 2, Err(Refusal::SessionUnknown));
        check(&mut account, &end(1), 3, Ok(()));
        check(&mut account, &end(1), 4, Err(Refusal::SessionEnded));
    }
}
