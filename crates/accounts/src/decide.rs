//! What a command leads to.

use jiff::Timestamp;

use crate::{Account, Command, Event, Refusal, Refused, SessionDigest};

mod business;
mod checks;
mod counter;
mod credentials;
mod opening;
mod portals;
mod retention;
mod scans;

/// The events that `command` has now, or why it is refused. Events are applied with [`crate::evolve`], in order.
pub fn decide(
    account: Option<&Account>,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match (account, command) {
        (None, Command::Register(registration)) => opening::register(registration, now),
        (None, Command::Activate(activation)) => opening::activate(activation, now),
        (Some(_), Command::Register(_) | Command::Activate(_)) => {
            Err(Refusal::AlreadyRegistered.into())
        }
        (None, _) => Err(Refusal::NoAccount.into()),
        (Some(account), command) => of_account(account, command, now),
    }
}

fn of_account(account: &Account, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refused> {
    match command {
        Command::Register(_) | Command::Activate(_) => Err(Refusal::AlreadyRegistered.into()),
        Command::SignIn {
            password_fits,
            session,
            device,
        } => credentials::sign_in(*password_fits, *session, *device),
        Command::SignInByFace {
            answered,
            session,
            device,
        } => credentials::sign_in_by_face(account, answered, (*session, *device), now),
        Command::ResetPassword { answered, password } => {
            credentials::reset_password(account, answered, password, now)
        }
        Command::ChangePassword {
            session,
            password_fits,
            password,
        } => credentials::change_password(account, *session, (*password_fits, password), now),
        Command::UseSession { session } => use_session(account, *session, now),
        Command::ShowStanding => Ok(Vec::new()),
        Command::SignOut { session } => sign_out(account, *session, now),
        Command::EndSession { session, id } => {
            credentials::end_session(account, *session, *id, now)
        }
        Command::ChangeMobile { session, mobile } => {
            credentials::change_mobile(account, *session, mobile, now)
        }
        Command::AuthoriseBusiness {
            session,
            last_day,
            latest,
        } => business::authorise(account, *session, (*last_day, *latest), now),
        Command::WithdrawBusiness { session } => business::withdraw(account, *session, now),
        Command::WithdrawFaceConsent { session } => withdraw_consent(account, *session, now),
        Command::Close {
            session,
            password_fits,
        } => credentials::close(account, *session, *password_fits, now),
        Command::Expire { kept } => Ok(retention::expire(account, *kept, now)),
        Command::PrepareVoucher { session, purpose } => {
            counter::prepare(account, *session, *purpose, now)
        }
        Command::Attest { answered } => counter::attest(account, answered, now),
        Command::PrepareCheck { session, purpose } => {
            checks::prepare(account, *session, *purpose, now)
        }
        Command::FinishCheck { answered } => checks::finish(account, answered, now),
        command => of_portal(account, command, now),
    }
}

/// What concerns portals, and what is left.
fn of_portal(account: &Account, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refused> {
    match command {
        Command::VisitPortal {
            session,
            visit,
            consents,
        } => portals::visit(account, *session, (visit, *consents), now),
        Command::RedeemCode { redemption, tokens } => {
            portals::redeem(account, redemption, tokens, now)
        }
        Command::RefreshTokens {
            visit,
            portal,
            refresh,
            scopes,
            tokens,
        } => portals::refresh(
            account,
            (*visit, portal),
            (*refresh, scopes.as_ref()),
            tokens,
            now,
        ),
        Command::UseAccess { visit, access } => portals::access(account, *visit, *access, now),
        Command::RevokeVisit { visit, portal } => portals::revoke(account, *visit, portal, now),
        Command::WithdrawPortal { session, portal } => {
            portals::withdraw(account, *session, portal, now)
        }
        command => scans::decide(account, command, now),
    }
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

/// Withdrawing what was not given, or was withdrawn before, changes nothing.
fn withdraw_consent(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if account.record.face_consent.is_some() {
        events.push(Event::FaceConsentWithdrawn);
    }
    Ok(events)
}

fn sign_out(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    account.session(session, now).ok_or(Refusal::SessionEnded)?;
    Ok(vec![Event::SignedOut { session }])
}

#[cfg(test)]
mod tests;
