//! The stack itself: what every other test over HTTP stands on.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use xtask::stack::{Authority, Stack, StackOptions};

/// A port of localhost on which nothing listens: discard.
const NOBODY: &str = "127.0.0.1:9";

#[test]
fn an_edge_without_an_authority_starts_answers_and_ends() {
    let options = StackOptions {
        authority: Authority::Address(NOBODY.into()),
        ..StackOptions::default()
    };
    let stack = Stack::start(&options).unwrap();
    let health = format!("{}/healthz", stack.edge_url());
    assert_eq!(ureq::get(&health).call().unwrap().status(), 200);
    let data = stack.data_dir().to_owned();
    drop(stack);
    assert!(ureq::get(&health).call().is_err());
    assert!(!data.exists());
}

#[test]
fn what_a_stack_writes_is_its_owners_alone() {
    let options = StackOptions {
        portal_port: Some(0),
        ..StackOptions::default()
    };
    let stack = Stack::start(&options).unwrap();
    let (portal, _) = stack.portal().unwrap();
    // Each writes something: the portal an attempt, the edge a counter.
    let clerk = format!("{portal}/api/clerk");
    let _ = ureq::post(&clerk).send_json(serde_json::json!({ "code": "x" }));
    let sessions = format!("{}/v1/sessions", stack.edge_url());
    let body = serde_json::json!({ "number": "440524188001010014", "password": "x" });
    let _ = ureq::post(&sessions).send_json(body);
    let mut open = Vec::new();
    collect_open(stack.data_dir(), &mut open);
    assert_eq!(open, Vec::<String>::new());
}

/// What others than its owner can use, of a folder and all that is in it.
fn collect_open(path: &Path, open: &mut Vec<String>) {
    let mode = path.metadata().unwrap().permissions().mode();
    if mode & 0o077 != 0 {
        open.push(format!("{} {:o}", path.display(), mode & 0o777));
    }
    if path.is_dir() {
        for entry in path.read_dir().unwrap() {
            collect_open(&entry.unwrap().path(), open);
        }
    }
}

#[test]
fn a_folder_has_one_stack_at_a_time() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one_at_a_time");
    let options = StackOptions {
        data_dir: Some(folder),
        authority: Authority::Address(NOBODY.into()),
        ..StackOptions::default()
    };
    let first = Stack::start(&options).unwrap();
    let refused = Stack::start(&options).unwrap_err().to_string();
    assert!(
        refused.starts_with("another process runs over"),
        "{refused}"
    );
    let health = format!("{}/healthz", first.edge_url());
    assert_eq!(ureq::get(&health).call().unwrap().status(), 200);
    drop(first);
    drop(Stack::start(&options).unwrap());
}

#[test]
fn two_stacks_do_not_disturb_each_other() {
    let options = StackOptions {
        authority: Authority::Address(NOBODY.into()),
        ..StackOptions::default()
    };
    let stacks = [
        Stack::start(&options).unwrap(),
        Stack::start(&options).unwrap(),
    ];
    assert_ne!(stacks[0].edge_url(), stacks[1].edge_url());
    assert_ne!(stacks[0].data_dir(), stacks[1].data_dir());
}
