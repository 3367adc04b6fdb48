//! The rules, step by step: which fact is asked for next, or what was decided.

use crate::facts::{Capture, Comparison, Facts, Ground, Presentation, Recurrence, Retraced};
use crate::likeness::Likeness;
use crate::lookout;
use crate::refusal::of_failure;
use crate::rules::Rules;
use crate::verdict::{Step, Verdict};
use data_encoding::BASE64URL_NOPAD;
use liveness::{Frame, Span, Transcript, TranscriptError};
use verification::{Decision, Refusal};

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// How like the capture's own face, fused of the frames `fused`, each frame's only face is, and how like each other
    /// those are of which it is fused.
    Continuity {
        /// The frames that show the face best, the best first.
        fused: Vec<usize>,
        /// The frames that are embedded in any case, in rising order; [`crate::lookout`] adds others.
        always: Vec<usize>,
    },
    /// The score for presentation attacks of each of these frames, or that there are no nets.
    Presentation {
        /// One frame of each part of the capture.
        chosen: Vec<usize>,
    },
    /// How much of the capture recurs in an earlier one of the same person.
    Recurrence,
    /// What the capture's own face is compared with.
    Comparison,
    /// Nothing: it is decided.
    Decided(Verdict),
}

/// Facts that do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// The frames' scalars cannot be read, or judged.
    #[error(transparent)]
    Liveness(#[from] TranscriptError),
    /// There are not as many numbers as frames, or a fact that the rules' version does not have.
    #[error("the facts do not fit the frames or the rules")]
    Misfit,
}

/// Which fact `rules` ask for next, or what they decide. Suspicion of an attack reads like any other face that differs.
pub fn next(facts: &Facts, rules: &Rules) -> Result<Next, FactsError> {
    match facts {
        Facts::Ground(Ground::Register { .. }) if rules.looks_first() => Err(FactsError::Misfit),
        Facts::Ground(ground) => Ok(Next::Decided(of_ground(ground))),
        Facts::Capture(capture) => Watched::of(capture)?.next(capture, rules),
    }
}

fn of_ground(ground: &Ground) -> Verdict {
    match ground {
        Ground::Register { reason, .. } => Verdict::of(Step::Register, Some(reason.clone())),
        Ground::Sandbox { reason } => Verdict::of(Step::Sandbox, Some(reason.clone())),
        Ground::Counter { reason, .. } => Verdict::of(Step::Counter, reason.clone()),
    }
}

/// The frames, and what liveness says of them.
struct Watched {
    frames: Vec<Frame>,
    seen: Result<Vec<Span>, Refusal>,
}

impl Watched {
    fn of(capture: &Capture) -> Result<Self, FactsError> {
        let bytes = BASE64URL_NOPAD.decode(capture.liveness.as_bytes());
        let transcript = Transcript::parse(&bytes.map_err(|_| TranscriptError::Malformed)?)?;
        let seen = match transcript.judge_again()?.verdict {
            liveness::Verdict::Passed { spans } => Ok(spans),
            liveness::Verdict::Failed { failure } => Err(of_failure(failure, &transcript.actions)),
        };
        Ok(Self {
            frames: transcript.frames,
            seen,
        })
    }

    fn next(self, capture: &Capture, rules: &Rules) -> Result<Next, FactsError> {
        let least_likeness = rules.least_likeness(capture.purpose)?;
        let spans = match self.seen {
            Ok(spans) => spans,
            Err(reason) => {
                return Ok(Next::Decided(Verdict::of(Step::Liveness, Some(reason))));
            }
        };
        let chosen = rules.chosen(&self.frames);
        let fused = rules.fused(&self.frames, &chosen);
        let always = match rules.thresholds.not_embedded_ms {
            Some(_) => lookout::always(&self.frames, &chosen, &spans),
            None => (0..self.frames.len()).collect(),
        };
        let verdict = Verdict {
            chosen: chosen.clone(),
            spans,
            ..Verdict::of(Step::Continuity, Some(Refusal::FaceDiffers))
        };
        let Some(likenesses) = &capture.continuity else {
            return Ok(Next::Continuity { fused, always });
        };
        let gap_ms = rules.thresholds.not_embedded_ms.unwrap_or(0);
        if !are_of(&self.frames, likenesses, (&always, gap_ms)) {
            return Err(FactsError::Misfit);
        }
        let is_coherent = match (rules.thresholds.coherence, capture.coherence) {
            (None, None) => true,
            (Some(least), Some(found)) => found >= least,
            (None, Some(_)) | (Some(_), None) => return Err(FactsError::Misfit),
        };
        if !is_coherent || !is_one_person(likenesses, &chosen, rules) {
            return Ok(Next::Decided(verdict));
        }
        match &capture.presentation {
            Presentation::NotAsked => return Ok(Next::Presentation { chosen }),
            Presentation::Asked { scores } if scores.len() != chosen.len() => {
                return Err(FactsError::Misfit);
            }
            Presentation::Asked { scores } if !is_live(scores, rules) => {
                let step = Step::Presentation;
                return Ok(Next::Decided(Verdict { step, ..verdict }));
            }
            Presentation::Asked { .. } | Presentation::Absent => {}
        }
        match (rules.thresholds.recurring, &capture.recurrence) {
            (None, Some(_)) => return Err(FactsError::Misfit),
            (Some(_), None) => return Ok(Next::Recurrence),
            (Some(share), Some(recurrence)) => {
                let frames = (share, self.frames.len());
                if recurs(recurrence, frames, rules.thresholds.movement)? {
                    let step = Step::Recurrence;
                    return Ok(Next::Decided(Verdict { step, ..verdict }));
                }
            }
            (None, None) => {}
        }
        compared(capture, rules, (verdict, least_likeness))
    }
}

