//! Filings: a portal enters who takes part in registering a business; who of them must be verified follows from what is
//! registered (guide, G1 and G4; 市场主体登记管理条例实施细则 art. 16), and whether all are from what is known of each.
//!
//! In scope: subject types, roles and documents as data, the rules for whoever is entered, how a filing goes on, when it
//! is ready. Out of scope: what accounts are (`accounts`), where filings are kept and who asks (the edge).

mod entry;
mod filing;
mod kinds;
mod person;
mod readiness;
mod refusal;

#[cfg(test)]
mod fixtures;

pub use entry::{Broken, Entered, MOST_PERSONS, VerifiedDocuments, enter};
pub use filing::{Attested, Filing, Invitation, Participant, State};
pub use kinds::{BUSINESSES, Business, DOCUMENTS, Document, Role, SUBJECT_TYPES, SubjectType};
pub use person::{Duty, Person, PersonText};
pub use readiness::{PersonState, Progress, Readiness, Standing, progress, readiness};
pub use refusal::FilingRefusal;
