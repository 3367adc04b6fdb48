//! The command line, as an operator meets it.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the right answer")]

use authority::store::Store;
use decision::{Facts, Ground, Rules, Step, Transcript, Verdict};
use jiff::Timestamp;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use verification::{Refusal, Signer, VerificationId};

const PERSON: &str = r#"{"name":"样例甲","number":"440524188001010014","valid_from":"2010-01-01","valid_until":"long_term"}"#;

fn authority(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let keys = fs::read_to_string(folder.join("authority.env")).unwrap_or_default();
    let mut command = Command::new(env!("CARGO_BIN_EXE_authority"));
    command
        .env_clear()
        .envs(keys.lines().filter_map(|line| line.split_once('=')));
    command.args(arguments).current_dir(folder);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that refuses its arguments does not wait for its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn with_keys() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(keygen(folder.path()).status.success());
    folder
}

fn keygen(folder: &Path) -> Output {
    authority(
        folder,
        &[
            "keygen",
            "--authority",
            "authority.env",
            "--edge",
            "edge.env",
        ],
        "",
    )
}

fn check(folder: &Path, arguments: &[&str], input: &str, expected: Result<&str, &str>) {
    let output = authority(folder, arguments, input);
    let said = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    match expected {
        Ok(words) => assert!(
            output.status.success() && said.contains(words),
            "{said}{complaint}"
        ),
        Err(words) => assert!(
            !output.status.success() && complaint.contains(words),
            "{said}{complaint}"
        ),
    }
    assert!(!complaint.contains("样例") && !complaint.contains("440524"));
}

