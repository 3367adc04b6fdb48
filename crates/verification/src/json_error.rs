//! Why JSON could not be read or written, without any of its values.

use serde_json::error::Category;

/// Where JSON fails, and in which way. The words of `serde_json` repeat values, which may be personal data: they are left
/// behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} at line {line}, column {column}", name(*.category))]
pub struct JsonError {
    category: Category,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        Self {
            category: error.classify(),
            line: error.line(),
            column: error.column(),
        }
    }
}

fn name(category: Category) -> &'static str {
    match category {
        Category::Io => "JSON that could not be transferred",
        Category::Syntax => "text that is not JSON",
        Category::Data => "JSON of another shape",
        Category::Eof => "JSON that ends too early",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let error = serde_json::from_str::<u32>(json).unwrap_err();
        assert_eq!(JsonError::from(error).to_string(), expected);
    }

    #[test]
    fn the_place_is_named_and_the_value_is_not() {
        check(
            r#""440524188001010014""#,
            "JSON of another shape at line 1, column 20",
        );
        check("<html>", "text that is not JSON at line 1, column 1");
        check("", "JSON that ends too early at line 1, column 0");
    }
}
