//! The registration form, and the card as a clerk read it, checked as a whole: every field that breaks a rule is named at once.

use accounts::{Person, password};
use api::{AttestationRequest, FieldProblem, RegisterRequest};
use identity::{CardField, CardValidity, IdNumber, LegalDay, Mobile, PersonName};
use verification::Elements;

use crate::fields::problem;

/// The person a form describes, if password and terms will do as well, and nothing is `missing` besides.
pub(crate) fn read(
    form: &RegisterRequest,
    terms_in_force: &str,
    today: LegalDay,
    missing: Option<FieldProblem>,
) -> Result<Person, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let person = read_person(form, today, &mut problems);
    problems.extend(missing);
    let password = match &person {
        Some(person) => password::check_for(&form.password, person),
        None => password::check(&form.password),
    };
    problems.extend(
        password
            .err()
            .map(|error| problem("password", error.rule())),
    );
    if form.terms_version != terms_in_force {
        problems.push(problem("terms_version", "outdated"));
    }
    match person {
        Some(person) if problems.is_empty() => Ok(person),
        _ => Err(problems),
    }
}

fn read_person(
    form: &RegisterRequest,
    today: LegalDay,
    problems: &mut Vec<FieldProblem>,
) -> Option<Person> {
    let name = PersonName::parse(&form.name).map_err(|error| problem("name", error.rule()));
    let number =
        IdNumber::parse(&form.number, today).map_err(|error| problem("number", error.rule()));
    let dates = (form.valid_from.as_str(), form.valid_until.as_str());
    let validity = read_validity(dates, number.as_ref().ok(), today);
    let mobile = Mobile::parse(&form.mobile).map_err(|error| problem("mobile", error.rule()));
    let (name, number) = (kept(name, problems), kept(number, problems));
    let (validity, mobile) = (kept(validity, problems), kept(mobile, problems));
    Some(Person {
        name: name?,
        number: number?,
        validity: Some(validity?),
        mobile: Some(mobile?),
    })
}

/// The card that a clerk read, every broken rule named.
pub(crate) fn read_card(
    form: &AttestationRequest,
    today: LegalDay,
) -> Result<Elements, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let name = PersonName::parse(&form.name).map_err(|error| problem("name", error.rule()));
    let number =
        IdNumber::parse(&form.number, today).map_err(|error| problem("number", error.rule()));
    let dates = (form.valid_from.as_str(), form.valid_until.as_str());
    let validity = read_validity(dates, number.as_ref().ok(), today);
    let (name, number) = (kept(name, &mut problems), kept(number, &mut problems));
    match (name, number, kept(validity, &mut problems)) {
        (Some(name), Some(number), Some(validity)) => Ok(Elements {
            name,
            number,
            validity,
        }),
        _ => Err(problems),
    }
}

fn kept<T>(value: Result<T, FieldProblem>, problems: &mut Vec<FieldProblem>) -> Option<T> {
    value.map_err(|problem| problems.push(problem)).ok()
}

/// The dates, as far as they can be checked without a number.
fn read_validity(
    (valid_from, valid_until): (&str, &str),
    number: Option<&IdNumber>,
    today: LegalDay,
) -> Result<CardValidity, FieldProblem> {
    let earliest = LegalDay::from_ymd(1, 1, 1).unwrap_or(today);
    let birth = number.map_or(earliest, IdNumber::birth_date);
    CardValidity::parse(valid_from, valid_until, birth, today).map_err(|error| {
        let field = match error.field() {
            CardField::Start => "valid_from",
            CardField::End => "valid_until",
        };
        problem(field, error.rule())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> RegisterRequest {
        RegisterRequest {
            name: "甲乙丙".to_owned(),
            number: "440524188001010014".to_owned(),
            valid_from: "2015-01-01".to_owned(),
            valid_until: "long_term".to_owned(),
            mobile: "13800138000".to_owned(),
            password: "twelve chars".to_owned(),
            terms_version: "2026-11".to_owned(),
            mobile_code: None,
        }
    }

    fn check(change: impl FnOnce(&mut RegisterRequest), expected: &[(&str, &str)]) {
        let mut form = form();
        change(&mut form);
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let problems = read(&form, "2026-11", today, None);
        let problems = problems.err().unwrap_or_default();
        let problems: Vec<_> = problems
            .iter()
            .map(|problem| (problem.field.as_str(), problem.rule.as_str()))
            .collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_good_form_describes_a_person() {
        check(|_| {}, &[]);
    }

    #[test]
    fn each_field_is_named_with_its_rule() {
        check(|form| form.name.clear(), &[("name", "empty")]);
        check(
            |form| form.number = "440524188001010015".to_owned(),
            &[("number", "check_digit")],
        );
        check(
            |form| form.valid_from = "1879-01-01".to_owned(),
            &[("valid_from", "start_before_birth")],
        );
        check(
            |form| form.valid_until = "2020-01-01".to_owned(),
            &[("valid_until", "expired")],
        );
        check(
            |form| form.mobile = "138".to_owned(),
            &[("mobile", "length")],
        );
        check(
            |form| form.password = "440524188001".to_owned(),
            &[("password", "personal")],
        );
        check(
            |form| form.terms_version = "2020-01".to_owned(),
            &[("terms_version", "outdated")],
        );
    }

    #[test]
    fn what_is_missing_besides_is_named_with_the_others() {
        let form = RegisterRequest {
            password: "short".to_owned(),
            ..form()
        };
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let missing = Some(problem("mobile_code", "missing"));
        let problems = read(&form, "2026-11", today, missing).err().unwrap();
        let fields: Vec<_> = problems.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["mobile_code", "password"]);
    }

    #[test]
    fn all_broken_fields_are_named_at_once() {
        check(
            |form| {
                form.name.clear();
                form.number.clear();
                form.password = "short".to_owned();
            },
            &[
                ("name", "empty"),
                ("number", "empty"),
                ("password", "too_short"),
            ],
        );
    }
}
