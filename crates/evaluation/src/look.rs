//! The product's own path, over everything in a folder.
//!
//! A picture of a person goes the way of a portrait for the register: detector, mesh, alignment, embedding. A clip goes
//! the way of a scan: the browser's rules choose the capture, whose frames are JPEG from there on, and the authority's
//! judge decides on it. A single picture before a camera is given the judge's score for presentation attacks alone.

mod presented;

pub use presented::{Judged, Presented, Unacquired};

use crate::attribute;
use crate::clip::ClipError;
use crate::folder::{Attributes, Folder, Portrait};
use authority::enrolled_face::{EnrolledFace, PortraitError};
use authority::judge::{CaptureJudge, Draw, JudgeError};
use authority::models::Models;
use decision::Rules;
use face::Embedding;
use portrait::{Assessment, DecodeLimits, Faces, Mesh, Picture};
use std::path::PathBuf;
use std::sync::Arc;

/// Why a folder cannot be looked at to its end.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// A file cannot be read.
    #[error("a file cannot be read")]
    Read(#[from] std::io::Error),
    /// There is no picture in a file below `clips/`: it is no presentation without a face, and is not counted as one.
    #[error("a picture or clip cannot be read, at {}", .place.display())]
    Unreadable {
        /// Where it lies in the folder.
        place: PathBuf,
    },
    /// A clip cannot be opened.
    #[error(transparent)]
    Clip(#[from] ClipError),
    /// The judge cannot judge.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// A model fails.
    #[error(transparent)]
    Face(#[from] face::FaceError),
    /// A frame cannot be written as JPEG.
    #[error("a frame cannot be written as jpeg")]
    Jpeg(#[from] image::ImageError),
}

/// Everything that was seen in a folder.
#[derive(Debug)]
pub struct Looked {
    /// How many persons the folder has.
    pub persons: usize,
    /// Each picture of a person.
    pub portraits: Vec<Seen>,
    /// Each presentation.
    pub presentations: Vec<Presented>,
}

/// A picture of a person that was looked at.
#[derive(Debug)]
pub struct Seen {
    /// Whose it is, by the person's place in the folder.
    pub person: usize,
    /// What is known of it, by its labels and by what it shows.
    pub attributes: Attributes,
    /// The face, or the code of why there is none.
    pub face: Result<Enrolled, &'static str>,
}

/// A face as the register would keep it.
#[derive(Debug)]
pub struct Enrolled {
    /// What faces are compared by.
    pub embedding: Embedding,
    /// What was measured.
    pub assessment: Assessment,
}

/// Looks with the authority's models.
pub struct Looker {
    models: Arc<Models>,
    judge: CaptureJudge,
    rules: Rules,
}

/// The same frames of the same capture are embedded each time, so that two reports of one folder are the same.
fn repeatable() -> Draw {
    let mut randomness = fastrand::Rng::with_seed(0);
    Box::new(move |below| randomness.usize(..below))
}

impl Looker {
    /// Looks with `models`, and decides by `rules`.
    #[must_use]
    pub fn new(models: Models, rules: Rules) -> Self {
        let models = Arc::new(models);
        Self {
            judge: CaptureJudge::new(Arc::clone(&models), rules, repeatable),
            models,
            rules,
        }
    }

    /// Looks at everything in `folder`, one file after the other; `progress` is told how many of how many are done.
    pub fn look(
        &self,
        folder: Folder,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Looked, LookError> {
        let all = folder.pictures() + folder.presentations.len();
        let mut done = 0;
        let mut step = || {
            done += 1;
            progress(done, all);
        };
        let persons = folder.persons.len();
        let mut portraits = Vec::new();
        for (person, pictures) in folder.persons.into_iter().enumerate() {
            for picture in pictures {
                portraits.push(self.portrait(person, picture)?);
                step();
            }
        }
        let mut presentations = Vec::new();
        for presentation in folder.presentations {
            presentations.push(self.presentation(presentation)?);
            step();
        }
        Ok(Looked {
            persons,
            portraits,
            presentations,
        })
    }

    fn portrait(&self, person: usize, portrait: Portrait) -> Result<Seen, LookError> {
        let bytes = std::fs::read(&portrait.path)?;
        let mut attributes = portrait.attributes;
        if let Ok(picture) = Picture::decode(&bytes, &DecodeLimits::default()) {
            let mesh = self.only_face(&picture)?;
            attribute::add_seen(&mut attributes, &picture, mesh.as_ref());
        }
        let face = match EnrolledFace::of(&bytes, &self.models) {
            Ok(face) => Ok(Enrolled {
                embedding: face.template.embedding,
                assessment: face.assessment,
            }),
            Err(PortraitError::Decode(_)) => Err("unreadable"),
            Err(PortraitError::Unusable { advice }) => Err(advice.code()),
            Err(PortraitError::Face(error)) => return Err(error.into()),
        };
        Ok(Seen {
            person,
            attributes,
            face,
        })
    }

    /// The mesh of the picture's only face.
    fn only_face(&self, picture: &Picture) -> Result<Option<Mesh>, LookError> {
        let tracked = self.models.tracker().track(picture)?;
        Ok(tracked.mesh.filter(|_| tracked.faces == Faces::One))
    }
}
