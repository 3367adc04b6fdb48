//! What a verdict was judged from: scalars and times, never a picture, a mesh or an embedding.

use crate::session::{Session, SessionError};
use portrait::{FaceScalars, Faces, Light, Observation};
use serde::{Deserialize, Serialize};
use verification::{Action, Timing};

/// Names the byte form.
const MAGIC: &[u8; 8] = b"liveness";
/// The byte form's version if there are no timings, and if there are.
const FORMS: [u8; 2] = [1, 2];

/// One frame's scalars and when it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Milliseconds on the capture's clock.
    pub at_ms: u64,
    /// What it shows.
    pub observation: Observation,
}

/// Everything from which a verdict can be had again, years later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// The version of the thresholds it was judged by.
    pub rules: u32,
    /// What was asked for.
    pub actions: Vec<Action>,
    /// When each action was asked for; empty if as soon as the one before was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timings: Vec<Timing>,
    /// The challenge's time for each action.
    pub action_timeout_ms: u32,
    /// Every frame, in order.
    pub frames: Vec<Frame>,
}

/// Why bytes are no transcript, or cannot be judged again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TranscriptError {
    /// The bytes are not a transcript of this form.
    #[error("the bytes are not a transcript of this form")]
    Malformed,
    /// It was judged by thresholds of another version.
    #[error("the transcript was judged by other rules")]
    OtherRules,
    /// The rules do not take its actions.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl Transcript {
    pub(crate) fn of(session: &Session, frames: Vec<Frame>) -> Self {
        Self {
            rules: session.rules().version,
            actions: session.actions().to_vec(),
            timings: session.timings().to_vec(),
            action_timeout_ms: session.stated_timeout_ms(),
            frames,
        }
    }

    /// The byte form, all numbers big-endian: magic, form, rules, timeout, actions, timings in the second form, frames. The same
    /// transcript always gives the same bytes, so a digest over them can be signed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let [plain, timed] = FORMS;
        bytes.push(if self.timings.is_empty() {
            plain
        } else {
            timed
        });
        bytes.extend(self.rules.to_be_bytes());
        bytes.extend(self.action_timeout_ms.to_be_bytes());
        bytes.extend(length(self.actions.len()));
        bytes.extend(self.actions.iter().map(|action| action_byte(*action)));
        if !self.timings.is_empty() {
            bytes.extend(length(self.timings.len()));
            for timing in &self.timings {
                bytes.extend(timing.pause_ms.to_be_bytes());
                bytes.extend(timing.hold_ms.to_be_bytes());
            }
        }
        bytes.extend(length(self.frames.len()));
        for frame in &self.frames {
            write_frame(&mut bytes, frame);
        }
        bytes
    }

    /// Reads the byte form.
    pub fn parse(bytes: &[u8]) -> Result<Self, TranscriptError> {
        let mut reader = Reader(bytes);
        let transcript = reader.transcript().ok_or(TranscriptError::Malformed)?;
        if reader.0.is_empty() {
            Ok(transcript)
        } else {
            Err(TranscriptError::Malformed)
        }
    }
}

/// Captures are far below this; what does not fit is no transcript that can be read back.
fn length(count: usize) -> [u8; 4] {
    u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes()
}

fn action_byte(action: Action) -> u8 {
    match action {
        Action::TurnLeft => 1,
        Action::TurnRight => 2,
        Action::OpenMouth => 3,
        Action::Blink => 4,
        Action::Nod => 5,
    }
}

fn write_frame(bytes: &mut Vec<u8>, frame: &Frame) {
    let Observation { faces, light, face } = frame.observation;
    bytes.extend(frame.at_ms.to_be_bytes());
    bytes.push(match faces {
        Faces::None => 0,
        Faces::One => 1,
        Faces::Several => 2,
    });
    let light = [
        light.mean,
        light.under_exposed,
        light.over_exposed,
        light.sharpness,
    ];
    bytes.extend(light.into_iter().flat_map(i32::to_be_bytes));
    bytes.push(face.is_some().into());
    if let Some(face) = face {
        bytes.extend(scalars(&face).into_iter().flat_map(i32::to_be_bytes));
    }
}

fn scalars(face: &FaceScalars) -> [i32; 12] {
    [
        face.eye_left,
        face.eye_right,
        face.mouth,
        face.yaw,
        face.pitch,
        face.roll,
        face.inter_eye_px,
        face.inter_eye,
        face.centre_x,
        face.centre_y,
        face.width,
        face.height,
    ]
}

