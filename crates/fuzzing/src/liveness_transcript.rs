//! Transcripts of liveness in both forms, and their replay under both sets of rules.

use crate::Target;
use liveness::{Rules, Transcript};
use verification::Timing;

pub(crate) const TARGET: Target = Target {
    name: "liveness_transcript",
    run,
    seeds,
};

/// A scan that passed.
const RECORDED: &[u8] = include_bytes!("../../../tests/vectors/carphone_transcript.json");

/// The byte form is written back to the byte, both forms say the same, and whatever they say has one verdict.
fn run(bytes: &[u8]) {
    if let Ok(read) = Transcript::parse(bytes) {
        assert_eq!(
            read.to_bytes(),
            bytes,
            "another form of the same transcript"
        );
        replay(&read);
    }
    if let Ok(read) = serde_json::from_slice::<Transcript>(bytes) {
        assert_eq!(
            Transcript::parse(&read.to_bytes()),
            Ok(read.clone()),
            "the forms differ"
        );
        replay(&read);
    }
}

fn replay(transcript: &Transcript) {
    for rules in [Rules::guide(), Rules::judge()] {
        let transcript = Transcript {
            rules: rules.version,
            ..transcript.clone()
        };
        if let Ok(judged) = transcript.replay(rules) {
            assert_eq!(judged.transcript, transcript);
            assert_eq!(
                transcript.replay(rules),
                Ok(judged),
                "another verdict the second time"
            );
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let recorded: Option<serde_json::Value> = serde_json::from_slice(RECORDED).ok();
    let transcript = recorded.and_then(|mut value| Some(value.get_mut("transcript")?.take()));
    let read = transcript.and_then(|value| serde_json::from_value::<Transcript>(value).ok());
    let Some(mut short) = read else {
        return Vec::new();
    };
    let whole = short.to_bytes();
    short.frames.truncate(4);
    let json = serde_json::to_vec(&short).unwrap_or_default();
    let timing = Timing {
        pause_ms: 400,
        hold_ms: 300,
    };
    let timed = Transcript {
        timings: vec![timing; short.actions.len()],
        ..short.clone()
    };
    vec![whole, short.to_bytes(), timed.to_bytes(), json]
}
