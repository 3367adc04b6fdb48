//! The rules for whoever is entered: every rule that is broken is named, with the field and never its value.

use std::collections::BTreeSet;

use identity::{IdNumber, IdNumberError, LegalDay, PersonName, typed_code};

use crate::{Business, Document, Duty, Person, PersonText, Role, SubjectType};

pub use documents::VerifiedDocuments;

mod contradictions;
mod documents;

/// How many persons a filing may have.
pub const MOST_PERSONS: usize = 200;

/// How long a reference may be.
const LONGEST_REFERENCE: usize = 40;

/// How long an enterprise's name may be, code points.
const LONGEST_ENTERPRISE: usize = 100;

/// A rule that is broken: by which field, such as `persons.0.number`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The field.
    pub field: String,
    /// The rule's code.
    pub rule: &'static str,
}

/// What was entered, and holds.
#[derive(Debug)]
pub struct Entered {
    /// 市场主体类型.
    pub subject_type: &'static SubjectType,
    /// What is registered.
    pub business: &'static Business,
    /// Everybody who takes part, in the order in which they were entered.
    pub persons: Vec<Person>,
}

/// Whoever takes part in `business` of a `subject_type`, if no rule is broken.
pub fn enter(
    subject_type: &str,
    business: &str,
    persons: &[PersonText],
    verified: &VerifiedDocuments,
    today: LegalDay,
) -> Result<Entered, Vec<Broken>> {
    let kinds = (SubjectType::find(subject_type), Business::find(business));
    let (Some(subject_type), Some(business)) = kinds else {
        let kinds = [
            ("subject_type", kinds.0.is_none()),
            ("business", kinds.1.is_none()),
        ];
        let unknown = kinds.into_iter().filter(|(_, is_unknown)| *is_unknown);
        return Err(unknown
            .map(|(field, _)| Broken {
                field: field.to_owned(),
                rule: "choice",
            })
            .collect());
    };
    let mut entry = Entry {
        subject_type,
        business,
        verified,
        today,
        broken: Vec::new(),
    };
    entry.check_number_of(persons);
    let persons = entry.persons(persons);
    if entry.broken.is_empty() {
        Ok(Entered {
            subject_type,
            business,
            persons,
        })
    } else {
        Err(entry.broken)
    }
}

/// What is being entered, and which rules were broken so far.
struct Entry<'a> {
    subject_type: &'static SubjectType,
    business: &'static Business,
    verified: &'a VerifiedDocuments,
    today: LegalDay,
    broken: Vec<Broken>,
}

