//! From a portrait to what the register keeps of it: looked at once, then forgotten.

use crate::models::Models;
use crate::source::Template;
use face::FaceError;
use portrait::{Advice, Assessment, DecodeError, DecodeLimits, Faces, Picture, Profile};

/// Why a portrait is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PortraitError {
    /// It is no picture.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A model failed.
    #[error(transparent)]
    Face(#[from] FaceError),
    /// There is not exactly one face, or it cannot be compared with.
    #[error("the portrait cannot be used: {}", .advice.code())]
    Unusable {
        /// What to do about it.
        advice: Advice,
    },
}

/// A portrait that was looked at.
#[derive(Debug)]
pub struct EnrolledFace {
    /// What the register keeps.
    pub template: Template,
    /// What was measured.
    pub assessment: Assessment,
}

impl EnrolledFace {
    /// Looks at the bytes of a JPEG, PNG or WebP file. Exactly one face is asked for; other advice is part
    /// of the answer, for a register's portraits are what they are.
    pub fn of(bytes: &[u8], models: &Models) -> Result<Self, PortraitError> {
        let picture = Picture::decode(bytes, &DecodeLimits::default())?;
        let tracked = models.tracker().track(&picture)?;
        let mesh = match (tracked.faces, tracked.mesh) {
            (Faces::One, Some(mesh)) => mesh,
            (Faces::Several, _) => {
                return Err(PortraitError::Unusable {
                    advice: Advice::SeveralFaces,
                });
            }
            (Faces::None | Faces::One, _) => {
                return Err(PortraitError::Unusable {
                    advice: Advice::NoFace,
                });
            }
        };
        let assessment = Assessment::of(&picture, Faces::One, Some(&mesh), &Profile::upload());
        let template = Template {
            embedding: models.embedder.embed(&picture, &mesh)?,
            model: models.ids.embedding,
        };
        Ok(Self {
            template,
            assessment,
        })
    }
}
