//! CTID (网证): the other place that may know a person's face, for whom the register has no portrait of (guide, F5).

use crate::personal::Personal;
use crate::source::{OnFile, SourceError, Template};
use crate::store::Store;
use crate::surroundings::Randomness;
use identity::IdNumber;
use std::sync::Arc;

const PORTRAIT: &str = "ctid_portrait";

/// Somewhere to ask for the face of whoever has opened 网证.
pub trait Ctid: Send + Sync {
    /// What is kept of the portrait that the person with this number opened 网证 with.
    fn portrait(&self, number: &IdNumber) -> Result<Option<OnFile>, SourceError>;
}

/// No provider is connected: it knows nobody.
pub struct NotConnected;

impl Ctid for NotConnected {
    fn portrait(&self, _: &IdNumber) -> Result<Option<OnFile>, SourceError> {
        Ok(None)
    }
}

/// The sandbox's 网证, in the authority's own store: opened and closed at the console, and proof of nothing.
#[derive(Clone)]
pub struct SandboxCtid {
    store: Arc<Store>,
    personal: Arc<Personal>,
}

impl SandboxCtid {
    /// The sandbox's 网证 in `store`, under the keys of `personal`.
    #[must_use]
    pub fn new(store: Arc<Store>, personal: Arc<Personal>) -> Self {
        Self { store, personal }
    }

    /// Opens 网证 for the person with this number, or opens it again with another portrait.
    pub fn open(
        &self,
        number: &IdNumber,
        portrait: &Template,
        mut randomness: Randomness,
    ) -> Result<(), SourceError> {
        let owner = self.personal.name(number);
        let sealed = portrait.seal(&self.personal, (PORTRAIT, &owner), &mut randomness);
        Ok(self.store.put_ctid(&owner, &sealed)?)
    }

    /// Closes it again; false when it was not open.
    pub fn close(&self, number: &IdNumber) -> Result<bool, SourceError> {
        Ok(self.store.remove_ctid(&self.personal.name(number))?)
    }
}

impl Ctid for SandboxCtid {
    fn portrait(&self, number: &IdNumber) -> Result<Option<OnFile>, SourceError> {
        let owner = self.personal.name(number);
        let stored = self.store.find_ctid(&owner)?;
        stored
            .map(|stored| Template::open(&self.personal, (PORTRAIT, &owner), &stored))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use decision::ModelId;
    use face::Embedding;
    use identity::LegalDay;
    use keyring::{Keyring, NameKey};

    fn number() -> IdNumber {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        IdNumber::parse("440524188001010081", today).unwrap()
    }

    fn portrait() -> Template {
        let mut bytes = vec![0; Embedding::BYTES];
        bytes[..4].copy_from_slice(&1.0_f32.to_le_bytes());
        Template {
            embedding: Embedding::from_bytes(&bytes).unwrap(),
            model: ModelId::from_bytes([1; 32]),
        }
    }

    #[test]
    fn who_has_opened_it_is_known_until_it_is_closed() {
        let keyring = Keyring::parse("a:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap();
        let personal = Arc::new(Personal::new(keyring, NameKey::from_bytes([4; 32])));
        let store = Arc::new(Store::in_memory().unwrap());
        let ctid = SandboxCtid::new(Arc::clone(&store), personal);
        assert_eq!(ctid.portrait(&number()).unwrap(), None);
        ctid.open(&number(), &portrait(), Surroundings::real().randomness())
            .unwrap();
        let on_file = OnFile::Template(portrait());
        assert_eq!(ctid.portrait(&number()).unwrap(), Some(on_file));
        assert!(store.has_samples().unwrap());
        assert_eq!(store.count_faces().unwrap(), 1);
        assert!(ctid.close(&number()).unwrap());
        assert!(!ctid.close(&number()).unwrap());
        assert_eq!(ctid.portrait(&number()).unwrap(), None);
    }

    #[test]
    fn without_a_provider_nobody_is_known() {
        assert_eq!(NotConnected.portrait(&number()).unwrap(), None);
    }
}
