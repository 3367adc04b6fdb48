//! `authority serve`.

use anyhow::Context as _;
use authority::judge::{CaptureJudge, Judge, draws};
use authority::models::Models;
use authority::source::Template;
use authority::store::Store;
use authority::{Authority, Settings, Surroundings, console, router};
use clap::Args;
use decision::ModelId;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until it is told to stop.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(super) settings: Settings,
}

impl Serve {
    /// Serves.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        authority::log::init();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.serve())
    }

    /// Everything that `serve` needs before it listens.
    pub(super) fn prepare(&self, store: Store) -> anyhow::Result<Prepared> {
        let models = models(&self.settings)?;
        let rules = self.settings.rules()?;
        let judge = models.clone().map(|models| {
            Box::new(CaptureJudge::new(
                models,
                rules,
                draws(|| Surroundings::real().randomness()),
            )) as Box<dyn Judge>
        });
        let authority = Authority::start(
            &self.settings,
            super::keys()?,
            store,
            Surroundings::real(),
            judge,
        )?;
        Ok(Prepared { authority, models })
    }

    async fn serve(self) -> anyhow::Result<()> {
        let store = Store::open(&self.settings.data)?;
        gauge(&store)?;
        let Prepared { authority, models } = self.prepare(store)?;
        if let Some(models) = &models {
            gauge_others(&Store::open(&self.settings.data)?, models.ids.embedding)?;
        }
        let stop = stopped()?;
        if let Some(address) = self.settings.console_listen {
            let listener = listen(address).await?;
            let address = listener.local_addr()?;
            tracing::info!(%address, "sandbox console");
            let console = console::router(Arc::clone(&authority), models, address);
            tokio::spawn(async move { axum::serve(listener, console).await });
        }
        let listener = listen(self.settings.listen).await?;
        tracing::info!(address = %listener.local_addr()?, mode = ?self.settings.mode, "serving edges");
        axum::serve(listener, router(authority))
            .with_graceful_shutdown(stop)
            .await?;
        Ok(())
    }
}

/// How many faces are stored, said at every start: the law counts them.
fn gauge(store: &Store) -> anyhow::Result<()> {
    let faces = store.count_faces()?;
    let words = super::faces::words(faces);
    if faces >= super::faces::FILING {
        tracing::warn!(faces, "{words}");
    } else {
        tracing::info!(faces, "{words}");
    }
    Ok(())
}

/// How many templates the model at hand cannot be compared with, said at every start.
fn gauge_others(store: &Store, model: ModelId) -> anyhow::Result<()> {
    let templates = Template::count_others(store, model)?;
    if templates > 0 {
        tracing::warn!(
            templates,
            "TEMPLATES OF ANOTHER MODEL: they are made anew where the source keeps the picture; everybody else is sent to \
             the counter until enrolled again"
        );
    }
    Ok(())
}

/// An authority that only has to listen.
pub(super) struct Prepared {
    authority: Arc<Authority>,
    models: Option<Arc<Models>>,
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Ends when somebody asks the process to stop.
fn stopped() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

/// The models; none in a sandbox that has none, which is said aloud.
fn models(settings: &Settings) -> anyhow::Result<Option<Arc<Models>>> {
    let Some(folder) = &settings.models else {
        tracing::warn!("NO MODELS: every scan is answered with busy until --models is set");
        return Ok(None);
    };
    if settings.spoof_models.is_none() {
        tracing::warn!(
            "NO NETS FOR PRESENTATION ATTACKS: prints and screens are not told from faces until --spoof-models is set"
        );
    }
    let models = Models::load(folder, settings.spoof_models.as_deref())?;
    Ok(Some(Arc::new(models)))
}
