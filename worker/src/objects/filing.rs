//! The object of one filing: it tells its own portal alone, and erases itself when its time is over.

use filings::{Filing as Kept, FilingRefusal, Invitation, Person, PersonState};
use identity::{IdNumber, PersonName};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::Outcome;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use super::sealed_row::{self, SealedRow};
use crate::account_names::FilingId;
use crate::config::Config;
use crate::edge::Edge;
use crate::setting::ConfigError;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "FILING";

const ROW: SealedRow = SealedRow {
    table: "filing",
    field: "filing",
};

/// What is asked of a filing. It stays within the worker and is never logged.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Keep it, where there is none yet.
    Make(Box<Kept>),
    /// What is kept?
    Read,
    /// Other persons take part.
    Replace(Vec<Person>),
    /// A person is invited.
    Invite {
        /// Whom.
        reference: String,
        /// How.
        invitation: Invitation,
    },
    /// It is handed in, ready as it was found.
    HandIn {
        /// When everybody was looked at: it counts as handed in then, whatever midnight lies in between.
        at: Timestamp,
        /// The filing that was looked at.
        revision: u32,
        /// How far everybody was.
        persons: Vec<PersonState>,
    },
    /// It is closed.
    Close,
    /// The authority said whose provincial accounts must be activated.
    NoteActivations(Vec<(Person, bool)>),
    /// A clerk verified a person for it.
    Settle(Box<Settled>),
}

/// What a clerk verified.
#[derive(Serialize, Deserialize)]
pub(crate) struct Settled {
    /// In whose place.
    pub(crate) reference: String,
    /// 身份证号.
    pub(crate) number: String,
    /// 姓名.
    pub(crate) name: String,
    /// What the authority answered.
    pub(crate) outcome: Outcome,
}

/// Who asks.
#[derive(Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// A portal, to which other portals' filings are unknown.
    Portal(&'a str),
    /// The edge itself.
    Edge,
}

#[derive(Serialize, Deserialize)]
struct Question {
    portal: Option<String>,
    ask: Ask,
}

/// What is kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answer {
    /// The filing, after what was asked.
    pub(crate) filing: Kept,
    /// Whether it was made just now.
    pub(crate) is_new: bool,
}

/// A person of a filing, as far as a check elsewhere needs it.
pub(crate) struct FilingPerson {
    /// 姓名.
    pub(crate) name: PersonName,
    /// 身份证号.
    pub(crate) number: IdNumber,
    /// Whether the filing has been neither handed in nor closed.
    pub(crate) is_open: bool,
}

/// Asks the filing `id`.
pub(crate) async fn ask(
    edge: &Edge,
    id: &FilingId,
    asker: Asker<'_>,
    ask: Ask,
) -> Result<Result<Answer, FilingRefusal>, ObjectError> {
    let portal = match asker {
        Asker::Portal(portal) => Some(portal.to_owned()),
        Asker::Edge => None,
    };
    let question = Question { portal, ask };
    call::call(&edge.env, BINDING, &id.to_string(), &question).await
}

/// Who the person is that `portal` calls `reference` in its filing `id`; whoever is exempt is unknown.
pub(crate) async fn person(
    edge: &Edge,
    portal: &str,
    id: &FilingId,
    reference: &str,
) -> Result<Result<FilingPerson, FilingRefusal>, ObjectError> {
    let filing = match ask(edge, id, Asker::Portal(portal), Ask::Read).await? {
        Ok(answer) => answer.filing,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let found = filing.participant(reference).ok().and_then(|participant| {
        let person = &participant.person;
        Some(FilingPerson {
            name: person.person_name()?,
            number: person.id_number(clock::now())?,
            is_open: filing.check_open().is_ok(),
        })
    });
    Ok(found.ok_or(FilingRefusal::PersonUnknown))
}

/// The object of one filing.
#[durable_object(alarm)]
pub struct Filing {
    state: State,
    config: Result<Arc<Config>, ConfigError>,
}

impl DurableObject for Filing {
    fn new(state: State, env: Env) -> Self {
        Self {
            state,
            config: edge::config(&env),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = match call::question(request).await {
            Ok(question) => self.answer(question).await,
            Err(error) => Err(error),
        };
        call::respond(answer)
    }

    /// Nothing of the filing is needed any more; handing it in may have put that off.
    async fn alarm(&self) -> worker::Result<Response> {
        let kept = self.load();
        sealed_row::erase(
            &self.state,
            kept.map(|kept| kept.map(|kept| kept.erased_at)),
        )
        .await
    }
}

impl Filing {
    /// Load, decide, save, answer.
    async fn answer(
        &self,
        question: Question,
    ) -> Result<Result<Answer, FilingRefusal>, ObjectError> {
        let Question { portal, ask } = question;
        let kept = self.load()?;
        let is_new = kept.is_none();
        let kept = match (kept, ask) {
            (None, Ask::Make(filing)) => Ok((*filing, true)),
            (None, _) => Err(FilingRefusal::Unknown),
            (Some(kept), _) if portal.is_some_and(|portal| portal != kept.portal) => {
                Err(FilingRefusal::Unknown)
            }
            (Some(kept), ask) => self.decide(kept, ask)?,
        };
        let (filing, is_changed) = match kept {
            Ok(kept) => kept,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if is_changed {
            self.save(&filing).await?;
        }
        Ok(Ok(Answer { filing, is_new }))
    }

    /// The filing after `ask`, and whether it is another.
    fn decide(
        &self,
        kept: Kept,
        ask: Ask,
    ) -> Result<Result<(Kept, bool), FilingRefusal>, ObjectError> {
        let next = match ask {
            Ask::Make(made) if made.request == kept.request => return Ok(Ok((kept, false))),
            Ask::Make(_) => Err(FilingRefusal::OtherRequest),
            Ask::Read => return Ok(Ok((kept, false))),
            Ask::Replace(persons) => kept.replace(persons),
            Ask::Invite {
                reference,
                invitation,
            } => kept.invite(&reference, invitation),
            Ask::HandIn {
                at,
                revision,
                persons,
            } => {
                let kept_seconds = self.config()?.filings.retention_seconds;
                kept.hand_in(revision, persons, (at, clock::later(at, kept_seconds)))
            }
            Ask::Close => kept.close(),
            Ask::NoteActivations(said) => Ok(kept.note_activations(&said)),
            Ask::Settle(settled) => {
                let Settled {
                    reference,
                    number,
                    name,
                    outcome,
                } = *settled;
                kept.settle(&reference, (&number, &name), &outcome)
            }
        };
        Ok(next.map(|next| (next, true)))
    }

    fn config(&self) -> Result<&Config, ObjectError> {
        let config = self.config.as_ref().map_err(|error| *error)?;
        Ok(config)
    }

    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        ROW.load(&self.state, &self.config)
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, filing: &Kept) -> Result<(), ObjectError> {
        ROW.save(&self.state, &self.config, filing)?;
        sealed_row::wake_at(&self.state, filing.erased_at).await
    }
}
