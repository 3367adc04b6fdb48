//! The object of one member of the staff: sessions, and everything they did.

use accounts::{Device, SessionDigest, journal};
use api::{StaffRecord, StaffRecordsResponse};
use counter::{Action, AuditLine, Desk, SignIn, StaffRefusal};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::VerificationId;
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use super::journal_table::{self, Line};
use crate::config::Config;
use crate::setting::ConfigError;
use crate::token::SessionToken;
use crate::{clock, edge, password_argon2};

/// The namespace's binding.
const BINDING: &str = "STAFF";

/// So many lines are shown.
const SHOWN: usize = 100;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// Begin a session.
    SignIn(SignInAsk),
    /// Does the session last?
    Use(SessionDigest),
    /// Something was done in a session that lasted when it began: it is written down whether that lasts or not.
    Note(Done),
    /// End the session.
    SignOut(SessionDigest),
    /// What was done?
    Records(SessionDigest),
}

/// What was typed to sign in.
#[derive(Serialize, Deserialize)]
pub(crate) struct SignInAsk {
    /// The member's name.
    pub(crate) member: String,
    /// The password.
    pub(crate) password: String,
    /// The one-time code.
    pub(crate) code: String,
    /// The new session.
    pub(crate) session: SessionDigest,
    /// What it begins on.
    pub(crate) device: Device,
}

/// Something that was done.
#[derive(Serialize, Deserialize)]
pub(crate) struct Done {
    /// What.
    pub(crate) action: Action,
    /// In which verification.
    pub(crate) verification: VerificationId,
    /// What for or why, by code.
    pub(crate) detail: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Done(()),
    Records(StaffRecordsResponse),
}

/// The object of one member of the staff.
#[durable_object(fetch)]
pub struct Staff {
    sql: SqlStorage,
    config: Result<Arc<Config>, ConfigError>,
}

/// Begins a session of the member whose desk `session` names.
pub(crate) async fn sign_in(
    env: &Env,
    desk: &SessionToken,
    typed: SignInAsk,
) -> Result<Result<(), StaffRefusal>, ObjectError> {
    ask(env, desk, &Question::SignIn(typed)).await
}

/// Whether the session lasts.
pub(crate) async fn use_session(
    env: &Env,
    session: &SessionToken,
) -> Result<Result<(), StaffRefusal>, ObjectError> {
    ask(env, session, &Question::Use(session.digest)).await
}

/// Writes down what was done in the session.
pub(crate) async fn note(env: &Env, session: &SessionToken, done: Done) -> Result<(), ObjectError> {
    let noted = ask(env, session, &Question::Note(done)).await?;
    noted.map_err(|_| ObjectError::Contradiction)
}

/// Ends the session.
pub(crate) async fn sign_out(
    env: &Env,
    session: &SessionToken,
) -> Result<Result<(), StaffRefusal>, ObjectError> {
    ask(env, session, &Question::SignOut(session.digest)).await
}

/// What the member did.
pub(crate) async fn records(
    env: &Env,
    session: &SessionToken,
) -> Result<Result<StaffRecordsResponse, StaffRefusal>, ObjectError> {
    ask(env, session, &Question::Records(session.digest)).await
}

async fn ask<A: DeserializeOwned>(
    env: &Env,
    desk: &SessionToken,
    question: &Question,
) -> Result<Result<A, StaffRefusal>, ObjectError> {
    call::call(env, BINDING, &desk.names.object_name(), question).await
}

impl DurableObject for Staff {
    fn new(state: State, env: Env) -> Self {
        Self {
            sql: state.storage().sql(),
            config: edge::config(&env),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let question = call::question(request).await;
        call::respond(question.and_then(|question| self.answer(question)))
    }
}

impl Staff {
    fn answer(&self, question: Question) -> Result<Result<Answer, StaffRefusal>, ObjectError> {
        let mut desk = self.load()?;
        match question {
            Question::SignIn(ask) => self.sign_in(&mut desk, &ask),
            Question::Use(session) => match desk.use_session(session, clock::now()) {
                Err(refusal) => Ok(Err(refusal)),
                Ok(is_due) => {
                    if is_due {
                        self.save(&desk)?;
                    }
                    Ok(Ok(Answer::Done(())))
                }
            },
            Question::Note(done) => {
                self.note(done.action, Some(done.verification), Some(done.detail))?;
                Ok(Ok(Answer::Done(())))
            }
            Question::SignOut(session) => {
                if desk.use_session(session, clock::now()).is_ok() {
                    desk.sign_out(session);
                    self.save(&desk)?;
                    self.note(Action::SignedOut, None, None)?;
                }
                Ok(Ok(Answer::Done(())))
            }
            Question::Records(session) => match desk.use_session(session, clock::now()) {
                Err(refusal) => Ok(Err(refusal)),
                Ok(_) => Ok(Ok(Answer::Records(shown(&self.lines()?)?))),
            },
        }
    }

