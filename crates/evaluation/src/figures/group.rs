//! The errors apart, by what pictures are told apart by.
//!
//! A pair of one person counts for each value that either of its pictures has; a pair of two persons where both pictures
//! have the value, for strangers who resemble each other are the harder ones.

use super::Product;
use super::recognition::Compared;
use crate::attribute::SKIN_TONE;
use crate::folder::Attributes;
use crate::look::Looked;
use crate::statistics::Proportion;
use serde::Serialize;
use std::collections::BTreeSet;

/// The errors where an attribute has one value; thresholds are the product's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// Pictures of persons without a usable face; none where the value is read off the face itself.
    pub not_enrolled: Option<Proportion>,
    /// Pairs of one person that are refused (FNMR).
    pub false_non_match: Proportion,
    /// Pairs of two persons that are accepted (FMR).
    pub false_match: Proportion,
    /// Live presentations that the nets take for attacks (BPCER).
    pub live_refused: Proportion,
    /// Attacks that the nets take for live persons, over all kinds.
    pub attack_accepted: Proportion,
}

/// Every value of every attribute, in order.
pub(super) fn of(looked: &Looked, compared: &[Compared], product: &Product) -> Vec<Group> {
    let of_portraits = looked.portraits.iter().map(|seen| &seen.attributes);
    let of_presentations = looked.presentations.iter().map(|it| &it.attributes);
    let values: BTreeSet<(&String, &String)> =
        of_portraits.chain(of_presentations).flatten().collect();
    values
        .into_iter()
        .map(|of| Group::of(looked, compared, product, of))
        .collect()
}

impl Group {
    fn of(
        looked: &Looked,
        compared: &[Compared],
        product: &Product,
        (attribute, value): (&String, &String),
    ) -> Self {
        let has = |attributes: &Attributes| attributes.get(attribute).is_some_and(|it| it == value);
        let pictures: Vec<bool> = looked
            .portraits
            .iter()
            .map(|seen| has(&seen.attributes))
            .collect();
        let threshold = f64::from(product.same_person);
        let mated = compared.iter().filter(|it| it.comparison.is_mated());
        let mated = mated.filter(|it| it.pictures.iter().any(|index| pictures[*index]));
        let others = compared.iter().filter(|it| !it.comparison.is_mated());
        let others = others.filter(|it| it.pictures.iter().all(|index| pictures[*index]));
        let enrolled = looked.portraits.iter().filter(|seen| has(&seen.attributes));
        let presented = looked.presentations.iter().filter(|it| has(&it.attributes));
        let seems_live = |attacks: bool| {
            let of_kind = presented
                .clone()
                .filter(move |it| it.attack.is_some() == attacks);
            of_kind.filter_map(|it| it.seems_live)
        };
        Self {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
            not_enrolled: (attribute != SKIN_TONE)
                .then(|| Proportion::of(enrolled.map(|seen| seen.face.is_err()))),
            false_non_match: Proportion::of(mated.map(|it| it.comparison.score < threshold)),
            false_match: Proportion::of(others.map(|it| it.comparison.score >= threshold)),
            live_refused: Proportion::of(seems_live(false).map(|seems| !seems)),
            attack_accepted: Proportion::of(seems_live(true)),
        }
    }
}
