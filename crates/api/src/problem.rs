//! What can go wrong: one catalogue (RFC 9457), from which pages, API and documentation are made.

mod catalogue;

use serde::{Deserialize, Serialize};

pub use catalogue::{Entry, ProblemCode};

/// The same words in both languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Words from both languages.
    #[must_use]
    pub fn new(zh: &str, en: &str) -> Self {
        Self {
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// The one thing that leads on from a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Correct what was typed.
    EditInput,
    /// Try the same again at once.
    TryAgain,
    /// Try the same again later.
    TryLater,
    /// Sign in.
    SignIn,
    /// Register.
    Register,
    /// Reach level four.
    RaiseLevel,
    /// Activate the provincial account.
    Activate,
    /// Give the consent that is missing.
    Consent,
    /// Scan again, with better light or distance.
    ScanAgain,
    /// Go to the counter (登记窗口) in person.
    Counter,
    /// Load the newest version.
    Upgrade,
    /// Nothing to do.
    Nothing,
}

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// The same request can succeed now.
    Now,
    /// The same request can succeed later.
    Later,
    /// Only another request can succeed.
    Never,
}

/// A field of a request that breaks a rule. It names the rule, never the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the request.
    pub field: String,
    /// The rule's code, such as `check_digit`.
    pub rule: String,
}

/// The body of every answer that is not a success, `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A reference that names the problem's type: `/problems#code`.
    #[serde(rename = "type")]
    pub problem_type: String,
    /// What happened, in words for people, Chinese.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The problem's code in the catalogue.
    pub code: ProblemCode,
    /// What leads on.
    pub next: NextStep,
    /// Whether trying again can help.
    pub retry: Retry,
    /// From when on trying again can help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// The fields that break a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// What exactly was not good enough or not seen: a measure's or an action's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The year whose public holidays the deployment has not listed, if a day was counted into it: it may still move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlisted_year: Option<i16>,
}

impl Problem {
    /// The catalogue's problem with this code.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        let entry = code.entry();
        Self {
            problem_type: format!("/problems#{}", code.name()),
            title: entry.title.0.to_owned(),
            status: entry.status,
            code,
            next: entry.next,
            retry: entry.retry,
            retry_after_seconds: None,
            fields: Vec::new(),
            about: None,
            unlisted_year: None,
        }
    }

    /// A request whose `field` breaks `rule`.
    #[must_use]
    pub fn invalid_field(field: &str, rule: &str) -> Self {
        let fields = vec![FieldProblem {
            field: field.to_owned(),
            rule: rule.to_owned(),
        }];
        Self {
            fields,
            ..Self::new(ProblemCode::InvalidField)
        }
    }

    /// The same problem, saying what it is about.
    #[must_use]
    pub fn about(self, about: &str) -> Self {
        Self {
            about: Some(about.to_owned()),
            ..self
        }
    }

    /// The same problem, saying from when on trying again can help.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(seconds),
            ..self
        }
    }
}
