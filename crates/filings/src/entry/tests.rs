use proptest::prelude::*;

use super::*;
use crate::fixtures::{NOW, founder, number, text};

fn today() -> LegalDay {
    LegalDay::of(NOW)
}

/// What is broken where these persons establish a company, as `field: rule`.
#[track_caller]
fn check(persons: &[PersonText], expected: &[&str]) {
    check_as("company", "establishment", persons, expected);
}

#[track_caller]
fn check_as(subject_type: &str, business: &str, persons: &[PersonText], expected: &[&str]) {
    let documents = VerifiedDocuments::default();
    let entered = enter(subject_type, business, persons, &documents, today());
    let broken = entered.err().unwrap_or_default();
    let told: Vec<_> = broken
        .iter()
        .map(|one| format!("{}: {}", one.field, one.rule))
        .collect();
    assert_eq!(told, expected);
}

fn with(change: impl FnOnce(&mut PersonText)) -> [PersonText; 1] {
    let mut person = founder();
    change(&mut person);
    [person]
}

#[test]
fn whoever_holds_is_entered_as_written() {
    check(&[founder(), text(2, &["shareholder"])], &[]);
    let persons = with(|one| one.number = format!(" {} ", one.number.to_lowercase()));
    let documents = VerifiedDocuments::default();
    let entered = enter("company", "establishment", &persons, &documents, today()).unwrap();
    assert_eq!(entered.persons[0].number, founder().number);
    assert_eq!(entered.persons[0].duty, Duty::Verified);
}

#[test]
fn what_is_no_choice_is_named() {
    check_as(
        "guild",
        "sale",
        &[],
        &["subject_type: choice", "business: choice"],
    );
    check(
        &with(|one| one.roles = vec!["chef".to_owned()]),
        &["persons.0.roles: choice"],
    );
    check(
        &with(|one| one.roles = Vec::new()),
        &["persons.0.roles: missing"],
    );
    check(
        &with(|one| one.document = "library_card".to_owned()),
        &["persons.0.document: choice"],
    );
    check_as(
        "branch",
        "establishment",
        &with(|one| one.roles = vec!["shareholder".to_owned()]),
        &["persons.0.roles: choice"],
    );
}

#[test]
fn references_are_plain_and_stand_once() {
    for reference in ["", "a b", "甲", "a/b", &"a".repeat(41)] {
        check(
            &with(|one| reference.clone_into(&mut one.reference)),
            &["persons.0.reference: format"],
        );
    }
    let mut other = text(2, &["shareholder"]);
    other.reference = founder().reference;
    check(&[founder(), other], &["persons.1.reference: twice"]);
}

#[test]
fn a_person_stands_once_whatever_they_are_called() {
    let mut same = founder();
    same.reference = "other".to_owned();
    same.roles = vec!["supervisor".to_owned()];
    check(&[founder(), same.clone()], &["persons.1.number: twice"]);
    let represents = |enterprise: &str| PersonText {
        reference: enterprise.to_owned(),
        roles: vec!["shareholder".to_owned()],
        enterprise: Some(enterprise.to_owned()),
        ..same.clone()
    };
    // Two enterprises may have the same legal representative.
    check(&[founder(), represents("e1"), represents("e2")], &[]);
    check(
        &with(|one| one.roles.push("director".to_owned())),
        &["persons.0.roles: twice"],
    );
}

