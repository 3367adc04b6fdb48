//! Signals of injection, found frame by frame while a capture is watched.

use decision::Injection;
use decision::injection::{Cadence, Camera, CameraSigns, Compression, Repeats};
use evidence::{CameraDescription, Frame};
use portrait::{DisplacedGrid, NoiseSample, Picture};

/// What the frames so far have shown.
#[derive(Default)]
pub struct InjectionSignals {
    samples: Vec<(u64, NoiseSample)>,
    grid: DisplacedGrid,
    compression: Compression,
    size: (u32, u32),
}

impl InjectionSignals {
    /// Adds a frame and its picture.
    pub fn add(&mut self, frame: &Frame, picture: &Picture) {
        self.samples.push((frame.at_ms, NoiseSample::of(picture)));
        self.grid.add(picture);
        self.compression.add(&frame.jpeg);
        self.size = (picture.width(), picture.height());
    }

    /// The scalars of every signal, for a camera that the client described, or did not.
    #[must_use]
    pub fn found(&self, camera: Option<&CameraDescription>) -> Injection {
        let described = camera.map(|camera| Camera::parse(camera.expose()));
        let signs = described
            .as_ref()
            .map(|camera| CameraSigns::of(camera.as_ref(), self.size));
        let times: Vec<u64> = self.samples.iter().map(|(at_ms, _)| *at_ms).collect();
        let rate = described.flatten().map(|camera| camera.stated_rate());
        Injection {
            cadence: rate.and_then(|rate| Cadence::of(&times, rate)),
            repeats: Repeats::of(&self.samples),
            compression: self.compression.with_grid(&self.grid),
            camera: signs,
        }
    }
}
