//! The only binding to the browser, built four times: feature `identity` for the forms on the main thread,
//! feature `scan` for the Web Worker that looks at camera frames and pictures, feature `decode` for the
//! same worker when a picture comes as a file, feature `replay` for whoever decides again what was decided.
//!
//! In scope: values in and out of JavaScript, and errors with codes. Out of scope: every rule (the crates below
//! have them) and every word for people (the pages' `locales/` have them). The clock is passed in by the page.

#[cfg(feature = "decode")]
pub mod decode_binding;
pub mod failure;
#[cfg(feature = "identity")]
pub mod identity_binding;
#[cfg(feature = "replay")]
pub mod replay_binding;
#[cfg(feature = "scan")]
pub mod scan_binding;

use serde::Serialize;
use wasm_bindgen::{JsError, JsValue};

/// A plain JavaScript object.
#[cfg_attr(
    not(any(feature = "identity", feature = "scan")),
    expect(dead_code, reason = "no binding is built")
)]
fn to_object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(value).map_err(|error| JsError::from(error).into())
}
