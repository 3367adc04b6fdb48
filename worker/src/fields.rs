//! Requests field by field: what is missing, unknown, of another type, too long, or holds control characters is told
//! by name, never by value.

use api::{
    ActivationRequest, AttestationRequest, AuthorizationDecisionRequest, AuthorizationRequest,
    BusinessRequest, CheckAttemptRequest, CheckRedemptionRequest, ClosureRequest,
    ConfirmationCodeRequest, ConfirmationRequest, ExportRequest, FaceCheckRequest, FieldProblem,
    FilingPersonsRequest, FilingRequest, MobileCodeRequest, MobileRequest, PasswordChangeRequest,
    PasswordResetRequest, RegisterRequest, SignInCodeRequest, SignInRequest, StaffSignInRequest,
    VerificationRequest, VerificationTokenRequest, VoucherLookUp, VoucherRequest,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::Fault;
use crate::unique_object::UniqueObject;

/// No text of a request is longer, in code points; whatever a field allows is far less.
const LONGEST_TEXT: usize = 200;

/// Nothing sealed is longer, in bytes.
const LONGEST_SEALED: usize = 8 << 10;

/// What a field holds.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Text.
    Text,
    /// What this edge sealed, longer than what people write.
    Sealed,
    /// The same, which may be missing, or null.
    OptionalSealed,
    /// Text that may be missing, or null.
    OptionalText,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// An object with these fields.
    Object(Fields),
    /// The same, which may be missing, or null.
    OptionalObject(Fields),
    /// Yes or no, which may be missing, or null.
    OptionalTruth,
    /// Any number of the same.
    List(&'static Shape),
}

impl Shape {
    /// Whether the field may be missing, or null.
    fn is_optional(self) -> bool {
        matches!(
            self,
            Self::OptionalText
                | Self::OptionalTruth
                | Self::OptionalSealed
                | Self::OptionalObject(_)
        )
    }
}

/// The fields of an object; all are required unless their shape says otherwise.
type Fields = &'static [(&'static str, Shape)];

/// A request whose fields are known.
pub(crate) trait Request: DeserializeOwned {
    /// Its fields.
    const FIELDS: Fields;
    /// No body of it is larger, bytes.
    const LARGEST: usize = 16 << 10;
}

impl Request for RegisterRequest {
    const FIELDS: Fields = &[
        ("name", Shape::Text),
        ("number", Shape::Text),
        ("valid_from", Shape::Text),
        ("valid_until", Shape::Text),
        ("mobile", Shape::Text),
        ("password", Shape::Text),
        ("terms_version", Shape::Text),
        ("mobile_code", MOBILE_CODE),
    ];
}

/// A code that was sent, within a request.
const MOBILE_CODE: Shape =
    Shape::OptionalObject(&[("ticket", Shape::Sealed), ("code", Shape::Text)]);

impl Request for MobileCodeRequest {
    const FIELDS: Fields = &[
        ("mobile", Shape::Text),
        ("purpose", Shape::Choice(&["register", "change_mobile"])),
        LANGUAGE,
    ];
}

/// In which language a message is written.
const LANGUAGE: (&str, Shape) = ("language", Shape::Choice(&["zh", "en"]));

impl Request for ConfirmationCodeRequest {
    const FIELDS: Fields = &[LANGUAGE];
}

impl Request for ConfirmationRequest {
    const FIELDS: Fields = &[(
        "mobile_code",
        Shape::Object(&[("ticket", Shape::Sealed), ("code", Shape::Text)]),
    )];
}

impl Request for SignInRequest {
    const FIELDS: Fields = &[
        ("number", Shape::Text),
        ("password", Shape::Text),
        ("mobile_code", MOBILE_CODE),
    ];
}

impl Request for SignInCodeRequest {
    const FIELDS: Fields = &[("number", Shape::Text), ("password", Shape::Text), LANGUAGE];
}

