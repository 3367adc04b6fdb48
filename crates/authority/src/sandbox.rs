//! The sandbox: sample citizens, named as samples, and numbers that force every outcome there is.

pub mod fault;
pub mod samples;

use crate::Surroundings;
use crate::source::register::Enrolment;
use crate::source::{Register, Source as _, SourceError, Standing};
use identity::{IdNumber, LegalDay};
pub use samples::{SAMPLES, Sample};
use serde::Serialize;
use verification::{Challenge, Elements, Refusal};

/// When a fault happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// While the four elements are checked.
    Elements,
    /// While evidence is judged.
    Scan,
}

/// What the authority does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Answers 503 `busy`.
    Busy,
    /// Answers after [`fault::SLOW`].
    Slow,
    /// Answers what is no answer.
    Nonsense,
    /// Answers with a signature that does not fit.
    BadSignature,
}

/// What a number forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Forces {
    /// Nothing: judged like anybody.
    Nothing,
    /// Everything fine; without a portrait on the register the comparison is waived, liveness is not.
    Passes,
    /// The register has another card.
    ElementsDiffer,
    /// The register has nobody.
    NoRecord,
    /// The account is a provincial one.
    ActivationNeeded,
    /// The register has no portrait.
    NoPortrait,
    /// The face differs.
    FaceDiffers,
    /// The pictures are too dark.
    PoorQuality,
    /// The first action asked for is not seen.
    ActionNotSeen,
    /// The source finds name and number at odds.
    CheckInput,
    /// The day's attempts are used up.
    DailyLimit,
    /// The authority is at fault.
    Fault(Stage, Fault),
}

impl Forces {
    /// The refusal of a scan that is forced, whatever the pictures show.
    #[must_use]
    pub fn scan_refusal(self, challenge: &Challenge) -> Option<Refusal> {
        match self {
            Self::Nothing | Self::Passes | Self::Fault(..) => None,
            Self::ElementsDiffer => Some(Refusal::ElementsDiffer),
            Self::NoRecord => Some(Refusal::NoRecord),
            Self::ActivationNeeded => Some(Refusal::ActivationNeeded),
            Self::NoPortrait => Some(Refusal::NoPortrait),
            Self::FaceDiffers => Some(Refusal::FaceDiffers),
            Self::PoorQuality => Some(Refusal::PoorQuality {
                measure: "luminance_mean".to_owned(),
            }),
            Self::ActionNotSeen => challenge
                .actions
                .first()
                .map(|action| Refusal::ActionNotSeen { action: *action }),
            Self::CheckInput => Some(Refusal::CheckInput),
            Self::DailyLimit => Some(Refusal::DailyLimit),
        }
    }
}

/// The sandbox of an authority.
#[derive(Clone)]
pub struct Sandbox {
    register: Register,
}

/// Opens the sandbox: whichever sample citizens the register lacks are put on it.
pub fn open(register: Register, surroundings: &Surroundings) -> Result<Sandbox, SourceError> {
    let today = LegalDay::of(surroundings.now());
    for sample in &SAMPLES {
        let Some(enrolment) = enrolment(sample, today) else {
            continue;
        };
        if register.find(&enrolment.elements.number)?.is_none() {
            register.enrol(&enrolment, surroundings.randomness())?;
        }
    }
    Ok(Sandbox { register })
}

/// How a sample citizen stands on the register; nothing where it does not.
fn enrolment(sample: &Sample, today: LegalDay) -> Option<Enrolment> {
    let (valid_from, standing) = match sample.forces {
        Forces::NoRecord => return None,
        Forces::ElementsDiffer => ("2011-02-02", Standing::National),
        Forces::ActivationNeeded => (samples::VALID_FROM, Standing::Provincial),
        _ => (samples::VALID_FROM, Standing::National),
    };
    let number = sample.number();
    let elements = Elements::parse(
        sample.name,
        &number,
        valid_from,
        samples::VALID_UNTIL,
        today,
    )
    .ok()?;
    Some(Enrolment {
        elements,
        standing,
        portrait: None,
        sample: true,
    })
}

impl Sandbox {
    /// What `number` forces.
    #[must_use]
    pub fn forces(&self, number: &IdNumber) -> Forces {
        let sample = SAMPLES
            .iter()
            .find(|sample| sample.number() == number.expose());
        sample.map_or(Forces::Nothing, |sample| sample.forces)
    }

    /// The register behind it.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }
}
