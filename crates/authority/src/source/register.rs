//! The project's own register: persons in the store, sealed.

use crate::personal::Personal;
use crate::source::{Person, Source, SourceError, Standing, Template};
use crate::store::{Store, StoredPerson};
use crate::surroundings::Randomness;
use identity::{CardEnd, CardValidity, IdNumber, LegalDay, PersonName};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::Elements;

const RECORD: &str = "record";
const PORTRAIT: &str = "portrait";

/// The register over the authority's store.
#[derive(Clone)]
pub struct Register {
    store: Arc<Store>,
    personal: Arc<Personal>,
}

/// Someone to be put on the register.
pub struct Enrolment {
    /// Name, number and validity.
    pub elements: Elements,
    /// Which platform keeps the account.
    pub standing: Standing,
    /// What is kept of the portrait.
    pub portrait: Option<Template>,
    /// Whether this is nobody, made for the sandbox.
    pub sample: bool,
}

/// A record as it is sealed.
#[derive(Serialize, Deserialize)]
struct Record {
    number: String,
    name: String,
    valid_from: String,
    valid_until: String,
    standing: Standing,
}

impl Register {
    /// The register in `store`, under the keys of `personal`.
    #[must_use]
    pub fn new(store: Arc<Store>, personal: Arc<Personal>) -> Self {
        Self { store, personal }
    }

    /// Puts someone on the register, in place of whom it has under that number.
    pub fn enrol(
        &self,
        enrolment: &Enrolment,
        mut randomness: Randomness,
    ) -> Result<(), SourceError> {
        let Elements {
            name,
            number,
            validity,
        } = &enrolment.elements;
        let record = Record {
            number: number.expose().to_owned(),
            name: name.expose().to_owned(),
            valid_from: validity.start.to_string(),
            valid_until: validity.end.code(),
            standing: enrolment.standing,
        };
        let owner = self.personal.name(number);
        let portrait = enrolment.portrait.as_ref();
        let stored = StoredPerson {
            record: self
                .personal
                .seal_value(RECORD, &owner, &record, &mut randomness)?,
            portrait: portrait
                .map(|it| it.seal(&self.personal, (PORTRAIT, &owner), &mut randomness)),
            sample: enrolment.sample,
        };
        Ok(self.store.put_person(&owner, &stored)?)
    }

    /// Takes someone off the register; false when nobody has that number.
    pub fn remove(&self, number: &IdNumber) -> Result<bool, SourceError> {
        Ok(self.store.remove_person(&self.personal.name(number))?)
    }

    /// Everybody whom the sandbox made, with their numbers.
    pub fn samples(&self) -> Result<Vec<(String, Person)>, SourceError> {
        let stored = self.store.sample_persons()?;
        stored
            .iter()
            .map(|(owner, person)| self.open(owner, person))
            .collect()
    }

    fn open(
        &self,
        owner: &[u8; 32],
        stored: &StoredPerson,
    ) -> Result<(String, Person), SourceError> {
        let record: Record = self.personal.open_value(RECORD, owner, &stored.record)?;
        let portrait = stored.portrait.as_ref();
        let portrait = portrait.map(|it| Template::open(&self.personal, (PORTRAIT, owner), it));
        let person = Person {
            name: PersonName::from_stored(&record.name).map_err(SourceError::damaged)?,
            validity: record.validity()?,
            standing: record.standing,
            portrait: portrait.transpose()?,
        };
        Ok((record.number, person))
    }
}

impl Source for Register {
    fn find(&self, number: &IdNumber) -> Result<Option<Person>, SourceError> {
        let owner = self.personal.name(number);
        let stored = self.store.find_person(&owner)?;
        stored
            .map(|stored| Ok(self.open(&owner, &stored)?.1))
            .transpose()
    }

    fn renew(
        &self,
        number: &IdNumber,
        template: &Template,
        mut randomness: Randomness,
    ) -> Result<(), SourceError> {
        let owner = self.personal.name(number);
        let sealed = template.seal(&self.personal, (PORTRAIT, &owner), &mut randomness);
        if self.store.renew_template(&owner, &sealed)? {
            Ok(())
        } else {
            Err(SourceError::Nobody)
        }
    }
}