/// A consent within a request.
const CONSENT: Shape = Shape::Object(&[("version", Shape::Text), ("text_digest", Shape::Text)]);

/// What a person cannot do, within a request.
const NEEDS: Shape = Shape::OptionalObject(&[
    (
        "without",
        Shape::List(&Shape::Choice(&["eyes", "mouth", "head"])),
    ),
    ("more_time", Shape::OptionalTruth),
]);

impl Request for VerificationRequest {
    const FIELDS: Fields = &[
        (
            "purpose",
            Shape::Choice(&["raise_level", "change_mobile", "authorise_business"]),
        ),
        ("consent", CONSENT),
        ("needs", NEEDS),
    ];
}

impl Request for AuthorizationRequest {
    const FIELDS: Fields = &[
        ("request", Shape::OptionalSealed),
        ("user_code", Shape::OptionalText),
    ];
}

impl Request for AuthorizationDecisionRequest {
    const FIELDS: Fields = &[
        ("request", Shape::OptionalSealed),
        ("user_code", Shape::OptionalText),
        ("decision", Shape::Choice(&["allow", "refuse"])),
    ];
}

impl Request for FaceCheckRequest {
    const FIELDS: Fields = &[
        (
            "purpose",
            Shape::Choice(&["sign_in", "reset_password", "activate"]),
        ),
        ("number", Shape::Text),
        ("name", Shape::OptionalText),
        ("consent", CONSENT),
        ("needs", NEEDS),
    ];
}

impl Request for VerificationTokenRequest {
    const FIELDS: Fields = &[
        ("filing", Shape::Text),
        ("reference", Shape::Text),
        ("purpose", Shape::Choice(&["raise_level"])),
    ];
}

impl Request for CheckRedemptionRequest {
    const FIELDS: Fields = &[("token", Shape::Text)];
}

impl Request for CheckAttemptRequest {
    const FIELDS: Fields = &[("consent", CONSENT), ("needs", NEEDS)];
}

impl Request for VoucherRequest {
    const FIELDS: Fields = &[
        (
            "purpose",
            Shape::Choice(&[
                "register",
                "raise_level",
                "change_mobile",
                "authorise_business",
                "sign_in",
                "reset_password",
                "activate",
            ]),
        ),
        ("number", Shape::OptionalText),
        ("name", Shape::OptionalText),
    ];
}

impl Request for StaffSignInRequest {
    const FIELDS: Fields = &[
        ("member", Shape::Text),
        ("password", Shape::Text),
        ("code", Shape::Text),
    ];
}

impl Request for VoucherLookUp {
    const FIELDS: Fields = &[("code", Shape::Text)];
}

impl Request for AttestationRequest {
    const FIELDS: Fields = &[
        ("code", Shape::Text),
        ("letters", Shape::OptionalText),
        ("name", Shape::Text),
        ("number", Shape::Text),
        ("valid_from", Shape::Text),
        ("valid_until", Shape::Text),
        ("confirmed", Shape::Choice(&["person_and_card"])),
    ];
}

impl Request for PasswordChangeRequest {
    const FIELDS: Fields = &[("old_password", Shape::Text), ("password", Shape::Text)];
}

impl Request for PasswordResetRequest {
    const FIELDS: Fields = &[("grant", Shape::Sealed), ("password", Shape::Text)];
}

impl Request for ActivationRequest {
    const FIELDS: Fields = &[
        ("grant", Shape::Sealed),
        ("password", Shape::Text),
        ("terms_version", Shape::Text),
    ];
}

impl Request for MobileRequest {
    const FIELDS: Fields = &[("mobile", Shape::Text), ("mobile_code", MOBILE_CODE)];
}

impl Request for BusinessRequest {
    const FIELDS: Fields = &[("last_day", Shape::Text)];
}

impl Request for ExportRequest {
    const FIELDS: Fields = &[("password", Shape::OptionalText)];
}

impl Request for ClosureRequest {
    const FIELDS: Fields = &[("password", Shape::Text)];
}

