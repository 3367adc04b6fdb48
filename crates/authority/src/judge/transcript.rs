//! Signing transcripts, and the digest by which an outcome points at one.

use super::Judgement;
use data_encoding::BASE64URL_NOPAD;
use decision::{Facts, ModelIds, Transcript};
use sha2::{Digest as _, Sha256};
use verification::{SignedError, Signer, VerificationId};

/// What a transcript says of its scan besides the judgement.
pub struct Scanned {
    /// The digest of the challenge's compact signed form.
    pub challenge_digest: String,
    /// The digest of the sealed evidence.
    pub evidence_digest: String,
    /// The models of the judge.
    pub models: Option<ModelIds>,
}

/// The signed transcript of a judgement, in its compact form; without a scan where it was given at the counter.
pub fn sign(
    id: VerificationId,
    judgement: Judgement,
    scanned: Option<Scanned>,
    signer: &Signer,
) -> Result<String, SignedError> {
    let looked = matches!(judgement.facts, Facts::Capture(_));
    let (challenge_digest, evidence_digest, models) = match scanned {
        Some(it) => (
            Some(it.challenge_digest),
            Some(it.evidence_digest),
            it.models.filter(|_| looked),
        ),
        None => (None, None, None),
    };
    let transcript = Transcript {
        version: Transcript::VERSION,
        id,
        challenge_digest,
        evidence_digest,
        models,
        rules: judgement.rules,
        facts: judgement.facts,
        verdict: judgement.verdict,
    };
    Ok(signer.sign(&transcript)?.as_compact().to_owned())
}

/// SHA-256 of a text, base64url: of a stored transcript it is the outcome's `transcript_digest`.
#[must_use]
pub fn digest(text: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(text))
}
