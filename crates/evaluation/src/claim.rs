//! What the product claims of its false matches: the one place that says it.

/// The false match rate that the product claims, at most, within every demographic group and at each of its thresholds.
pub const FALSE_MATCH_RATE: f64 = 1e-3;

#[cfg(test)]
mod tests {
    use super::FALSE_MATCH_RATE;
    use std::path::Path;

    #[test]
    fn the_documentation_claims_the_same() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/evaluation.md");
        let text = std::fs::read_to_string(docs).unwrap();
        let one_in = format!("at most 1 in {:.0}", 1.0 / FALSE_MATCH_RATE);
        assert!(text.replace(',', "").contains(&one_in), "{one_in}");
    }
}
