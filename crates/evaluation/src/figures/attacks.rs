//! The nets for presentation attacks, in the terms of ISO/IEC 30107-3.

use crate::look::Presented;
use crate::statistics::{ErrorCurve, OperatingPoint, Proportion};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the nets came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attacks {
    /// Live presentations that are taken for attacks (BPCER).
    pub live_refused: Proportion,
    /// Live presentations in which no face was found (BPNRR).
    pub live_unseen: Proportion,
    /// Attacks, kind by kind.
    pub kinds: BTreeMap<String, AttackFigures>,
    /// The equal error rate over all kinds together; none where one side is missing.
    pub equal_error_rate: Option<f64>,
    /// Both errors over all thresholds and kinds, thinned out.
    pub curve: Vec<OperatingPoint>,
}

/// What attacks of one kind came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttackFigures {
    /// Attacks that are taken for live persons (APCER).
    pub accepted: Proportion,
    /// Attacks in which no face was found (APNRR).
    pub unseen: Proportion,
}

impl Attacks {
    /// Of all presentations; none of none.
    pub(super) fn of(presentations: &[Presented]) -> Option<Self> {
        if presentations.is_empty() {
            return None;
        }
        let mut kinds = BTreeMap::new();
        for kind in presentations.iter().filter_map(|it| it.attack.as_ref()) {
            let of_kind = || {
                presentations
                    .iter()
                    .filter(|it| it.attack.as_ref() == Some(kind))
            };
            kinds.entry(kind.clone()).or_insert_with(|| AttackFigures {
                accepted: Proportion::of(of_kind().filter_map(Presented::seems_live)),
                unseen: Proportion::of(of_kind().map(|it| !it.has_face)),
            });
        }
        let live = || presentations.iter().filter(|it| it.attack.is_none());
        let scores = |is_attack: bool| -> Vec<f64> {
            let of_kind = presentations
                .iter()
                .filter(|it| it.attack.is_some() == is_attack);
            of_kind
                .filter_map(|it| it.live_score.map(f64::from))
                .collect()
        };
        let curve = ErrorCurve::of(&scores(false), &scores(true));
        Some(Self {
            live_refused: Proportion::of(
                live().filter_map(Presented::seems_live).map(|seems| !seems),
            ),
            live_unseen: Proportion::of(live().map(|it| !it.has_face)),
            kinds,
            equal_error_rate: curve.as_ref().map(ErrorCurve::equal_error_rate),
            curve: curve.map(|curve| curve.thinned()).unwrap_or_default(),
        })
    }
}
