//! The authority over the wire: signed requests in, verified answers out.

use serde::{Deserialize, Serialize};
use verification::authority::EVIDENCE_DEFECTS;
use verification::signed::Claims;
use verification::{
    ActivationCheck, ActivationStatement, Attestation, Authority, AuthorityError, Basis, Challenge,
    ChallengeDraw, CheckAsked, ClientQuestion, ClientStatement, ElementsCheck, Erasure,
    ErasureStatement, JsonError, Outcome, Verified,
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

impl<'a> AuthorityHttp<'a> {
    /// The authority that `edge` is bound to.
    pub(crate) fn new(edge: &'a Edge) -> Self {
        Self { edge }
    }

    async fn ask_json<T: Claims>(
        &self,
        path: &str,
        body: &impl Serialize,
        answers: impl FnOnce(&T) -> bool,
    ) -> Result<Verified<T>, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms;
        let request = SignedRequest::json(BINDING, path, body, timeout_ms)?;
        self.ask(request, answers).await
    }

    async fn ask<T: Claims>(
        &self,
        request: SignedRequest<'_>,
        answers: impl FnOnce(&T) -> bool,
    ) -> Result<Verified<T>, AuthorityError> {
        let Reply { status, text } = signed_request::send(self.edge, &request).await?;
        match status {
            200 => self.edge.config.authority.verify(text.trim(), answers),
            _ => Err(refusal(status, &text)),
        }
    }
}

impl Authority for AuthorityHttp<'_> {
    async fn check_elements(&self, check: &ElementsCheck) -> Result<Outcome, AuthorityError> {
        let answers = |outcome: &Outcome| outcome.answers(&check.asked(), Basis::Elements);
        let verified = self.ask_json("/v1/elements", check, answers).await?;
        Ok(verified.into_statement())
    }

    async fn check_activation(
        &self,
        check: &ActivationCheck,
    ) -> Result<ActivationStatement, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms.min(ACTIVATION_MS);
        let request = SignedRequest::json(BINDING, "/v1/activation", check, timeout_ms)?;
        let answers = |statement: &ActivationStatement| statement.answers(check);
        Ok(self.ask(request, answers).await?.into_statement())
    }

    async fn attest(&self, attestation: &Attestation) -> Result<Outcome, AuthorityError> {
        let answers = |outcome: &Outcome| outcome.answers(&attestation.asked(), Basis::Counter);
        let verified = self.ask_json("/v1/attestations", attestation, answers);
        Ok(verified.await?.into_statement())
    }

    async fn erase(&self, erasure: &Erasure) -> Result<ErasureStatement, AuthorityError> {
        let answers = |statement: &ErasureStatement| statement.answers(erasure);
        let verified = self.ask_json("/v1/erasures", erasure, answers).await?;
        Ok(verified.into_statement())
    }

    async fn state_clients(
        &self,
        question: &ClientQuestion,
    ) -> Result<ClientStatement, AuthorityError> {
        let answers = |statement: &ClientStatement| statement.answers(question);
        let verified = self.ask_json("/v1/clients", question, answers).await?;
        Ok(verified.into_statement())
    }

    async fn draw_challenge(
        &self,
        draw: &ChallengeDraw,
    ) -> Result<Verified<Challenge>, AuthorityError> {
        let answers = |challenge: &Challenge| challenge.answers(draw);
        self.ask_json("/v1/challenges", draw, answers).await
    }

    async fn judge(&self, asked: &CheckAsked, sealed: Vec<u8>) -> Result<Outcome, AuthorityError> {
        let timeout_ms = self.edge.config.authority_timeout_ms;
        let request = SignedRequest {
            binding: BINDING,
            path: &format!("/v1/challenges/{}/evidence", asked.id),
            content_type: "application/octet-stream",
            body: sealed,
            timeout_ms: timeout_ms.saturating_mul(JUDGE_FACTOR),
        };
        let answers = |outcome: &Outcome| outcome.answers(asked, Basis::Face);
        Ok(self.ask(request, answers).await?.into_statement())
    }
}

impl From<NoReply> for AuthorityError {
    fn from(none: NoReply) -> Self {
        match none {
            NoReply::Unwritable(_) | NoReply::Unreachable(_) => Self::Unreachable(none.into()),
            NoReply::TooLong | NoReply::NoText => Self::Nonsense(none.into()),
        }
    }
}

/// What the authority answers when it has no statement.
#[derive(Deserialize)]
struct Refusal {
    code: String,
}

/// An answer without a statement that was never agreed.
#[derive(Debug, thiserror::Error)]
enum Unagreed {
    #[error("it answers {status} without a problem")]
    NoProblem {
        status: u16,
        #[source]
        cause: JsonError,
    },
    #[error("it answers {0} with a problem of another code")]
    OtherCode(u16),
}

impl From<Unagreed> for AuthorityError {
    fn from(unagreed: Unagreed) -> Self {
        match unagreed {
            Unagreed::NoProblem { status, .. } | Unagreed::OtherCode(status) if status >= 500 => {
                Self::Unreachable(unagreed.into())
            }
            Unagreed::NoProblem { .. } | Unagreed::OtherCode(_) => Self::Nonsense(unagreed.into()),
        }
    }
}

/// What an answer without a statement means; whatever is no problem of the agreed ones is nonsense.
fn refusal(status: u16, body: &str) -> AuthorityError {
    let code = match serde_json::from_str(body) {
        Ok(Refusal { code }) => code,
        Err(error) => {
            let cause = error.into();
            return Unagreed::NoProblem { status, cause }.into();
        }
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
            None => Unagreed::OtherCode(status).into(),
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
    use crate::alarm::chain;

    fn check(status: u16, body: &str, expected: &str) {
        assert_eq!(chain(&refusal(status, body)), expected, "{status} {body}");
    }

    #[test]
    fn agreed_codes_have_their_meaning() {
        let body = |code: &str| format!(r#"{{"status":422,"code":"{code}"}}"#);
        for (code, expected) in [
            ("replayed", AuthorityError::NotAccepted),
            ("challenge_spent", AuthorityError::ChallengeSpent),
            ("challenge_expired", AuthorityError::ChallengeExpired),
            ("client_too_old", AuthorityError::ClientTooOld),
            ("no_action_left", AuthorityError::NoActionLeft),
            ("busy", AuthorityError::Busy),
        ] {
            check(422, &body(code), &expected.to_string());
        }
        for code in EVIDENCE_DEFECTS {
            let refused = AuthorityError::EvidenceRefused { code }.to_string();
            check(422, &body(&format!("evidence_{code}")), &refused);
        }
    }

    #[test]
    fn what_was_never_agreed_is_nonsense_or_a_fault() {
        let nonsense = "the authority's answer cannot be understood";
        let unreachable = "the authority cannot be reached";
        let no_problem = "without a problem: text that is not JSON at line 1, column 1";
        let other_code = "with a problem of another code";
        check(
            201,
            "<html>",
            &format!("{nonsense}: it answers 201 {no_problem}"),
        );
        check(
            502,
            "<html>",
            &format!("{unreachable}: it answers 502 {no_problem}"),
        );
        let body = r#"{"code":"evidence_other"}"#;
        check(
            422,
            body,
            &format!("{nonsense}: it answers 422 {other_code}"),
        );
        let body = r#"{"code":"internal"}"#;
        check(
            500,
            body,
            &format!("{unreachable}: it answers 500 {other_code}"),
        );
    }
}
