//! Time and randomness, from the runtime.

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use identity::LegalDay;
use jiff::{SignedDuration, Timestamp};

/// The time of the request; workerd holds it still while code runs.
pub(crate) fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below 2^53"
    )]
    let milliseconds = js_sys::Date::now() as i64;
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Today in Asia/Shanghai.
pub(crate) fn today() -> LegalDay {
    LegalDay::of(now())
}

/// So many seconds later.
pub(crate) fn later(now: Timestamp, seconds: u32) -> Timestamp {
    let later = SignedDuration::from_secs(seconds.into());
    now.saturating_add(later).unwrap_or(now)
}

/// `crypto.getRandomValues`, which does not fail within a request.
pub(crate) fn randomness() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
