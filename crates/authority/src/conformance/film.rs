//! What the kit shows to an authority in place of a camera.

use evidence::{Capture, Evidence, Terms, chain};
use std::path::{Path, PathBuf};
use std::time::Duration;
use verification::Action;

/// Frames of a real person, ten a second, and the actions that they show.
#[derive(Clone)]
pub struct Film {
    /// JPEG files, in their order.
    pub frames: Vec<Vec<u8>>,
    /// The actions, in their order: a challenge that asks for others is not answered.
    pub actions: Vec<Action>,
}

/// A folder of frames cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the frames in {} cannot be read", .folder.display())]
pub struct FilmError {
    folder: PathBuf,
    #[source]
    source: std::io::Error,
}

/// Between two frames of a person.
const FRAME_MS: u64 = 100;

/// Between two frames that are no pictures: so short that nobody has to wait for them.
const PLACEHOLDER_MS: u64 = 20;

/// So many frames at the least, so that there is something to spoil.
const FEWEST: u32 = 8;

impl Film {
    /// The files of `folder`, by name.
    pub fn read(folder: &Path, actions: Vec<Action>) -> Result<Self, FilmError> {
        let frames = read(folder).map_err(|source| FilmError {
            folder: folder.to_owned(),
            source,
        })?;
        Ok(Self { frames, actions })
    }

    /// The capture that answers `terms`.
    pub(super) fn capture(&self, terms: &Terms) -> Evidence {
        let frames = self.frames.iter().cloned();
        capture(terms, frames, FRAME_MS)
    }
}

fn read(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    files.iter().map(std::fs::read).collect()
}

/// A capture in order, of frames that are no pictures: of anybody whose outcome is not forced they tell nothing but that.
pub(super) fn placeholder(terms: &Terms) -> Evidence {
    let fewest = terms.challenge().limits.fewest_frames;
    placeholders(terms, fewest.max(FEWEST) + 2, PLACEHOLDER_MS)
}

/// So many frames that are no pictures, `apart_ms` milliseconds from one to the next; limits are not looked at.
pub(super) fn placeholders(terms: &Terms, count: u32, apart_ms: u64) -> Evidence {
    let frame = |number| evidence::Frame {
        number,
        at_ms: u64::from(number) * apart_ms,
        link: [0; 32],
        jpeg: format!("frame {number}, which is no picture").into_bytes(),
    };
    let mut evidence = Evidence {
        client_version: verification::CLIENT_VERSION,
        camera: None,
        frames: (0..count).map(frame).collect(),
    };
    relink(&mut evidence, terms);
    evidence
}

/// Frames that a capture does not take are left out, as a browser does.
fn capture(terms: &Terms, frames: impl Iterator<Item = Vec<u8>>, apart_ms: u64) -> Evidence {
    let mut capture = Capture::begin(terms);
    for (at, jpeg) in (0..).zip(frames) {
        let _ = capture.add(jpeg, at * apart_ms);
    }
    capture.finish()
}

/// Makes the chain fit the frames as they are, as a forger would.
pub(super) fn relink(evidence: &mut Evidence, terms: &Terms) {
    let mut link = terms.origin();
    for frame in &mut evidence.frames {
        let digest = chain::picture_digest(&frame.jpeg);
        link = chain::next(&link, frame.number, frame.at_ms, &digest);
        frame.link = link;
    }
}

/// How long it took to film.
pub(super) fn length(evidence: &Evidence) -> Duration {
    let (first, last) = (evidence.frames.first(), evidence.frames.last());
    let at = |frame: Option<&evidence::Frame>| frame.map_or(0, |frame| frame.at_ms);
    Duration::from_millis(at(last).saturating_sub(at(first)))
}
