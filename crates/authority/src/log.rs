//! Logs: JSON lines on the standard error stream. Nothing personal is ever handed to them.

use std::error::Error;
use tracing_subscriber::EnvFilter;

/// Sends logs to the standard error stream, filtered by `RUST_LOG`, at `info` where it is not set. Of a panic the place alone
/// is logged: its message may quote what was being read.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let json = tracing_subscriber::fmt().json().flatten_event(true);
    json.with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic
            .location()
            .map_or(("", 0), |at| (at.file(), at.line()));
        tracing::error!(file, line, "panicked");
    }));
}

/// The words of `error` and of its causes, outermost first.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        behind = cause.source();
    }
    words
}
