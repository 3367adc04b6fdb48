//! Fetching from a service that the runtime binds by name.

use js_sys::futures::JsFuture;
use worker::worker_sys;
use worker::{Env, web_sys};

/// Asks the service bound as `binding`; there is no other way out of the edge.
pub(crate) async fn fetch(
    env: &Env,
    binding: &str,
    request: &web_sys::Request,
) -> worker::Result<web_sys::Response> {
    use wasm_bindgen::JsCast as _;
    let service: worker_sys::Fetcher = env.service(binding)?.into_rpc();
    let response = JsFuture::from(service.fetch(request)?).await?;
    Ok(response.unchecked_into())
}
