//! What a scan gives that was asked for elsewhere: by a portal, or by the holder for another device.

use jiff::Timestamp;
use verification::Purpose;

use super::answers;
use super::gains::{Passed, gained};
use super::sessions::{in_session, use_session};
use crate::command::CheckCommand;
use crate::scan::FRESH;
use crate::{
    Account, Answered, Credential, Event, HolderGain, HolderWay, Refusal, Refused, SessionDigest,
};

const WAY: HolderWay = HolderWay::Check;

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &CheckCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        CheckCommand::Prepare { session, purpose } => prepare(account, *session, *purpose, now),
        CheckCommand::Finish { answered, session } => finish(account, answered, *session, now),
    }
}

/// Whether there is anything to scan for.
fn prepare(
    account: &Account,
    session: Option<SessionDigest>,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let (events, level) = match session {
        Some(session) => {
            let events = use_session(account, session, now)?;
            let session = in_session(account, session, now)?;
            (events, account.level_in(session))
        }
        None => (Vec::new(), account.level()),
    };
    HolderGain::at_level(purpose, WAY, level)?;
    Ok(events)
}

/// Gives what the scan was for: the authority compared the face with this very person's. A check of the holder's own
/// proves the session that asked for it, on whose screen stood the code that the other device showed; a portal's proves
/// none.
fn finish(
    account: &Account,
    answered: &Answered,
    session: Option<SessionDigest>,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let question = &answered.check.question;
    answers::passed(answered, question.purpose, FRESH, now)?;
    answers::about(account, question.subject)?;
    if answered.outcome.basis != WAY.basis() {
        return Err(Refusal::StatementForeign.into());
    }
    let gain = HolderGain::of(question.purpose, WAY)?;
    let asked_in = session.and_then(|session| account.session(session, now));
    let passed = Passed {
        id: answered.check.id,
        way: WAY,
        credential: asked_in.map(|session| Credential::of(account, session)),
    };
    let consent = answers::consent(answered).ok_or(Refusal::ConsentOutdated)?;
    let gained = gained(account, gain, passed, now)?;
    Ok(vec![consent.into(), gained])
}

#[cfg(test)]
mod tests {
    use verification::{Basis, Decision, Nonce, Refusal as Reason};

    use super::*;
    use crate::fixtures::{self, later, refusal, run, session, signed_in};
    use crate::{Command, Method};

    fn finish(change: impl Fn(&mut Answered)) -> Command {
        let mut answered =
            fixtures::answered(Purpose::RaiseLevel, 7, Decision::Passed, fixtures::NOW);
        change(&mut answered);
        let answered = Box::new(answered);
        CheckCommand::Finish {
            answered,
            session: None,
        }
        .into()
    }

    #[test]
    fn a_scan_that_passed_gives_level_four_by_face_with_its_consent_and_serves_once() {
        let mut account = signed_in();
        run(&mut account, &finish(|_| ()), later(2)).unwrap();
        let kept = account.as_ref().unwrap();
        assert_eq!(kept.record.levels.last().unwrap().method, Method::Face);
        assert!(kept.record.face_consent.is_some());
        let again = refusal(account.as_ref(), &finish(|_| ()), 3);
        assert_eq!(again, Some(Refusal::AlreadyAtLevel));
    }

    #[test]
    fn nothing_but_a_fresh_yes_to_this_very_question_about_this_person_is_taken() {
        let account = signed_in();
        let check = |change: fn(&mut Answered), second, expected| {
            let found = refusal(account.as_ref(), &finish(change), second);
            assert_eq!(found, Some(expected));
        };
        let foreign = Refusal::StatementForeign;
        check(|it| it.outcome.basis = Basis::Counter, 2, foreign.clone());
        check(|it| it.outcome.basis = Basis::Elements, 2, foreign.clone());
        check(|_| (), 3600, foreign.clone());
        check(
            |it| it.outcome.nonce = Nonce::from_bytes([1; 32]),
            2,
            foreign,
        );
        check(|it| it.consent = None, 2, Refusal::ConsentOutdated);
        let reason = Reason::FaceDiffers;
        check(
            |it| {
                it.outcome.decision = Decision::Refused {
                    reason: Reason::FaceDiffers,
                };
            },
            2,
            Refusal::NotVerified(reason),
        );
    }

    #[test]
    fn only_level_four_is_to_be_had_and_by_the_holder_in_a_session_that_lasts() {
        let account = signed_in();
        let prepare = |session, purpose| CheckCommand::Prepare { session, purpose };
        let check = |command, expected| {
            assert_eq!(refusal(account.as_ref(), &command, 2), expected);
        };
        check(prepare(None, Purpose::RaiseLevel), None);
        check(prepare(Some(session(1)), Purpose::RaiseLevel), None);
        let ended = Some(Refusal::SessionEnded);
        check(prepare(Some(session(9)), Purpose::RaiseLevel), ended);
        let unknown = Some(Refusal::PurposeUnknown);
        check(prepare(None, Purpose::SignIn), unknown);
    }
}
