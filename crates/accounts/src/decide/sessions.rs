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
        let method = Proof::Password;
        let signed_in = SessionEvent::SignedIn {
            session,
            device,
            method,
        };
        return Ok(vec![signed_in.into()]);
    }
    Err(Refused {
        events: vec![AccountEvent::SignInFailed.into()],
        refusal: Refusal::PasswordWrong,
    })
}

/// 登录 by face, or at the counter in its place (guide, G7).
fn sign_in_by_face(
    account: &Account,
    answered: &Answered,
    (session, device): (SessionDigest, Device),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    // A code may have to be waited for in between.
    answers::passed(answered, Purpose::SignIn, CHOOSING, now)?;
    answers::about(account, answered.check.question.subject)?;
    let method = Proof::of(answered.outcome.basis);
    let signed_in = SessionEvent::SignedIn {
        session,
        device,
        method,
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
    use crate::fixtures::{self, NOW, check, run, session, sessions, signed_in};

    #[test]
    fn a_face_that_differs_signs_nobody_in() {
        let mut account = signed_in();
        let reason = Reason::FaceDiffers;
        let refused = Decision::Refused {
            reason: reason.clone(),
        };
        let sign_in = fixtures::sign_in_by_face(2, refused, NOW);
        check(&mut account, &sign_in, 1, Err(Refusal::NotVerified(reason)));
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, NOW);
        check(&mut account, &sign_in, 1, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(1), session(2)]);
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
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, NOW);
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
