//! Whole scans: guide, liveness, continuity and the nets together, as the authority decides.

use super::Failures;
use crate::look::{Judged, Presented, Unacquired};
use crate::statistics::Proportion;
use serde::Serialize;
use std::collections::BTreeMap;

/// What whole scans came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scans {
    /// Those of live persons.
    pub live: ScanFigures,
    /// Those of attacks, kind by kind.
    pub attacks: BTreeMap<String, ScanFigures>,
}

/// What scans of one sort came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScanFigures {
    /// Those in which the guide never came to its end (failure to acquire).
    pub acquisition: Failures,
    /// Those that were passed on and passed.
    pub passed: Proportion,
    /// The step that decided, of those that were passed on.
    pub steps: BTreeMap<&'static str, usize>,
}

impl Scans {
    /// Of the presentations that are scans; none where none is.
    pub(super) fn of(presentations: &[Presented]) -> Option<Self> {
        let scans = presentations.iter().filter(|it| it.scan.is_some());
        let mut by_kind: BTreeMap<Option<&String>, Vec<_>> = BTreeMap::new();
        for presented in scans {
            let of_kind = by_kind.entry(presented.attack.as_ref()).or_default();
            of_kind.extend(presented.scan);
        }
        let live = by_kind.remove(&None);
        if live.is_none() && by_kind.is_empty() {
            return None;
        }
        let attacks = by_kind.into_iter();
        let attacks =
            attacks.filter_map(|(kind, scans)| Some((kind?.clone(), ScanFigures::of(&scans))));
        Some(Self {
            live: ScanFigures::of(&live.unwrap_or_default()),
            attacks: attacks.collect(),
        })
    }
}

impl ScanFigures {
    fn of(scans: &[Result<Judged, Unacquired>]) -> Self {
        let judged = || scans.iter().filter_map(|scan| scan.as_ref().ok());
        let mut steps = BTreeMap::new();
        for judged in judged() {
            *steps.entry(judged.step).or_default() += 1;
        }
        Self {
            acquisition: Failures::of(
                scans
                    .iter()
                    .map(|scan| scan.as_ref().err().map(|reason| reason.0)),
            ),
            passed: Proportion::of(judged().map(|judged| judged.passed)),
            steps,
        }
    }
}
