//! Reading a JSON body field by field, so that a refusal names field and rule, and never the value.

use crate::Problem;
use identity::{CardField, CardValidityError, IdNumber, LegalDay, PersonName};
use serde_json::{Map, Value};
use verification::{Elements, ElementsError, Needs};

/// No field is longer, in code points.
const LONGEST: usize = 200;

/// The fields of a JSON object that are still to be read.
pub struct Fields {
    fields: Map<String, Value>,
}

impl Fields {
    /// The fields of `body`.
    pub fn parse(body: &[u8]) -> Result<Self, Problem> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self { fields }),
            Ok(_) => Err(malformed("body", "not_an_object")),
            Err(_) => Err(malformed("body", "not_json")),
        }
    }

    /// Reads the text `field`: there, a text, not too long, no control characters.
    pub fn text(&mut self, field: &'static str) -> Result<String, Problem> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => Err(malformed(field, "missing")),
            Some(Value::String(text)) if text.chars().count() > LONGEST => {
                Err(malformed(field, "too_long"))
            }
            Some(Value::String(text)) if text.chars().any(char::is_control) => {
                Err(malformed(field, "control_character"))
            }
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(malformed(field, "not_text")),
        }
    }

    /// Takes out the text `field`, of at most `longest` bytes, where it is there.
    pub fn optional_long_text(
        &mut self,
        field: &'static str,
        longest: usize,
    ) -> Result<Option<String>, Problem> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.len() > longest => Err(malformed(field, "too_long")),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(malformed(field, "not_text")),
        }
    }

    /// Reads the text `field` where it is there.
    pub fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, Problem> {
        match self.fields.get(field) {
            None => Ok(None),
            Some(Value::Null) => {
                self.fields.remove(field);
                Ok(None)
            }
            Some(_) => self.text(field).map(Some),
        }
    }

    /// Reads the text `field` with `parse`; whatever that refuses breaks `rule`.
    pub fn parsed<T, E>(
        &mut self,
        field: &'static str,
        rule: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Problem> {
        parse(&self.text(field)?).map_err(|_| malformed(field, rule))
    }

    /// Reads `name`, `number`, `valid_from` and `valid_until`.
    pub fn elements(&mut self, today: LegalDay) -> Result<Elements, Problem> {
        let name = self.text("name")?;
        let number = self.text("number")?;
        let valid_from = self.text("valid_from")?;
        let valid_until = self.text("valid_until")?;
        Elements::parse(&name, &number, &valid_from, &valid_until, today)
            .map_err(|error| element_problem(&error))
    }

    /// Reads `number`.
    pub fn number(&mut self, today: LegalDay) -> Result<IdNumber, Problem> {
        let number = self.text("number")?;
        IdNumber::parse(&number, today).map_err(|error| element_problem(&error.into()))
    }

    /// Reads `name` where it is there: that of an account, perhaps of before today's rules, or one that the edge has read.
    pub fn optional_name(&mut self) -> Result<Option<PersonName>, Problem> {
        let name = self.optional_text("name")?;
        let name = name.map(|name| PersonName::from_stored(&name));
        name.transpose()
            .map_err(|error| element_problem(&error.into()))
    }

    /// Reads `needs` where it is there.
    pub fn needs(&mut self) -> Result<Needs, Problem> {
        let Some(needs) = self.fields.remove("needs") else {
            return Ok(Needs::default());
        };
        serde_json::from_value(needs).map_err(|_| malformed("needs", "not_needs"))
    }

    /// Nothing else may be there.
    pub fn finish(self) -> Result<(), Problem> {
        if self.fields.is_empty() {
            Ok(())
        } else {
            Err(malformed("body", "unknown_field"))
        }
    }
}

fn malformed(field: &'static str, rule: &'static str) -> Problem {
    Problem::Malformed { field, rule }
}

fn element_problem(error: &ElementsError) -> Problem {
    match error {
        ElementsError::Name(error) => malformed("name", error.rule()),
        ElementsError::Number(error) => malformed("number", error.rule()),
        ElementsError::Validity(error) => malformed(validity_field(*error), error.rule()),
    }
}

fn validity_field(error: CardValidityError) -> &'static str {
    match error.field() {
        CardField::Start => "valid_from",
        CardField::End => "valid_until",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: (&'static str, &'static str)) {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let result = Fields::parse(body.as_bytes()).and_then(|mut fields| {
            fields.elements(today)?;
            fields.finish()
        });
        let (field, rule) = expected;
        assert_eq!(result, Err(Problem::Malformed { field, rule }));
    }

    fn body(name: &str, number: &str, from: &str, until: &str) -> String {
        serde_json::json!({ "name": name, "number": number, "valid_from": from, "valid_until": until }).to_string()
    }

    const NUMBER: &str = "440524188001010014";

    #[test]
    fn each_broken_rule_is_named_with_its_field() {
        check("{", ("body", "not_json"));
        check("[]", ("body", "not_an_object"));
        check("{}", ("name", "missing"));
        check(r#"{"name":7}"#, ("name", "not_text"));
        check(
            &body("样例\u{7}甲", NUMBER, "2010-01-01", "long_term"),
            ("name", "control_character"),
        );
        check(
            &body(&"样".repeat(201), NUMBER, "2010-01-01", "long_term"),
            ("name", "too_long"),
        );
        check(
            &body("样例甲", "440524188001010015", "2010-01-01", "long_term"),
            ("number", "check_digit"),
        );
        check(
            &body("样例甲", NUMBER, "yesterday", "long_term"),
            ("valid_from", "start_not_a_day"),
        );
        check(
            &body("样例甲", NUMBER, "2010-01-01", "2020-01-01"),
            ("valid_until", "expired"),
        );
    }

    #[test]
    fn the_name_of_an_earlier_account_is_read() {
        let read = |body: &str| Fields::parse(body.as_bytes())?.optional_name();
        let name = read(r#"{"name":"样例-甲"}"#).unwrap().unwrap();
        assert_eq!(name.expose(), "样例-甲");
        let (field, rule) = ("name", "empty");
        assert_eq!(
            read(r#"{"name":" "}"#),
            Err(Problem::Malformed { field, rule })
        );
    }

    #[test]
    fn a_field_too_many_is_refused() {
        let extra =
            body("样例甲", NUMBER, "2010-01-01", "long_term").replace('}', r#","mobile":"1"}"#);
        check(&extra, ("body", "unknown_field"));
    }
}
