//! Deciding again what a transcript holds.

use crate::earlier::{self, Earlier};
use crate::facts::Facts;
use crate::next::{Next, next};
use crate::replay_error::ReplayError;
use crate::rules::Rules;
use crate::transcript::Transcript;
use crate::verdict::Verdict;
use verification::{Signed, SignedError, Verifier};

/// What a replay came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// What the rules decide now.
    pub verdict: Verdict,
    /// Whether that is what the transcript says was decided.
    pub agrees: bool,
    /// Whether a signature was looked at and found good; the second and third layout have none.
    pub signed: bool,
}

/// Decides again what a stored transcript holds: a statement signed by one of `keys`, or the JSON of an earlier layout.
pub fn replay(stored: &str, keys: &Verifier) -> Result<Replay, ReplayError> {
    let read = |statement: &Signed<Transcript>| keys.verify(statement);
    let replay = read_and_decide(stored, read)?;
    let signed = !is_earlier(stored);
    Ok(Replay { signed, ..replay })
}

/// The same without a look at the signature: for whoever cannot know the keys.
pub fn replay_unverified(stored: &str) -> Result<Replay, ReplayError> {
    read_and_decide(stored, Signed::read_unverified)
}

fn is_earlier(stored: &str) -> bool {
    stored.trim_start().starts_with('{')
}

fn read_and_decide(
    stored: &str,
    read: impl FnOnce(&Signed<Transcript>) -> Result<Transcript, SignedError>,
) -> Result<Replay, ReplayError> {
    if is_earlier(stored) {
        return decide_earlier(&Earlier::parse(stored)?);
    }
    let statement = Signed::from_compact(stored.trim().to_owned());
    let transcript = read(&statement).map_err(|error| match error {
        SignedError::Malformed => ReplayError::Malformed,
        SignedError::Json(error) => ReplayError::Json(error),
        SignedError::Algorithm
        | SignedError::Type
        | SignedError::UnknownKey
        | SignedError::Signature => ReplayError::Signature(error),
    })?;
    if !Transcript::VERSIONS.contains(&transcript.version) {
        return Err(ReplayError::Layout);
    }
    let verdict = decide(&transcript.facts, transcript.rules)?;
    Ok(Replay {
        agrees: verdict == transcript.verdict,
        verdict,
        signed: false,
    })
}

fn decide_earlier(earlier: &Earlier) -> Result<Replay, ReplayError> {
    let verdict = decide(&earlier.facts()?, Rules::of_version(earlier::RULES)?)?;
    Ok(Replay {
        agrees: earlier.was_decided_like(&verdict),
        verdict,
        signed: false,
    })
}

/// What `rules` decide of facts that are complete.
fn decide(facts: &Facts, rules: Rules) -> Result<Verdict, ReplayError> {
    rules.check()?;
    match next(facts, &rules)? {
        Next::Decided(verdict) => Ok(verdict),
        Next::Continuity { .. }
        | Next::Presentation { .. }
        | Next::Recurrence
        | Next::Comparison => Err(ReplayError::Incomplete),
    }
}
