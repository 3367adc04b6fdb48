//! The object of one account: the shell that lets `accounts` decide.

use accounts::event::{AccountEvent, SessionEvent};
use accounts::store::{self, AccountStore as _, SaveError, Version};
use accounts::{Account as AccountState, AccountCommand, ClosingCommand, Event, Refusal, decide};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::account_command::command;
use super::account_question::{Answer, Ask, Envelope, View};
use super::account_view;
use super::accounts_durable_object::DurableObjectAccounts;
use super::call::{self, ObjectError};
use super::registry;
use crate::account_names::AccountId;
use crate::edge::Edge;
use crate::erasure::erase_all;
use crate::setting::ConfigError;
use crate::{alarm, clock, edge, standing};

/// The namespace's binding.
const BINDING: &str = "ACCOUNT";

/// Asks the object of the account `id`; `A` is what `view` is answered with.
pub(crate) async fn ask<A: DeserializeOwned>(
    env: &Env,
    id: AccountId,
    ask: Ask,
    view: View,
) -> Result<Result<A, Refusal>, ObjectError> {
    let envelope = Envelope { id, ask, view };
    call::call(env, BINDING, &id.object_name(), &envelope).await
}

/// Whether there is an account: the registry says where to look, and the account whether it is so. An id without an
/// account, which an interruption or an earlier version left, is forgotten.
pub(crate) async fn is_registered(env: &Env, id: AccountId) -> Result<bool, ObjectError> {
    if !registry::knows(env, &id).await? {
        return Ok(false);
    }
    if is_there(env, id).await? {
        return Ok(true);
    }
    registry::remove(env, &id).await?;
    // One that was opened meanwhile is remembered again.
    let is_there = is_there(env, id).await?;
    if is_there {
        registry::add(env, &id).await?;
    }
    Ok(is_there)
}

async fn is_there(env: &Env, id: AccountId) -> Result<bool, ObjectError> {
    let show = Ask::of(AccountCommand::ShowStanding);
    Ok(ask::<()>(env, id, show, View::Nothing).await?.is_ok())
}

/// No alarm is set further ahead.
const FURTHEST: Duration = Duration::from_hours(365 * 24);

/// What the registry could not be told is told again so much later, seconds.
const TOLD_AGAIN_SECONDS: u32 = 60;

/// What could not be erased is tried again so much later.
const AGAIN: Duration = Duration::from_hours(1);

/// The object of one account.
#[durable_object(alarm)]
pub struct Account {
    state: State,
    env: Env,
    accounts: Result<DurableObjectAccounts, ConfigError>,
    /// Whether the registry did not take what it was told last.
    owes_word: Cell<bool>,
}

impl DurableObject for Account {
    fn new(state: State, env: Env) -> Self {
        let sql = state.storage().sql();
        Self {
            accounts: edge::config(&env).map(|config| DurableObjectAccounts::new(sql, config)),
            state,
            env,
            owes_word: Cell::new(false),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = match call::question(request).await {
            Ok(envelope) => self.answer(envelope).await,
            Err(error) => Err(error),
        };
        call::respond(answer)
    }

    /// Time has passed: what nobody has used for long is erased. What fails is tried again: the runtime would not.
    async fn alarm(&self) -> worker::Result<Response> {
        if let Err(error) = self.retain().await {
            alarm::raise(&error);
            self.state.storage().set_alarm(AGAIN).await?;
        }
        Response::empty()
    }
}

impl Account {
    /// Closes an account that nobody uses; erases the journal of one that was closed for as long again.
    async fn retain(&self) -> Result<(), ObjectError> {
        let accounts = self.accounts.as_ref().map_err(|error| *error)?;
        let Some(id) = accounts.owner()? else {
            return Ok(());
        };
        let now = clock::now();
        if let Some((account, _)) = accounts.load(&id).await? {
            registry::tell(&self.env, &id, Some(accounts.told(&account))).await?;
            let over = accounts.kept_until(account.used_last());
            if now < over {
                return self.wake(over, now).await;
            }
            let kept = accounts.retention();
            let ask = Ask::of(ClosingCommand::Expire { kept });
            let view = View::Nothing;
            let _closed = self.answer(Envelope { id, ask, view }).await?;
        }
        self.erase_elsewhere(accounts, &id).await?;
        if let Some((account, _)) = accounts.load(&id).await? {
            // Somebody has registered with the same number in the meantime.
            registry::add(&self.env, &id).await?;
            let told = Some(accounts.told(&account));
            registry::tell(&self.env, &id, told).await?;
        }
        let over = accounts.kept_until(accounts.changed_at()?);
        if now < over {
            return self.wake(over, now).await;
        }
        let erased = self.state.storage().delete_all().await;
        erased.map_err(ObjectError::storage)
    }

    /// What others keep of an account that is closed; asked again it changes nothing.
    async fn erase_elsewhere(
        &self,
        accounts: &DurableObjectAccounts,
        id: &AccountId,
    ) -> Result<(), ObjectError> {
        registry::remove(&self.env, id).await?;
        registry::tell(&self.env, id, None).await?;
        let verifications = account_view::verifications(&accounts.journal()?)?;
        let edge = Edge {
            env: self.env.clone(),
            config: edge::config(&self.env)?,
        };
        let erased = erase_all(&edge, verifications).await;
        erased.map_err(ObjectError::Erasure)
    }

    /// Sets the alarm; one that lies far ahead goes off before, and looks again.
    async fn wake(&self, at: Timestamp, now: Timestamp) -> Result<(), ObjectError> {
        let left = Duration::try_from(at.duration_since(now)).unwrap_or_default();
        let left = left.min(FURTHEST);
        let set = self.state.storage().set_alarm(left).await;
        set.map_err(ObjectError::storage)
    }

