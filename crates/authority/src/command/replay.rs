//! `authority replay`.

use anyhow::{Context as _, ensure};
use clap::Args;
use data_encoding::BASE64URL_NOPAD;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use verification::{Signer, Verifier};

/// Decides again what a transcript holds, and prints the verdict as canonical JSON.
///
/// Ends with 0 where it is the verdict that the transcript states, with 3 where it is another, with 1 where the transcript
/// cannot be read, or its signature is not good or missing.
#[derive(Args)]
pub(crate) struct Replay {
    /// The transcript, as `transcripts export` gives it; - reads the standard input.
    file: PathBuf,
    /// The keys that it may be signed with, id:base64url each; otherwise that of SHIMING_AUTHORITY_SIGNING_KEY.
    #[arg(long)]
    keys: Option<String>,
    /// Takes a transcript of a layout that was not signed, too: nothing shows that it is as it was written.
    #[arg(long)]
    unsigned: bool,
}

/// How it ends where the transcript states another verdict; 2 is clap's, where arguments are wrong.
const ANOTHER_VERDICT: u8 = 3;

impl Replay {
    /// Replays.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let stored = read(&self.file)?;
        let replay = decision::replay(&stored, &self.keys()?)?;
        ensure!(
            replay.signed || self.unsigned,
            "this transcript is of a layout that was not signed: --unsigned takes it nevertheless"
        );
        super::say(&replay.verdict.canonical())?;
        if !replay.signed {
            super::remark("this transcript is of a layout that was not signed")?;
        }
        if replay.agrees {
            return Ok(ExitCode::SUCCESS);
        }
        super::remark("the transcript states another verdict")?;
        Ok(ExitCode::from(ANOTHER_VERDICT))
    }

    fn keys(&self) -> anyhow::Result<Verifier> {
        let keys = match &self.keys {
            Some(keys) => keys.clone(),
            None => own_key()?,
        };
        Verifier::parse(&keys).context("--keys")
    }
}

/// The public half of the authority's own key.
fn own_key() -> anyhow::Result<String> {
    let name = "SHIMING_AUTHORITY_SIGNING_KEY";
    let secret =
        std::env::var(name).with_context(|| format!("neither --keys nor {name} is set"))?;
    let signer = Signer::parse(&secret).context(name)?;
    let public = BASE64URL_NOPAD.encode(&signer.public_bytes());
    Ok(format!("{}:{public}", signer.key_id()))
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file != Path::new("-") {
        return std::fs::read_to_string(file).context("the transcript cannot be read");
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
