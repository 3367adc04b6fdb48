//! Do four elements agree with the register?

use crate::counter;
use crate::source::{Person, Standing};
use verification::{Decision, Elements, Refusal};

/// Compares `elements` with the person whom the source has under this number, and with the card that a clerk has `seen`
/// of theirs. That a provincial account must be activated is told only to who knows all four.
#[must_use]
pub fn compare(elements: &Elements, person: Option<&Person>, seen: Option<&Elements>) -> Decision {
    let refused = |reason| Decision::Refused { reason };
    let agrees =
        |person: &Person| elements.name == person.name && elements.validity == person.validity;
    let was_seen = seen == Some(elements) && counter::counts(elements, person);
    match person {
        None if was_seen => Decision::Passed,
        None => refused(Refusal::NoRecord),
        Some(person) if !was_seen && !agrees(person) => refused(Refusal::ElementsDiffer),
        Some(person) => match person.standing {
            Standing::Provincial => refused(Refusal::ActivationNeeded),
            Standing::National => Decision::Passed,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity::LegalDay;

    fn elements(name: &str, from: &str, until: &str) -> Elements {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        Elements::parse(name, "440524188001010014", from, until, today).unwrap()
    }

    fn person(standing: Standing) -> Person {
        let elements = elements("样例甲", "2010-01-01", "long_term");
        Person {
            name: elements.name,
            validity: elements.validity,
            standing,
            portrait: None,
        }
    }

    fn check(elements: &Elements, person: Option<&Person>, expected: Option<Refusal>) {
        let expected = expected.map_or(Decision::Passed, |reason| Decision::Refused { reason });
        assert_eq!(compare(elements, person, None), expected);
    }

    #[test]
    fn four_equal_elements_pass() {
        check(
            &elements("样例甲", "2010-01-01", "长期"),
            Some(&person(Standing::National)),
            None,
        );
        check(
            &elements("样\u{F9B5}甲", "2010-01-01", "长期"),
            Some(&person(Standing::National)),
            None,
        );
    }

    #[test]
    fn any_other_element_differs() {
        let person = person(Standing::National);
        check(
            &elements("样例乙", "2010-01-01", "long_term"),
            Some(&person),
            Some(Refusal::ElementsDiffer),
        );
        check(
            &elements("样例甲", "2010-01-02", "long_term"),
            Some(&person),
            Some(Refusal::ElementsDiffer),
        );
        check(
            &elements("样例甲", "2010-01-01", "2040-01-01"),
            Some(&person),
            Some(Refusal::ElementsDiffer),
        );
    }

    #[test]
    fn a_card_that_a_clerk_has_seen_counts_whatever_the_register_holds() {
        let elements = elements("样例甲", "2020-01-01", "2040-01-01");
        let national = person(Standing::National);
        for person in [None, Some(&national)] {
            assert_eq!(
                compare(&elements, person, Some(&elements)),
                Decision::Passed
            );
        }
    }

    #[test]
    fn an_unknown_number_has_no_record() {
        check(
            &elements("样例甲", "2010-01-01", "long_term"),
            None,
            Some(Refusal::NoRecord),
        );
    }

    #[test]
    fn activation_is_told_only_when_all_four_agree() {
        let person = person(Standing::Provincial);
        check(
            &elements("样例甲", "2010-01-01", "long_term"),
            Some(&person),
            Some(Refusal::ActivationNeeded),
        );
        check(
            &elements("样例乙", "2010-01-01", "long_term"),
            Some(&person),
            Some(Refusal::ElementsDiffer),
        );
    }
}
