//! The vocabulary that applicant, edge and authority share: what is verified and why, the challenge a
//! person is given, the outcome the authority signs, and the ports through which the edge reaches it
//! and a message gateway.
//!
//! In scope: types, their wire forms, signatures over them. No message here carries more of a person
//! than its receiver needs: an [`Outcome`] names its subject by an opaque reference alone.
//! Out of scope: what an account does with an outcome (`accounts`), how evidence looks (`evidence`),
//! how liveness is judged (`liveness`).

pub mod action;
pub mod activation;
pub mod attestation;
pub mod authority;
pub mod challenge;
pub mod client;
pub mod elements;
pub mod erasure;
pub mod json_error;
pub mod message;
pub mod needs;
pub mod opaque;
pub mod outcome;
pub mod purpose;
pub mod question;
pub mod request_signature;
pub mod signed;
pub mod timing;

pub use action::Action;
pub use activation::{ActivationCheck, ActivationStatement};
pub use attestation::Attestation;
pub use authority::{Authority, AuthorityError, Cause};
pub use challenge::{CaptureLimits, Challenge, ChallengeDraw, SealingKey};
pub use client::{
    CLIENT_VERSION, ClientQuestion, ClientStanding, ClientStatement, ClientTerms, ClientWindow,
};
pub use elements::{Elements, ElementsCheck, ElementsError};
pub use erasure::{Erasure, ErasureStatement, MOST_ERASED};
pub use json_error::JsonError;
pub use message::{CodeMessage, Language, MessageCode, MessageCodeError, Messages, MessagesError};
pub use needs::{Inability, Needs};
pub use opaque::{Nonce, Subject, VerificationId};
pub use outcome::{Basis, Decision, Outcome, Refusal};
pub use purpose::{Level, Purpose};
pub use question::{CheckAsked, Question};
pub use signed::{Signed, SignedError, Signer, Verified, Verifier};
pub use timing::Timing;
