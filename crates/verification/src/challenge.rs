//! The challenge: what the authority asks a person to do, once, within minutes.

use crate::signed::Claims;
use crate::{
    Action, ClientStanding, ClientTerms, ClientWindow, Needs, Nonce, Purpose, Subject, Timing,
    VerificationId, timing,
};
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What the edge asks the authority for: a challenge for one person and purpose.
///
/// Its strings are personal data: it travels between edge and authority alone and prints nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChallengeDraw {
    /// Whom challenge and outcome will name.
    pub subject: Subject,
    /// What the scan is for.
    pub purpose: Purpose,
    /// Who asks: the edge's own address.
    pub audience: String,
    /// 姓名; none where the person gave the number alone (guide, G7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 身份证号.
    pub number: String,
    /// What the person cannot do.
    #[serde(default, skip_serializing_if = "Needs::is_none")]
    pub needs: Needs,
}

impl std::fmt::Debug for ChallengeDraw {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ChallengeDraw({})", self.purpose.code())
    }
}

/// What a person is asked to do before the camera, and how to answer. Single use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Names the verification.
    pub id: VerificationId,
    /// The hash chain of the evidence starts from it.
    pub nonce: Nonce,
    /// Whom it is for.
    pub subject: Subject,
    /// What for.
    pub purpose: Purpose,
    /// The edge it was drawn for.
    pub audience: String,
    /// What to do, in this order.
    pub actions: Vec<Action>,
    /// The timing of each action; empty if each is asked for as soon as the one before is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timings: Vec<Timing>,
    /// How long each action may take.
    pub action_timeout_ms: u32,
    /// When it was drawn.
    pub issued_at: Timestamp,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
    /// Bounds of the capture.
    pub limits: CaptureLimits,
    /// The key that evidence is sealed to.
    pub sealing_key: SealingKey,
    /// The oldest client whose evidence is taken.
    pub minimum_client: u32,
    /// Until when the evidence of clients above it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_windows: Vec<ClientWindow>,
}

impl Challenge {
    /// Whether this was drawn for `draw`.
    #[must_use]
    pub fn answers(&self, draw: &ChallengeDraw) -> bool {
        self.subject == draw.subject
            && self.purpose == draw.purpose
            && self.audience == draw.audience
    }

    /// Whether evidence of the client of this version is taken. What counts is when the challenge was drawn, so that
    /// nobody is cut off in the middle of a scan, and judging again decides the same. A client that knows no timings cannot
    /// keep to them.
    #[must_use]
    pub fn takes_client(&self, version: u32) -> bool {
        if !self.timings.is_empty() && version < timing::FIRST_CLIENT {
            return false;
        }
        let terms = ClientTerms {
            minimum: self.minimum_client,
            windows: self.client_windows.clone(),
        };
        terms.standing(version, self.issued_at) != ClientStanding::Over
    }
}

impl Claims for Challenge {
    const TYPE: &'static str = "shiming-challenge";
}

/// Bounds of a capture, the same for the browser that makes and the authority that checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureLimits {
    /// From the first frame to the last.
    pub longest_ms: u32,
    /// Between two frames.
    pub longest_gap_ms: u32,
    /// Frames in all, at the least.
    pub fewest_frames: u32,
    /// Frames in all, at the most.
    pub most_frames: u32,
    /// All sealed bytes together.
    pub most_bytes: u32,
}

impl CaptureLimits {
    /// The longest capture that any challenge asks for: three times an ordinary one.
    pub const LONGEST_MS: u32 = 45_000;

    /// The most sealed bytes that any challenge allows.
    pub const MOST_BYTES: u32 = 18 << 20;

    /// The most sealed bytes that an ordinary challenge allows.
    #[must_use]
    pub fn ordinary_bytes() -> u32 {
        Self::default().most_bytes
    }

    /// The bounds of a capture of `longest_ms`, at least those of an ordinary one: frames and bytes grow with it, up to
    /// those of the longest.
    #[must_use]
    pub fn for_ms(longest_ms: u32) -> Self {
        let ordinary = Self::default();
        let longest_ms = longest_ms.clamp(ordinary.longest_ms, Self::LONGEST_MS);
        let grown = |most: u32| {
            let most = u64::from(most) * u64::from(longest_ms) / u64::from(ordinary.longest_ms);
            u32::try_from(most).unwrap_or(u32::MAX)
        };
        Self {
            longest_ms,
            most_frames: grown(ordinary.most_frames),
            most_bytes: grown(ordinary.most_bytes).min(Self::MOST_BYTES),
            ..ordinary
        }
    }
}

