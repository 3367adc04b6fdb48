use super::*;
use crate::look::Enrolled;
use crate::{Figures, Report};
use decision::Thresholds;
use face::Embedding;
use portrait::Assessment;

/// A face that is like those of the same `direction`, and like no other.
fn face(direction: usize) -> Embedding {
    let numbers = (0..Embedding::LENGTH).map(|place| f32::from(u8::from(place == direction)));
    let bytes: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
    Embedding::from_bytes(&bytes).unwrap()
}

/// One picture each of the persons of some groups; a person's face is given by a direction.
fn looked(groups: &[(&str, &[usize])]) -> Looked {
    let persons = groups.iter().flat_map(|(group, directions)| {
        directions.iter().map(move |direction| (*group, *direction))
    });
    let portraits: Vec<Seen> = persons
        .enumerate()
        .map(|(person, (group, direction))| Seen {
            person,
            attributes: [("group".to_owned(), group.to_owned())].into(),
            face: Ok(Enrolled {
                embedding: face(direction),
                assessment: Assessment {
                    findings: Vec::new(),
                    unjudged: Vec::new(),
                },
            }),
        })
        .collect();
    Looked {
        persons: portraits.len(),
        portraits,
        presentations: Vec::new(),
    }
}

fn figures(groups: &[(&str, &[usize])]) -> Figures {
    let product = Product {
        version: "0.0.0",
        models: Vec::new(),
        has_spoof_nets: false,
        guide_rules: 1,
        judge_rules: 1,
        same_person: crate::thresholds::share(Thresholds::USUAL.likeness),
        same_person_alone: crate::thresholds::share(Thresholds::USUAL.likeness + 30),
        review: 0.0,
        live: 0.0,
    };
    Figures::of(&looked(groups), product, 1)
}

fn groups(figures: &Figures) -> &[DemographicGroup] {
    let differential = figures.differential_performance.as_ref().unwrap();
    &differential.thresholds[0].columns[0].groups
}

/// Persons of different faces.
fn different(persons: usize) -> Vec<usize> {
    (0..persons).collect()
}

fn check(directions: &[usize], expected: Finding) {
    let figures = figures(&[("x", directions)]);
    assert_eq!(
        groups(&figures)[0].matches.finding,
        expected,
        "{directions:?}"
    );
}

#[test]
fn a_group_without_false_matches_needs_enough_persons_to_be_within_the_claim() {
    assert_eq!(fewest_persons(), 78);
    check(&different(78), Finding::WithinClaim);
    check(&different(77), Finding::TooFewPersons);
    check(&different(1), Finding::TooFewPersons);
    check(&[5; 7], Finding::TooFewPersons);
}

#[test]
fn false_matches_of_few_persons_are_above_the_claim() {
    check(&[0, 0, 1, 2, 3, 4, 5, 6], Finding::AboveClaim);
}

#[test]
fn the_worst_group_comes_first_and_groups_with_too_few_persons_last() {
    let good = different(80);
    let alike: Vec<usize> = (0..20).map(|person| person / 2).collect();
    let figures = figures(&[("a", &[1, 1, 1]), ("b", &good), ("c", &alike)]);
    let order: Vec<_> = groups(&figures)
        .iter()
        .map(|it| it.value.as_str())
        .collect();
    assert_eq!(order, ["c", "b", "a"]);
    let worst = &groups(&figures)[0].matches;
    assert_eq!(
        (worst.persons, worst.pairs, worst.false_matches),
        (20, 190, 10)
    );
    let interval = worst.interval.unwrap();
    assert!(interval.low < worst.rate.unwrap() && worst.rate.unwrap() < interval.high);
    assert_eq!(groups(&figures)[2].matches.interval, None);
    let differential = figures.differential_performance.as_ref().unwrap();
    assert_eq!(differential.thresholds[0].everybody.persons, 103);
}

#[test]
fn the_report_warns_of_a_group_above_the_claimed_rate_alone() {
    let good = different(80);
    let alike: Vec<usize> = (0..20).map(|person| person / 2).collect();
    let report = Report::of(&figures(&[("good", &good), ("alike", &alike)])).unwrap();
    assert_eq!(report.warnings.len(), 2);
    for (warning, threshold) in report.warnings.iter().zip(["0.45", "0.48"]) {
        let start = format!("group alike: the false match rate at threshold {threshold} ");
        assert!(warning.starts_with(&start) && warning.ends_with("above the claimed 0.100 %"));
        assert!(report.html.contains(warning.as_str()));
    }
    let calm = Report::of(&figures(&[("good", &good), ("few", &[1, 2])])).unwrap();
    assert_eq!(calm.warnings, [""; 0]);
    assert!(!calm.html.contains("误识率可能高于声明值"));
    assert!(calm.html.contains("too few persons to say"));
}

#[test]
fn without_groups_nothing_is_measured() {
    let mut looked = looked(&[("x", &different(9))]);
    for seen in &mut looked.portraits {
        seen.attributes.clear();
    }
    let product = figures(&[]).product;
    let figures = Figures::of(&looked, product, 1);
    assert_eq!(figures.differential_performance, None);
    let page = Report::of(&figures).unwrap().html;
    assert!(page.contains("labels.csv has no column “group”"));
}
