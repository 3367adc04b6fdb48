//! What every handler has at hand: the bindings, parsed once for as long as the isolate lives.

use std::cell::OnceCell;
use std::sync::Arc;

use wasm_bindgen::JsValue;
use worker::Env;

use crate::config::Config;
use crate::setting::ConfigError;

/// Bindings and configuration, shared by all requests.
#[derive(Clone)]
pub(crate) struct Edge {
    /// The runtime's bindings: objects, services.
    pub(crate) env: Env,
    /// The configuration.
    pub(crate) config: Arc<Config>,
}

thread_local! {
    static CONFIG: OnceCell<Arc<Config>> = const { OnceCell::new() };
}

/// The configuration, parsed for the first who asks; objects and front of an isolate have the same bindings.
pub(crate) fn config(env: &Env) -> Result<Arc<Config>, ConfigError> {
    CONFIG.with(|kept| {
        if let Some(config) = kept.get() {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(Config::parse(|name| variable(env, name))?);
        Ok(Arc::clone(kept.get_or_init(|| config)))
    })
}

/// A variable or secret of the runtime. What is bound and is no text comes as its JSON: read like a text it is refused, and
/// does not pass for nothing.
fn variable(env: &Env, name: &str) -> Option<String> {
    let value = js_sys::Reflect::get(env, &JsValue::from_str(name)).ok()?;
    if value.is_null() || value.is_undefined() {
        return None;
    }
    let text = value.as_string().map(Ok);
    let text = text.unwrap_or_else(|| js_sys::JSON::stringify(&value).map(String::from));
    Some(text.unwrap_or_else(|_| "not a text".to_owned()))
}
