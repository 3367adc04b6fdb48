//! What was evaluated.

use crate::figures::Product;
use crate::report::table::{heading, table};
use maud::{Markup, html};

pub(in crate::report) fn of(product: &Product, seed: u64) -> Markup {
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row("Version", product.version.to_owned()),
        row("Rules of the guide", product.guide_rules.to_string()),
        row("Rules of the judge", product.judge_rules.to_string()),
        row("Same person from cosine", product.same_person.to_string()),
        row(
            "The same in place of a password",
            product.same_person_alone.to_string(),
        ),
        row("Review from cosine", product.review.to_string()),
        row("Live from score", product.live.to_string()),
        row("Seed of the bootstrap", seed.to_string()),
    ];
    let models = product
        .models
        .iter()
        .map(|model| row(&model.name, format!("SHA-256 {}", model.sha256)));
    rows.extend(models);
    html! {
        (heading("评测对象", "What was evaluated"))
        (table("Versions, thresholds and models", &["Part", "Value"], &rows))
    }
}
