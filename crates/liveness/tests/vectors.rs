//! A transcript of real footage (scalars alone) and its verdict: the same here, in a browser, and in
//! years to come. It changes only together with the rules' version.

use liveness::{Judgement, Transcript};

#[test]
fn the_recorded_transcript_gives_the_recorded_verdict() {
    let recorded: Judgement = serde_json::from_str(include_str!(
        "../../../tests/vectors/carphone_transcript.json"
    ))
    .unwrap();
    assert!(recorded.verdict.is_passed());
    assert_eq!(recorded.transcript.rules, 1);
    assert_eq!(recorded.transcript.judge_again(), Ok(recorded.clone()));
    let bytes = recorded.transcript.to_bytes();
    assert_eq!(Transcript::parse(&bytes), Ok(recorded.transcript));
}
