//! The authority itself: keys, store, sources and judge, put together.

use crate::challenge::{Style, StyleError};
use crate::counter::SeenCards;
use crate::judge::Judge;
use crate::log::chain;
use crate::sandbox::{self, Sandbox};
use crate::source::ctid::{Ctid, NotConnected, SandboxCtid};
use crate::source::{Register, Source, SourceError};
use crate::store::{Store, StoreError};
use crate::{Keys, Mode, Problem, Settings, Surroundings};
use decision::{Rules, RulesError};
use evidence::SealingSecretsError;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Why the authority does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The register cannot be read or written.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// No sealing key.
    #[error(transparent)]
    Sealing(#[from] SealingSecretsError),
    /// Too few actions.
    #[error(transparent)]
    Style(#[from] StyleError),
    /// A threshold outside sense.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Production without models would refuse everybody.
    #[error("production needs the models: set --models")]
    JudgeMissing,
    /// Production would not tell prints and screens from faces.
    #[error(
        "production needs the nets for presentation attacks: set --spoof-models, or --without-spoof-models to do without"
    )]
    SpoofModelsMissing,
    /// The console would let anybody onto the register.
    #[error("the console is part of the sandbox: production refuses --console-listen")]
    ConsoleInProduction,
    /// Production would take a recording again and again.
    #[error(
        "recurring frames are taken in a sandbox alone: production refuses --allow-recurring-frames"
    )]
    RecurrenceInProduction,
    /// The register was used by a sandbox.
    #[error("the register holds sample citizens: production refuses it")]
    SamplesInProduction,
}

/// The authority, ready to answer.
pub struct Authority {
    pub(crate) surroundings: Surroundings,
    pub(crate) keys: Keys,
    pub(crate) store: Arc<Store>,
    pub(crate) source: Box<dyn Source>,
    pub(crate) cards: SeenCards,
    pub(crate) ctid: Box<dyn Ctid>,
    pub(crate) style: Style,
    pub(crate) drawing: Mutex<()>,
    pub(crate) remembering: Mutex<()>,
    pub(crate) is_recurrence_allowed: bool,
    pub(crate) rules: Rules,
    pub(crate) judge: Option<Box<dyn Judge>>,
    pub(crate) judges: Arc<Semaphore>,
    pub(crate) sandbox: Option<Sandbox>,
}

impl Authority {
    /// Puts the authority together over `store`; without a `judge` every capture is answered with busy.
    pub fn start(
        settings: &Settings,
        keys: Keys,
        store: Store,
        surroundings: Surroundings,
        judge: Option<Box<dyn Judge>>,
    ) -> Result<Arc<Self>, StartError> {
        let store = Arc::new(store);
        let register = Register::new(Arc::clone(&store), Arc::clone(&keys.personal));
        let sandbox = match settings.mode {
            Mode::Sandbox => {
                let ctid = SandboxCtid::new(Arc::clone(&store), Arc::clone(&keys.personal));
                Some(sandbox::open(register.clone(), ctid, &surroundings)?)
            }
            Mode::Production => refuse_sandbox(settings, &store, judge.as_deref())?,
        };
        // With one action a deployment can be shown; that a recording shows it is too likely to rely on.
        let fewest = if sandbox.is_some() { 1 } else { 2 };
        let sealing_key = keys.sealing.current()?;
        let style = Style::new(
            &settings.actions,
            fewest,
            sealing_key,
            settings.client_terms(),
        )?;
        let style = if settings.allow_recurring_frames {
            style.for_recordings()
        } else {
            style
        };
        let ctid: Box<dyn Ctid> = match &sandbox {
            Some(sandbox) => Box::new(sandbox.ctid().clone()),
            None => Box::new(NotConnected),
        };
        Ok(Arc::new(Self {
            surroundings,
            cards: SeenCards::new(Arc::clone(&store), Arc::clone(&keys.personal)),
            keys,
            store,
            source: Box::new(register),
            ctid,
            style,
            drawing: Mutex::default(),
            remembering: Mutex::default(),
            is_recurrence_allowed: settings.allow_recurring_frames,
            rules: settings.rules()?,
            judge,
            judges: Arc::new(Semaphore::new(settings.judges)),
            sandbox,
        }))
    }

    /// Runs `work`, which may wait for the store or a model, away from the threads that serve.
    pub(crate) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let authority = Arc::clone(self);
        let result = tokio::task::spawn_blocking(move || work(&authority)).await;
        result.map_err(|_| {
            tracing::error!("a task panicked");
            Problem::Internal
        })
    }
}

/// Production has no sandbox, nothing that one left behind, and tells prints and screens from faces.
fn refuse_sandbox(
    settings: &Settings,
    store: &Store,
    judge: Option<&dyn Judge>,
) -> Result<Option<Sandbox>, StartError> {
    if settings.console_listen.is_some() {
        return Err(StartError::ConsoleInProduction);
    }
    if settings.allow_recurring_frames {
        return Err(StartError::RecurrenceInProduction);
    }
    let judge = judge.ok_or(StartError::JudgeMissing)?;
    if judge.models().spoof.is_empty() && !settings.without_spoof_models {
        return Err(StartError::SpoofModelsMissing);
    }
    if store.has_samples()? {
        return Err(StartError::SamplesInProduction);
    }
    Ok(None)
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Authority")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = chain(&error), "the store failed");
        Self::Internal
    }
}

impl From<SourceError> for Problem {
    fn from(error: SourceError) -> Self {
        tracing::error!(error = chain(&error), "the source failed");
        Self::Internal
    }
}
