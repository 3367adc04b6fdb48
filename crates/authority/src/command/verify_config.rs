//! `authority verify-config`.

use super::serve::Serve;
use authority::Mode;
use authority::store::Store;

/// Prepares all that `serve` would, and listens on nothing.
pub(super) fn run(serve: &Serve) -> anyhow::Result<()> {
    authority::log::init();
    // A sandbox writes its samples when it starts; checking must leave no trace.
    let store = match serve.settings.mode {
        Mode::Sandbox => Store::in_memory()?,
        Mode::Production => Store::open(&serve.settings.data)?,
    };
    serve.prepare(store)?;
    super::say("settings, keys, register and models are in order")?;
    Ok(())
}
