//! Stored transcripts of every version of the rules, and the verdict of each: the same here, in a browser's module, and in
//! years to come.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the right answer")]

use data_encoding::BASE64URL_NOPAD;
use decision::{FactsError, ReplayError, Step, replay, replay_unverified};
use proptest::prelude::*;
use serde::Deserialize;
use verification::{SignedError, Verifier};

#[derive(Deserialize)]
struct Vectors {
    keys: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    stored: String,
    verdict: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../../tests/vectors/transcripts.json")).unwrap()
}

fn keys() -> Verifier {
    Verifier::parse(&vectors().keys).unwrap()
}

fn case(name: &str) -> Case {
    let mut cases = vectors().cases.into_iter();
    cases.find(|case| case.name.ends_with(name)).unwrap()
}

#[test]
fn every_stored_transcript_gives_its_verdict_to_the_byte() {
    for case in vectors().cases {
        let replayed = replay(&case.stored, &keys()).unwrap();
        assert_eq!(replayed.verdict.canonical(), case.verdict, "{}", case.name);
        assert!(replayed.agrees, "{}", case.name);
        assert_eq!(replayed.signed, !case.name.starts_with("layout"));
    }
}

#[test]
fn the_vectors_hold_every_step_that_can_decide() {
    let steps: Vec<Step> = vectors()
        .cases
        .iter()
        .map(|case| replay_unverified(&case.stored).unwrap().verdict.step)
        .collect();
    for step in [
        Step::Register,
        Step::Sandbox,
        Step::Liveness,
        Step::Continuity,
        Step::Presentation,
        Step::Recurrence,
        Step::Comparison,
        Step::Counter,
    ] {
        assert!(steps.contains(&step), "{step:?}");
    }
}

/// Changes the signed JSON of a transcript; the signature stays.
fn tampered(stored: &str, from: &str, to: &str) -> String {
    let [head, payload, signature] = stored.split('.').collect::<Vec<_>>()[..] else {
        panic!("not a compact statement");
    };
    let json = BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap();
    let json = String::from_utf8(json).unwrap();
    assert!(json.contains(from), "{from}");
    let payload = BASE64URL_NOPAD.encode(json.replace(from, to).as_bytes());
    format!("{head}.{payload}.{signature}")
}

#[test]
fn a_transcript_that_was_changed_is_not_believed() {
    let stored = tampered(
        &case("another face").stored,
        r#""likeness":40"#,
        r#""likeness":700"#,
    );
    let error = replay(&stored, &keys()).unwrap_err();
    assert_eq!(error, ReplayError::Signature(SignedError::Signature));
    // Who does not look at the signature sees at least that the verdict is another.
    assert!(!replay_unverified(&stored).unwrap().agrees);
}

