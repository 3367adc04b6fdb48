//! Whole scans: guide, liveness, continuity and the nets together, as the authority decides.

use super::Failures;
use crate::AttackKind;
use crate::look::{Judged, Presented, Unacquired};
use crate::statistics::Proportion;
use serde::Serialize;
use std::collections::BTreeMap;

/// What whole scans came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scans {
    /// Those of live persons.
    pub live: ScanFigures,
    /// Those of attacks by kind. Every kind is here: what was not presented was not measured.
    pub attacks: BTreeMap<AttackKind, ScanFigures>,
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
        if presentations.iter().all(|it| it.scan.is_none()) {
            return None;
        }
        let of = |attack| {
            let of_kind = presentations.iter().filter(|it| it.attack == attack);
            ScanFigures::of(&of_kind.filter_map(|it| it.scan).collect::<Vec<_>>())
        };
        Some(Self {
            live: of(None),
            attacks: AttackKind::ALL.map(|kind| (kind, of(Some(kind)))).into(),
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