fn compared(
    capture: &Capture,
    rules: &Rules,
    (verdict, least_likeness): (Verdict, i32),
) -> Result<Next, FactsError> {
    let (step, passed, review) = match capture.comparison {
        None => return Ok(Next::Comparison),
        Some(Comparison::Nothing { lack, hidden }) => {
            let reason = lack.refusal(hidden);
            let decided = Next::Decided(Verdict {
                outcome: Decision::Refused { reason },
                step: Step::Register,
                ..verdict
            });
            return if rules.looks_first() {
                Ok(decided)
            } else {
                Err(FactsError::Misfit)
            };
        }
        Some(Comparison::Waived) => (Step::Sandbox, true, false),
        Some(Comparison::Portrait { likeness, .. }) => {
            let passed = likeness >= least_likeness;
            let review = !passed && likeness >= rules.thresholds.review;
            (Step::Comparison, passed, review)
        }
    };
    let verdict = Verdict {
        step,
        review,
        ..verdict
    };
    Ok(Next::Decided(match (passed, &capture.overruled) {
        (false, _) => verdict,
        (true, None) => Verdict {
            outcome: Decision::Passed,
            ..verdict
        },
        (true, Some(reason)) => Verdict {
            outcome: Decision::Refused {
                reason: reason.clone(),
            },
            step: Step::Register,
            ..verdict
        },
    }))
}

/// Whether there is a likeness for every frame, and as many were embedded as have to be.
fn are_of(frames: &[Frame], likenesses: &[Likeness], (always, gap_ms): (&[usize], u64)) -> bool {
    let seen = likenesses.iter().enumerate();
    let looked_at = seen.filter(|(_, likeness)| **likeness != Likeness::NotEmbedded);
    let looked_at: Vec<_> = looked_at.map(|(index, _)| index).collect();
    likenesses.len() == frames.len()
        && always
            .iter()
            .all(|index| looked_at.binary_search(index).is_ok())
        && lookout::is_without_gap(frames, &looked_at, gap_ms)
}

/// Whether every likeness to the capture's own face is that of one person, in the middle of an action too.
fn is_one_person(likenesses: &[Likeness], chosen: &[usize], rules: &Rules) -> bool {
    let thresholds = rules.thresholds;
    let of = |index: &usize| likenesses.get(*index)?.thousandths();
    let is_chosen = |index: &usize| of(index).is_some();
    let seen = likenesses.iter().enumerate();
    let mut seen = seen.filter_map(|(index, likeness)| Some((index, likeness.thousandths()?)));
    !chosen.is_empty()
        && chosen.iter().all(is_chosen)
        && seen.all(|(index, likeness)| {
            likeness
                >= if chosen.contains(&index) {
                    thresholds.continuity
                } else {
                    thresholds.continuity_acting
                }
        })
}

/// Whether a capture was seen before: whether that share of so many frames recurs, or its movement does. A camera's noise
/// makes no two frames of the same bytes.
fn recurs(
    recurrence: &Recurrence,
    (share, frames): (i32, usize),
    least_movement: Option<Retraced>,
) -> Result<bool, FactsError> {
    let Recurrence::Sought {
        same,
        alike,
        movement,
        ..
    } = *recurrence
    else {
        return Ok(false);
    };
    let frames = i64::try_from(frames).unwrap_or(i64::MAX);
    let least = i64::from(share).saturating_mul(frames);
    let is_retraced = match (least_movement, movement) {
        (None, None) => false,
        (Some(least), Some(found)) => {
            found.straight >= least.straight || found.mirrored >= least.mirrored
        }
        (None, Some(_)) | (Some(_), None) => return Err(FactsError::Misfit),
    };
    Ok(same > 0 || (alike > 0 && i64::from(alike) * 1_000 >= least) || is_retraced)
}

/// Whether the mean score is that of a living person; no scores are none.
fn is_live(scores: &[i32], rules: &Rules) -> bool {
    let sum: i64 = scores.iter().copied().map(i64::from).sum();
    let count = i64::try_from(scores.len()).unwrap_or(i64::MAX).max(1);
    sum >= i64::from(rules.thresholds.live).saturating_mul(count)
}
