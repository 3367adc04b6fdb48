//! A filing as a portal's server sends it: the persons as the rules of `filings` read them, and under which key.

use api::{FieldProblem, FilingPerson};
use filings::{Broken, Entered, PersonText};
use http::HeaderMap;

use crate::edge::Edge;
use crate::problem::Fault;
use crate::{clock, fields};

/// How long an idempotency key may be.
const LONGEST_KEY: usize = 64;

/// Whoever takes part, or every rule that is broken, by field.
pub(crate) fn read(
    edge: &Edge,
    (subject_type, business): (&str, &str),
    persons: &[FilingPerson],
) -> Result<Entered, Fault> {
    let texts: Vec<PersonText> = persons.iter().map(text).collect();
    let documents = &edge.config.filings.verified_documents;
    let entered = filings::enter(subject_type, business, &texts, documents, clock::today());
    entered.map_err(|broken| Fault::Fields(broken.iter().map(problem).collect()))
}

fn text(person: &FilingPerson) -> PersonText {
    PersonText {
        reference: person.reference.clone(),
        roles: person.roles.clone(),
        name: person.name.clone(),
        document: person.document.clone(),
        number: person.number.clone(),
        enterprise: person.enterprise.clone(),
        signs: person.signs.unwrap_or(false),
    }
}

fn problem(broken: &Broken) -> FieldProblem {
    fields::problem(&broken.field, broken.rule)
}

/// The key by which a request that comes twice is known.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<&str, Fault> {
    let value = headers.get("idempotency-key");
    let text = value.and_then(|value| value.to_str().ok());
    let fits = |text: &&str| (1..=LONGEST_KEY).contains(&text.len());
    text.filter(fits).ok_or(Fault::IdempotencyKeyMissing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn check(key: &str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert("idempotency-key", HeaderValue::from_str(key).unwrap());
        assert_eq!(idempotency_key(&headers).is_ok(), expected, "{key}");
    }

    #[test]
    fn a_key_has_1_to_64_characters() {
        check("a", true);
        check(&"a".repeat(64), true);
        check(&"a".repeat(65), false);
        check("", false);
        assert!(idempotency_key(&HeaderMap::new()).is_err());
    }
}
