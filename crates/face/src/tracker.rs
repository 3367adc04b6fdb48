//! One face from picture to picture.

use portrait::{Faces, Mesh, Picture};
use std::sync::Arc;

use crate::{Area, Detection, Detector, FaceError, MeshModel, Region};

/// Every how many pictures the detector checks the tracking: a mesh can stick to the wrong place with a
/// presence above one half.
const CHECK_EVERY: u32 = 4;
/// Below this presence the face is lost.
const MINIMUM_PRESENCE: f32 = 0.5;
/// Below this overlap with the last picture's face a check is due at once.
const STEADY: f32 = 0.5;
/// From this overlap on mesh and detection mean the same face.
const AGREEMENT: f32 = 0.4;
/// How many checks in a row may find no face at all before the mesh is given up.
const BLIND_CHECKS: u32 = 2;
/// A further face counts from this part of the tracked face's size on.
const CONSIDERABLE_SIZE: f32 = 0.2;
/// A further face counts from this score on.
const CONSIDERABLE_SCORE: f32 = 0.6;

/// How a mesh was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The detector found the face anew.
    Detector,
    /// The last picture's mesh led to this one.
    Tracking,
    /// The last picture's mesh led astray, and the detector put it right.
    Reseated,
}

/// What a picture shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracked {
    /// How many faces there are, several as of the detector's last look; a small or doubtful one beside a
    /// large one does not count.
    pub faces: Faces,
    /// The mesh of the face, where there is one; of the largest when it was found among several.
    pub mesh: Option<Mesh>,
    /// How the mesh was come by.
    pub source: Source,
}

/// Follows one face: mostly the mesh alone, the detector when the face is lost and at intervals. The same
/// pictures in the same order give the same answers. The networks may be shared: they keep nothing of a picture.
pub struct Tracker {
    detector: Arc<Detector>,
    mesh: Arc<MeshModel>,
    check_every: u32,
    state: State,
}

#[derive(Clone, Default)]
struct State {
    last: Option<Mesh>,
    since_check: u32,
    blind_checks: u32,
    several: bool,
}

impl Tracker {
    /// A tracker that has seen nothing yet.
    #[must_use]
    pub fn new(detector: impl Into<Arc<Detector>>, mesh: impl Into<Arc<MeshModel>>) -> Self {
        Self {
            detector: detector.into(),
            mesh: mesh.into(),
            check_every: CHECK_EVERY,
            state: State::default(),
        }
    }

    /// The same tracker with the detector's check at every `pictures`-th picture; 1 is every picture.
    #[must_use]
    pub fn checking_every(mut self, pictures: u32) -> Self {
        self.check_every = pictures.max(1);
        self
    }

    /// Forgets the face, as before an unrelated picture.
    pub fn reset(&mut self) {
        self.state = State::default();
    }

    /// What the next picture shows.
    pub fn track(&mut self, picture: &Picture) -> Result<Tracked, FaceError> {
        let Some(last) = self.state.last.take() else {
            return self.find(picture, Source::Detector);
        };
        let mesh = self.mesh.mesh(picture, &Region::of_mesh(&last))?;
        if mesh.presence() < MINIMUM_PRESENCE {
            return self.find(picture, Source::Detector);
        }
        self.state.since_check += 1;
        let steady = Area::of_mesh(&mesh).overlap(&Area::of_mesh(&last)) >= STEADY;
        if steady && self.state.since_check < self.check_every {
            return Ok(self.keep(mesh, Source::Tracking));
        }
        self.check(picture, mesh)
    }

    /// Compares a tracked mesh with what the detector sees.
    fn check(&mut self, picture: &Picture, mesh: Mesh) -> Result<Tracked, FaceError> {
        let found = self.detector.detect(picture)?;
        let extent = Area::of_mesh(&mesh);
        if found.is_empty() {
            self.state.blind_checks += 1;
            if self.state.blind_checks >= BLIND_CHECKS {
                return Ok(self.lose());
            }
            return Ok(self.keep(mesh, Source::Tracking));
        }
        if found
            .iter()
            .any(|face| face.area.overlap(&extent) >= AGREEMENT)
        {
            self.checked(&found, extent.size());
            return Ok(self.keep(mesh, Source::Tracking));
        }
        self.seat(picture, &found, Source::Reseated)
    }

    fn find(&mut self, picture: &Picture, source: Source) -> Result<Tracked, FaceError> {
        let found = self.detector.detect(picture)?;
        self.seat(picture, &found, source)
    }

    /// Puts the mesh on the largest face found.
    fn seat(
        &mut self,
        picture: &Picture,
        found: &[Detection],
        source: Source,
    ) -> Result<Tracked, FaceError> {
        let largest = found
            .iter()
            .max_by(|a, b| a.area.size().total_cmp(&b.area.size()));
        let Some(face) = largest else {
            return Ok(self.lose());
        };
        let mesh = self.mesh.mesh(picture, &Region::of_detection(face))?;
        if mesh.presence() < MINIMUM_PRESENCE {
            return Ok(self.lose());
        }
        self.checked(found, face.area.size());
        Ok(self.keep(mesh, source))
    }

    /// Notes what a look of the detector at `found` says beside the face of `size` square pixels.
    fn checked(&mut self, found: &[Detection], size: f32) {
        let considerable = |face: &&Detection| {
            face.area.size() >= CONSIDERABLE_SIZE * size && face.score >= CONSIDERABLE_SCORE
        };
        self.state.several = found.iter().filter(considerable).count() > 1;
        self.state.since_check = 0;
        self.state.blind_checks = 0;
    }

    fn keep(&mut self, mesh: Mesh, source: Source) -> Tracked {
        self.state.last = Some(mesh.clone());
        let faces = if self.state.several {
            Faces::Several
        } else {
            Faces::One
        };
        Tracked {
            faces,
            mesh: Some(mesh),
            source,
        }
    }

    fn lose(&mut self) -> Tracked {
        self.state = State::default();
        Tracked {
            faces: Faces::None,
            mesh: None,
            source: Source::Detector,
        }
    }
}
