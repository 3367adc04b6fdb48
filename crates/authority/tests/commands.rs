//! The command line, as an operator meets it.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the right answer")]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

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

#[test]
fn the_kit_needs_the_keys_of_an_edge() {
    let folder = with_keys();
    let kit = ["conformance", "--address", "http://127.0.0.1:1"];
    let expected = Err("EDGE_SIGNING_KEY is not set");
    check(folder.path(), &kit, "", expected);
}
