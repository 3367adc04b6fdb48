//! Active liveness: step for guidance, replay for judgement, one rule set.
