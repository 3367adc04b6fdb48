//! The port through which the edge reaches an authority.

use crate::{
    ActivationCheck, ActivationStatement, Attestation, Challenge, ChallengeDraw, ClientQuestion,
    ClientStatement, ElementsCheck, Erasure, ErasureStatement, Outcome, Signed, VerificationId,
};

/// Whoever decides on persons and faces: the project's own authority, or an adapter to a provider.
///
/// What comes back is signed and not yet believed: the caller verifies it.
#[expect(
    async_fn_in_trait,
    reason = "the edge is single-threaded: its futures need not be Send"
)]
pub trait Authority {
    /// Do the four elements agree with the register?
    async fn check_elements(
        &self,
        check: &ElementsCheck,
    ) -> Result<Signed<Outcome>, AuthorityError>;

    /// Must the account of the person with this number be activated?
    async fn check_activation(
        &self,
        check: &ActivationCheck,
    ) -> Result<Signed<ActivationStatement>, AuthorityError>;

    /// Takes a clerk's word for a person who stood at the counter.
    async fn attest(&self, attestation: &Attestation) -> Result<Signed<Outcome>, AuthorityError>;

    /// Erases what is kept of scans whose consent was withdrawn.
    async fn erase(&self, erasure: &Erasure) -> Result<Signed<ErasureStatement>, AuthorityError>;

    /// Which clients are taken, and until when?
    async fn state_clients(
        &self,
        question: &ClientQuestion,
    ) -> Result<Signed<ClientStatement>, AuthorityError>;

    /// Draws a challenge; the authority keeps its nonce until it is spent.
    async fn draw_challenge(
        &self,
        draw: &ChallengeDraw,
    ) -> Result<Signed<Challenge>, AuthorityError>;

    /// Judges `sealed` evidence for the challenge `id` and spends its nonce.
    async fn judge(
        &self,
        id: &VerificationId,
        sealed: Vec<u8>,
    ) -> Result<Signed<Outcome>, AuthorityError>;
}

/// Why the authority gave no outcome. The account is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// It could not be reached, or not in time (F7).
    #[error("the authority cannot be reached")]
    Unreachable,
    /// It answered what is no answer.
    #[error("the authority's answer cannot be understood")]
    Nonsense,
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
