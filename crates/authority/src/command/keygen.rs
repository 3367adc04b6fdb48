//! `authority keygen`.

use anyhow::Context as _;
use authority::Surroundings;
use authority::keys::DrawnKeys;
use clap::Args;
use identity::LegalDay;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Writes two env files, readable by their owner alone; existing files are never overwritten.
#[derive(Args)]
pub(crate) struct Keygen {
    /// Where to write the authority's keys.
    #[arg(long)]
    authority: PathBuf,
    /// Where to write the edge's keys.
    #[arg(long)]
    edge: PathBuf,
}

impl Keygen {
    /// Draws the keys and writes them.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        for path in [&self.authority, &self.edge] {
            anyhow::ensure!(
                !path.exists(),
                "{} exists already: keys are never overwritten",
                path.display()
            );
        }
        let surroundings = Surroundings::real();
        let id = LegalDay::of(surroundings.now()).to_string();
        let drawn = DrawnKeys::draw(&id, &mut surroundings.randomness());
        write(&self.authority, &drawn.authority)?;
        write(&self.edge, &drawn.edge)?;
        super::say(&format!(
            "wrote {} and {}",
            self.authority.display(),
            self.edge.display()
        ))?;
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(path);
    let mut file = file.with_context(|| format!("{} cannot be made", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}
