//! Somebody or something before a camera.

use super::{LookError, Looker};
use crate::AttackKind;
use crate::attribute;
use crate::clip::{Clip, EVERY_MS};
use crate::folder::{Attributes, Presentation};
use crate::thresholds::share;
use authority::challenge::time;
use authority::judge::{Judge as _, Reference};
use decision::{Facts, Presentation as Nets, Recurrence, Step};
use evidence::{Evidence, Frame as EvidenceFrame};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use jiff::Timestamp;
use liveness::{Frame, Hint, Rules, Session};
use portrait::{DecodeLimits, Faces, Mesh, Observation, Picture};
use std::ops::Range;
use verification::{
    Action, CLIENT_VERSION, Challenge, Decision, Nonce, Purpose, SealingKey, Subject,
    VerificationId,
};

/// As the browser writes frames.
const JPEG_QUALITY: u8 = 85;

/// A presentation that was looked at.
#[derive(Debug)]
pub struct Presented {
    /// The kind of the attack; none where it is a live person.
    pub attack: Option<AttackKind>,
    /// What is known of it, by its labels and by what it shows.
    pub attributes: Attributes,
    /// The mean score of the nets for presentation attacks, 0 to 1, over the frames that the judge asks them about; none
    /// where there is no face, or no nets.
    pub live_score: Option<f32>,
    /// Whether that is enough for a live person.
    pub seems_live: Option<bool>,
    /// Whether a face was found at all.
    pub has_face: bool,
    /// What became of the whole scan; none where it is not known what was asked for.
    pub scan: Option<Result<Judged, Unacquired>>,
}

/// What the authority decided on a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether a person who was compared with nobody would have passed.
    pub passed: bool,
    /// The step that decided.
    pub step: &'static str,
}

/// Why there was nothing to judge: what the guide showed last, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unacquired(pub &'static str);

/// A clip, frame by frame.
#[derive(Default)]
struct Footage {
    jpegs: Vec<Vec<u8>>,
    meshes: Vec<Option<Mesh>>,
    frames: Vec<Frame>,
}

impl Looker {
    pub(super) fn presentation(&self, presentation: Presentation) -> Result<Presented, LookError> {
        let footage = if presentation.is_clip {
            self.film(&mut Clip::open(&presentation.path)?)?
        } else {
            self.still(std::fs::read(&presentation.path)?)?
        };
        if footage.frames.is_empty() {
            let place = presentation.place;
            return Err(LookError::Unreadable { place });
        }
        let mut attributes = presentation.attributes;
        let chosen = self.rules.chosen(&footage.frames);
        if let Some((picture, mesh)) = footage
            .seen(self.rules.fused(&footage.frames, &chosen))
            .next()
        {
            attribute::add_seen(&mut attributes, &picture, Some(mesh));
        }
        let is_scan = !presentation.actions.is_empty();
        let scan = is_scan.then(|| self.scan(&footage, &presentation.actions));
        let (scan, asked) = match scan.transpose()? {
            Some(Ok((judged, scores))) => (Some(Ok(judged)), scores),
            Some(Err(unacquired)) => (Some(Err(unacquired)), None),
            None => (None, None),
        };
        let live_score = match asked {
            Some(score) => Some(score),
            None => self.live_score(&footage, chosen)?,
        };
        Ok(Presented {
            attack: presentation.attack,
            attributes,
            live_score,
            seems_live: live_score.map(|score| score >= share(self.rules.thresholds.live)),
            has_face: footage.meshes.iter().any(Option::is_some),
            scan,
        })
    }

    fn still(&self, bytes: Vec<u8>) -> Result<Footage, LookError> {
        let Ok(picture) = Picture::decode(&bytes, &DecodeLimits::default()) else {
            return Ok(Footage::default());
        };
        let mesh = self.only_face(&picture)?;
        let faces = if mesh.is_some() {
            Faces::One
        } else {
            Faces::None
        };
        let observation = Observation::of(&picture, faces, mesh.as_ref());
        Ok(Footage {
            jpegs: vec![bytes],
            meshes: vec![mesh],
            frames: vec![Frame {
                at_ms: 0,
                observation,
            }],
        })
    }

    fn film(&self, clip: &mut Clip) -> Result<Footage, LookError> {
        let (mut tracker, mut footage) = (self.models.tracker(), Footage::default());
        while let Some(picture) = clip.next_picture()? {
            let found = tracker.track(&picture)?;
            let observation = Observation::of(&picture, found.faces, found.mesh.as_ref());
            let at_ms = EVERY_MS * footage.frames.len() as u64;
            footage.frames.push(Frame { at_ms, observation });
            footage
                .meshes
                .push(found.mesh.filter(|_| found.faces == Faces::One));
            footage.jpegs.push(jpeg(&picture)?);
        }
        Ok(footage)
    }

    /// The scan from the guide's first frame to the judge's decision, and the mean score that the judge's nets gave.
    fn scan(
        &self,
        footage: &Footage,
        actions: &[Action],
    ) -> Result<Result<(Judged, Option<f32>), Unacquired>, LookError> {
        let challenge = challenge(actions);
        let capture = match capture(footage, &challenge) {
            Ok(capture) => capture,
            Err(unacquired) => return Ok(Err(unacquired)),
        };
        let evidence = evidence(footage, capture);
        let judgement = self
            .judge
            .judge(&evidence, &challenge, Reference::Waived, &|_| {
                Ok(Recurrence::Allowed)
            })?;
        let judged = Judged {
            passed: judgement.verdict.outcome == Decision::Passed,
            step: step_code(judgement.verdict.step),
        };
        let score = match &judgement.facts {
            Facts::Capture(capture) => match &capture.presentation {
                Nets::Asked { scores } => mean(scores.iter().map(|score| share(*score))),
                Nets::Absent | Nets::NotAsked => None,
            },
            Facts::Ground(_) => None,
        };
        Ok(Ok((judged, score)))
    }

