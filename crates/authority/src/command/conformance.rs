//! `authority conformance`.

use anyhow::Context as _;
use authority::Surroundings;
use authority::conformance::{self, Kit, Limits, Persons};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;
use verification::{Signer, Verifier};

const SIGNING: &str = "EDGE_SIGNING_KEY";
const AUTHORITIES: &str = "EDGE_AUTHORITY_KEYS";

/// Plays an edge, drives an authority through every outcome, defect and fault, and prints a report.
///
/// The environment holds the keys of an edge that the authority knows, as `authority keygen` wrote them:
/// EDGE_SIGNING_KEY signs what is asked, EDGE_AUTHORITY_KEYS are believed. Ends with 1 where anything differs.
#[derive(Args)]
pub(crate) struct Conformance {
    /// Where the authority listens, such as http://127.0.0.1:8788.
    #[arg(long)]
    address: String,
    /// Whom to ask about, a JSON object by role; the sandbox's sample citizens where it is not given.
    #[arg(long)]
    persons: Option<PathBuf>,
    /// What the kit calls itself: the edge's own address.
    #[arg(long, default_value = "http://localhost:8787")]
    audience: String,
    /// Seconds within which every answer must come.
    #[arg(long, default_value_t = 30)]
    answer_within: u64,
    /// Seconds that the kit may wait for a challenge to expire.
    #[arg(long, default_value_t = 20)]
    patience: u64,
}

impl Conformance {
    /// Runs the kit.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let persons = match &self.persons {
            Some(file) => Persons::read(file)?,
            None => Persons::samples(),
        };
        let limits = Limits {
            answer: Duration::from_secs(self.answer_within),
            patience: Duration::from_secs(self.patience),
        };
        let kit = Kit::new(
            &self.address,
            Signer::parse(&variable(SIGNING)?)?,
            Verifier::parse(&variable(AUTHORITIES)?)?,
            self.audience,
            Surroundings::real(),
            limits,
        );
        let report = conformance::run(&kit, &persons);
        super::say(&report.to_string())?;
        anyhow::ensure!(report.conforms(), "the authority does not conform");
        Ok(())
    }
}

fn variable(name: &str) -> anyhow::Result<String> {
    std::env::var(name)
        .with_context(|| format!("{name} is not set; `authority keygen` draws keys for an edge"))
}