#[test]
fn a_number_has_one_name_and_one_document() {
    let represents = |name: &str, document: &str, number: &str| PersonText {
        reference: "other".to_owned(),
        roles: vec!["shareholder".to_owned()],
        name: name.to_owned(),
        document: document.to_owned(),
        number: number.to_owned(),
        enterprise: Some("样例有限公司".to_owned()),
        signs: false,
    };
    let card = |name| represents(name, "resident_id_card", &founder().number);
    check(
        &[founder(), card("样例乙")],
        &["persons.1.name: contradicts"],
    );
    check(&[founder(), card("样\u{F9B5}甲")], &[]);
    let twice = PersonText {
        enterprise: None,
        ..card("样例乙")
    };
    check(&[founder(), twice], &["persons.1.name: contradicts"]);
    let of = |name: &str, document: &str| PersonText {
        reference: document.replace('_', "-"),
        ..represents(name, document, "A1234567")
    };
    let other_document = [of("样例乙", "hong_kong_macao"), of("样例乙", "foreign")];
    check(
        &[&[founder()][..], &other_document].concat(),
        &["persons.2.document: contradicts"],
    );
    // Two authorities may give out the same number.
    let coincidence = [of("样例乙", "hong_kong_macao"), of("样例丙", "foreign")];
    check(&[&[founder()][..], &coincidence].concat(), &[]);
}

#[test]
fn a_supervisor_is_neither_director_nor_executive() {
    for role in ["director", "manager", "senior_executive"] {
        let supervisor = text(2, &["supervisor", role]);
        check(&[founder(), supervisor], &["persons.1.roles: incompatible"]);
    }
    let again = PersonText {
        reference: "other".to_owned(),
        roles: vec!["shareholder".to_owned(), "supervisor".to_owned()],
        enterprise: Some("样例有限公司".to_owned()),
        ..founder()
    };
    check(&[founder(), again], &["persons.1.roles: incompatible"]);
}

#[test]
fn a_role_has_no_more_holders_than_it_may() {
    let second = text(2, &["legal_representative"]);
    check(&[founder(), second], &["persons.1.roles: too_many"]);
}

#[test]
fn agents_and_liaisons_are_eighteen_on_the_day() {
    let aged = |birth: &str, role: &str| {
        let mut agent = text(2, &[role]);
        agent.number = number(birth, 2);
        [founder(), agent]
    };
    let day = today().to_string().replace('-', "");
    let (year, rest) = day.split_at(4);
    let year: u16 = year.parse().unwrap();
    let (adult, minor) = (
        format!("{}{rest}", year - 18),
        format!("{}{rest}", year - 17),
    );
    for role in ["agent", "liaison"] {
        check(&aged(&adult, role), &[]);
        check(&aged(&minor, role), &["persons.1.roles: too_young"]);
    }
    check(&aged(&minor, "shareholder"), &[]);
    check(&aged(&minor, "director"), &[]);
    let child = format!("{}{rest}", year - 15);
    check(&aged(&child, "director"), &["persons.1.roles: too_young"]);
    check(&aged(&child, "shareholder"), &[]);
}

#[test]
fn an_enterprise_is_a_shareholder_by_its_legal_representative() {
    let named = |role: &str, enterprise: &str| {
        let mut person = text(2, &[role]);
        person.enterprise = Some(enterprise.to_owned());
        [founder(), person]
    };
    check(&named("shareholder", "样例有限公司"), &[]);
    check(
        &named("supervisor", "样例有限公司"),
        &["persons.1.enterprise: role"],
    );
    check(&named("shareholder", " "), &["persons.1.enterprise: empty"]);
    check(
        &named("shareholder", &"样".repeat(101)),
        &["persons.1.enterprise: too_long"],
    );
}

#[test]
fn whom_the_guide_leaves_out_is_exempt_with_their_own_documents() {
    let holder = |document: &str, number: &str| {
        let mut person = text(2, &["shareholder"]);
        document.clone_into(&mut person.document);
        number.clone_into(&mut person.number);
        [founder(), person]
    };
    let documents = VerifiedDocuments::default();
    for (document, number) in [
        ("hong_kong_macao", "H1234567801"),
        ("taiwan", "12345678"),
        ("foreign", "e12345678"),
    ] {
        let persons = holder(document, number);
        check(&persons, &[]);
        let entered = enter("company", "establishment", &persons, &documents, today()).unwrap();
        assert_eq!(entered.persons[1].duty, Duty::Exempt);
        assert_eq!(entered.persons[1].id_number(NOW), None);
    }
    for (typed, meant) in [
        ("E12345678 ", "E12345678"),
        ("AB 1234567", "AB1234567"),
        ("Ｅ１２３４５６７８", "E12345678"),
        ("a123456(7)", "A1234567"),
    ] {
        let persons = holder("foreign", typed);
        let entered = enter("company", "establishment", &persons, &documents, today()).unwrap();
        assert_eq!(entered.persons[1].number, meant);
    }
    check(&holder("foreign", "E/1"), &["persons.1.number: format"]);
    let grouped = format!(
        "{}-{}",
        &number("18800101", 9)[..6],
        &number("18800101", 9)[6..]
    );
    check(
        &holder("foreign", &grouped),
        &["persons.1.number: other_document"],
    );
    check(&holder("foreign", ""), &["persons.1.number: format"]);
    let citizens = number("18800101", 9);
    check(
        &holder("foreign", &citizens),
        &["persons.1.number: other_document"],
    );
}

