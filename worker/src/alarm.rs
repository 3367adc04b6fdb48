//! The text of an error in the log: its own message, then those of its causes. The code that handles the error logs it, once.

use std::error::Error;

/// The words of `error` and of its causes, outermost first.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        behind = cause.source();
    }
    words
}

/// Logs an error that no answer tells of.
pub(crate) fn raise(error: &dyn Error) {
    worker::console_error!("{}", chain(error));
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use verification::{AuthorityError, JsonError, SignedError};

    use super::*;
    use crate::objects::ObjectError;
    use crate::problem::Fault;
    use crate::runtime_error::RuntimeError;

    const MARKER: &str = "440524188001010014";

    #[derive(Debug, Deserialize)]
    struct Row {
        #[expect(dead_code, reason = "reading it fails")]
        version: u64,
    }

    fn unreadable() -> serde_json::Error {
        let json = serde_json::json!({ "version": MARKER }).to_string();
        serde_json::from_str::<Row>(&json).unwrap_err()
    }

    fn check(error: ObjectError, expected: &str) {
        let logged = chain(&Fault::from(error));
        assert_eq!(logged, expected);
        assert!(!logged.contains(MARKER));
    }

    #[test]
    fn everything_behind_an_error_is_told_once() {
        let fault = Fault::from(AuthorityError::Unverified(SignedError::UnknownKey));
        let expected = "the authority's statement does not verify: unknown key id";
        assert_eq!(chain(&fault), expected);
    }

    #[test]
    fn a_row_that_cannot_be_read_is_told_of_without_its_values() {
        assert!(unreadable().to_string().contains(MARKER));
        let cause = JsonError::from(unreadable());
        check(
            ObjectError::damaged(cause),
            "what an object keeps cannot be read: JSON of another shape at line 1, column 31",
        );
        let runtime = RuntimeError::from(worker::Error::from(unreadable()));
        check(
            ObjectError::Storage(runtime),
            "an object's storage failed: JSON of another shape at line 1, column 31",
        );
    }

    #[test]
    fn the_runtime_repeats_no_value_either() {
        let quoted = format!("Error: invalid type: string \"{MARKER}\", expected u64");
        let runtime = RuntimeError::from(worker::Error::RustError(quoted));
        check(
            ObjectError::Storage(runtime),
            "an object's storage failed: Error: invalid type: string",
        );
    }
}