    /// The mean score of the frames `chosen`, as the judge takes it, where the nets are installed.
    fn live_score(&self, footage: &Footage, chosen: Vec<usize>) -> Result<Option<f32>, LookError> {
        let Some(nets) = &self.models.spoof else {
            return Ok(None);
        };
        let scores = footage
            .seen(chosen)
            .map(|(picture, mesh)| nets.live_score(&picture, mesh));
        Ok(mean(scores.collect::<Result<Vec<_>, _>>()?))
    }
}

impl Footage {
    /// Of the frames `chosen` the pictures and meshes of those that show exactly one face.
    fn seen(&self, chosen: Vec<usize>) -> impl Iterator<Item = (Picture, &Mesh)> {
        chosen.into_iter().filter_map(|index| {
            let mesh = self.meshes.get(index)?.as_ref()?;
            let picture = Picture::decode(self.jpegs.get(index)?, &DecodeLimits::default());
            Some((picture.ok()?, mesh))
        })
    }
}

/// The frames that a browser would send: from the calm beginning to the last action.
fn capture(footage: &Footage, challenge: &Challenge) -> Result<Range<usize>, Unacquired> {
    let Ok(session) = Session::of(challenge, Rules::guide()) else {
        return Err(Unacquired("actions_refused"));
    };
    let (mut state, mut last) = (session.start(), "no_face");
    for (index, frame) in footage.frames.iter().enumerate() {
        let (next, guidance) = session.step(state, &frame.observation, frame.at_ms);
        (state, last) = (next, guidance.hint.code());
        if let (Hint::Done, Some(from_ms)) = (guidance.hint, guidance.capture_from_ms) {
            let from = footage
                .frames
                .iter()
                .position(|frame| frame.at_ms >= from_ms);
            let from = from.unwrap_or_default();
            let length_ms = frame.at_ms - footage.frames[from].at_ms;
            if length_ms > u64::from(challenge.limits.longest_ms) {
                return Err(Unacquired("too_long"));
            }
            return Ok(from..index + 1);
        }
        if state.is_over() {
            break;
        }
    }
    Err(Unacquired(last))
}

/// The judge looks at pictures and times; chain and seal are checked before it is asked.
fn evidence(footage: &Footage, capture: Range<usize>) -> Evidence {
    let chosen = footage.jpegs[capture.clone()]
        .iter()
        .zip(&footage.frames[capture]);
    let frames = chosen
        .zip(0..)
        .map(|((jpeg, frame), number)| EvidenceFrame {
            number,
            at_ms: frame.at_ms,
            link: [0; 32],
            jpeg: jpeg.clone(),
        });
    Evidence {
        client_version: CLIENT_VERSION,
        camera: None,
        frames: frames.collect(),
    }
}

/// A challenge for nobody, with the time that the authority gives for as many actions.
fn challenge(actions: &[Action]) -> Challenge {
    let (action_timeout_ms, limits) = time(actions.len(), false);
    Challenge {
        id: VerificationId::from_bytes([0; 16]),
        nonce: Nonce::from_bytes([0; 32]),
        subject: Subject::from_bytes([0; 32]),
        purpose: Purpose::RaiseLevel,
        audience: String::new(),
        actions: actions.to_vec(),
        timings: Vec::new(),
        action_timeout_ms,
        issued_at: Timestamp::UNIX_EPOCH,
        expires_at: Timestamp::UNIX_EPOCH,
        limits,
        sealing_key: SealingKey::new(String::new(), &[0; 32]),
        minimum_client: CLIENT_VERSION,
        client_windows: Vec::new(),
    }
}

fn step_code(step: Step) -> &'static str {
    match step {
        Step::Register => "register",
        Step::Sandbox => "passed",
        Step::Liveness => "liveness",
        Step::Continuity => "continuity",
        Step::Presentation => "presentation",
        Step::Recurrence => "recurrence",
        Step::Comparison => "comparison",
        Step::Counter => "counter",
    }
}

fn jpeg(picture: &Picture) -> Result<Vec<u8>, LookError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    let (width, height) = (picture.width(), picture.height());
    encoder.write_image(picture.rgb(), width, height, ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

fn mean(scores: impl IntoIterator<Item = f32>) -> Option<f32> {
    let (mut sum, mut count) = (0.0, 0.0);
    for score in scores {
        sum += score;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(actions: &[Action], expected: (u32, u32)) {
        let challenge = challenge(actions);
        let time = (challenge.action_timeout_ms, challenge.limits.longest_ms);
        assert_eq!(time, expected, "{actions:?}");
    }

    #[test]
    fn actions_have_the_time_that_the_authority_gives() {
        use Action::{Nod, OpenMouth, TurnLeft, TurnRight};
        check(&[OpenMouth, TurnLeft], (7_000, 15_000));
        check(&[OpenMouth, TurnLeft, Nod], (5_000, 15_000));
        check(&[OpenMouth, TurnLeft, Nod, TurnRight], (5_000, 20_000));
    }
}
