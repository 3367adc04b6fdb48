//! What the runtime says when something of it fails: storage, a service, an object.

use verification::JsonError;
use wasm_bindgen::JsValue;

/// No more of its words is kept, characters.
const LONGEST: usize = 200;

/// Whatever the runtime quotes stands behind one of these, and may be personal data.
const QUOTES: [char; 4] = ['"', '\'', '`', '“'];

/// The runtime's words, up to where they begin to quote.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct RuntimeError(String);

impl From<worker::Error> for RuntimeError {
    fn from(error: worker::Error) -> Self {
        let words = match error {
            worker::Error::SerdeJsonError(error) => JsonError::from(error).to_string(),
            error => error.to_string(),
        };
        let unquoted = words.split(QUOTES).next().unwrap_or_default();
        Self(unquoted.trim_end().chars().take(LONGEST).collect())
    }
}

impl From<JsValue> for RuntimeError {
    fn from(thrown: JsValue) -> Self {
        worker::Error::from(thrown).into()
    }
}
