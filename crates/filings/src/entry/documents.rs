//! Which numbers stand on which document, and whose holders need not be verified.

use std::collections::BTreeSet;

use identity::{IdNumber, IdNumberKind, Territory};

use crate::Document;

/// How long the number of a document that nobody can verify may be.
const LONGEST_NUMBER: usize = 20;

/// The documents whose holders a deployment verifies, though the guide leaves them out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifiedDocuments(BTreeSet<String>);

impl VerifiedDocuments {
    /// From the codes of documents, with commas between them; none if one of them is no document.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let codes = text
            .split(',')
            .map(str::trim)
            .filter(|code| !code.is_empty());
        let known = codes.map(|code| Document::find(code).map(|_| code.to_owned()));
        known.collect::<Option<_>>().map(Self)
    }

    /// Whether holders of `document` need not be verified.
    #[must_use]
    pub fn exempts(&self, document: &Document) -> bool {
        document.is_exempt && !self.0.contains(document.code)
    }
}

/// A number that nobody verifies, read as it is meant, is any but that of a citizen, who is not exempt.
pub(super) fn check_unverified(text: &str, parsed: Option<&IdNumber>) -> Option<&'static str> {
    let is_plain = text.bytes().all(|c| c.is_ascii_alphanumeric());
    if !is_plain || !(1..=LONGEST_NUMBER).contains(&text.len()) {
        return Some("format");
    }
    let is_citizens = parsed.is_some_and(|number| number.kind() == IdNumberKind::Citizen);
    is_citizens.then_some("other_document")
}

/// Whether numbers of this kind stand on `document`.
pub(super) fn carries(document: &Document, kind: IdNumberKind) -> bool {
    let expected = match kind {
        IdNumberKind::Citizen => "resident_id_card",
        IdNumberKind::ResidencePermit(Territory::HongKong | Territory::Macao) => "hong_kong_macao",
        IdNumberKind::ResidencePermit(Territory::Taiwan) => "taiwan",
        IdNumberKind::ForeignPermanentResident => "foreign",
    };
    document.code == expected
}
