//! Somebody who registers and signs in.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet river at dawn";
/// The first sample citizen of the authority's sandbox, who is like anybody.
const SAMPLE: (&str, &str) = ("样例甲", "440524188001010014");

/// Somebody on the sandbox's register.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) number: String,
}

impl Person {
    /// A sample citizen.
    pub(crate) fn sample() -> Self {
        let (name, number) = SAMPLE;
        Self {
            name: name.into(),
            number: number.into(),
        }
    }

    /// The card, as forms and the sandbox's console take it.
    pub(crate) fn card(&self) -> Value {
        json!({
            "name": self.name,
            "number": self.number,
            "valid_from": "2010-01-01",
            "valid_until": "long_term",
        })
    }

    /// Makes an account at the edge.
    pub(crate) fn register(&self, edge: &str) -> Result<()> {
        let mut form = self.card();
        form["mobile"] = json!("13800138000");
        form["password"] = json!(PASSWORD);
        form["terms_version"] = json!(api::DeploymentResponse::default().terms_version);
        let answer = ureq::post(format!("{edge}/v1/accounts")).send_json(&form);
        let status = answer.context("registering failed")?.status();
        ensure!(status == 201, "registering was answered with {status}");
        Ok(())
    }

    /// Signs in and returns the session's cookie.
    pub(crate) fn sign_in(&self, edge: &str) -> Result<String> {
        let body = json!({ "number": self.number, "password": PASSWORD });
        let answer = ureq::post(format!("{edge}/v1/sessions")).send_json(&body);
        let answer = answer.context("signing in failed")?;
        let cookie = answer.headers().get("set-cookie");
        let cookie = cookie.and_then(|cookie| cookie.to_str().ok()?.split(';').next());
        Ok(cookie.context("no cookie came with the session")?.into())
    }

    /// Names the session of `cookie`, as requests of a page do.
    pub(crate) fn session(edge: &str, cookie: &str) -> Result<String> {
        let request = ureq::get(format!("{edge}/v1/account"));
        let mut answer = request.header("cookie", cookie).call()?;
        let account: api::AccountResponse = answer.body_mut().read_json()?;
        account.session.context("the account names no session")
    }

    /// Ends the session.
    pub(crate) fn sign_out(edge: &str, cookie: &str) -> Result<()> {
        let session = Self::session(edge, cookie)?;
        let request = ureq::delete(format!("{edge}/v1/sessions/current"));
        let request = request.header("cookie", cookie);
        let answer = request.header("session-id", session).call();
        answer.context("signing out failed")?;
        Ok(())
    }
}
