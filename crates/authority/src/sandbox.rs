//! The sandbox: sample citizens, named as samples, and numbers that force every outcome there is.

pub mod fault;
pub mod phones;
pub mod samples;

use crate::Surroundings;
use crate::source::ctid::SandboxCtid;
use crate::source::register::Enrolment;
use crate::source::{Register, Source as _, SourceError, Standing, Template};
use identity::{IdNumber, LegalDay};
use phones::SamplePhones;
pub use samples::{SAMPLES, Sample};
use serde::Serialize;
use std::sync::Arc;
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
    /// The account is a provincial one, until it is activated by a scan that is judged as for [`Self::Passes`].
    ActivationNeeded,
    /// The register has no portrait, until 网证 is opened for the number: then judged like anybody.
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
            Self::Nothing
            | Self::Passes
            | Self::ActivationNeeded
            | Self::Fault(Stage::Elements, _) => None,
            Self::ElementsDiffer => Some(Refusal::ElementsDiffer),
            Self::NoRecord => Some(Refusal::NoRecord),
            // A fault needs no camera: it is done to the outcome of somebody who has no portrait.
            Self::NoPortrait | Self::Fault(Stage::Scan, _) => Some(Refusal::NoPortrait),
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

    /// Whether a scan of someone without a portrait can come to rest on 网证.
    #[must_use]
    pub fn leaves_to_ctid(self) -> bool {
        matches!(
            self,
            Self::Nothing | Self::Passes | Self::ActivationNeeded | Self::NoPortrait
        )
    }
}

/// The sandbox of an authority.
#[derive(Clone)]
pub struct Sandbox {
    register: Register,
    ctid: SandboxCtid,
    phones: Arc<SamplePhones>,
}

/// Opens the sandbox: whichever sample citizens the register lacks are put on it.
pub fn open(
    register: Register,
    ctid: SandboxCtid,
    surroundings: &Surroundings,
) -> Result<Sandbox, SourceError> {
    let sandbox = Sandbox {
        register,
        ctid,
        phones: Arc::default(),
    };
    for sample in &SAMPLES {
        sandbox.seat(sample, surroundings)?;
    }
    Ok(sandbox)
}

/// How a sample citizen stands on the register; nothing where it does not.
fn enrolment(sample: &Sample, today: LegalDay) -> Option<Enrolment> {
    let (valid_from, standing) = match sample.forces {
        Forces::NoRecord => return None,
        // The card was renewed, and the register does not know it yet (guide, F1).
        Forces::ElementsDiffer => ("2009-02-02", Standing::National),
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

    /// Puts someone on the register whom the console made; false when the number forces an outcome.
    pub fn add(
        &self,
        elements: Elements,
        portrait: Option<Template>,
        surroundings: &Surroundings,
    ) -> Result<bool, SourceError> {
        if !matches!(
            self.forces(&elements.number),
            Forces::Nothing | Forces::Passes
        ) {
            return Ok(false);
        }
        let enrolment = Enrolment {
            elements,
            standing: Standing::National,
            portrait,
            sample: true,
        };
        if enrolment.portrait.is_some() {
            self.ctid.close(&enrolment.elements.number)?;
        }
        self.register.enrol(&enrolment, surroundings.randomness())?;
        Ok(true)
    }

    /// Takes someone off the register and out of 网证; a sample citizen comes back as it was.
    pub fn remove(
        &self,
        number: &IdNumber,
        surroundings: &Surroundings,
    ) -> Result<bool, SourceError> {
        let removed = self.register.remove(number)?;
        self.ctid.close(number)?;
        if let Some(sample) = SAMPLES
            .iter()
            .find(|sample| sample.number() == number.expose())
        {
            self.seat(sample, surroundings)?;
        }
        Ok(removed)
    }

    /// Puts a sample citizen on the register where nobody has its number.
    fn seat(&self, sample: &Sample, surroundings: &Surroundings) -> Result<(), SourceError> {
        let Some(enrolment) = enrolment(sample, LegalDay::of(surroundings.now())) else {
            return Ok(());
        };
        if self.register.find(&enrolment.elements.number)?.is_none() {
            self.register.enrol(&enrolment, surroundings.randomness())?;
        }
        Ok(())
    }

    /// The 网证 that is opened at the console.
    #[must_use]
    pub fn ctid(&self) -> &SandboxCtid {
        &self.ctid
    }

    /// The phones that its message gateway delivers to.
    #[must_use]
    pub fn phones(&self) -> &SamplePhones {
        &self.phones
    }

    /// The register behind it.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }
}
