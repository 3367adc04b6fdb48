//! The authority over the wire: signed requests in, signed statements out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::authority::EVIDENCE_DEFECTS;
use verification::request_signature::{self, SignatureHeaders};
use verification::{
    ActivationCheck, ActivationStatement, Attestation, Authority, AuthorityError, Challenge,
    ChallengeDraw, ElementsCheck, Erasure, ErasureStatement, Nonce, Outcome, Signed,
    VerificationId,
};
use worker::web_sys;

use crate::edge::Edge;
use crate::{clock, service};

/// The service's binding.
const BINDING: &str = "AUTHORITY";

/// No statement is longer, in UTF-16 units.
const LONGEST_ANSWER: u32 = 64 << 10;

/// To judge evidence takes longer than to look something up.
const JUDGE_FACTOR: u32 = 4;

/// The authority behind the service binding.
pub(crate) struct AuthorityHttp<'a> {
    edge: &'a Edge,
}

/// A request to the authority.
struct Question<'a> {
    path: &'a str,
    content_type: &'static str,
    body: Vec<u8>,
    timeout_ms: u32,
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
        let question = Question {
            path,
            content_type: "application/json",
            body: serde_json::to_vec(body).map_err(|_| AuthorityError::Nonsense)?,
            timeout_ms: self.edge.config.authority_timeout_ms,
        };
        self.ask(question).await
    }

    async fn ask<T>(&self, question: Question<'_>) -> Result<Signed<T>, AuthorityError> {
        let nonce = Nonce::draw(&mut clock::randomness());
        let headers = self.sign(&question, clock::now(), &nonce);
        let request = request(&question, &headers).map_err(|_| AuthorityError::Unreachable)?;
        let response = service::fetch(&self.edge.env, BINDING, &request).await;
        let response = response.map_err(|_| AuthorityError::Unreachable)?;
        let status = response.status();
        let text = text(&response).await?;
        match status {
            200 => Ok(Signed::from_compact(text.trim().to_owned())),
            _ => Err(refusal(status, &text)),
        }
    }

    fn sign(&self, question: &Question<'_>, now: Timestamp, nonce: &Nonce) -> SignatureHeaders {
        let signer = &self.edge.config.signer;
        request_signature::sign(signer, "POST", question.path, &question.body, now, nonce)
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
        self.ask_json("/v1/activation", check).await
    }

    async fn attest(&self, attestation: &Attestation) -> Result<Signed<Outcome>, AuthorityError> {
        self.ask_json("/v1/attestations", attestation).await
    }

    async fn erase(&self, erasure: &Erasure) -> Result<Signed<ErasureStatement>, AuthorityError> {
        self.ask_json("/v1/erasures", erasure).await
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
        let question = Question {
            path: &format!("/v1/challenges/{id}/evidence"),
            content_type: "application/octet-stream",
            body: sealed,
            timeout_ms: timeout_ms.saturating_mul(JUDGE_FACTOR),
        };
        self.ask(question).await
    }
}

fn request(
    question: &Question<'_>,
    signature: &SignatureHeaders,
) -> Result<web_sys::Request, worker::Error> {
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", question.content_type)?;
    headers.set("content-digest", &signature.content_digest)?;
    headers.set("signature-input", &signature.signature_input)?;
    headers.set("signature", &signature.signature)?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&js_sys::Uint8Array::from(question.body.as_slice()));
    let signal = web_sys::AbortSignal::timeout_with_u32(question.timeout_ms);
    init.set_signal(Some(&signal));
    let url = format!("http://authority{}", question.path);
    Ok(web_sys::Request::new_with_str_and_init(&url, &init)?)
}

/// The body, read within the request's time.
async fn text(response: &web_sys::Response) -> Result<String, AuthorityError> {
    let length = response.headers().get("content-length").ok().flatten();
    let length = length.and_then(|length| length.parse::<u32>().ok());
    if length.is_some_and(|length| length > LONGEST_ANSWER) {
        return Err(AuthorityError::Nonsense);
    }
    let reading = response.text().map_err(|_| AuthorityError::Nonsense)?;
    let text = js_sys::futures::JsFuture::from(reading).await;
    let text = text.map_err(|_| AuthorityError::Unreachable)?;
    text.as_string().ok_or(AuthorityError::Nonsense)
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
