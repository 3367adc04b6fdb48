//! Errors as JavaScript expects them.

use js_sys::{Error, Reflect};
use std::ops::Range;
use wasm_bindgen::JsValue;

/// A JavaScript `Error` whose property `code` names the rule or fault; its message holds nothing personal.
#[must_use]
pub fn failure(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    set(&error, "code", &JsValue::from_str(code));
    error.into()
}

/// The same about one input: `field` names it, `start` and `end` are the characters to look at.
#[must_use]
pub fn field_failure(field: &str, code: &str, message: &str, span: Range<usize>) -> JsValue {
    let error = failure(code, message);
    set(&error, "field", &JsValue::from_str(field));
    set(&error, "start", &JsValue::from(index(span.start)));
    set(&error, "end", &JsValue::from(index(span.end)));
    error
}

fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Setting a property of a fresh, unfrozen object does not fail.
fn set(target: &JsValue, name: &str, value: &JsValue) {
    let _always_true = Reflect::set(target, &JsValue::from_str(name), value);
}
