//! Where the authority knows persons from: ports, so that a real provider can stand behind each.

pub mod ctid;
pub mod provider;
pub mod register;

use crate::personal::{Personal, PersonalError};
use crate::store::{Store, StoreError, StoredTemplate};
use crate::surroundings::Randomness;
pub use decision::Holder;
use decision::ModelId;
use face::Embedding;
use identity::{CardValidity, IdNumber, PersonName};
use serde::{Deserialize, Serialize};
use verification::Cause;
use zeroize::Zeroizing;

pub use ctid::Ctid;
pub use register::Register;

/// What a source knows of one person.
#[derive(Clone)]
pub struct Person {
    /// 姓名.
    pub name: PersonName,
    /// The card's validity.
    pub validity: CardValidity,
    /// Which platform keeps the person's account.
    pub standing: Standing,
    /// What is kept of the portrait; `None` if there is no portrait.
    pub portrait: Option<OnFile>,
}

/// What is on file of a portrait.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of a request, and nearly always a template"
)]
pub enum OnFile {
    /// A template, of this model or of another one of the same network.
    Template(Template),
    /// Numbers of an earlier network, which nothing here can be compared with.
    EarlierNetwork,
}

impl OnFile {
    /// The template that the model `model` made; `None` if another made what is on file.
    #[must_use]
    pub fn of_model(&self, model: ModelId) -> Option<&Template> {
        match self {
            Self::Template(template) => Some(template).filter(|it| it.model == model),
            Self::EarlierNetwork => None,
        }
    }
}

/// What is kept of a portrait, and the model that made it: only the same model's can be compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The face as numbers.
    pub embedding: Embedding,
    /// Which model's numbers.
    pub model: ModelId,
}

/// Which platform keeps a person's account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The national platform.
    #[default]
    National,
    /// A provincial platform: the account must be activated on the national one first (guide, G6).
    Provincial,
}

/// Somewhere to look a person up.
pub trait Source: Send + Sync {
    /// The person with this number.
    fn find(&self, number: &IdNumber) -> Result<Option<Person>, SourceError>;

    /// The portrait itself, a picture's file, where the source keeps it. The project's own register does not.
    fn picture(&self, _: &IdNumber) -> Result<Option<Zeroizing<Vec<u8>>>, SourceError> {
        Ok(None)
    }

    /// Keeps the template that another model made of the same portrait.
    fn renew(
        &self,
        number: &IdNumber,
        template: &Template,
        randomness: Randomness,
    ) -> Result<(), SourceError>;
}

/// The model of templates that were kept before they named theirs: until then the project had but this one (MobileFaceNet).
const FIRST_MODEL: ModelId = ModelId::from_bytes([
    0x87, 0xe9, 0x05, 0xa4, 0x85, 0xd4, 0x31, 0xc0, 0x78, 0xf6, 0xcc, 0x1d, 0x30, 0xc7, 0xaf, 0xec,
    0xb8, 0xac, 0x34, 0xca, 0x85, 0xbf, 0xc6, 0x7a, 0xbe, 0xb2, 0x91, 0x42, 0xc5, 0x93, 0x7a, 0xe8,
]);

impl Template {
    /// How many templates `store` holds that another model than `model` made.
    pub fn count_others(store: &Store, model: ModelId) -> Result<u64, StoreError> {
        store.count_other_templates(&model.to_string(), &FIRST_MODEL.to_string())
    }

    /// As it is kept, sealed as `field` of `owner`.
    fn seal(
        &self,
        personal: &Personal,
        (field, owner): (&str, &[u8]),
        randomness: &mut Randomness,
    ) -> StoredTemplate {
        let bytes = Zeroizing::new(self.embedding.to_bytes());
        StoredTemplate {
            embedding: personal.seal(field, owner, &bytes, randomness),
            model: Some(self.model.to_string()),
        }
    }

    /// What [`Self::seal`] gave for the same field and owner, of this network or of an earlier one, which gave another count
    /// of numbers.
    fn open(
        personal: &Personal,
        (field, owner): (&str, &[u8]),
        stored: &StoredTemplate,
    ) -> Result<OnFile, SourceError> {
        let bytes = personal.open(field, owner, &stored.embedding)?;
        if bytes.len() != Embedding::BYTES {
            return Ok(OnFile::EarlierNetwork);
        }
        let model = stored.model.as_deref().map(ModelId::parse).transpose();
        Ok(OnFile::Template(Self {
            embedding: Embedding::from_bytes(&bytes).map_err(SourceError::damaged)?,
            model: model.map_err(SourceError::damaged)?.unwrap_or(FIRST_MODEL),
        }))
    }
}

/// Why a source has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the store holds cannot be read with the keys at hand.
    #[error(transparent)]
    Personal(#[from] PersonalError),
    /// There is nobody of this number to keep a template of.
    #[error("nobody has this number")]
    Nobody,
    /// What the store holds is no person.
    #[error("a record of the register is damaged")]
    Damaged(#[source] Cause),
}

impl SourceError {
    /// What the store holds is no person, for this reason.
    pub(crate) fn damaged(cause: impl Into<Cause>) -> Self {
        Self::Damaged(cause.into())
    }
}
