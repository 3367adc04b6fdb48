//! Where the authority knows persons from: ports, so that a real provider can stand behind each.

pub mod ctid;
pub mod provider;
pub mod register;

use crate::personal::PersonalError;
use crate::store::StoreError;
use face::Embedding;
use identity::{CardValidity, IdNumber, PersonName};
use serde::{Deserialize, Serialize};

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
    /// What is kept of the portrait; none where there is no portrait.
    pub portrait: Option<Embedding>,
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

/// Who holds a portrait that faces are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The register.
    Register,
    /// 网证, where the register has no portrait.
    Ctid,
}

/// Somewhere to look a person up.
pub trait Source: Send + Sync {
    /// The person with this number.
    fn find(&self, number: &IdNumber) -> Result<Option<Person>, SourceError>;
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
    /// What the store holds is no person.
    #[error("a record of the register is damaged")]
    Damaged,
}
