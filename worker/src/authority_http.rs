//! The authority over the wire: signed requests in, signed statements out.

use serde::{Deserialize, Serialize};
use verification::authority::EVIDENCE_DEFECTS;
use verification::{
    ActivationCheck, ActivationStatement, Attestation, Authority, AuthorityError, Challenge,
    ChallengeDraw, ClientQuestion, ClientStatement, ElementsCheck, Erasure, ErasureStatement,
    Outcome, Signed, VerificationId,
};

use crate::edge::Edge;
use crate::signed_request::{self, NoReply, Reply, SignedRequest};

/// The service's binding.
const BINDING: &str = "AUTHORITY";

/// Whoever gave a wrong password does not wait long for an authority that is down, milliseconds.
const ACTIVATION_MS: u32 = 3_000;

/// To judge evidence takes longer than to look something up.
const JUDGE_FACTOR: u32 = 4;

/// The authority behind the service binding.
pub(crate) struct AuthorityHttp<'a> {
    edge: &'a Edge,
}

/// What the authority answers when it has no statement.
#[derive(Deserialize)]
struct Refusal {
    code: String,
}

impl<'a> AuthorityHttp<'a> {
    /// The authority that `edge` is bound to.
    pub(crate) fn new(edge: &'a Edge) -> Self {
        Self { edge }
    }

    async fn ask_json<T>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Signed<T>, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms;
        self.ask_within(timeout_ms, path, body).await
    }

    async fn ask_within<T>(
        &self,
        timeout_ms: u32,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Signed<T>, AuthorityError> {
        let request = SignedRequest {
            binding: BINDING,
            path,
            content_type: "application/json",
            body: serde_json::to_vec(body).map_err(|_| AuthorityError::Nonsense)?,
            timeout_ms,
        };
        self.ask(request).await
    }

    async fn ask<T>(&self, request: SignedRequest<'_>) -> Result<Signed<T>, AuthorityError> {
        let Reply { status, text } = signed_request::send(self.edge, &request).await?;
        match status {
            200 => Ok(Signed::from_compact(text.trim().to_owned())),
            _ => Err(refusal(status, &text)),
        }
    }
}

impl Authority for AuthorityHttp<'_> {
    async fn check_elements(
        &self,
        check: &ElementsCheck,
    ) -> Result<Signed<Outcome>, AuthorityError> {
        self.ask_json("/v1/elements", check).await
    }

    async fn check_activation(
        &self,
        check: &ActivationCheck,
    ) -> Result<Signed<ActivationStatement>, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms.min(ACTIVATION_MS);
        self.ask_within(timeout_ms, "/v1/activation", check).await
    }

    async fn attest(&self, attestation: &Attestation) -> Result<Signed<Outcome>, AuthorityError> {
        self.ask_json("/v1/attestations", attestation).await
    }

    async fn erase(&self, erasure: &Erasure) -> Result<Signed<ErasureStatement>, AuthorityError> {
        self.ask_json("/v1/erasures", erasure).await
    }

    async fn state_clients(
        &self,
        question: &ClientQuestion,
    ) -> Result<Signed<ClientStatement>, AuthorityError> {
        self.ask_json("/v1/clients", question).await
    }

    async fn draw_challenge(
        &self,
        draw: &ChallengeDraw,
    ) -> Result<Signed<Challenge>, AuthorityError> {
        self.ask_json("/v1/challenges", draw).await
    }

    async fn judge(
        &self,
        id: &VerificationId,
        sealed: Vec<u8>,
    ) -> Result<Signed<Outcome>, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms;
        let request = SignedRequest {
            binding: BINDING,
            path: &format!("/v1/challenges/{id}/evidence"),
            content_type: "application/octet-stream",
            body: sealed,
            timeout_ms: timeout_ms.saturating_mul(JUDGE_FACTOR),
        };
        self.ask(request).await
    }
}

impl From<NoReply> for AuthorityError {
    fn from(none: NoReply) -> Self {
        match none {
            NoReply::Unreachable => Self::Unreachable,
            NoReply::Unreadable => Self::Nonsense,
        }
    }
}

/// What an answer without a statement means; whatever is no problem of the agreed ones is nonsense.
fn refusal(status: u16, body: &str) -> AuthorityError {
    let Ok(Refusal { code }) = serde_json::from_str(body) else {
        return match status {
            500.. => AuthorityError::Unreachable,
            _ => AuthorityError::Nonsense,
        };
    };
    match code.as_str() {
        "signature_refused" | "replayed" | "malformed" => AuthorityError::NotAccepted,
        "challenge_spent" => AuthorityError::ChallengeSpent,
        "challenge_expired" => AuthorityError::ChallengeExpired,
        "no_action_left" => AuthorityError::NoActionLeft,
        "client_too_old" => AuthorityError::ClientTooOld,
        "too_large" => AuthorityError::EvidenceRefused { code: "too_long" },
        "busy" => AuthorityError::Busy,
        other => match evidence_defect(other) {
            Some(code) => AuthorityError::EvidenceRefused { code },
            None if status >= 500 => AuthorityError::Unreachable,
            None => AuthorityError::Nonsense,
        },
    }
}

fn evidence_defect(code: &str) -> Option<&'static str> {
    let defect = code.strip_prefix("evidence_")?;
    EVIDENCE_DEFECTS.into_iter().find(|known| *known == defect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better at the place of use"
    )]
    fn check(status: u16, body: &str, expected: AuthorityError) {
        assert!(refusal(status, body) == expected, "{status} {body}");
    }

    #[test]
    fn agreed_codes_have_their_meaning() {
        let body = |code: &str| format!(r#"{{"status":422,"code":"{code}"}}"#);
        check(401, &body("replayed"), AuthorityError::NotAccepted);
        check(
            409,
            &body("challenge_spent"),
            AuthorityError::ChallengeSpent,
        );
        check(
            410,
            &body("challenge_expired"),
            AuthorityError::ChallengeExpired,
        );
        check(422, &body("client_too_old"), AuthorityError::ClientTooOld);
        check(422, &body("no_action_left"), AuthorityError::NoActionLeft);
        check(503, &body("busy"), AuthorityError::Busy);
        for code in EVIDENCE_DEFECTS {
            let refused = AuthorityError::EvidenceRefused { code };
            check(422, &body(&format!("evidence_{code}")), refused);
        }
    }

    #[test]
    fn what_was_never_agreed_is_nonsense_or_a_fault() {
        check(200, "<html>", AuthorityError::Nonsense);
        check(
            422,
            r#"{"code":"evidence_other"}"#,
            AuthorityError::Nonsense,
        );
        check(502, "<html>", AuthorityError::Unreachable);
        check(500, r#"{"code":"internal"}"#, AuthorityError::Unreachable);
    }
}