#[test]
fn keys_are_for_their_owner_and_never_overwritten() {
    let folder = with_keys();
    for file in ["authority.env", "edge.env"] {
        let mode = fs::metadata(folder.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = fs::read(folder.path().join("edge.env")).unwrap();
    assert!(!keygen(folder.path()).status.success());
    assert_eq!(fs::read(folder.path().join("edge.env")).unwrap(), before);
}

#[test]
fn a_citizen_is_enrolled_from_the_standard_input() {
    let folder = with_keys();
    check(
        folder.path(),
        &["enrol", "--data", "data"],
        PERSON,
        Ok("enrolled"),
    );
    let data = fs::metadata(folder.path().join("data")).unwrap();
    assert_eq!(data.permissions().mode() & 0o777, 0o700);
}

#[test]
fn faces_are_counted_for_the_law() {
    let folder = with_keys();
    let data = ["--data", "data"];
    let enrol = ["enrol", data[0], data[1]];
    check(folder.path(), &enrol, PERSON, Ok("enrolled"));
    let faces = ["faces", data[0], data[1]];
    check(folder.path(), &faces, "", Ok("0 face templates are stored"));
}

#[test]
fn a_citizen_who_cannot_be_is_refused_by_rule() {
    let folder = with_keys();
    let wrong = PERSON.replace("10014", "10015");
    check(
        folder.path(),
        &["enrol", "--data", "data"],
        &wrong,
        Err("number: check_digit"),
    );
    check(
        folder.path(),
        &["enrol", "--data", "data"],
        "",
        Err("body: not_json"),
    );
}

#[test]
fn settings_are_checked_without_a_trace() {
    let folder = with_keys();
    let sandbox = ["verify-config", "--data", "data", "--mode", "sandbox"];
    check(folder.path(), &sandbox, "", Ok("in order"));
    assert!(!folder.path().join("data").exists());
}

#[test]
fn what_is_missing_is_named() {
    let folder = with_keys();
    check(
        folder.path(),
        &["verify-config", "--data", "data"],
        "",
        Err("--models"),
    );
    let production = [
        "verify-config",
        "--data",
        "data",
        "--console-listen",
        "127.0.0.1:0",
    ];
    check(folder.path(), &production, "", Err("--console-listen"));
    let neither = ["--spoof-models", "nets", "--without-spoof-models"];
    let both = [&["verify-config", "--data", "data"], neither.as_slice()].concat();
    check(folder.path(), &both, "", Err("cannot be used with"));
    let empty = tempfile::tempdir().unwrap();
    let sandbox = ["verify-config", "--data", "data", "--mode", "sandbox"];
    check(
        empty.path(),
        &sandbox,
        "",
        Err("SHIMING_AUTHORITY_DATA_KEYS is not set"),
    );
    let actions = [
        "verify-config",
        "--data",
        "data",
        "--mode",
        "sandbox",
        "--actions",
        "blink",
    ];
    check(
        folder.path(),
        &actions,
        "",
        Err("too few different actions"),
    );
    check(
        folder.path(),
        &["serve", "--data", "data", "--actions", "dance"],
        "",
        Err("dance"),
    );
}

/// What `replay` prints and how it ends.
fn replayed(folder: &Path, stored: &str, keys: &[&str]) -> (String, Option<i32>) {
    fs::write(folder.join("transcript"), stored).unwrap();
    let arguments = [&["replay", "transcript"], keys].concat();
    let output = authority(folder, &arguments, "");
    let said = String::from_utf8(output.stdout).unwrap();
    (said.trim_end().to_owned(), output.status.code())
}

#[test]
fn stored_transcripts_are_decided_again_to_the_byte() {
    let folder = with_keys();
    let vectors = include_str!("../../../tests/vectors/transcripts.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let keys = text(&vectors["keys"]);
    for case in vectors["cases"].as_array().unwrap() {
        let (stored, verdict) = (text(&case["stored"]), text(&case["verdict"]));
        let name = text(&case["name"]);
        let mut arguments = vec!["--keys", &keys];
        if name.starts_with("layout") {
            let refused = replayed(folder.path(), &stored, &arguments);
            assert_eq!(refused, (String::new(), Some(1)), "{name}");
            arguments.push("--unsigned");
        }
        let found = replayed(folder.path(), &stored, &arguments);
        assert_eq!(found, (verdict, Some(0)), "{name}");
    }
    // The keys in the environment are others.
    let stored = text(&vectors["cases"][0]["stored"]);
    assert_eq!(
        replayed(folder.path(), &stored, &[]),
        (String::new(), Some(1))
    );
}

#[test]
fn a_transcript_is_taken_out_of_the_store_and_another_verdict_is_told() {
    let folder = with_keys();
    let keys = fs::read_to_string(folder.path().join("authority.env")).unwrap();
    let key = keys
        .lines()
        .find_map(|line| line.strip_prefix("SHIMING_AUTHORITY_SIGNING_KEY="));
    let signer = Signer::parse(key.unwrap()).unwrap();
    let id = VerificationId::from_bytes([8; 16]);
    let reason = Refusal::NoPortrait;
    let transcript = Transcript {
        version: Transcript::VERSION,
        id,
        challenge_digest: None,
        evidence_digest: None,
        models: None,
        rules: Rules::in_force(450).unwrap(),
        facts: Facts::Ground(Ground::Sandbox {
            reason: reason.clone(),
        }),
        verdict: Verdict::of(Step::Sandbox, None),
    };
    let statement = signer.sign(&transcript).unwrap();
    let store = Store::open(&folder.path().join("data")).unwrap();
    let now = Timestamp::from_second(1_795_000_000).unwrap();
    store
        .keep_transcript(&id, statement.as_compact(), now)
        .unwrap();
    let export = ["transcripts", "export", &id.to_string(), "--data", "data"];
    let exported = authority(folder.path(), &export, "");
    assert!(exported.status.success());
    let logged = String::from_utf8(exported.stderr).unwrap();
    assert!(logged.contains("transcript exported"), "{logged}");
    let stored = String::from_utf8(exported.stdout).unwrap();
    let verdict = Verdict::of(Step::Sandbox, Some(reason)).canonical();
    assert_eq!(replayed(folder.path(), &stored, &[]), (verdict, Some(3)));
    let unknown = VerificationId::from_bytes([9; 16]).to_string();
    let export = ["transcripts", "export", &unknown, "--data", "data"];
    check(folder.path(), &export, "", Err("no transcript"));
}

#[test]
fn a_likeness_outside_sense_is_refused() {
    let folder = with_keys();
    let sandbox = ["verify-config", "--data", "data", "--mode", "sandbox"];
    let with = |likeness| [&sandbox[..], &["--likeness", likeness]].concat();
    check(folder.path(), &with("550"), "", Ok("in order"));
    for likeness in ["449", "701"] {
        let expected = Err("between 450 and 700");
        check(folder.path(), &with(likeness), "", expected);
    }
}

#[test]
fn the_kit_needs_the_keys_of_an_edge() {
    let folder = with_keys();
    let kit = ["conformance", "--address", "http://127.0.0.1:1"];
    let expected = Err("EDGE_SIGNING_KEY is not set");
    check(folder.path(), &kit, "", expected);
}
