//! The object of one account: the shell that lets `accounts` decide.

use accounts::store::{self, AccountStore as _, SaveError, Version};
use accounts::{
    Account as AccountState, Command, PasswordDigest, Person, Refusal, Registration, decide,
};
use api::{AccountResponse, LevelReached};
use identity::LegalDay;
use jiff::Timestamp;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::account_question::{Answer, Applicant, Ask, Envelope, RegisterAsk};
use super::accounts_durable_object::DurableObjectAccounts;
use super::call::{self, ObjectError};
use crate::account_names::AccountId;
use crate::config::ConfigError;
use crate::{clock, edge, password_argon2};

/// The namespace's binding.
const BINDING: &str = "ACCOUNT";

/// Asks the object of the account `id`.
pub(crate) async fn ask(
    env: &Env,
    id: AccountId,
    ask: Ask,
) -> Result<Result<Answer, Refusal>, ObjectError> {
    let envelope = Envelope { id, ask };
    call::call(env, BINDING, &id.object_name(), &envelope).await
}

/// The object of one account.
#[durable_object(fetch)]
pub struct Account {
    accounts: Result<DurableObjectAccounts, ConfigError>,
}

impl DurableObject for Account {
    fn new(state: State, env: Env) -> Self {
        let sql = state.storage().sql();
        Self {
            accounts: edge::config(&env).map(|config| DurableObjectAccounts::new(sql, config)),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = match call::question(request).await {
            Ok(envelope) => self.answer(envelope).await,
            Err(error) => Err(error),
        };
        call::respond(answer)
    }
}

impl Account {
    /// Load, decide, save, answer.
    async fn answer(&self, envelope: Envelope) -> Result<Result<Answer, Refusal>, ObjectError> {
        let Envelope { id, ask } = envelope;
        let accounts = self.accounts.as_ref().map_err(|error| *error)?;
        let now = clock::now();
        let (account, version) = match accounts.load(&id).await? {
            Some((account, version)) => (Some(account), version),
            None => (None, Version::NONE),
        };
        let is_preparation = matches!(ask, Ask::PrepareScan { .. });
        let command = match command(ask, account.as_ref(), now)? {
            Ok(command) => command,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (events, refusal) = match decide(account.as_ref(), &command, now) {
            Ok(events) => (events, None),
            Err(refused) => (refused.events, Some(refused.refusal)),
        };
        let (account, entries) = store::after(account, &events, now);
        let Some(account) = account else {
            return Ok(Err(refusal.unwrap_or(Refusal::NoAccount)));
        };
        if !events.is_empty() {
            let saved = accounts.save(&id, version, &account, &entries).await;
            saved.map_err(|error| match error {
                SaveError::Conflict => ObjectError::Conflict,
                SaveError::Store(error) => error,
            })?;
        }
        Ok(match refusal {
            Some(refusal) => Err(refusal),
            None => Ok(answer(&account, is_preparation)),
        })
    }
}

/// The command that `ask` means; passwords are hashed here, after everything that costs less has been decided.
fn command(
    ask: Ask,
    account: Option<&AccountState>,
    now: Timestamp,
) -> Result<Result<Command, Refusal>, ObjectError> {
    Ok(Ok(match ask {
        Ask::Register(ask) => return register(*ask, account, now),
        Ask::SignIn { password, session } => Command::SignIn {
            password_fits: password_fits(&password, account)?,
            session,
        },
        Ask::Show { session } => Command::UseSession { session },
        Ask::SignOut { session } => Command::SignOut { session },
        Ask::PrepareScan {
            session,
            purpose,
            consent,
            consent_in_force,
        } => Command::PrepareScan {
            session,
            purpose,
            consent,
            consent_in_force,
        },
        Ask::BeginScan {
            session,
            challenge,
            question,
            consent,
        } => Command::BeginScan {
            session,
            challenge,
            question,
            consent,
        },
        Ask::SubmitEvidence { session, id } => Command::SubmitEvidence { session, id },
        Ask::ReturnEvidence { id } => Command::ReturnEvidence { id },
        Ask::EndScan { id } => Command::EndScan { id },
        Ask::FinishScan { id, outcome } => Command::FinishScan { id, outcome },
    }))
}

fn register(
    ask: RegisterAsk,
    account: Option<&AccountState>,
    now: Timestamp,
) -> Result<Result<Command, Refusal>, ObjectError> {
    let person = Person::parse(&ask.person, LegalDay::of(now));
    let mut registration = Registration {
        person: person.map_err(|_| ObjectError::Misunderstood)?,
        password: PasswordDigest::from_phc(String::new()),
        terms_version: ask.terms_version,
        outcome: ask.outcome,
        check: ask.check,
    };
    let trial = Command::Register(Box::new(registration.clone()));
    if let Err(refused) = decide(account, &trial, now) {
        return Ok(Err(refused.refusal));
    }
    registration.password = password_argon2::hash(&ask.password, &mut clock::randomness())?;
    Ok(Ok(Command::Register(Box::new(registration))))
}

fn password_fits(password: &str, account: Option<&AccountState>) -> Result<bool, ObjectError> {
    if let Some(account) = account {
        return Ok(password_argon2::fits(password, &account.password));
    }
    password_argon2::pretend(password)?;
    Ok(false)
}

fn answer(account: &AccountState, is_preparation: bool) -> Answer {
    let person = &account.person;
    let applicant = is_preparation.then(|| Applicant {
        subject: account.record.subject,
        name: person.name.expose().to_owned(),
        number: person.number.expose().to_owned(),
    });
    let levels = account.record.levels.iter().map(|reached| LevelReached {
        level: reached.level,
        method: reached.method.code().to_owned(),
        reached_at: reached.at,
    });
    let account = AccountResponse {
        name: person.name.masked(),
        number: person.number.masked(),
        mobile: person.mobile.masked(),
        level: account.level(),
        levels: levels.collect(),
        registered_at: account.record.registered_at,
    };
    Answer { account, applicant }
}
