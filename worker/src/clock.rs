//! Time and randomness, from the runtime.

use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use identity::LegalDay;
use jiff::{SignedDuration, Timestamp};
use worker::Delay;

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

/// What tells a stranger nothing is answered only at multiples of this after it was asked, milliseconds: what the edge did in
/// between takes less, and a little more or less of it is not seen.
const GRID_MS: u64 = 500;

/// The same where a message may have been sent in between, milliseconds.
const MESSAGE_GRID_MS: u64 = 2_000;

/// Waits until a multiple of 500 ms has passed since `began_at`.
pub(crate) async fn wait_for_grid(began_at: Timestamp) {
    wait_for_multiple(GRID_MS, began_at).await;
}

/// Waits until a multiple of two seconds has passed since `began_at`.
pub(crate) async fn wait_for_message_grid(began_at: Timestamp) {
    wait_for_multiple(MESSAGE_GRID_MS, began_at).await;
}

async fn wait_for_multiple(grid_ms: u64, began_at: Timestamp) {
    let passed = now().duration_since(began_at).as_millis();
    let passed_ms = u64::try_from(passed).unwrap_or(0);
    Delay::from(Duration::from_millis(grid_ms - passed_ms % grid_ms)).await;
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
