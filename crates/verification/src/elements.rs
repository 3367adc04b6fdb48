//! The four elements: name, number, and the two dates of the card's validity (guide, G5).

use crate::{CheckAsked, Nonce, Purpose, Question, Subject, VerificationId};
use identity::{
    CardValidity, CardValidityError, IdNumber, IdNumberError, LegalDay, PersonName, PersonNameError,
};
use serde::{Deserialize, Serialize};

/// The four elements of a person, each valid by its own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elements {
    /// 姓名.
    pub name: PersonName,
    /// 身份证号.
    pub number: IdNumber,
    /// 有效期起 and 有效期止.
    pub validity: CardValidity,
}

/// Which element is invalid, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElementsError {
    /// The name.
    #[error("name: {0}")]
    Name(#[from] PersonNameError),
    /// The number.
    #[error("number: {0}")]
    Number(#[from] IdNumberError),
    /// One of the two dates.
    #[error("validity: {0}")]
    Validity(#[from] CardValidityError),
}

impl Elements {
    /// The elements from what a person or a peer wrote; `today` decides what is past and future.
    pub fn parse(
        name: &str,
        number: &str,
        valid_from: &str,
        valid_until: &str,
        today: LegalDay,
    ) -> Result<Self, ElementsError> {
        let name = PersonName::parse(name)?;
        let number = IdNumber::parse(number, today)?;
        let validity = CardValidity::parse(valid_from, valid_until, number.birth_date(), today)?;
        Ok(Self {
            name,
            number,
            validity,
        })
    }
}

/// The edge asks: do these elements agree with the register? The answer is a signed outcome.
///
/// Its strings are personal data: it travels between edge and authority alone and prints nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementsCheck {
    /// Names this check.
    pub id: VerificationId,
    /// Ties the outcome to this check.
    pub nonce: Nonce,
    /// Whom the outcome will name.
    pub subject: Subject,
    /// Who asks: the edge's own address.
    pub audience: String,
    /// 姓名.
    pub name: String,
    /// 身份证号.
    pub number: String,
    /// 有效期起, `YYYY-MM-DD`.
    pub valid_from: String,
    /// 有效期止, `YYYY-MM-DD` or `long_term`.
    pub valid_until: String,
}

impl ElementsCheck {
    /// A check of `elements`, which asks `asked`.
    #[must_use]
    pub fn new(asked: &CheckAsked, elements: &Elements) -> Self {
        Self {
            id: asked.id,
            nonce: asked.nonce,
            subject: asked.question.subject,
            audience: asked.question.audience.clone(),
            name: elements.name.expose().to_owned(),
            number: elements.number.expose().to_owned(),
            valid_from: elements.validity.start.to_string(),
            valid_until: elements.validity.end.code(),
        }
    }

    /// What its outcome has to answer: the elements alone are compared to register.
    #[must_use]
    pub fn asked(&self) -> CheckAsked {
        CheckAsked {
            id: self.id,
            nonce: self.nonce,
            question: Question {
                subject: self.subject,
                purpose: Purpose::Register,
                audience: self.audience.clone(),
            },
        }
    }
}

impl std::fmt::Debug for ElementsCheck {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ElementsCheck({})", self.id)
    }
}
