//! How the front asks an object: one JSON question, one JSON answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit, Response};

use crate::openid::signing_key::CryptoError;
use crate::setting::ConfigError;

/// An object failed; nothing of its inside is told to the applicant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ObjectError {
    /// It could not be reached, or threw.
    #[error("an object cannot be reached")]
    Unreachable,
    /// Question or answer is not the JSON that was agreed on.
    #[error("an object was misunderstood")]
    Misunderstood,
    /// Its storage failed.
    #[error("an object's storage failed")]
    Storage,
    /// Somebody else saved in between.
    #[error("an object was changed in between")]
    Conflict,
    /// A field could not be opened: a key is missing, or the field was altered.
    #[error("a sealed field could not be opened")]
    Sealed,
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] crate::password_argon2::PasswordHashError),
    /// The runtime's cryptography failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// A binding is missing or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

impl ObjectError {
    /// What is logged of it, in fixed words.
    pub(crate) fn alarm(&self) -> &'static str {
        match self {
            Self::Unreachable => "an object cannot be reached",
            Self::Misunderstood => "an object was misunderstood",
            Self::Storage => "an object's storage failed",
            Self::Conflict => "an object was changed in between",
            Self::Sealed => "a sealed field could not be opened",
            Self::Password(_) => "a password could not be hashed",
            Self::Crypto(_) => "the runtime's cryptography failed",
            Self::Config(_) => "an object's bindings are wrong",
        }
    }
}

/// Asks the object `name` of the namespace bound as `binding`.
pub(crate) async fn call<A: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    question: &impl Serialize,
) -> Result<A, ObjectError> {
    let json = serde_json::to_string(question).map_err(|_| ObjectError::Misunderstood)?;
    let answer = send(env, binding, name, &json).await;
    let answer = answer.map_err(|_| ObjectError::Unreachable)?;
    serde_json::from_str(&answer).map_err(|_| ObjectError::Misunderstood)
}

async fn send(env: &Env, binding: &str, name: &str, json: &str) -> worker::Result<String> {
    let stub = env.durable_object(binding)?.get_by_name(name)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(JsValue::from_str(json)));
    let request = Request::new_with_init("https://object/", &init)?;
    stub.fetch_with_request(request).await?.text().await
}

/// The question within a request to an object.
pub(super) async fn question<Q: DeserializeOwned>(mut request: Request) -> Result<Q, ObjectError> {
    let text = request
        .text()
        .await
        .map_err(|_| ObjectError::Misunderstood)?;
    serde_json::from_str(&text).map_err(|_| ObjectError::Misunderstood)
}

/// The response that carries an answer; a failure is logged where it happened and told as no answer.
pub(super) fn respond<A: Serialize>(answer: Result<A, ObjectError>) -> worker::Result<Response> {
    let json = answer
        .and_then(|answer| serde_json::to_string(&answer).map_err(|_| ObjectError::Misunderstood));
    match json {
        Ok(json) => Response::ok(json),
        Err(error) => {
            worker::console_error!("{}", error);
            Response::error("", 500)
        }
    }
}
