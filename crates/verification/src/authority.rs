//! The port through which the edge reaches an authority.

use crate::{
    ActivationCheck, ActivationStatement, Attestation, Challenge, ChallengeDraw, CheckAsked,
    ClientQuestion, ClientStatement, ElementsCheck, Erasure, ErasureStatement, Outcome,
    SignedError, Verified,
};

/// Whoever decides on persons and faces: the project's own authority, or an adapter to a provider.
///
/// An adapter returns only statements whose signature it has verified, and which answer the very question that was asked.
#[expect(
    async_fn_in_trait,
    reason = "the edge is single-threaded: its futures need not be Send"
)]
pub trait Authority {
    /// Do the four elements agree with the register?
    async fn check_elements(&self, check: &ElementsCheck) -> Result<Outcome, AuthorityError>;

    /// Must the account of the person with this number be activated?
    async fn check_activation(
        &self,
        check: &ActivationCheck,
    ) -> Result<ActivationStatement, AuthorityError>;

    /// Takes a clerk's word for a person who stood at the counter.
    async fn attest(&self, attestation: &Attestation) -> Result<Outcome, AuthorityError>;

    /// Erases what is kept of scans whose consent was withdrawn.
    async fn erase(&self, erasure: &Erasure) -> Result<ErasureStatement, AuthorityError>;

    /// Which clients are taken, and until when?
    async fn state_clients(
        &self,
        question: &ClientQuestion,
    ) -> Result<ClientStatement, AuthorityError>;

    /// Draws a challenge; the authority keeps its nonce until it is spent.
    async fn draw_challenge(
        &self,
        draw: &ChallengeDraw,
    ) -> Result<Verified<Challenge>, AuthorityError>;

    /// Judges `sealed` evidence for the challenge that `asked` was asked by, and spends its nonce.
    async fn judge(&self, asked: &CheckAsked, sealed: Vec<u8>) -> Result<Outcome, AuthorityError>;
}

/// What an adapter found behind an error. It may be logged: it holds no personal data.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the authority gave no outcome. The account is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// It could not be reached, or not in time (F7).
    #[error("the authority cannot be reached")]
    Unreachable(#[source] Cause),
    /// It answered what is no answer.
    #[error("the authority's answer cannot be understood")]
    Nonsense(#[source] Cause),
    /// Its statement is not signed by a key that the edge trusts.
    #[error("the authority's statement does not verify")]
    Unverified(#[source] SignedError),
    /// Its statement is signed, and answers another question.
    #[error("the authority's statement is about something else")]
    Foreign,
    /// It does not accept the edge's signature, key or clock.
    #[error("the authority does not accept this edge")]
    NotAccepted,
    /// The challenge is unknown or was spent before.
    #[error("the challenge is unknown or spent")]
    ChallengeSpent,
    /// The challenge has expired.
    #[error("the challenge has expired")]
    ChallengeExpired,
    /// Nothing is left that could be asked of the person before a camera.
    #[error("no action is left to ask for")]
    NoActionLeft,
    /// The client that made the evidence is too old (F8).
    #[error("the client is too old")]
    ClientTooOld,
    /// The evidence is damaged, forged or for something else.
    #[error("the evidence cannot be accepted: {code}")]
    EvidenceRefused {
        /// Which check failed, one of [`EVIDENCE_DEFECTS`].
        code: &'static str,
    },
    /// Too many requests; come back later.
    #[error("the authority is busy")]
    Busy,
}

/// Every way in which evidence can be defective, by code; the authority answers with one of them.
pub const EVIDENCE_DEFECTS: [&str; 10] = [
    "unreadable",
    "wrong_key",
    "wrong_challenge",
    "chain_broken",
    "frame_missing",
    "frame_repeated",
    "times_disordered",
    "gap_too_long",
    "too_long",
    "picture_unreadable",
];
