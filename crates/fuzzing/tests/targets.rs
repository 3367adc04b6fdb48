//! Every target over honest input and thousands of changes of it, in seconds; `cargo xtask fuzz` has the minutes.

use fuzzing::{TARGETS, Target};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;
use std::path::Path;

/// Inputs of each target.
const CASES: u32 = 2_000;

/// One change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(u16, u8),
    Flip(u16, u8),
    Insert(u16, Vec<u8>),
    Remove(u16, u8),
    Number(u16, u32),
    Cut(u16),
    Repeat(u16, u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<u16>(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (any::<u16>(), vec(any::<u8>(), 1..9)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<u16>(), 1..32_u8).prop_map(|(at, length)| Change::Remove(at, length)),
        (
            any::<u16>(),
            prop_oneof![
                Just(u32::MAX),
                Just(1 << 31),
                Just(i32::MAX as u32),
                any::<u32>()
            ]
        )
            .prop_map(|(at, number)| Change::Number(at, number)),
        any::<u16>().prop_map(Change::Cut),
        (any::<u16>(), 1..64_u8).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

impl Change {
    fn apply(self, bytes: &mut Vec<u8>) {
        let place = |at: u16, length: usize| usize::from(at) % (length + 1);
        match self {
            Self::Set(at, byte) => {
                let at = place(at, bytes.len());
                bytes.get_mut(at).into_iter().for_each(|old| *old = byte);
            }
            Self::Flip(at, bit) => {
                let at = place(at, bytes.len());
                bytes
                    .get_mut(at)
                    .into_iter()
                    .for_each(|old| *old ^= 1 << bit);
            }
            Self::Insert(at, more) => {
                let at = place(at, bytes.len());
                bytes.splice(at..at, more);
            }
            Self::Remove(at, length) => {
                let at = place(at, bytes.len());
                bytes.drain(at..bytes.len().min(at + usize::from(length)));
            }
            Self::Number(at, number) => {
                let at = place(at, bytes.len());
                let end = bytes.len().min(at + 4);
                bytes.splice(at..end, number.to_be_bytes());
            }
            Self::Cut(at) => bytes.truncate(place(at, bytes.len())),
            Self::Repeat(at, length) => {
                let at = place(at, bytes.len());
                let end = bytes.len().min(at + usize::from(length));
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
}

fn check(target: &Target) {
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{} has no honest input", target.name);
    for seed in &seeds {
        (target.run)(seed);
    }
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let arbitrary = vec(any::<u8>(), 0..300);
    let changed = (0..seeds.len(), vec(change(), 0..6)).prop_map(move |(seed, changes)| {
        let mut bytes = seeds[seed].clone();
        for change in changes {
            change.apply(&mut bytes);
        }
        bytes
    });
    let input = prop_oneof![1 => arbitrary, 9 => changed];
    let result = TestRunner::new(config).run(&input, |bytes| {
        (target.run)(&bytes);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{}: {failure}", target.name));
}

macro_rules! targets {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                check(TARGETS.iter().find(|target| target.name == stringify!($name)).unwrap());
            }
        )*

        /// A target that nobody runs finds nothing.
        #[test]
        fn every_target_is_run_here_and_by_the_fuzzer() {
            let here = BTreeSet::from([$(stringify!($name).to_owned()),*]);
            let all = TARGETS.iter().map(|target| target.name.to_owned()).collect();
            assert_eq!(here, all);
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/fuzz_targets");
            let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
            let files: BTreeSet<String> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
            assert_eq!(files, all);
        }
    };
}

targets!(
    bodies,
    codes,
    elements,
    evidence_layout,
    keys,
    liveness_transcript,
    picture,
    request_signature,
    sealed_evidence,
    statements,
    stored_transcript,
);
