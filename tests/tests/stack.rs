//! The stack itself: what every other test over HTTP stands on.

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
