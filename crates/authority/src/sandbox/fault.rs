//! Faults that the sandbox commits on purpose, so that edges can show how they bear them.

use super::{Fault, Forces, Sandbox, Stage};
use crate::{Authority, Problem};
use identity::IdNumber;
use std::time::Duration;

/// How long a slow answer takes.
pub const SLOW: Duration = Duration::from_secs(20);

/// The fault that `number` forces at `stage`; none outside the sandbox.
#[must_use]
pub fn of(authority: &Authority, stage: Stage, number: &IdNumber) -> Option<Fault> {
    of_sandbox(authority.sandbox.as_ref(), stage, number)
}

/// The fault that `number` forces at `stage` of this sandbox.
#[must_use]
pub fn of_sandbox(sandbox: Option<&Sandbox>, stage: Stage, number: &IdNumber) -> Option<Fault> {
    match sandbox?.forces(number) {
        Forces::Fault(at, fault) if at == stage => Some(fault),
        _ => None,
    }
}

/// What the fault does before anything is decided.
pub fn before(fault: Option<Fault>) -> Result<(), Problem> {
    match fault {
        Some(Fault::Busy) => Err(Problem::Busy),
        _ => Ok(()),
    }
}

/// What the fault does to the answer.
pub async fn after(fault: Option<Fault>, signed: String) -> String {
    match fault {
        None | Some(Fault::Busy) => signed,
        Some(Fault::Slow) => {
            tokio::time::sleep(SLOW).await;
            signed
        }
        Some(Fault::Nonsense) => "nonsense".to_owned(),
        Some(Fault::BadSignature) => spoil_signature(&signed),
    }
}

/// The same statement under the signature of nothing.
fn spoil_signature(signed: &str) -> String {
    let statement = signed
        .rsplit_once('.')
        .map_or(signed, |(statement, _)| statement);
    format!("{statement}.{}", "A".repeat(86))
}
