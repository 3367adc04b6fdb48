//! The nets for presentation attacks, in the terms of ISO/IEC 30107-3.

use crate::AttackKind;
use crate::look::Presented;
use crate::statistics::{Distribution, ErrorCurve, OperatingPoint, Proportion};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the nets came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attacks {
    /// Live presentations that are taken for attacks (BPCER).
    pub live_refused: Proportion,
    /// Live presentations in which no face was found (BPNRR).
    pub live_unseen: Proportion,
    /// Their scores, 0 to 1; none without the nets.
    pub live_scores: Option<Distribution>,
    /// Attacks by kind. Every kind is here: what was not presented was not measured.
    pub kinds: BTreeMap<AttackKind, AttackFigures>,
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
    /// Their scores, 0 to 1; none without the nets.
    pub scores: Option<Distribution>,
}

impl Attacks {
    /// The figures of all presentations.
    pub(super) fn of(presentations: &[Presented]) -> Self {
        let (attacks, live): (Vec<_>, Vec<_>) =
            presentations.iter().partition(|it| it.attack.is_some());
        let of_kind = |kind| {
            let of_kind = attacks.iter().filter(|it| it.attack == Some(kind));
            AttackFigures::of(&of_kind.copied().collect::<Vec<_>>())
        };
        let kinds = AttackKind::ALL.map(|kind| (kind, of_kind(kind)));
        let curve = ErrorCurve::of(&scores(&live), &scores(&attacks));
        let seem_live = live.iter().filter_map(|it| it.seems_live);
        Self {
            live_refused: Proportion::of(seem_live.map(|seems| !seems)),
            live_unseen: unseen(&live),
            live_scores: Distribution::of(scores(&live)),
            kinds: kinds.into(),
            equal_error_rate: curve.as_ref().map(ErrorCurve::equal_error_rate),
            curve: curve.map(|curve| curve.thinned()).unwrap_or_default(),
        }
    }
}

impl AttackFigures {
    fn of(attacks: &[&Presented]) -> Self {
        Self {
            accepted: Proportion::of(attacks.iter().filter_map(|it| it.seems_live)),
            unseen: unseen(attacks),
            scores: Distribution::of(scores(attacks)),
        }
    }
}

fn unseen(presentations: &[&Presented]) -> Proportion {
    Proportion::of(presentations.iter().map(|it| !it.has_face))
}

fn scores(presentations: &[&Presented]) -> Vec<f64> {
    presentations
        .iter()
        .filter_map(|it| it.live_score.map(f64::from))
        .collect()
}