    /// Tells the registry how far the holder is. The account has changed whether that takes it or not; what it does not
    /// take is told again.
    async fn tell(
        &self,
        accounts: &DurableObjectAccounts,
        id: &AccountId,
        account: Option<&AccountState>,
    ) -> Result<(), ObjectError> {
        let told = account.map(|account| accounts.told(account));
        let answer = registry::tell(&self.env, id, told).await;
        self.owes_word.set(answer.is_err());
        if let Err(error) = answer {
            alarm::raise(&error);
            let now = clock::now();
            let again = clock::later(now, TOLD_AGAIN_SECONDS);
            self.wake(again, now).await?;
        }
        Ok(())
    }

    /// Load, decide, save, answer.
    async fn answer(&self, envelope: Envelope) -> Result<Result<Answer, Refusal>, ObjectError> {
        let Envelope { id, ask, view } = envelope;
        let accounts = self.accounts.as_ref().map_err(|error| *error)?;
        let now = clock::now();
        let (mut account, mut version) = load(accounts, &id).await?;
        let closed_at = match account {
            Some(_) => None,
            None => accounts.closed_at()?,
        };
        let command = match command(ask, account.as_ref(), (closed_at, now))? {
            Ok(command) => command,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut decided = decide(account.as_ref(), &command, now);
        let is_opened = decided
            .as_ref()
            .is_ok_and(|events| events.iter().any(|one| matches!(one, Event::Opened(_))));
        if is_opened {
            // Before there is an account: an interruption leaves an id without one, and never an account that cannot sign in.
            registry::add(&self.env, &id).await?;
            // The object went on answering meanwhile: somebody else may have opened the account first.
            (account, version) = load(accounts, &id).await?;
            decided = decide(account.as_ref(), &command, now);
        }
        let (events, refusal) = match decided {
            Ok(events) => (events, None),
            Err(refused) => (refused.events, Some(refused.refusal)),
        };
        let before = account.as_ref().map(standing::changing);
        let (account, entries) = store::after(account, &events, now);
        if !events.is_empty() {
            let saved = accounts
                .save(&id, version, account.as_ref(), &entries)
                .await;
            saved.map_err(|error| match error {
                SaveError::Conflict => ObjectError::Conflict,
                SaveError::Store(error) => error,
            })?;
            if !entries.is_empty() {
                let last = account.as_ref().map_or(now, AccountState::used_last);
                self.wake(accounts.kept_until(last), now).await?;
            }
            if is_opened {
                // Somebody may have looked in between, found no account, and had the id forgotten.
                registry::add(&self.env, &id).await?;
            }
            let is_news = before != account.as_ref().map(standing::changing);
            // Whoever signs in is told of again: nothing stays lost for long.
            let is_begun = events.iter().any(|one| {
                matches!(
                    one,
                    Event::Account(AccountEvent::Session(SessionEvent::SignedIn { .. }))
                )
            });
            if is_news || is_begun || self.owes_word.get() {
                self.tell(accounts, &id, account.as_ref()).await?;
            }
        }
        if matches!(view, View::StandingToldAgain) {
            self.tell(accounts, &id, account.as_ref()).await?;
        }
        match refusal {
            Some(refusal) => Ok(Err(refusal)),
            None => answer(account.as_ref(), view, accounts).map(Ok),
        }
    }
}

/// The account, if there is one, and its version.
async fn load(
    accounts: &DurableObjectAccounts,
    id: &AccountId,
) -> Result<(Option<AccountState>, Version), ObjectError> {
    Ok(match accounts.load(id).await? {
        Some((account, version)) => (Some(account), version),
        None => (None, Version::NONE),
    })
}

fn answer(
    account: Option<&AccountState>,
    view: View,
    accounts: &DurableObjectAccounts,
) -> Result<Answer, ObjectError> {
    let now = clock::now();
    let Some(account) = account else {
        return Ok(Answer::Nothing(()));
    };
    Ok(match view {
        View::Nothing => Answer::Nothing(()),
        View::Account(session) => Answer::Account(account_view::account(account, session, now)),
        View::Holder(session) => Answer::Holder(account_view::holder(account, session, now)?),
        View::Applicant => Answer::Applicant(account_view::applicant(account)),
        View::AwaitedBytes(id) => {
            let scan = account.record.scan.as_ref();
            let scan = scan.filter(|scan| scan.awaits(&id, now));
            Answer::AwaitedBytes(scan.map(|scan| scan.most_bytes))
        }
        View::Asked(id) => Answer::Asked(account_view::asked(account, id)?),
        View::Mobile => {
            let mobile = account.person.mobile.as_ref();
            Answer::Mobile(mobile.map(|mobile| mobile.expose().to_owned()))
        }
        View::Standing | View::StandingToldAgain => Answer::Standing(accounts.told(account)),
        View::KnowsDevice(drawn_at) => Answer::Is(account.knows_device(drawn_at)),
        View::Sessions(session) => Answer::Sessions(account_view::sessions(account, session, now)),
        View::Records => Answer::Records(account_view::records(&accounts.journal()?)?),
        View::Verifications => Answer::Scans(account_view::verifications(&accounts.journal()?)?),
        View::Scans => Answer::Scans(account_view::scans(&accounts.journal()?)?),
        View::Visitor(session) => Answer::Visitor(account_view::visitor(account, session, now)?),
        View::Visit(id) => Answer::Visit(Box::new(account_view::visit(account, id, now)?)),
        View::Export(session) => {
            let history = account_view::records(&accounts.journal()?)?;
            Answer::Export(Box::new(account_view::export(
                account,
                session,
                history,
                (accounts.portals(), now),
            )))
        }
    })
}
