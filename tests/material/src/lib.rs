//! Test material that is not part of the repository, such as models, footage and lists in `../shared`: where it lies, and
//! what happens if it is missing. A test then says that it is skipped and returns; where the environment has
//! `SHIMING_REQUIRE_ALL=1`, as under `cargo xtask test`, it fails.
//!
//! In scope: the path of the material and the rule about skipping, for tests alone; `tests/e2e/support/missing.mjs` has the
//! same rule for Node.
//! Out of scope: material that is fetched or built (`model-import`, `xtask`).

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file or folder `../shared/PATH` beside the repository. If it is missing, [`skip`]s and returns `None`.
///
/// # Panics
///
/// If it is missing, and no test may skip.
#[must_use]
#[track_caller]
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    skip(&format!("there is no ../shared/{path}"));
    None
}

/// Says that a test, or a part of it, is skipped and why. The test returns after it.
///
/// # Panics
///
/// If no test may skip.
#[track_caller]
pub fn skip(reason: &str) {
    let required = env::var_os("SHIMING_REQUIRE_ALL");
    // Past the test harness, which swallows what a test prints.
    report(reason, is_set(required.as_deref()), &mut io::stderr());
}

fn is_set(variable: Option<&OsStr>) -> bool {
    variable.is_some_and(|value| value == "1")
}

#[track_caller]
fn report(reason: &str, requires_all: bool, output: &mut impl Write) {
    assert!(
        !requires_all,
        "{reason}; SHIMING_MAY_SKIP=1 lets `cargo xtask test` pass without it"
    );
    // A line that cannot be written does not fail a test.
    let _ = output.write_all(format!("skipped: {reason}\n").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_says_why_it_skips() {
        let mut output = Vec::new();
        report("there is no ../shared/models", false, &mut output);
        assert_eq!(output, b"skipped: there is no ../shared/models\n");
    }

    #[test]
    #[should_panic(expected = "there is no ../shared/models; SHIMING_MAY_SKIP=1 lets")]
    fn a_test_that_may_not_skip_fails_and_says_what_is_missing() {
        report("there is no ../shared/models", true, &mut Vec::new());
    }

    #[test]
    fn only_the_value_1_requires_all() {
        assert!(is_set(Some(OsStr::new("1"))));
        for value in [None, Some(OsStr::new("")), Some(OsStr::new("0"))] {
            assert!(!is_set(value), "{value:?}");
        }
    }
}
