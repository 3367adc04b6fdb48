//! Writes `tests/vectors/transcripts.json` anew: signed transcripts of every version of the rules and of every step that
//! can decide, and the verdict of each. The frames are those of `carphone_transcript.json`; cosines and scores are made up.
//! `cargo run -p decision --example vectors > tests/vectors/transcripts.json`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that makes test vectors"
)]

use data_encoding::BASE64URL_NOPAD;
use decision::injection::{Cadence, CameraSigns, Compression, Contradiction, Repeats, Software};
use decision::{
    Capture, Comparison, Facts, Ground, Holder, Injection, Lack, Likeness, ModelId, ModelIds, Next,
    Presentation, Recurrence, Retraced, Rules, Transcript, lookout, next,
};
use serde_json::{Value, json};
use verification::{Purpose, Refusal, Signer, Subject, VerificationId};

fn main() {
    let signer = Signer::new("vectors".to_owned(), &[7; 32]);
    let versions = [
        (1, 500),
        (2, 500),
        (2, 550),
        (3, 500),
        (4, 500),
        (5, 500),
        (6, 450),
        (6, 550),
        (7, 450),
        (7, 550),
    ];
    let mut cases: Vec<Value> = versions
        .into_iter()
        .map(|(version, likeness)| {
            let rules = Rules::of_version(version).unwrap();
            rules.with_likeness(likeness).unwrap()
        })
        .flat_map(of_rules)
        .map(|(name, rules, facts)| signed(&signer, &name, rules, facts))
        .collect();
    cases.extend(earlier());
    cases.extend(injected().map(|(name, rules, facts)| signed(&signer, name, rules, facts)));
    let public = BASE64URL_NOPAD.encode(&signer.public_bytes());
    let vectors = json!({ "keys": format!("vectors:{public}"), "cases": cases });
    println!("{}", serde_json::to_string_pretty(&vectors).unwrap());
}

/// The frames of the man in the car, judged by the rules of liveness that were in force with those of the decision.
fn frames(version: u32, count: usize) -> liveness::Transcript {
    let recorded = include_str!("../../../tests/vectors/carphone_transcript.json");
    let recorded: liveness::Judgement = serde_json::from_str(recorded).unwrap();
    let mut transcript = recorded.transcript;
    transcript.rules = version.min(2);
    transcript.frames.truncate(count);
    transcript
}

fn of_rules(rules: Rules) -> Vec<(String, Rules, Facts)> {
    let whole = frames(rules.version, usize::MAX);
    let portrait = |likeness| {
        Some(Comparison::Portrait {
            holder: Holder::Register,
            likeness,
        })
    };
    let found = |comparison| found(&whole, rules, comparison);
    let mut acted_by_another = found(portrait(700));
    acted_by_another.continuity.as_mut().unwrap()[20] = Likeness::Of(249);
    let mut screen = found(portrait(700));
    screen.presentation = Presentation::Asked {
        scores: vec![499; scores(&screen)],
    };
    let mut not_provincial = found(portrait(700));
    not_provincial.overruled = Some(Refusal::NotProvincial);
    let mut dark = whole.clone();
    for frame in &mut dark.frames {
        frame.observation.light.mean = 5;
    }
    let captures = [
        ("passed", found(portrait(700))),
        ("just alike", found(portrait(rules.thresholds.likeness))),
        (
            "not quite alike",
            found(portrait(rules.thresholds.likeness - 1)),
        ),
        ("another face", found(portrait(40))),
        ("the comparison is waived", found(Some(Comparison::Waived))),
        ("another acts", acted_by_another),
        ("a screen", screen),
        ("no provincial account", not_provincial),
        (
            "an action is cut off",
            Capture::of(&frames(rules.version, 12), raising(rules)),
        ),
        ("too dark", Capture::of(&dark, raising(rules))),
    ];
    let of_two = rules.thresholds.coherence.map(|least| {
        let capture = Capture {
            coherence: Some(least - 1),
            ..found(portrait(700))
        };
        ("the face is two persons'", capture)
    });
    let captures = captures.into_iter().chain(of_two);
    let captures = captures.map(|(name, capture)| (name, Facts::Capture(capture)));
    let named = |(name, facts)| {
        let (version, likeness) = (rules.version, rules.thresholds.likeness);
        (
            format!("rules {version}, likeness {likeness}: {name}"),
            rules,
            facts,
        )
    };
    let grounds = grounds(rules).into_iter();
    let lacks = lacks(rules)
        .into_iter()
        .map(|(name, comparison)| (name, Facts::Capture(found(Some(comparison)))));
    let recurring = recurring(&found(portrait(700)), rules);
    let alone = alone(&found(None), rules);
    let cases = captures.into_iter().chain(grounds).chain(lacks);
    let cases = cases.chain(recurring).chain(alone);
    cases.map(named).collect()
}

