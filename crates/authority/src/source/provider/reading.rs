//! What a code comes to: an outcome, another try, or an alert.

use super::Category;
use verification::{Action, Refusal};

/// The measure where the provider does not say which one failed.
const UNSPECIFIED: &str = "unspecified";

/// A limit on all calls together, which is nothing that a person did.
const CALLS: &str = "calls";

/// What a provider's code comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// What was asked agrees.
    Passes,
    /// The call went well and says nothing yet: another field decides.
    Proceeds,
    /// The person is refused.
    Refused(Refusal),
    /// The client is too old.
    TooOld,
    /// No outcome: try again later.
    Later,
    /// No outcome either, and operators have to know.
    Alert,
}

impl Reading {
    /// What `category` comes to; `about` is the measure, the action or the kind of limit where it is known.
    pub(super) fn of(category: Category, about: &str) -> Self {
        Self::Refused(match category {
            Category::Ok => return Self::Passes,
            Category::Proceed => return Self::Proceeds,
            Category::Upgrade => return Self::TooOld,
            Category::RetryLater | Category::SessionExpired => return Self::Later,
            Category::OpsAlert => return Self::Alert,
            Category::RateLimit if about == CALLS => return Self::Later,
            Category::RateLimit => Refusal::DailyLimit,
            Category::ElementsMismatch => Refusal::ElementsDiffer,
            Category::NoRecord => Refusal::NoRecord,
            Category::CheckInput => Refusal::CheckInput,
            // Suspicion is never told.
            Category::FaceMismatch | Category::LivenessSpoof => Refusal::FaceDiffers,
            // The way out is the same: the counter.
            Category::NoPhoto | Category::Window => Refusal::NoPortrait,
            Category::FaceQuality => poor_quality(about),
            Category::LivenessAction => match Action::with_code(about) {
                Some(action) => Refusal::ActionNotSeen { action },
                None => poor_quality(""),
            },
        })
    }
}

fn poor_quality(measure: &str) -> Refusal {
    let measure = if measure.is_empty() {
        UNSPECIFIED
    } else {
        measure
    };
    Refusal::PoorQuality {
        measure: measure.to_owned(),
    }
}
