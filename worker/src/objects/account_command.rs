//! From what the front asks to the command that it means. Passwords are hashed here, after everything that costs less
//! has been decided.

use accounts::{
    Account, AccountCommand, Activation, ClosingCommand, Command, CredentialsCommand, OpenCommand,
    PasswordDigest, Person, PersonText, Refusal, Registration, SessionCommand, SessionDigest,
    decide, password,
};
use identity::{LegalDay, Mobile};
use jiff::Timestamp;

use super::account_question::{ActivateAsk, Ask, RegisterAsk};
use super::call::ObjectError;
use crate::{clock, password_argon2};

/// A command, or the refusal that makes hashing needless.
type Meant = Result<Result<Command, Refusal>, ObjectError>;

/// The command that `ask` means. `closed_at` is when an account was closed that was here before.
pub(super) fn command(
    ask: Ask,
    account: Option<&Account>,
    (closed_at, now): (Option<Timestamp>, Timestamp),
) -> Meant {
    match ask {
        Ask::Register(ask) => register(&ask, account, now),
        Ask::Activate(ask) => activate(&ask, account, (closed_at, now)),
        Ask::SignIn {
            password,
            session,
            device,
        } => {
            let sign_in = SessionCommand::SignIn {
                password_fits: fits(&password, account)?,
                session,
                device,
            };
            Ok(Ok(sign_in.into()))
        }
        Ask::ComparePassword { password } => Ok(if fits(&password, account)? {
            Ok(AccountCommand::ShowStanding.into())
        } else {
            Err(Refusal::PasswordWrong)
        }),
        Ask::ChangePassword {
            session,
            old_password,
            password,
        } => change_password(session, (&old_password, &password), account, now),
        Ask::ResetPassword { answered, password } => {
            let unhashed = |password| CredentialsCommand::ResetPassword {
                answered: answered.clone(),
                password,
            };
            hashed(unhashed, &password, account, now)
        }
        Ask::ChangeMobile { session, mobile } => {
            let mobile = Mobile::parse(&mobile).map_err(ObjectError::misunderstood)?;
            Ok(Ok(
                CredentialsCommand::ChangeMobile { session, mobile }.into()
            ))
        }
        Ask::ProveAgain { session, password } => {
            if let Err(refusal) = use_session(session, account, now) {
                return Ok(Err(refusal));
            }
            let fits = password.map(|password| is_of(account, &password));
            let prove = SessionCommand::ProveAgain {
                session,
                password_fits: fits.transpose()?,
            };
            Ok(Ok(prove.into()))
        }
        Ask::Close { session, password } => {
            if let Err(refusal) = use_session(session, account, now) {
                return Ok(Err(refusal));
            }
            let password_fits = is_of(account, &password)?;
            let close = ClosingCommand::Close {
                session,
                password_fits,
            };
            Ok(Ok(close.into()))
        }
        Ask::Do(command) => Ok(Ok((*command).into())),
    }
}

fn register(ask: &RegisterAsk, account: Option<&Account>, now: Timestamp) -> Meant {
    let person = person(&ask.person, now)?;
    let registration = |password| {
        OpenCommand::Register(Box::new(Registration {
            person: person.clone(),
            password,
            terms_version: ask.terms_version.clone(),
            outcome: ask.outcome.clone(),
            check: ask.check.clone(),
        }))
    };
    hashed(registration, &ask.password, account, now)
}

fn activate(
    ask: &ActivateAsk,
    account: Option<&Account>,
    (closed_at, now): (Option<Timestamp>, Timestamp),
) -> Meant {
    let person = person(&ask.person, now)?;
    let activation = |password| {
        OpenCommand::Activate(Box::new(Activation {
            person: person.clone(),
            password,
            terms_version: ask.terms_version.clone(),
            answered: ask.answered.clone(),
            closed_at,
        }))
    };
    hashed(activation, &ask.password, account, now)
}

fn person(text: &PersonText, now: Timestamp) -> Result<Person, ObjectError> {
    Person::parse(text, LegalDay::of(now)).map_err(ObjectError::misunderstood)
}

/// The command with the hash of `password`, once the same command without it has been found good.
fn hashed<C: Into<Command>>(
    command: impl Fn(PasswordDigest) -> C,
    password: &str,
    account: Option<&Account>,
    now: Timestamp,
) -> Meant {
    let trial = command(PasswordDigest::from_phc(String::new())).into();
    if let Err(refused) = decide(account, &trial, now) {
        return Ok(Err(refused.refusal));
    }
    if let Err(unfit) = check(password, account) {
        return Ok(Err(unfit));
    }
    let digest = password_argon2::hash(password, &mut clock::randomness())?;
    Ok(Ok(command(digest).into()))
}

/// A wrong old password is a command too: it is counted.
fn change_password(
    session: SessionDigest,
    (old, new): (&str, &str),
    account: Option<&Account>,
    now: Timestamp,
) -> Meant {
    if let Err(refusal) = use_session(session, account, now) {
        return Ok(Err(refusal));
    }
    let change = |password_fits| {
        move |password| CredentialsCommand::ChangePassword {
            session,
            password_fits,
            password,
        }
    };
    if is_of(account, old)? {
        return hashed(change(true), new, account, now);
    }
    let refused = change(false)(PasswordDigest::from_phc(String::new()));
    Ok(Ok(refused.into()))
}

/// Whoever has no session is told so before anything is hashed.
fn use_session(
    session: SessionDigest,
    account: Option<&Account>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let used = decide(account, &SessionCommand::Use { session }.into(), now);
    used.map(drop).map_err(|refused| refused.refusal)
}

fn check(password: &str, account: Option<&Account>) -> Result<(), Refusal> {
    let checked = match account {
        Some(account) => password::check_for(password, &account.person),
        None => password::check(password),
    };
    checked.map_err(Refusal::PasswordUnfit)
}

fn fits(password: &str, account: Option<&Account>) -> Result<bool, ObjectError> {
    if account.is_none() {
        password_argon2::pretend(password)?;
    }
    is_of(account, password)
}

/// Whether there is an account, and the password is its own.
fn is_of(account: Option<&Account>, password: &str) -> Result<bool, ObjectError> {
    let fits = account.map(|kept| password_argon2::fits(password, &kept.password));
    Ok(fits.transpose()?.unwrap_or(false))
}
