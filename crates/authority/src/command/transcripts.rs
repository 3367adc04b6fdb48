//! `authority transcripts`.

use anyhow::Context as _;
use authority::store::Store;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use verification::VerificationId;

/// The transcripts of decisions: scalars and a signature, nothing that names anybody.
#[derive(Subcommand)]
pub(crate) enum Transcripts {
    /// Print the transcript of a verification as it was signed; the log says that it was taken out.
    Export(Export),
}

/// Which transcript, and where it lies.
#[derive(Args)]
pub(crate) struct Export {
    /// The verification, as logs and outcomes name it.
    id: String,
    /// The folder of the register.
    #[arg(long, env = "SHIMING_AUTHORITY_DATA")]
    data: PathBuf,
}

impl Transcripts {
    /// Runs it.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self::Export(Export { id, data }) = self;
        authority::log::init();
        let id = VerificationId::parse(&id).context("that is no id of a verification")?;
        let found = Store::open(&data)?.find_transcript(&id)?;
        let transcript = found.context("there is no transcript of this verification")?;
        tracing::info!(%id, "transcript exported");
        super::say(&transcript)?;
        Ok(())
    }
}
