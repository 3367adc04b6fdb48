//! Software that passes for a camera, by the names that it gives its cameras. The list is closed: a camera that was
//! renamed is not found, and tools for that are public.

use super::Risk;
use serde::{Deserialize, Serialize};

/// What software that passes for a camera is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Software {
    /// Shows films, screens and whatever else it is given.
    Player,
    /// Passes on another camera's pictures, such as a telephone's, or changes them.
    Relay,
}

/// Parts of names, in small letters: of OBS and its plug-ins, of other mixers and players, of loopback devices and of the
/// cameras that a browser's own switches make (`--use-fake-device-for-media-stream`).
const PLAYERS: &[&str] = &[
    "obs virtual camera",
    "obs-camera",
    "obs camera",
    "virtual camera",
    "virtual webcam",
    "virtual cam",
    "manycam",
    "splitcam",
    "camtwist",
    "sparkocam",
    "altercam",
    "webcammax",
    "fake webcam",
    "e2esoft",
    "webcamoid",
    "akvcam",
    "dummy video device",
    "v4l2loopback",
    "streamlabs",
    "vmix video",
    "wirecast",
    "ecamm live",
    "newtek ndi",
    "ndi webcam",
    "ndi video",
    "unity video capture",
    "xsplitbroadcaster",
    "虚拟摄像头",
    "虚拟相机",
    "fake_device_",
    ".mjpeg",
    ".y4m",
];

/// The same of telephones' applications and of programs that change a camera's picture.
const RELAYS: &[&str] = &[
    "droidcam",
    "epoccam",
    "iriun",
    "ivcam",
    "reincubate camo",
    "camo camera",
    "snap camera",
    "nvidia broadcast",
    "xsplit vcam",
    "chromacam",
    "youcam",
    "mmhmm",
    "logi capture",
];

impl Software {
    /// Whose camera bears this label; `None` if no software's that is known.
    #[must_use]
    pub fn of(label: &str) -> Option<Self> {
        let label = label.to_lowercase();
        let bears = |names: &[&str]| names.iter().any(|name| label.contains(name));
        match () {
            () if bears(PLAYERS) => Some(Self::Player),
            () if bears(RELAYS) => Some(Self::Relay),
            () => None,
        }
    }

    pub(super) fn risk(self) -> Risk {
        match self {
            Self::Player => Risk::High,
            Self::Relay => Risk::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expected: Option<Software>) {
        assert_eq!(Software::of(label), expected, "{label}");
    }

    #[test]
    fn software_is_known_by_its_name() {
        for label in [
            "OBS Virtual Camera",
            "OBS Virtual Camera (m-de:vice)",
            "ManyCam Virtual Webcam (pleV:ideo)",
            "Dummy video device (0x0000)",
            "fake_device_0",
            "/tmp/film.mjpeg",
        ] {
            check(label, Some(Software::Player));
        }
        for label in [
            "DroidCam Source 3",
            "Iriun Webcam",
            "Camera (NVIDIA Broadcast)",
        ] {
            check(label, Some(Software::Relay));
        }
    }

    #[test]
    fn real_cameras_are_none() {
        for label in [
            "",
            "FaceTime HD Camera (Built-in) (05ac:8514)",
            "FaceTime高清摄像头（内建） (05ac:8514)",
            "Integrated Camera (13d3:5a11)",
            "HD Pro Webcam C920 (046d:082d)",
            "camera2 1, facing front",
            "前置相机",
            "Front Camera",
        ] {
            check(label, None);
        }
    }
}
