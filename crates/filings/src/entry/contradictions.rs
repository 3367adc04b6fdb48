//! What the entries of one filing cannot both say.

use crate::{Person, Role, SubjectType};

/// The field of `person` that cannot stand beside the entries `before` it, and by which rule.
pub(super) fn find(
    subject_type: &SubjectType,
    before: &[Person],
    person: &Person,
) -> Option<(&'static str, &'static str)> {
    let numbered = || before.iter().filter(|one| one.number == person.number);
    let own = || numbered().filter(|one| one.document == person.document);
    if own().any(|one| one.person_name() != person.person_name()) {
        return Some(("name", "contradicts"));
    }
    // Numbers of exempt documents are one person's within their kind only: another name is somebody else.
    if numbered().any(|one| one.document != person.document && is_namesake(one, person)) {
        return Some(("document", "contradicts"));
    }
    // A person who represents two enterprises stands once for each.
    if own().any(|one| one.enterprise == person.enterprise) {
        return Some(("number", "twice"));
    }
    let entries = own().chain([person]);
    let roles: Vec<&Role> = entries
        .flat_map(|one| one.roles.iter().filter_map(|code| subject_type.role(code)))
        .collect();
    let is_held = |code: &&str| roles.iter().any(|role| role.code == *code);
    let excluded = roles.iter().any(|role| role.excludes.iter().any(is_held));
    excluded.then_some(("roles", "incompatible"))
}

fn is_namesake(one: &Person, other: &Person) -> bool {
    one.person_name().is_some() && one.person_name() == other.person_name()
}