/// A person of a filing.
const FILING_PERSON: Shape = Shape::Object(&[
    ("reference", Shape::Text),
    ("roles", Shape::List(&Shape::Text)),
    ("name", Shape::Text),
    ("document", Shape::Text),
    ("number", Shape::Text),
    ("enterprise", Shape::OptionalText),
    ("signs", Shape::OptionalTruth),
]);

/// Room for as many persons as a filing may have, bytes.
const LARGEST_FILING: usize = 256 << 10;

impl Request for FilingRequest {
    const FIELDS: Fields = &[
        ("subject_type", Shape::Text),
        ("business", Shape::Text),
        ("persons", Shape::List(&FILING_PERSON)),
    ];
    const LARGEST: usize = LARGEST_FILING;
}

impl Request for FilingPersonsRequest {
    const FIELDS: Fields = &[("persons", Shape::List(&FILING_PERSON))];
    const LARGEST: usize = LARGEST_FILING;
}

/// Reads a request from a JSON body.
pub(crate) fn read<T: Request>(body: &[u8]) -> Result<T, Fault> {
    let object: UniqueObject = serde_json::from_slice(body).map_err(|_| Fault::Malformed)?;
    let mut problems = Vec::new();
    check_object("", T::FIELDS, &object.0, &mut problems);
    if !problems.is_empty() {
        return Err(Fault::Fields(problems));
    }
    serde_json::from_value(Value::Object(object.0)).map_err(|_| Fault::Malformed)
}

/// A field that breaks a rule.
pub(crate) fn problem(field: &str, rule: &str) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        rule: rule.to_owned(),
    }
}

fn check_object(
    prefix: &str,
    fields: Fields,
    object: &Map<String, Value>,
    problems: &mut Vec<FieldProblem>,
) {
    for (name, shape) in fields {
        let path = format!("{prefix}{name}");
        match object.get(*name) {
            None if shape.is_optional() => {}
            None => problems.push(problem(&path, "missing")),
            Some(value) => check_value(&path, *shape, value, problems),
        }
    }
    let is_known = |name: &str| fields.iter().any(|(known, _)| *known == name);
    let unknown = object.keys().filter(|name| !is_known(name));
    problems
        .extend(unknown.map(|name| problem(&format!("{prefix}{}", presentable(name)), "unknown")));
}

fn check_value(path: &str, shape: Shape, value: &Value, problems: &mut Vec<FieldProblem>) {
    let rule = match (shape, value) {
        (Shape::Object(fields) | Shape::OptionalObject(fields), Value::Object(object)) => {
            return check_object(&format!("{path}."), fields, object, problems);
        }
        (Shape::List(shape), Value::Array(values)) => {
            for (place, value) in values.iter().enumerate() {
                check_value(&format!("{path}.{place}"), *shape, value, problems);
            }
            None
        }
        (Shape::OptionalTruth, Value::Bool(_)) => None,
        (_, Value::Null) if shape.is_optional() => None,
        (Shape::Text | Shape::OptionalText, Value::String(text)) => check_text(text),
        (Shape::Sealed | Shape::OptionalSealed, Value::String(text)) => {
            (text.len() > LONGEST_SEALED).then_some("too_long")
        }
        (Shape::Choice(words), Value::String(text)) => {
            (!words.contains(&text.as_str())).then_some("choice")
        }
        _ => Some("type"),
    };
    problems.extend(rule.map(|rule| problem(path, rule)));
}

fn check_text(text: &str) -> Option<&'static str> {
    if text.chars().any(char::is_control) {
        return Some("control");
    }
    (text.chars().count() > LONGEST_TEXT).then_some("too_long")
}

