//! The rules of crate `identity` for a form: as one types, and when a field is left.
//!
//! Whatever is refused is thrown as an `Error` with `code` (the rule), `field`, `start` and `end`.

mod read;

use crate::failure::field_failure;
use crate::to_object;
use identity::{
    CardField, CardValidityError, IdNumber, Mobile, PersonName, PersonNameError, Progress,
};
use read::{Element, NumberRead, ValidityRead};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An element as it travels, and as it may be shown. */
export interface ElementRead { value: string; masked: string; }
/**
 * A whole number and what it says; `hint` is `region_unknown` where no list, past or present, has its place. It may be
 * right all the same.
 */
export interface NumberRead extends ElementRead {
  birth: string; kind: string; age: number; regionName?: string; hint?: string;
}
/** A card's term as it travels; `hint` is the end that the age at issue implies, where the card's differs. */
export interface ValidityRead { start: string; end: string; hint?: string; }
/** What is thrown: `code` is the rule, `start` and `end` the characters to look at. */
export interface RuleError extends Error { code: string; field: string; start: number; end: number; }
"#;

/// How many characters are still to come in a number that is being typed; throws as soon as none can mend it.
///
/// `now_ms` is the clock, in milliseconds since 1970.
#[wasm_bindgen(js_name = checkNumber)]
pub fn check_number(text: &str, now_ms: f64) -> Result<u32, JsValue> {
    match IdNumber::check_prefix(text, read::today(now_ms)?) {
        Ok(Progress::Complete) => Ok(0),
        Ok(Progress::Remaining(count)) => Ok(u32::try_from(count).unwrap_or(u32::MAX)),
        Err(error) => Err(refused_number(error)),
    }
}

/// A number that is being typed as it is meant, right or not: the characters that positions count.
#[wasm_bindgen(js_name = numberAsMeant)]
#[must_use]
pub fn number_as_meant(text: &str) -> String {
    IdNumber::as_meant(text)
}

/// A code as it is meant, however it was typed and grouped.
#[wasm_bindgen(js_name = typedCode)]
#[must_use]
pub fn typed_code(text: &str) -> String {
    identity::typed_code(text)
}

/// Reads a whole number.
#[wasm_bindgen(js_name = parseNumber, unchecked_return_type = "NumberRead")]
pub fn parse_number(text: &str, now_ms: f64) -> Result<JsValue, JsValue> {
    let today = read::today(now_ms)?;
    let number = IdNumber::parse(text, today).map_err(refused_number)?;
    to_object(&NumberRead::of(&number, today))
}

/// Reads a name.
#[wasm_bindgen(js_name = parseName, unchecked_return_type = "ElementRead")]
pub fn parse_name(text: &str) -> Result<JsValue, JsValue> {
    let name = PersonName::parse(text).map_err(refused_name)?;
    to_object(&Element {
        value: name.expose().to_owned(),
        masked: name.masked(),
    })
}

/// Reads a mobile number.
#[wasm_bindgen(js_name = parseMobile, unchecked_return_type = "ElementRead")]
pub fn parse_mobile(text: &str) -> Result<JsValue, JsValue> {
    let mobile = Mobile::parse(text)
        .map_err(|error| field_failure("mobile", error.rule(), &error.to_string(), 0..0))?;
    to_object(&Element {
        value: mobile.expose().to_owned(),
        masked: mobile.masked(),
    })
}

/// Reads a card's term. `number` is the number field as it stands: where it cannot be read, the birth is not
/// compared; the term that the age implies is a rule for citizens' cards alone.
#[wasm_bindgen(js_name = parseValidity, unchecked_return_type = "ValidityRead")]
pub fn parse_validity(
    start: &str,
    end: &str,
    number: &str,
    now_ms: f64,
) -> Result<JsValue, JsValue> {
    let validity = ValidityRead::parse(start, end, number, read::today(now_ms)?);
    to_object(&validity.map_err(refused_validity)?)
}

fn refused_validity(error: CardValidityError) -> JsValue {
    let field = match error.field() {
        CardField::Start => "valid_from",
        CardField::End => "valid_until",
    };
    field_failure(field, error.rule(), &error.to_string(), 0..0)
}

fn refused_number(error: identity::IdNumberError) -> JsValue {
    field_failure("number", error.rule(), &error.to_string(), error.span())
}

fn refused_name(error: PersonNameError) -> JsValue {
    field_failure(
        "name",
        error.rule(),
        &error.to_string(),
        read::name_span(error),
    )
}