/// What there is to say of somebody to compare with, since it is said after a look at the pictures alone.
fn lacks(rules: Rules) -> Vec<(&'static str, Comparison)> {
    let nothing = |lack, hidden| Comparison::Nothing { lack, hidden };
    let mut lacks = vec![
        ("nobody on the register", nothing(Lack::NoRecord, false)),
        (
            "another name on the register",
            nothing(Lack::OtherName, false),
        ),
        (
            "no portrait to compare with",
            nothing(Lack::NoPortrait, false),
        ),
        ("another model's template", nothing(Lack::OtherModel, false)),
        (
            "nobody on the register, hidden",
            nothing(Lack::NoRecord, true),
        ),
    ];
    lacks.retain(|_| rules.version >= 3);
    lacks
}

/// Signals of injection, since layout 9: the highest risk decides nothing.
fn injected() -> [(&'static str, Rules, Facts); 2] {
    let rules = Rules::of_version(7).unwrap();
    let whole = frames(rules.version, usize::MAX);
    let injection = Injection {
        cadence: Some(Cadence { ahead: 1_500 }),
        repeats: Some(Repeats {
            still: 1_000,
            looped: 1_000,
        }),
        compression: Compression {
            foreign: 40,
            unmeasured: 0,
            displaced: 60,
        },
        camera: Some(CameraSigns {
            software: Some(Software::Player),
            contradictions: vec![Contradiction::FrameShape],
        }),
    };
    let capture = |likeness, injection| {
        let portrait = Comparison::Portrait {
            holder: Holder::Register,
            likeness,
        };
        let found = found(&whole, rules, Some(portrait));
        Facts::Capture(Capture { injection, ..found })
    };
    [
        (
            "signed, layout 9: every signal of injection, passed",
            rules,
            capture(700, Some(injection)),
        ),
        (
            "signed, layout 9: no signal of injection, another face",
            rules,
            capture(40, Some(Injection::default())),
        ),
    ]
}

/// What a scan is for, since version 6.
fn raising(rules: Rules) -> Option<Purpose> {
    let alone = rules.thresholds.likeness_alone;
    alone.map(|_| Purpose::RaiseLevel)
}

/// Scans in place of a password, and others, on either side of what is asked of them; since version 6.
fn alone(found: &Capture, rules: Rules) -> Vec<(&'static str, Facts)> {
    let Some(alone) = rules.thresholds.likeness_alone else {
        return Vec::new();
    };
    let least = rules.thresholds.likeness;
    let cases = [
        ("just alike to sign in", Purpose::SignIn, alone),
        ("not quite alike to sign in", Purpose::SignIn, alone - 1),
        (
            "just alike to reset the password",
            Purpose::ResetPassword,
            alone,
        ),
        (
            "not quite alike to reset the password",
            Purpose::ResetPassword,
            alone - 1,
        ),
        (
            "just alike to change the mobile",
            Purpose::ChangeMobile,
            least,
        ),
        ("just alike to activate", Purpose::Activate, least),
        (
            "just alike to authorise business",
            Purpose::AuthoriseBusiness,
            least,
        ),
        (
            "just to be looked at",
            Purpose::RaiseLevel,
            rules.thresholds.review,
        ),
        (
            "just not to be looked at",
            Purpose::RaiseLevel,
            rules.thresholds.review - 1,
        ),
    ];
    let of = |(name, purpose, likeness)| {
        let capture = Capture {
            purpose: Some(purpose),
            comparison: Some(Comparison::Portrait {
                holder: Holder::Register,
                likeness,
            }),
            ..found.clone()
        };
        (name, Facts::Capture(capture))
    };
    cases.map(of).into()
}

/// Captures that were seen before, or not by far, since version 4; by their movement since version 5.
fn recurring(found: &Capture, rules: Rules) -> Vec<(&'static str, Facts)> {
    if found.recurrence.is_none() {
        return Vec::new();
    }
    let frames = u32::try_from(found.continuity.as_ref().unwrap().len()).unwrap();
    let few = (333 * frames - 1) / 1_000;
    let of = |(name, same, alike, movement)| {
        let movement = rules.thresholds.movement.map(|_| movement);
        let recurrence = Some(sought(same, alike, movement));
        let capture = Capture {
            recurrence,
            ..found.clone()
        };
        (name, Facts::Capture(capture))
    };
    let mut cases = vec![
        ("one frame of the same bytes", 1, 0, NOTHING),
        ("a third of the frames recurs", 0, few + 1, NOTHING),
        ("less than a third recurs", 0, few, NOTHING),
    ];
    if let Some(Retraced { straight, mirrored }) = rules.thresholds.movement {
        let found = |straight, mirrored| Retraced { straight, mirrored };
        cases.push(("the movement recurs", 0, 0, found(straight, 0)));
        cases.push(("the movement recurs mirrored", 0, 0, found(0, mirrored)));
        let less = found(straight - 1, mirrored - 1);
        cases.push(("a movement much like it", 0, 0, less));
    }
    let mut cases: Vec<_> = cases.into_iter().map(of).collect();
    let allowed = Capture {
        recurrence: Some(Recurrence::Allowed),
        ..found.clone()
    };
    cases.push(("recurring frames are allowed", Facts::Capture(allowed)));
    cases
}

const NOTHING: Retraced = Retraced {
    straight: 0,
    mirrored: 0,
};

fn sought(same: u32, alike: u32, movement: Option<Retraced>) -> Recurrence {
    Recurrence::Sought {
        captures: 3,
        same,
        alike,
        movement,
    }
}

/// Everything alike and live, where the rules ask for it.
fn found(whole: &liveness::Transcript, rules: Rules, comparison: Option<Comparison>) -> Capture {
    let mut capture = Capture::of(whole, raising(rules));
    let Next::Continuity { always, .. } = next(&Facts::Capture(capture.clone()), &rules).unwrap()
    else {
        panic!("the actions are not seen");
    };
    let gap_ms = rules.thresholds.not_embedded_ms.unwrap_or(0);
    let looked_at = lookout(&whole.frames, &always, gap_ms, |below| below - 1);
    let mut likenesses = vec![Likeness::NotEmbedded; whole.frames.len()];
    for index in looked_at {
        likenesses[index] = Likeness::Of(720);
    }
    capture.continuity = Some(likenesses);
    capture.coherence = rules.thresholds.coherence.map(|_| 610);
    let facts = Facts::Capture(capture.clone());
    let Next::Presentation { chosen } = next(&facts, &rules).unwrap() else {
        panic!("the frames do not pass");
    };
    capture.presentation = Presentation::Asked {
        scores: vec![990; chosen.len()],
    };
    let movement = rules.thresholds.movement.map(|_| NOTHING);
    let recurring = rules.thresholds.recurring;
    capture.recurrence = recurring.map(|_| sought(0, 0, movement));
    capture.comparison = comparison;
    capture
}

fn scores(capture: &Capture) -> usize {
    match &capture.presentation {
        Presentation::Asked { scores } => scores.len(),
        Presentation::NotAsked | Presentation::Absent => 0,
    }
}

/// The register's word decided before any picture until the second version.
fn grounds(rules: Rules) -> Vec<(&'static str, Facts)> {
    let register = |reason, other_model| Ground::Register {
        reason,
        other_model,
    };
    let counter = |reason| Ground::Counter {
        clerk: Subject::from_bytes([9; 32]),
        reason,
    };
    let mut grounds = vec![
        ("no portrait", register(Refusal::NoPortrait, false)),
        (
            "a template of another model",
            register(Refusal::NoPortrait, true),
        ),
        (
            "forced by the sandbox",
            Ground::Sandbox {
                reason: Refusal::DailyLimit,
            },
        ),
        ("a clerk's word", counter(None)),
        (
            "a clerk's word that is not taken",
            counter(Some(Refusal::CheckInput)),
        ),
    ];
    grounds.retain(|(_, ground)| rules.version < 3 || !matches!(ground, Ground::Register { .. }));
    let facts = grounds.into_iter();
    facts
        .map(|(name, ground)| (name, Facts::Ground(ground)))
        .collect()
}

fn signed(signer: &Signer, name: &str, rules: Rules, facts: Facts) -> Value {
    let Next::Decided(verdict) = next(&facts, &rules).unwrap() else {
        panic!("{name}: undecided");
    };
    let looked = matches!(facts, Facts::Capture(_));
    let id = |byte| ModelId::from_bytes([byte; 32]);
    let models = ModelIds {
        detector: id(1),
        mesh: id(2),
        embedding: id(3),
        spoof: vec![id(4), id(5)],
    };
    let canonical = verdict.canonical();
    let transcript = Transcript {
        version: match rules.version {
            1 | 2 => 4,
            3 => 5,
            4 => 6,
            5 => 7,
            6 => 8,
            _ => Transcript::VERSION,
        },
        id: VerificationId::from_bytes([8; 16]),
        challenge_digest: Some(BASE64URL_NOPAD.encode(&[1; 32])),
        evidence_digest: Some(BASE64URL_NOPAD.encode(&[2; 32])),
        models: looked.then_some(models),
        rules,
        facts,
        verdict,
    };
    let stored = signer.sign(&transcript).unwrap();
    json!({ "name": name, "stored": stored.as_compact(), "verdict": canonical })
}

/// Transcripts of the second and third layout, as they lie in stores from before transcripts were signed.
fn earlier() -> Vec<Value> {
    let bytes = frames(1, usize::MAX);
    let liveness = BASE64URL_NOPAD.encode(&bytes.to_bytes());
    let capture = |step: &str, reason: Option<&str>, likeness: Option<i32>| {
        let decision = reason.map_or(
            json!({ "decision": "passed" }),
            |code| json!({ "decision": "refused", "reason": { "code": code } }),
        );
        json!({
            "version": 3, "decision": decision, "step": step, "liveness": liveness,
            "continuity": vec![720; bytes.frames.len()], "presentation": { "nets": "absent" },
            "compared_with": likeness.map(|_| "register"), "likeness": likeness,
            "review": likeness.is_some_and(|likeness| (400..500).contains(&likeness)),
        })
    };
    let register = json!({
        "version": 3, "decision": { "decision": "refused", "reason": { "code": "no_portrait" } }, "step": "register",
        "liveness": null, "continuity": [], "presentation": { "nets": "not_asked" }, "compared_with": null,
        "likeness": null, "review": false,
    });
    // The second did not say whose portrait it was: there was the register's alone.
    let mut second = capture("comparison", None, Some(700));
    second["version"] = json!(2);
    second.as_object_mut().unwrap().remove("compared_with");
    let cases = [
        ("layout 2: passed", second),
        ("layout 3: passed", capture("comparison", None, Some(700))),
        (
            "layout 3: to be looked at",
            capture("comparison", Some("face_differs"), Some(450)),
        ),
        ("layout 3: waived", capture("sandbox", None, None)),
        (
            "layout 3: no provincial account",
            capture("register", Some("not_provincial"), Some(700)),
        ),
        ("layout 3: no portrait", register),
    ];
    let cases = cases.map(|(name, layout)| {
        let stored = layout.to_string();
        let replay = decision::replay_unverified(&stored).unwrap();
        assert!(replay.agrees, "{name}");
        json!({ "name": name, "stored": stored, "verdict": replay.verdict.canonical() })
    });
    cases.into()
}