    fn sign_in(
        &self,
        desk: &mut Desk,
        ask: &SignInAsk,
    ) -> Result<Result<Answer, StaffRefusal>, ObjectError> {
        let config = self.config.as_ref().map_err(|error| *error)?;
        let now = clock::now();
        if let Err(paused) = desk.check_pause(now) {
            return Ok(Err(paused));
        }
        let member = config.staff.iter().find(|member| member.name == ask.member);
        let fits = member.map(|member| password_argon2::fits(&ask.password, &member.password));
        let sign_in = SignIn {
            password_fits: fits.transpose()?.unwrap_or(false),
            step: member.and_then(|member| member.codes.step_of(&ask.code, now)),
            session: ask.session,
            device: ask.device,
        };
        match desk.sign_in(&sign_in, now) {
            Ok(()) => {
                self.save(desk)?;
                self.note(Action::SignedIn, None, None)?;
                Ok(Ok(Answer::Done(())))
            }
            Err(refusal) if sign_in.password_fits => {
                self.save(desk)?;
                self.note(Action::CodeRefused, None, None)?;
                Ok(Err(refusal))
            }
            Err(refusal) => {
                self.note(Action::SignInFailed, None, None)?;
                Ok(Err(refusal))
            }
        }
    }

    fn load(&self) -> Result<Desk, ObjectError> {
        #[derive(Deserialize)]
        struct Row {
            desk: String,
        }
        let read = || -> worker::Result<Vec<Row>> {
            let create = "CREATE TABLE IF NOT EXISTS desk \
                 (id INTEGER PRIMARY KEY CHECK (id = 1), desk TEXT NOT NULL)";
            self.sql.exec(create, None)?;
            journal_table::create(&self.sql)?;
            self.sql.exec("SELECT desk FROM desk", None)?.to_array()
        };
        let rows = read().map_err(ObjectError::storage)?;
        let Some(row) = rows.first() else {
            return Ok(Desk::default());
        };
        call::read(row.desk.as_bytes())
    }

    fn save(&self, desk: &Desk) -> Result<(), ObjectError> {
        let json = call::write(desk)?;
        let query = "INSERT INTO desk (id, desk) VALUES (1, ?) \
             ON CONFLICT (id) DO UPDATE SET desk = excluded.desk";
        let saved = self.sql.exec(query, vec![json.into()]);
        saved.map(drop).map_err(ObjectError::storage)
    }

    fn note(
        &self,
        action: Action,
        verification: Option<VerificationId>,
        detail: Option<String>,
    ) -> Result<(), ObjectError> {
        let line = AuditLine {
            at: clock::now(),
            action,
            verification,
            detail,
        };
        journal_table::append(&self.sql, &[line]).map_err(ObjectError::storage)
    }

    fn lines(&self) -> Result<Vec<Line>, ObjectError> {
        journal_table::read(&self.sql).map_err(ObjectError::storage)
    }
}

/// What is shown of the lines, newest first; the whole chain is checked.
fn shown(lines: &[Line]) -> Result<StaffRecordsResponse, ObjectError> {
    let newest = lines.iter().rev().take(SHOWN);
    let read = newest.map(|(json, _)| call::read::<StaffRecord>(json.as_bytes()));
    let chain = lines.iter().map(|(json, digest)| (json.as_str(), *digest));
    Ok(StaffRecordsResponse {
        records: read.collect::<Result<_, _>>()?,
        is_intact: journal::is_intact(chain),
    })
}
