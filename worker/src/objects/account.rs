//! The object of one account: questions, answers, and the shell that lets `accounts` decide.

use accounts::command::CheckAsked;
use accounts::store::{self, AccountStore as _, SaveError, Version};
use accounts::{
    Account as AccountState, Command, Consent, PasswordDigest, Person, PersonText, Question,
    Refusal, Registration, SessionDigest, decide,
};
use api::{AccountResponse, LevelReached};
use identity::LegalDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Challenge, Outcome, Purpose, Subject, VerificationId};
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::accounts_durable_object::DurableObjectAccounts;
use super::call::{self, ObjectError};
use crate::account_names::AccountId;
use crate::{clock, password_argon2};

/// The namespace's binding.
const BINDING: &str = "ACCOUNT";

/// What the front asks of an account. It stays within the worker and is never logged.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Open the account.
    Register(Box<RegisterAsk>),
    /// Begin a session.
    SignIn {
        /// What was typed.
        password: String,
        /// The new session.
        session: SessionDigest,
    },
    /// Show the account.
    Show {
        /// Who looks.
        session: SessionDigest,
    },
    /// End a session.
    SignOut {
        /// Which.
        session: SessionDigest,
    },
    /// May a scan begin, and of whom?
    PrepareScan {
        /// Who asks.
        session: SessionDigest,
        /// What for.
        purpose: Purpose,
        /// The consent given just now.
        consent: Consent,
        /// The version of the consent in force.
        consent_in_force: String,
    },
    /// Begin the scan that a challenge was drawn for.
    BeginScan {
        /// Who begins.
        session: SessionDigest,
        /// What was drawn.
        challenge: Box<Challenge>,
        /// What it must have been drawn for.
        question: Question,
        /// The consent given just now.
        consent: Consent,
    },
    /// Evidence is about to be carried to the authority.
    SubmitEvidence {
        /// Who submits.
        session: SessionDigest,
        /// For which verification.
        id: VerificationId,
    },
    /// The authority was not reached.
    ReturnEvidence {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority spent the challenge without a judgement.
    EndScan {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority has judged.
    FinishScan {
        /// Which verification it was asked about.
        id: VerificationId,
        /// Its outcome.
        outcome: Box<Outcome>,
    },
}

/// A registration, its password not hashed yet.
#[derive(Serialize, Deserialize)]
pub(crate) struct RegisterAsk {
    /// Who registers.
    pub(crate) person: PersonText,
    /// What was typed.
    pub(crate) password: String,
    /// The terms that were accepted.
    pub(crate) terms_version: String,
    /// What the authority answered.
    pub(crate) outcome: Outcome,
    /// The check that it must be the answer to.
    pub(crate) check: CheckAsked,
}

/// What an account answers.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answer {
    /// How it shows itself.
    pub(crate) account: AccountResponse,
    /// Of whom the authority is asked for a challenge; only after [`Ask::PrepareScan`].
    pub(crate) applicant: Option<Applicant>,
}

/// Of whom a challenge is drawn.
#[derive(Serialize, Deserialize)]
pub(crate) struct Applicant {
    /// How the authority's statements name the person.
    pub(crate) subject: Subject,
    /// 姓名.
    pub(crate) name: String,
    /// 身份证号.
    pub(crate) number: String,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    id: AccountId,
    ask: Ask,
}

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
    accounts: Result<DurableObjectAccounts, ObjectError>,
}

impl DurableObject for Account {
    fn new(state: State, env: Env) -> Self {
        let keys = call::config(&env).map(|config| config.data_keys);
        Self {
            accounts: keys.map(|keys| DurableObjectAccounts::new(state.storage().sql(), keys)),
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
        let Ok(accounts) = &self.accounts else {
            return Err(ObjectError::Storage);
        };
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