impl Default for CaptureLimits {
    /// 8–12 frames a second, gaps of at most 250 ms, at most 15 s and 6 MiB.
    fn default() -> Self {
        Self {
            longest_ms: 15_000,
            longest_gap_ms: 250,
            fewest_frames: 8,
            most_frames: 180,
            most_bytes: 6 << 20,
        }
    }
}

/// The authority's public key for evidence (HPKE, X25519), with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealingKey {
    /// Which key; keys rotate.
    pub id: String,
    /// 32 bytes, base64url.
    pub public: String,
}

impl SealingKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(id: String, public: &[u8; 32]) -> Self {
        Self {
            id,
            public: BASE64URL_NOPAD.encode(public),
        }
    }

    /// The key's 32 bytes, if it is well formed.
    #[must_use]
    pub fn public_bytes(&self) -> Option<[u8; 32]> {
        let bytes = BASE64URL_NOPAD.decode(self.public.as_bytes()).ok()?;
        bytes.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    /// A challenge as it was before there were windows.
    fn earlier() -> Value {
        json!({
            "id": VerificationId::from_bytes([1; 16]), "nonce": Nonce::from_bytes([2; 32]),
            "subject": Subject::from_bytes([3; 32]), "purpose": "raise_level", "audience": "https://edge.example",
            "actions": ["blink"], "action_timeout_ms": 5_000, "issued_at": NOW, "expires_at": NOW,
            "limits": CaptureLimits::default(), "sealing_key": SealingKey::new("a".to_owned(), &[1; 32]),
            "minimum_client": 2,
        })
    }

    fn check(grace_seconds: i64, version: u32, expected: bool) {
        let mut challenge: Challenge = serde_json::from_value(earlier()).unwrap();
        let grace = SignedDuration::from_secs(grace_seconds);
        challenge.client_windows = vec![ClientWindow {
            up_to: 3,
            valid_until: NOW,
            grace_until: NOW.checked_add(grace).unwrap(),
        }];
        assert_eq!(challenge.takes_client(version), expected, "{version}");
    }

    #[test]
    fn a_challenge_without_windows_is_read_and_written_as_before() {
        let challenge: Challenge = serde_json::from_value(earlier()).unwrap();
        assert!(challenge.takes_client(2) && !challenge.takes_client(1));
        assert_eq!(serde_json::to_value(&challenge).unwrap(), earlier());
    }

    #[test]
    fn a_longer_capture_has_more_frames_and_bytes_within_bounds() {
        assert_eq!(CaptureLimits::for_ms(14_000), CaptureLimits::default());
        let longest = CaptureLimits::for_ms(60_000);
        assert_eq!(longest.longest_ms, CaptureLimits::LONGEST_MS);
        assert_eq!(longest.most_frames, 540);
        assert_eq!(longest.most_bytes, CaptureLimits::MOST_BYTES);
    }

    #[test]
    fn a_challenge_answers_the_draw_it_was_drawn_for() {
        let challenge: Challenge = serde_json::from_value(earlier()).unwrap();
        let draw = |purpose, subject, audience: &str| ChallengeDraw {
            subject: Subject::from_bytes(subject),
            purpose,
            audience: audience.to_owned(),
            name: None,
            number: String::new(),
            needs: Needs::default(),
        };
        let (own, edge) = ([3; 32], "https://edge.example");
        let other = "https://elsewhere.example";
        for (draw, expected) in [
            (draw(Purpose::RaiseLevel, own, edge), true),
            (draw(Purpose::SignIn, own, edge), false),
            (draw(Purpose::RaiseLevel, [4; 32], edge), false),
            (draw(Purpose::RaiseLevel, own, other), false),
        ] {
            assert_eq!(challenge.answers(&draw), expected, "{draw:?}");
        }
    }

    #[test]
    fn a_client_is_taken_to_the_end_of_its_grace() {
        check(1, 3, true);
        check(0, 3, false);
        check(0, 4, true);
        check(1, 1, false);
    }

    #[test]
    fn a_challenge_with_timings_takes_no_client_that_does_not_know_them() {
        let mut challenge: Challenge = serde_json::from_value(earlier()).unwrap();
        challenge.timings = vec![Timing {
            pause_ms: 400,
            hold_ms: 0,
        }];
        assert!(challenge.takes_client(3) && !challenge.takes_client(2));
        let wire = serde_json::to_value(&challenge).unwrap();
        assert_eq!(
            serde_json::from_value::<Challenge>(wire).unwrap(),
            challenge
        );
    }
}
