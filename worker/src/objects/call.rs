//! How the front asks an object: one JSON question, one JSON answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit, Response};

use verification::{AuthorityError, Cause, JsonError};

use crate::alarm;
use crate::openid::signing_key::CryptoError;
use crate::password_argon2::PasswordHashError;
use crate::runtime_error::RuntimeError;
use crate::setting::ConfigError;

/// An object failed; nothing of its inside is told to the applicant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ObjectError {
    /// It could not be reached, or threw.
    #[error("an object cannot be reached")]
    Unreachable(#[source] RuntimeError),
    /// It answered that it failed; it logged why.
    #[error("an object failed, as its own log says")]
    Failed,
    /// Question or answer is not what was agreed on.
    #[error("an object was misunderstood")]
    Misunderstood(#[source] Cause),
    /// It answered what does not follow from the question.
    #[error("an object contradicts what it was asked")]
    Contradiction,
    /// Its storage failed.
    #[error("an object's storage failed")]
    Storage(#[source] RuntimeError),
    /// What it keeps cannot be read.
    #[error("what an object keeps cannot be read")]
    Damaged(#[source] Cause),
    /// Somebody else saved in between.
    #[error("an object was changed in between")]
    Conflict,
    /// A field could not be opened: a key is missing, or the field was altered.
    #[error("a sealed field could not be opened")]
    Sealed(#[source] Cause),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordHashError),
    /// The runtime's cryptography failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// A binding is missing or wrong.
    #[error("an object's bindings are wrong")]
    Config(#[from] ConfigError),
    /// The authority was asked in vain to erase what it keeps of a closed account.
    #[error("an authority may keep transcripts of an account that was closed")]
    Erasure(#[source] AuthorityError),
}

impl ObjectError {
    /// Question or answer cannot be read or written.
    pub(crate) fn misunderstood(cause: impl Into<Cause>) -> Self {
        Self::Misunderstood(cause.into())
    }

    /// What is kept cannot be read.
    pub(crate) fn damaged(cause: impl Into<Cause>) -> Self {
        Self::Damaged(cause.into())
    }

    /// A sealed field does not open.
    pub(crate) fn sealed(cause: impl Into<Cause>) -> Self {
        Self::Sealed(cause.into())
    }

    /// Storage failed.
    pub(crate) fn storage(error: worker::Error) -> Self {
        Self::Storage(error.into())
    }
}

/// Reads JSON that an object keeps.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, ObjectError> {
    serde_json::from_slice(json).map_err(|error| ObjectError::damaged(JsonError::from(error)))
}

/// Reads a question or an answer.
fn understand<T: DeserializeOwned>(json: &str) -> Result<T, ObjectError> {
    serde_json::from_str(json).map_err(|error| ObjectError::misunderstood(JsonError::from(error)))
}

/// Writes JSON: a question, an answer, or what is kept.
pub(super) fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, ObjectError> {
    serde_json::to_string(value).map_err(|error| ObjectError::misunderstood(JsonError::from(error)))
}

/// Asks the object `name` of the namespace bound as `binding`.
pub(crate) async fn call<A: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    question: &impl Serialize,
) -> Result<A, ObjectError> {
    let mut response = send(env, binding, name, &write(question)?)
        .await
        .map_err(unreachable)?;
    if response.status_code() != 200 {
        return Err(ObjectError::Failed);
    }
    understand(&response.text().await.map_err(unreachable)?)
}

fn unreachable(error: worker::Error) -> ObjectError {
    ObjectError::Unreachable(error.into())
}

async fn send(env: &Env, binding: &str, name: &str, json: &str) -> worker::Result<Response> {
    let stub = env.durable_object(binding)?.get_by_name(name)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(JsValue::from_str(json)));
    let request = Request::new_with_init("https://object/", &init)?;
    stub.fetch_with_request(request).await
}

/// The question within a request to an object.
pub(super) async fn question<Q: DeserializeOwned>(mut request: Request) -> Result<Q, ObjectError> {
    let text = request.text().await;
    let text = text.map_err(|error| ObjectError::misunderstood(RuntimeError::from(error)))?;
    understand(&text)
}

/// The response that carries an answer; a failure is logged where it happened and told as no answer.
pub(super) fn respond<A: Serialize>(answer: Result<A, ObjectError>) -> worker::Result<Response> {
    match answer.and_then(|answer| write(&answer)) {
        Ok(json) => Response::ok(json),
        Err(error) => {
            alarm::raise(&error);
            Response::error("", 500)
        }
    }
}
