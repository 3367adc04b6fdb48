//! The rules of the house: who may depend on whom, held over `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Package};
use xtask::{cargo, paths};

/// Our own crates that each of our crates may depend on, tests and build scripts apart.
const MAY_DEPEND_ON: [(&str, &[&str]); 22] = [
    ("acceptance", &["api", "model-import", "xtask"]),
    ("accounts", &["identity", "verification"]),
    ("api", &["identity", "verification"]),
    (
        "authority",
        &[
            "counter",
            "decision",
            "evidence",
            "face",
            "identity",
            "keyring",
            "liveness",
            "portrait",
            "verification",
        ],
    ),
    (
        "browser",
        &[
            "decision",
            "evidence",
            "face",
            "identity",
            "liveness",
            "portrait",
            "verification",
        ],
    ),
    ("counter", &["accounts", "identity", "verification"]),
    ("decision", &["liveness", "portrait", "verification"]),
    (
        "edge",
        &[
            "accounts",
            "api",
            "counter",
            "filings",
            "identity",
            "keyring",
            "verification",
        ],
    ),
    (
        "evaluation",
        &[
            "authority",
            "decision",
            "evidence",
            "face",
            "liveness",
            "portrait",
            "verification",
        ],
    ),
    ("evidence", &["verification"]),
    ("face", &["portrait"]),
    ("filings", &["identity", "verification"]),
    (
        "fuzzing",
        &[
            "api",
            "counter",
            "decision",
            "edge",
            "evidence",
            "filings",
            "identity",
            "keyring",
            "liveness",
            "portrait",
            "verification",
        ],
    ),
    ("identity", &[]),
    ("keyring", &[]),
    ("launcher", &[]),
    ("liveness", &["portrait", "verification"]),
    ("material", &[]),
    ("model-import", &[]),
    ("portrait", &[]),
    ("verification", &["identity"]),
    ("xtask", &["api", "identity", "launcher", "model-import"]),
];

/// Third-party crates that only these of ours may depend on; a star stands for any ending.
const ONLY: [(&str, &[&str]); 8] = [
    ("js-sys", &["browser", "edge"]),
    ("rten*", &["face"]),
    ("rusqlite", &["authority"]),
    ("wasm-bindgen", &["browser", "edge"]),
    ("wasm-bindgen-cli-support", &["xtask"]),
    ("wasm-bindgen-futures", &["browser", "edge"]),
    ("web-sys", &["browser", "edge"]),
    ("worker", &["edge"]),
];

/// Crates that know no clock, randomness, network or store: those come in as arguments.
const DOMAIN: [&str; 11] = [
    "accounts",
    "api",
    "counter",
    "decision",
    "evidence",
    "face",
    "filings",
    "identity",
    "liveness",
    "portrait",
    "verification",
];

/// What would give a domain crate one of those.
const NOT_IN_DOMAIN: [&str; 9] = [
    "axum",
    "chrono",
    "getrandom",
    "rand",
    "reqwest",
    "rusqlite",
    "time",
    "tokio",
    "ureq",
];

/// What each of our crates depends on directly, in any build but tests.
fn dependencies() -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let workspace = cargo::workspace()?;
    let members = workspace.workspace_packages();
    Ok(members
        .iter()
        .map(|package| (package.name.to_string(), direct(package)))
        .collect())
}

fn direct(package: &Package) -> BTreeSet<String> {
    let used = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development);
    used.map(|dependency| dependency.name.clone()).collect()
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(name == pattern, |prefix| name.starts_with(prefix))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(paths::root().join(path)).unwrap_or_default()
}

#[test]
fn every_crate_depends_only_on_those_below_it() {
    let rules = BTreeMap::from(MAY_DEPEND_ON);
    let dependencies = dependencies().unwrap();
    let ours: BTreeSet<&String> = dependencies.keys().collect();
    for (name, used) in &dependencies {
        let allowed = rules
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{name} has no rule yet: add it to MAY_DEPEND_ON"));
        for other in used.iter().filter(|other| ours.contains(other)) {
            assert!(
                allowed.contains(&other.as_str()),
                "{name} must not depend on {other}"
            );
        }
    }
}

#[test]
fn what_is_bound_to_one_place_is_used_in_that_place_only() {
    for (name, used) in dependencies().unwrap() {
        for (pattern, users) in ONLY {
            for other in used.iter().filter(|other| matches(pattern, other)) {
                assert!(
                    users.contains(&name.as_str()),
                    "{name} must not depend on {other}"
                );
            }
        }
    }
}

#[test]
fn domain_crates_know_no_clock_randomness_network_or_store() {
    for (name, used) in dependencies().unwrap() {
        if DOMAIN.contains(&name.as_str()) {
            for other in &used {
                assert!(
                    !NOT_IN_DOMAIN.contains(&other.as_str()),
                    "{name} must not depend on {other}"
                );
            }
        }
    }
}

#[test]
fn the_edge_never_links_what_looks_at_faces() {
    let dependencies = dependencies().unwrap();
    let mut reached = BTreeSet::from(["edge".to_owned()]);
    loop {
        let next: BTreeSet<String> = reached
            .iter()
            .filter_map(|name| dependencies.get(name))
            .flatten()
            .cloned()
            .collect();
        let before = reached.len();
        reached.extend(next);
        if reached.len() == before {
            break;
        }
    }
    for name in ["decision", "face", "liveness", "portrait", "rten"] {
        assert!(!reached.contains(name), "the edge reaches {name}");
    }
}

/// What could read a statement of the authority before it is verified, or verify it with other keys.
const OF_STATEMENTS: [&str; 6] = [
    "Signed<",
    "Signed::",
    "Verified::new",
    "Verifier::",
    "verification::Verifier",
    "read_unverified",
];

#[test]
fn only_the_holder_of_its_keys_reads_what_the_authority_signed() {
    let sources = paths::files_below(&paths::root().join("worker/src"), ".rs").unwrap();
    let (holders, others): (Vec<_>, Vec<_>) = sources
        .iter()
        .partition(|path| path.ends_with("worker/src/authority_keys.rs"));
    assert_eq!(holders.len(), 1);
    for path in others {
        let text = std::fs::read_to_string(path).unwrap();
        for word in OF_STATEMENTS {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn the_lock_file_of_the_pages_names_no_address() {
    let lock = read("package-lock.json");
    assert!(
        !lock.contains("\"resolved\""),
        "see omit-lockfile-registry-resolved in .npmrc"
    );
}

#[test]
fn workerd_binds_every_variable_that_the_edge_reads() {
    let sources = paths::files_below(&paths::root().join("worker/src"), ".rs").unwrap();
    let sources: Vec<_> = sources
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let bindings = read("worker/workerd.capnp");
    let words = sources.iter().flat_map(|source| source.split('"'));
    let names: BTreeSet<&str> = words
        .filter(|word| word.starts_with("EDGE_") && !word.contains(' '))
        .collect();
    assert!(names.len() > 5, "the edge reads {names:?} only");
    for name in names {
        let binding = format!("(name = \"{name}\", fromEnvironment = \"{name}\")");
        assert!(bindings.contains(&binding), "{name} is not bound");
    }
}

#[test]
fn every_npm_package_is_pinned() {
    let text = read("package.json");
    let package: serde_json::Value = serde_json::from_str(&text).unwrap();
    for group in ["dependencies", "devDependencies"] {
        for (name, version) in package[group].as_object().unwrap() {
            let version = version.as_str().unwrap();
            assert!(
                version.starts_with(|digit: char| digit.is_ascii_digit()),
                "{name} is not pinned: {version}"
            );
        }
    }
}
