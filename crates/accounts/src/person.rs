//! The person an account belongs to.

use identity::{CardValidity, IdNumber, LegalDay, Mobile, MobileError, PersonName};
use serde::{Deserialize, Serialize};
use verification::{Elements, ElementsError};

/// A person as the account keeps them: the four elements and a mobile number. Whoever came by activation (guide, G6)
/// gave name and number alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 姓名.
    pub name: PersonName,
    /// 身份证号.
    pub number: IdNumber,
    /// 有效期起 and 有效期止.
    pub validity: Option<CardValidity>,
    /// 手机号码.
    pub mobile: Option<Mobile>,
}

/// The same person as text, to be encrypted and kept; it prints nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonText {
    /// 姓名.
    pub name: String,
    /// 身份证号.
    pub number: String,
    /// 有效期起, `YYYY-MM-DD`; empty where it is not known.
    pub valid_from: String,
    /// 有效期止, `YYYY-MM-DD` or `long_term`; empty where it is not known.
    pub valid_until: String,
    /// 手机号码; empty where it is not known.
    pub mobile: String,
}

/// The text is no person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// One of the four elements.
    #[error(transparent)]
    Elements(#[from] ElementsError),
    /// The mobile number.
    #[error(transparent)]
    Mobile(#[from] MobileError),
}

impl Person {
    /// The four elements, where all are known.
    #[must_use]
    pub fn elements(&self) -> Option<Elements> {
        Some(Elements {
            name: self.name.clone(),
            number: self.number.clone(),
            validity: self.validity?,
        })
    }

    /// The person as text, to be encrypted and kept.
    #[must_use]
    pub fn to_text(&self) -> PersonText {
        let (validity, mobile) = (self.validity, self.mobile.as_ref());
        PersonText {
            name: self.name.expose().to_owned(),
            number: self.number.expose().to_owned(),
            valid_from: validity.map_or_else(String::new, |it| it.start.to_string()),
            valid_until: validity.map_or_else(String::new, |it| it.end.code()),
            mobile: mobile.map_or_else(String::new, |it| it.expose().to_owned()),
        }
    }

    /// The person whom text describes that was written on the day `written`: a card that was valid then may have
    /// expired since, and its holder still has the account.
    pub fn parse(text: &PersonText, written: LegalDay) -> Result<Self, PersonError> {
        let PersonText {
            name,
            number,
            valid_from,
            valid_until,
            mobile,
        } = text;
        let name = PersonName::from_stored(name).map_err(ElementsError::from)?;
        let number = IdNumber::parse(number, written).map_err(ElementsError::from)?;
        let validity = known(valid_from)
            .map(|from| CardValidity::parse(from, valid_until, number.birth_date(), written));
        Ok(Self {
            validity: validity.transpose().map_err(ElementsError::from)?,
            mobile: known(mobile).map(Mobile::parse).transpose()?,
            name,
            number,
        })
    }
}

/// A text that says something.
fn known(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl std::fmt::Debug for PersonText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PersonText(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;

    #[test]
    fn a_person_survives_being_kept() {
        let person = fixtures::person();
        let read = Person::parse(&person.to_text(), LegalDay::of(fixtures::NOW));
        assert_eq!(read, Ok(person));
    }

    #[test]
    fn whoever_was_activated_is_known_by_name_and_number() {
        let person = Person {
            validity: None,
            mobile: None,
            ..fixtures::person()
        };
        let read = Person::parse(&person.to_text(), LegalDay::of(fixtures::NOW));
        assert_eq!(read, Ok(person));
    }

    #[test]
    fn nothing_personal_is_printed() {
        let text = fixtures::person().to_text();
        let printed = format!("{text:?} {:?}", fixtures::person());
        for secret in [&text.name, &text.number, &text.mobile, &text.valid_from] {
            assert!(!printed.contains(secret.as_str()));
        }
    }
}
