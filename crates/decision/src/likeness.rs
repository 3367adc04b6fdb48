//! How like the capture's own face a frame's is.

use serde::{Deserialize, Serialize};

/// How like the capture's own face the face of one frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub enum Likeness {
    /// The cosine, in thousandths, rounded down.
    Of(i32),
    /// The frame does not show exactly one face.
    NoFace,
    /// It does, and was not embedded; since version 6 of the rules.
    NotEmbedded,
}

impl Likeness {
    /// The cosine, where there is one.
    #[must_use]
    pub fn thousandths(self) -> Option<i32> {
        match self {
            Self::Of(likeness) => Some(likeness),
            Self::NoFace | Self::NotEmbedded => None,
        }
    }
}

/// A number, nothing, or a word: transcripts from before there was the word read the same.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Of(i32),
    Word(Word),
    NoFace,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    NotEmbedded,
}

impl From<Stored> for Likeness {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Of(likeness) => Self::Of(likeness),
            Stored::Word(Word::NotEmbedded) => Self::NotEmbedded,
            Stored::NoFace => Self::NoFace,
        }
    }
}

impl From<Likeness> for Stored {
    fn from(likeness: Likeness) -> Self {
        match likeness {
            Likeness::Of(likeness) => Self::Of(likeness),
            Likeness::NotEmbedded => Self::Word(Word::NotEmbedded),
            Likeness::NoFace => Self::NoFace,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likenesses_are_numbers_nothing_or_a_word() {
        let all = vec![Likeness::Of(-12), Likeness::NoFace, Likeness::NotEmbedded];
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(json, r#"[-12,null,"not_embedded"]"#);
        assert_eq!(serde_json::from_str::<Vec<Likeness>>(&json).unwrap(), all);
        for other in [r#"["embedded"]"#, "[1.5]", "[[]]"] {
            assert!(serde_json::from_str::<Vec<Likeness>>(other).is_err());
        }
    }
}