/// A field's name as the sender wrote it, if it looks like one.
fn presentable(name: &str) -> &str {
    let is_plain = |character: char| character.is_ascii_lowercase() || character == '_';
    if name.len() <= 32 && name.chars().all(is_plain) {
        name
    } else {
        "?"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(body: &str, expected: &[(&str, &str)]) {
        let Err(Fault::Fields(problems)) = read::<VerificationRequest>(body.as_bytes()) else {
            panic!("{body} is not refused for its fields");
        };
        let expected: Vec<_> = expected
            .iter()
            .map(|(field, rule)| problem(field, rule))
            .collect();
        assert_eq!(problems, expected, "{body}");
    }

    #[test]
    fn what_is_missing_is_named() {
        check("{}", &[("purpose", "missing"), ("consent", "missing")]);
        check(
            r#"{"purpose":"raise_level","consent":{}}"#,
            &[
                ("consent.version", "missing"),
                ("consent.text_digest", "missing"),
            ],
        );
    }

    #[test]
    fn what_is_of_another_type_is_named() {
        check(
            r#"{"purpose":4,"consent":"yes"}"#,
            &[("purpose", "type"), ("consent", "type")],
        );
    }

    #[test]
    fn what_cannot_be_done_is_one_of_what_is_known() {
        let body = |needs: &str| {
            format!(
                r#"{{"purpose":"raise_level","consent":{{"version":"1","text_digest":"a"}},"needs":{needs}}}"#
            )
        };
        check(
            &body(r#"{"without":["eyes","ears"],"more_time":1}"#),
            &[("needs.without.1", "choice"), ("needs.more_time", "type")],
        );
        check(&body("{}"), &[("needs.without", "missing")]);
        for needs in ["null", r#"{"without":["head"],"more_time":null}"#] {
            assert!(read::<VerificationRequest>(body(needs).as_bytes()).is_ok());
        }
    }

    #[test]
    fn what_is_unknown_is_named_if_it_is_a_name() {
        let body = |name: &str| {
            format!(
                r#"{{"purpose":"raise_level","consent":{{"version":"1","text_digest":"a"}},"{name}":1}}"#
            )
        };
        check(&body("level"), &[("level", "unknown")]);
        check(&body("440524188001010014"), &[("?", "unknown")]);
    }

    #[test]
    fn text_has_bounds() {
        let long = "字".repeat(201);
        check(
            &format!(
                r#"{{"purpose":"other","consent":{{"version":"{long}","text_digest":"a\u0000b"}}}}"#
            ),
            &[
                ("purpose", "choice"),
                ("consent.version", "too_long"),
                ("consent.text_digest", "control"),
            ],
        );
    }

    #[test]
    fn what_is_wrong_in_a_list_is_named_by_its_place() {
        let body = r#"{"persons":[{"reference":"p1","roles":["agent",4],"name":"","document":"",
            "number":"","enterprise":null,"signs":1},{}]}"#;
        let Err(Fault::Fields(problems)) = read::<FilingPersonsRequest>(body.as_bytes()) else {
            panic!("the list is not refused");
        };
        let expected = [
            ("persons.0.roles.1", "type"),
            ("persons.0.signs", "type"),
            ("persons.1.reference", "missing"),
            ("persons.1.roles", "missing"),
            ("persons.1.name", "missing"),
            ("persons.1.document", "missing"),
            ("persons.1.number", "missing"),
        ];
        let expected = expected.map(|(field, rule)| problem(field, rule));
        assert_eq!(problems, expected);
    }

    #[test]
    fn what_is_no_object_is_malformed() {
        for body in [
            "",
            "[]",
            "null",
            "{",
            r#""a""#,
            r#"{"a":1,"a":1}"#,
            "\u{FEFF}{}",
        ] {
            let result = read::<SignInRequest>(body.as_bytes());
            assert!(matches!(result, Err(Fault::Malformed)), "{body}");
        }
        assert!(matches!(
            read::<SignInRequest>(b"{\"number\":\"\xFF\"}"),
            Err(Fault::Malformed)
        ));
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body: Vec<u8>, text in ".*") {
            let _ = read::<SignInRequest>(&body);
            let _ = read::<SignInRequest>(text.as_bytes());
        }
    }
}