/// Takes values off the front.
struct Reader<'bytes>(&'bytes [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn i32(&mut self) -> Option<i32> {
        self.take().map(i32::from_be_bytes)
    }

    fn transcript(&mut self) -> Option<Transcript> {
        if self.take::<8>()? != *MAGIC {
            return None;
        }
        let form = self.byte()?;
        let [plain, timed] = FORMS;
        let (rules, action_timeout_ms) = (self.u32()?, self.u32()?);
        let actions = (0..self.u32()?)
            .map(|_| self.action())
            .collect::<Option<_>>()?;
        let timings = match form {
            form if form == plain => Vec::new(),
            form if form == timed => self.timings()?,
            _ => return None,
        };
        let frames = (0..self.u32()?)
            .map(|_| self.frame())
            .collect::<Option<_>>()?;
        Some(Transcript {
            rules,
            actions,
            timings,
            action_timeout_ms,
            frames,
        })
    }

    /// At least one: without any the first form is written.
    fn timings(&mut self) -> Option<Vec<Timing>> {
        let count = self.u32()?;
        let timing = |_| {
            Some(Timing {
                pause_ms: self.u32()?,
                hold_ms: self.u32()?,
            })
        };
        let timings = (0..count).map(timing).collect::<Option<Vec<_>>>()?;
        (!timings.is_empty()).then_some(timings)
    }

    fn action(&mut self) -> Option<Action> {
        let byte = self.byte()?;
        Action::ALL
            .into_iter()
            .find(|action| action_byte(*action) == byte)
    }

    fn frame(&mut self) -> Option<Frame> {
        let at_ms = self.take().map(u64::from_be_bytes)?;
        let faces = match self.byte()? {
            0 => Faces::None,
            1 => Faces::One,
            2 => Faces::Several,
            _ => return None,
        };
        let light = self.light()?;
        let face = match self.byte()? {
            0 => None,
            1 => Some(self.face()?),
            _ => return None,
        };
        Some(Frame {
            at_ms,
            observation: Observation { faces, light, face },
        })
    }

    fn light(&mut self) -> Option<Light> {
        let (mean, under_exposed) = (self.i32()?, self.i32()?);
        let (over_exposed, sharpness) = (self.i32()?, self.i32()?);
        Some(Light {
            mean,
            under_exposed,
            over_exposed,
            sharpness,
        })
    }

    fn face(&mut self) -> Option<FaceScalars> {
        Some(FaceScalars {
            eye_left: self.i32()?,
            eye_right: self.i32()?,
            mouth: self.i32()?,
            yaw: self.i32()?,
            pitch: self.i32()?,
            roll: self.i32()?,
            inter_eye_px: self.i32()?,
            inter_eye: self.i32()?,
            centre_x: self.i32()?,
            centre_y: self.i32()?,
            width: self.i32()?,
            height: self.i32()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;
    use crate::script::{self, Script};
    use proptest::prelude::*;

    fn transcript() -> Transcript {
        let script = Script::of(&[Action::OpenMouth, Action::TurnLeft]).nobody(300);
        let session = script::session(&[Action::OpenMouth, Action::TurnLeft], Rules::judge());
        session.replay(script.frames()).transcript
    }

    #[test]
    fn the_byte_form_goes_there_and_back() {
        let transcript = transcript();
        assert_eq!(Transcript::parse(&transcript.to_bytes()), Ok(transcript));
    }

    #[test]
    fn the_byte_form_is_pinned() {
        let transcript = Transcript {
            rules: 1,
            actions: vec![Action::Nod],
            timings: Vec::new(),
            action_timeout_ms: 258,
            frames: vec![script::Script::default().nobody(100).frames()[0]],
        };
        let expected = [
            b"liveness\x01".as_slice(),
            b"\0\0\0\x01\0\0\x01\x02\0\0\0\x01\x05\0\0\0\x01",
            b"\0\0\0\0\0\0\x03\xe8\0\0\0\0\xc8\0\0\0\x64\0\0\0\0\0\0\x01\xf4\0",
        ]
        .concat();
        assert_eq!(transcript.to_bytes(), expected);
    }

    #[test]
    fn timings_have_a_form_of_their_own() {
        let timings = vec![
            Timing {
                pause_ms: 258,
                hold_ms: 3,
            };
            2
        ];
        let timed = Transcript {
            timings,
            ..transcript()
        };
        let bytes = timed.to_bytes();
        assert_eq!(bytes[8], 2);
        assert_eq!(Transcript::parse(&bytes), Ok(timed.clone()));
        let json = serde_json::to_string(&timed).unwrap();
        assert_eq!(serde_json::from_str::<Transcript>(&json).unwrap(), timed);
        let mut second_without = transcript().to_bytes();
        second_without[8] = 2;
        assert!(Transcript::parse(&second_without).is_err());
    }

    #[test]
    fn json_goes_there_and_back() {
        let transcript = transcript();
        let json = serde_json::to_string(&transcript).unwrap();
        assert_eq!(
            serde_json::from_str::<Transcript>(&json).unwrap(),
            transcript
        );
    }

    #[test]
    fn a_transcript_gives_its_verdict_again() {
        let transcript = transcript();
        let again = transcript.replay(Rules::judge()).unwrap();
        assert!(again.verdict.is_passed(), "{:?}", again.verdict);
        let other = Rules {
            version: 99,
            ..Rules::judge()
        };
        assert_eq!(transcript.replay(other), Err(TranscriptError::OtherRules));
    }

    proptest! {
        #[test]
        fn a_cut_or_lengthened_form_is_refused(cut in 0..2000_usize) {
            let bytes = transcript().to_bytes();
            let cut = cut % bytes.len();
            prop_assert!(Transcript::parse(&bytes[..cut]).is_err());
            prop_assert!(Transcript::parse(&[bytes.as_slice(), &[0]].concat()).is_err());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Transcript::parse(&[MAGIC.as_slice(), &FORMS[..1], &bytes].concat());
            let _ = Transcript::parse(&[MAGIC.as_slice(), &FORMS[1..], &bytes].concat());
        }
    }
}