#[test]
fn a_deployment_may_verify_them_by_what_their_residence_permits_say() {
    let documents = VerifiedDocuments::parse("taiwan, hong_kong_macao").unwrap();
    assert!(VerifiedDocuments::parse("library_card").is_none());
    let body = "83000018800101001";
    let permit = format!("{body}{}", IdNumber::check_digit(body).unwrap());
    let enter_with = |document: &str, number: &str| {
        let mut person = text(2, &["shareholder"]);
        document.clone_into(&mut person.document);
        number.clone_into(&mut person.number);
        enter(
            "company",
            "establishment",
            &[founder(), person],
            &documents,
            today(),
        )
    };
    let entered = enter_with("taiwan", &permit).unwrap();
    assert_eq!(entered.persons[1].duty, Duty::Verified);
    let rule = |document, number: &str| enter_with(document, number).unwrap_err()[0].rule;
    assert_eq!(rule("taiwan", "12345678"), "length");
    assert_eq!(rule("hong_kong_macao", &permit), "other_document");
    assert_eq!(rule("resident_id_card", &permit), "other_document");
}

#[test]
fn a_change_has_somebody_who_signs_and_the_others_need_not_be_verified() {
    let signing = with(|one| one.signs = true);
    let other = text(2, &["shareholder"]);
    for business in ["change", "cancellation"] {
        check_as(
            "company",
            business,
            &[founder()],
            &["persons: nobody_signs"],
        );
        let persons = [signing[0].clone(), other.clone()];
        let documents = VerifiedDocuments::default();
        let entered = enter("company", business, &persons, &documents, today()).unwrap();
        let duties: Vec<_> = entered.persons.iter().map(|one| one.duty).collect();
        assert_eq!(duties, [Duty::Verified, Duty::NotRequired]);
    }
}

#[test]
fn there_are_one_to_two_hundred_persons() {
    check(&[], &["persons: missing"]);
    let crowd = |size: u16| -> Vec<_> {
        (1..=size)
            .map(|place| text(place, &["shareholder"]))
            .collect()
    };
    check(&crowd(200), &[]);
    check(&crowd(201), &["persons: too_many"]);
}

#[test]
fn names_and_numbers_have_the_rules_they_have_elsewhere_and_no_value_is_told() {
    let persons = with(|one| {
        one.name.clear();
        one.number.replace_range(17.., "0");
    });
    check(
        &persons,
        &["persons.0.name: empty", "persons.0.number: check_digit"],
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_what_holds_has_only_known_roles(
        texts in proptest::collection::vec((".*", ".*", ".*", ".*", proptest::option::of(".*")), 0..4),
        role in proptest::sample::select(vec!["shareholder", "agent", "legal_representative", "x"]),
    ) {
        let persons: Vec<_> = texts.into_iter().map(|(reference, name, document, number, enterprise)| PersonText {
            reference, roles: vec![role.to_owned()], name, document, number, enterprise, signs: true,
        }).collect();
        let documents = VerifiedDocuments::default();
        if let Ok(entered) = enter("company", "change", &persons, &documents, today()) {
            prop_assert!(entered.persons.iter().flat_map(|one| &one.roles).all(|code| entered.subject_type.role(code).is_some()));
        }
    }
}
