//! The transcript of a decision: what by which rules was decided of what. The authority signs and keeps it; the outcome
//! carries its digest alone.

use crate::facts::Facts;
use crate::rules::Rules;
use crate::verdict::Verdict;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use verification::VerificationId;
use verification::signed::Claims;

/// Everything from which a decision can be had again, years later; never a picture, a mesh or an embedding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// The version of this layout.
    pub version: u32,
    /// The verification that it ends.
    pub id: VerificationId,
    /// SHA-256 of the challenge's compact signed form, base64url; none at the counter.
    pub challenge_digest: Option<String>,
    /// SHA-256 of the sealed evidence, base64url; none at the counter.
    pub evidence_digest: Option<String>,
    /// The models that looked at the pictures; none where no picture was looked at.
    pub models: Option<ModelIds>,
    /// The rules that decided.
    pub rules: Rules,
    /// What it rests on.
    pub facts: Facts,
    /// What was decided.
    pub verdict: Verdict,
}

impl Transcript {
    /// The version of this layout.
    pub const VERSION: u32 = 9;
    /// The layouts that are read as this one: the fourth knew no [`crate::Lack`], the fifth no
    /// [`crate::Recurrence`], the sixth not how much of a movement recurs, the seventh not what a scan is for, the
    /// eighth neither [`crate::Injection`] nor how alike the frames are that make the face. Those before were not signed.
    pub(crate) const VERSIONS: std::ops::RangeInclusive<u32> = 4..=Self::VERSION;
}

impl Claims for Transcript {
    const TYPE: &'static str = "shiming-transcript";
}

/// Which model: SHA-256 of its file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ModelId([u8; 32]);

/// Text that names no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a model is named by 64 hexadecimal digits")]
pub struct ModelIdError;

impl ModelId {
    /// From the SHA-256 of the model's file.
    #[must_use]
    pub const fn from_bytes(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// From 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, ModelIdError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| ModelIdError)?;
        bytes.try_into().map(Self).map_err(|_| ModelIdError)
    }
}

impl std::fmt::Display for ModelId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl std::fmt::Debug for ModelId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ModelId({self})")
    }
}

impl Serialize for ModelId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ModelId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The models of a judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelIds {
    /// Finds faces.
    pub detector: ModelId,
    /// Finds the mesh of a face.
    pub mesh: ModelId,
    /// Turns a face into numbers.
    pub embedding: ModelId,
    /// Score presentation attacks; empty where they are not installed.
    pub spoof: Vec<ModelId>,
}