#[test]
fn weakened_thresholds_unknown_rules_and_missing_facts_are_refused() {
    let stored = case("passed").stored;
    let check = |from: &str, to: &str| replay_unverified(&tampered(&stored, from, to));
    assert!(matches!(
        check(r#""live":500"#, r#""live":1"#),
        Err(ReplayError::Rules(_))
    ));
    assert!(matches!(
        check(r#""rules":{"version":1"#, r#""rules":{"version":9"#),
        Err(ReplayError::Rules(_))
    ));
    assert_eq!(
        check(r#""version":4"#, r#""version":10"#),
        Err(ReplayError::Layout)
    );
    let asked = r#""comparison":{"with":"portrait","holder":"register","likeness":700}"#;
    assert_eq!(
        check(asked, r#""comparison":null"#),
        Err(ReplayError::Incomplete)
    );
}

/// The register's word decides before a look at the pictures by the second version alone, and after it by the third alone.
#[test]
fn the_registers_word_fits_its_version() {
    let before = case("rules 2, likeness 500: no portrait").stored;
    let third = tampered(
        &before,
        r#""rules":{"version":2"#,
        r#""rules":{"version":3"#,
    );
    let after = case("nobody on the register").stored;
    let second = tampered(&after, r#""rules":{"version":3"#, r#""rules":{"version":2"#);
    for stored in [third, second] {
        let error = replay_unverified(&stored).unwrap_err();
        assert_eq!(error, ReplayError::Facts(FactsError::Misfit));
    }
}

/// How much of a capture recurs is a fact since the fourth version, and has to be there from then on.
#[test]
fn recurrence_fits_its_version() {
    let stored = case("rules 4, likeness 500: passed").stored;
    let sought = r#""recurrence":{"earlier":"sought","captures":3,"same":0,"alike":0},"#;
    let missing = tampered(&stored, sought, "");
    assert_eq!(replay_unverified(&missing), Err(ReplayError::Incomplete));
    let third = tampered(&stored, r#""live":500,"recurring":333"#, r#""live":500"#);
    let third = tampered(&third, r#""rules":{"version":4"#, r#""rules":{"version":3"#);
    let error = replay_unverified(&third).unwrap_err();
    assert_eq!(error, ReplayError::Facts(FactsError::Misfit));
    let weakened = tampered(&stored, r#""recurring":333"#, r#""recurring":1001"#);
    let refused = replay_unverified(&weakened);
    assert!(matches!(refused, Err(ReplayError::Rules(_))));
}

/// How much of a movement recurs is a fact since the fifth version.
#[test]
fn movement_fits_its_version() {
    let stored = case("rules 5, likeness 500: passed").stored;
    let found = r#","movement":{"straight":0,"mirrored":0}"#;
    let least = r#","movement":{"straight":996,"mirrored":985}"#;
    let misfit = || ReplayError::Facts(FactsError::Misfit);
    let missing = tampered(&stored, found, "");
    assert_eq!(replay_unverified(&missing), Err(misfit()));
    let fourth = tampered(&stored, least, "");
    let fourth = tampered(
        &fourth,
        r#""rules":{"version":5"#,
        r#""rules":{"version":4"#,
    );
    assert_eq!(replay_unverified(&fourth), Err(misfit()));
    let weakened = tampered(&stored, least, &least.replace("996", "1001"));
    let refused = replay_unverified(&weakened);
    assert!(matches!(refused, Err(ReplayError::Rules(_))));
}

/// What a scan is for is a fact since the sixth version, which asks for more where the face stands in place of a password.
#[test]
fn the_purpose_fits_its_version() {
    let misfit = || ReplayError::Facts(FactsError::Misfit);
    let stored = case("rules 6, likeness 450: just alike").stored;
    let raising = r#""purpose":"raise_level","#;
    let missing = tampered(&stored, raising, "");
    assert_eq!(replay_unverified(&missing), Err(misfit()));
    let signing_in = tampered(&stored, raising, r#""purpose":"sign_in","#);
    let refused = replay_unverified(&signing_in).unwrap();
    assert!(!refused.agrees && refused.verdict.review);
    let fifth = case("rules 5, likeness 500: just alike").stored;
    let purpose = format!(r#"{raising}"liveness""#);
    let early = tampered(&fifth, r#""liveness""#, &purpose);
    assert_eq!(replay_unverified(&early), Err(misfit()));
    let weakened = tampered(
        &stored,
        r#""likeness_alone":480"#,
        r#""likeness_alone":450"#,
    );
    let refused = replay_unverified(&weakened);
    assert!(matches!(refused, Err(ReplayError::Rules(_))));
}

/// A frame that was not embedded is one in which somebody else could act: since the sixth version some may be left out, but
/// none for longer than the rules have it, and none that counts.
#[test]
fn what_was_not_embedded_fits_its_version() {
    let misfit = || ReplayError::Facts(FactsError::Misfit);
    let stored = case("rules 6, likeness 450: just alike").stored;
    let gap = tampered(
        &stored,
        r#""not_embedded",720,"#,
        r#""not_embedded","not_embedded","#,
    );
    assert_eq!(replay_unverified(&gap), Err(misfit()));
    let first = tampered(
        &stored,
        r#""continuity":[720,"#,
        r#""continuity":["not_embedded","#,
    );
    assert_eq!(replay_unverified(&first), Err(misfit()));
    let fifth = case("rules 5, likeness 500: just alike").stored;
    let early = tampered(&fifth, "720,720,720", r#"720,"not_embedded",720"#);
    assert_eq!(replay_unverified(&early), Err(misfit()));
    let weakened = tampered(
        &stored,
        r#""not_embedded_ms":300"#,
        r#""not_embedded_ms":900"#,
    );
    let refused = replay_unverified(&weakened);
    assert!(matches!(refused, Err(ReplayError::Rules(_))));
}

/// Whatever the signals of injection are, and whether there are any, the verdict is the same.
#[test]
fn signals_of_injection_decide_nothing() {
    let with = replay(&case("every signal of injection, passed").stored, &keys()).unwrap();
    let without = replay(&case("rules 6, likeness 450: passed").stored, &keys()).unwrap();
    assert_eq!(with.verdict, without.verdict);
    let silent = replay(
        &case("no signal of injection, another face").stored,
        &keys(),
    )
    .unwrap();
    let stranger = case("rules 6, likeness 450: another face");
    assert_eq!(silent.verdict.canonical(), stranger.verdict);
}

#[test]
fn what_is_no_transcript_is_refused() {
    for text in ["", "{", "{}", "a.b.c", "null"] {
        let error = replay_unverified(text).unwrap_err();
        let is_refused = matches!(error, ReplayError::Malformed | ReplayError::Json(_));
        assert!(is_refused, "{text}: {error}");
    }
}

/// Its cosines were those of chosen frames, which is not what is decided on.
#[test]
fn the_first_layout_is_not_read() {
    let second = case("layout 2: passed").stored;
    let first = second.replacen(r#""version":2"#, r#""version":1"#, 1);
    assert_ne!(first, second);
    assert_eq!(replay_unverified(&first), Err(ReplayError::Layout));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".*", json in "\\{\"version\":[1-7].*\\}") {
        let _ = replay_unverified(&text);
        let _ = replay_unverified(&json);
    }

    /// A transcript with one byte changed is refused, or decided: it never panics. What was signed is refused.
    #[test]
    fn no_changed_byte_makes_it_panic(case: prop::sample::Index, at: prop::sample::Index, byte: u8) {
        let cases = vectors().cases;
        let stored = &cases[case.index(cases.len())].stored;
        let is_signed = stored.split('.').count() == 3;
        let changed = if let [head, payload, signature] = stored.split('.').collect::<Vec<_>>()[..] {
            let mut json = BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap();
            let at = at.index(json.len());
            json[at] = byte;
            format!("{head}.{}.{signature}", BASE64URL_NOPAD.encode(&json))
        } else {
            let mut json = stored.clone().into_bytes();
            let at = at.index(json.len());
            json[at] = byte;
            String::from_utf8_lossy(&json).into_owned()
        };
        let _ = replay_unverified(&changed);
        let replayed = replay(&changed, &keys());
        prop_assert!(changed == *stored || !is_signed || replayed.is_err());
    }
}
