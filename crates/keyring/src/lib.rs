//! Personal data at rest, for the edge and the authority alike: fields are sealed one by one under keys that carry an id
//! and can be replaced, and whatever must be found again without being stored is named by a keyed hash.
//!
//! In scope: `Keyring` (XChaCha20-Poly1305), `NameKey` (HMAC-SHA256), the text form of both keys and of sealed fields.
//! Out of scope: where keys come from, which fields are sealed, randomness (passed in), evidence on its way to the
//! authority (crate `evidence`).

mod key_id;
mod keyring;
mod length_separated;
mod name_key;
mod sealed_field;
mod secret_key;

pub use key_id::KeyId;
pub use keyring::{Keyring, KeyringError};
pub use length_separated::field_context;
pub use name_key::NameKey;
pub use sealed_field::{SealedField, SealedFieldError};
pub use secret_key::SecretKeyError;
