//! The elements of a natural person as they stand on a Chinese identity document: ID number, name, mobile number,
//! card validity, the place that a number names, and the legal day they are counted in. Each type is parsed once and
//! valid ever after; each refusal says which rule failed, and none of them prints itself whole.
//!
//! In scope: normalising what people type, the rules that need no register, masking, the card's term, the
//! codes of places since 1980.
//! Out of scope: whether such a person exists (the authority knows), words for people (`locales/` has them), the wire
//! (wire types carry strings and parse), the clock (`today` is passed in).

mod card_validity;
mod id_number;
mod legal_day;
mod mobile;
mod person_name;
mod region;
mod typed;
mod working_days;

pub use card_validity::{CardEnd, CardField, CardValidity, CardValidityError, ValidityHint};
pub use id_number::{
    IdNumber, IdNumberError, IdNumberHint, IdNumberKind, Progress, Sex, Territory,
};
pub use legal_day::{LegalDay, LegalDayError};
pub use mobile::{Mobile, MobileError};
pub use person_name::{PersonName, PersonNameError};
pub use region::{Region, RegionCode, RegionCodeError};
pub use typed::typed_code;
pub use working_days::WorkingDays;