impl Entry<'_> {
    fn breaks(&mut self, field: String, rule: &'static str) {
        self.broken.push(Broken { field, rule });
    }

    fn check_number_of(&mut self, persons: &[PersonText]) {
        let rule = match persons.len() {
            0 => "missing",
            1..=MOST_PERSONS => {
                let signs = self.business.has_everybody || persons.iter().any(|one| one.signs);
                if signs {
                    return;
                }
                "nobody_signs"
            }
            _ => "too_many",
        };
        self.breaks("persons".to_owned(), rule);
    }

    /// Nobody is looked at where there are too many.
    fn persons(&mut self, texts: &[PersonText]) -> Vec<Person> {
        if texts.len() > MOST_PERSONS {
            return Vec::new();
        }
        let mut references = BTreeSet::new();
        let mut persons = Vec::new();
        for (place, text) in texts.iter().enumerate() {
            if !references.insert(text.reference.as_str()) {
                self.breaks(format!("persons.{place}.reference"), "twice");
            }
            let person = self.person(place, text);
            if let Some((field, rule)) = contradictions::find(self.subject_type, &persons, &person)
            {
                self.breaks(format!("persons.{place}.{field}"), rule);
            }
            self.check_crowd(place, &persons, &person);
            persons.push(person);
        }
        persons
    }

    fn person(&mut self, place: usize, text: &PersonText) -> Person {
        if !is_reference(&text.reference) {
            self.breaks(format!("persons.{place}.reference"), "format");
        }
        let roles = self.roles(place, text);
        self.check_enterprise(place, text, &roles);
        let name = PersonName::parse(&text.name);
        if let Err(error) = &name {
            self.breaks(format!("persons.{place}.name"), error.rule());
        }
        let (number, duty) = self.identity(place, text, &roles);
        Person {
            reference: text.reference.clone(),
            roles: text.roles.clone(),
            name: name.map_or_else(|_| String::new(), |name| name.expose().to_owned()),
            document: text.document.clone(),
            number,
            enterprise: text.enterprise.clone(),
            duty,
        }
    }

    fn roles(&mut self, place: usize, text: &PersonText) -> Vec<&'static Role> {
        let field = || format!("persons.{place}.roles");
        let mut roles: Vec<&'static Role> = Vec::new();
        for code in &text.roles {
            match self.subject_type.role(code) {
                None => self.breaks(field(), "choice"),
                Some(role) if roles.iter().any(|before| before.code == role.code) => {
                    self.breaks(field(), "twice");
                }
                Some(role) => roles.push(role),
            }
        }
        if text.roles.is_empty() {
            self.breaks(field(), "missing");
        }
        roles
    }

    fn check_enterprise(&mut self, place: usize, text: &PersonText, roles: &[&'static Role]) {
        let Some(enterprise) = &text.enterprise else {
            return;
        };
        let rule = if enterprise.trim().is_empty() {
            "empty"
        } else if enterprise.chars().count() > LONGEST_ENTERPRISE {
            "too_long"
        } else if roles.iter().any(|role| role.may_be_enterprise) {
            return;
        } else {
            "role"
        };
        self.breaks(format!("persons.{place}.enterprise"), rule);
    }

    /// The number as it is kept, and whether its holder must be verified.
    fn identity(
        &mut self,
        place: usize,
        text: &PersonText,
        roles: &[&'static Role],
    ) -> (String, Duty) {
        let Some(document) = Document::find(&text.document) else {
            self.breaks(format!("persons.{place}.document"), "choice");
            return (text.number.clone(), Duty::Exempt);
        };
        let is_exempt = self.verified.exempts(document);
        let number = if is_exempt {
            typed_code(&text.number)
        } else {
            text.number.clone()
        };
        let parsed = IdNumber::parse(&number, self.today);
        let rule = match &parsed {
            _ if is_exempt => documents::check_unverified(&number, parsed.as_ref().ok()),
            Ok(number) => {
                (!documents::carries(document, number.kind())).then_some("other_document")
            }
            Err(error) => Some(IdNumberError::rule(*error)),
        };
        if let Some(rule) = rule {
            self.breaks(format!("persons.{place}.number"), rule);
        }
        if let Ok(number) = &parsed {
            self.check_age(place, number, roles);
        }
        let signs = self.business.has_everybody || text.signs;
        let duty = match (is_exempt, signs) {
            (true, _) => Duty::Exempt,
            (false, true) => Duty::Verified,
            (false, false) => Duty::NotRequired,
        };
        let number = parsed.map_or(number, |parsed| parsed.expose().to_owned());
        (number, duty)
    }

    fn check_age(&mut self, place: usize, number: &IdNumber, roles: &[&'static Role]) {
        let age = number.age_on(self.today);
        if roles.iter().any(|role| age < role.least_age) {
            self.breaks(format!("persons.{place}.roles"), "too_young");
        }
    }

    /// Whether there are too many persons with a role of this one's.
    fn check_crowd(&mut self, place: usize, before: &[Person], person: &Person) {
        let subject_type = self.subject_type;
        let roles = person
            .roles
            .iter()
            .filter_map(|code| subject_type.role(code));
        for role in roles {
            let has_it = |other: &&Person| other.roles.iter().any(|code| code == role.code);
            let others = before.iter().filter(has_it).count();
            let is_full = |most| u32::try_from(others).is_ok_and(|others| others >= most);
            if role.most.is_some_and(is_full) {
                self.breaks(format!("persons.{place}.roles"), "too_many");
            }
        }
    }
}

fn is_reference(text: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
    (1..=LONGEST_REFERENCE).contains(&text.len()) && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests;