impl Record {
    /// The card may have expired since: that is for others to say.
    fn validity(&self) -> Result<CardValidity, SourceError> {
        let start = LegalDay::parse(&self.valid_from).map_err(SourceError::damaged)?;
        let end = CardEnd::parse(&self.valid_until).map_err(SourceError::damaged)?;
        Ok(CardValidity { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use crate::source::{FIRST_MODEL, OnFile};
    use crate::store::StoredTemplate;
    use decision::ModelId;
    use face::Embedding;
    use keyring::{Keyring, NameKey};

    fn register() -> Register {
        let keyring = Keyring::parse("a:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap();
        let personal = Personal::new(keyring, NameKey::from_bytes([4; 32]));
        Register::new(Arc::new(Store::in_memory().unwrap()), Arc::new(personal))
    }

    fn template(along: usize, model: u8) -> Template {
        let mut bytes = vec![0; Embedding::BYTES];
        bytes[along * 4..along * 4 + 4].copy_from_slice(&1.0_f32.to_le_bytes());
        let embedding = Embedding::from_bytes(&bytes).unwrap();
        let model = ModelId::from_bytes([model; 32]);
        Template { embedding, model }
    }

    fn enrolment(name: &str) -> Enrolment {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let elements =
            Elements::parse(name, "440524188001010014", "2010-01-01", "long_term", today).unwrap();
        Enrolment {
            elements,
            standing: Standing::National,
            portrait: Some(template(0, 1)),
            sample: true,
        }
    }

    #[test]
    fn who_was_enrolled_is_found_until_removed() {
        let (register, enrolment) = (register(), enrolment("样例甲"));
        let number = &enrolment.elements.number;
        assert!(register.find(number).unwrap().is_none());
        register
            .enrol(&enrolment, Surroundings::real().randomness())
            .unwrap();
        let person = register.find(number).unwrap().unwrap();
        assert_eq!(person.name, enrolment.elements.name);
        assert_eq!(person.validity, enrolment.elements.validity);
        assert_eq!(person.portrait, enrolment.portrait.map(OnFile::Template));
        assert!(register.remove(number).unwrap());
        assert!(register.find(number).unwrap().is_none());
    }

    #[test]
    fn a_renewed_template_takes_the_place_of_the_old_one_and_nothing_else_changes() {
        let (register, enrolment) = (register(), enrolment("样例甲"));
        let number = &enrolment.elements.number;
        let renewed = template(1, 2);
        let randomness = || Surroundings::real().randomness();
        assert!(register.renew(number, &renewed, randomness()).is_err());
        register.enrol(&enrolment, randomness()).unwrap();
        register.renew(number, &renewed, randomness()).unwrap();
        let person = register.find(number).unwrap().unwrap();
        assert_eq!(person.portrait, Some(OnFile::Template(renewed)));
        assert_eq!(person.validity, enrolment.elements.validity);
        let others = |model| {
            Template::count_others(&register.store, ModelId::from_bytes([model; 32])).unwrap()
        };
        assert_eq!((others(1), others(2)), (1, 0));
    }

    /// A row as the authority kept it while its network gave 192 numbers, and before and after templates named their model.
    #[test]
    fn a_template_of_an_earlier_network_is_on_file_until_it_is_renewed() {
        for model in [None, Some(FIRST_MODEL.to_string())] {
            let (register, enrolment) = (register(), enrolment("样例甲"));
            let number = &enrolment.elements.number;
            let randomness = || Surroundings::real().randomness();
            register.enrol(&enrolment, randomness()).unwrap();
            let owner = register.personal.name(number);
            let mut numbers = vec![0; 192 * 4];
            numbers[..4].copy_from_slice(&1.0_f32.to_le_bytes());
            let mut random = randomness();
            let embedding = register
                .personal
                .seal(PORTRAIT, &owner, &numbers, &mut random);
            let stored = StoredTemplate { embedding, model };
            register.store.renew_template(&owner, &stored).unwrap();

            let person = register.find(number).unwrap().unwrap();
            assert_eq!(person.portrait, Some(OnFile::EarlierNetwork));
            assert_eq!(register.samples().unwrap().len(), 1);
            let others = || {
                let model = ModelId::from_bytes([2; 32]);
                Template::count_others(&register.store, model).unwrap()
            };
            assert_eq!(others(), 1);
            register
                .renew(number, &template(1, 2), randomness())
                .unwrap();
            let person = register.find(number).unwrap().unwrap();
            assert_eq!(person.portrait, Some(OnFile::Template(template(1, 2))));
            assert_eq!(others(), 0);
        }
    }

    #[test]
    fn a_second_enrolment_replaces_the_first() {
        let register = register();
        register
            .enrol(&enrolment("样例甲"), Surroundings::real().randomness())
            .unwrap();
        register
            .enrol(&enrolment("样例乙"), Surroundings::real().randomness())
            .unwrap();
        let samples = register.samples().unwrap();
        assert_eq!(samples.len(), 1);
        assert_eq!(samples[0].1.name.expose(), "样例乙");
    }
}
