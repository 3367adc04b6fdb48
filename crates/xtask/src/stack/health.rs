//! Waiting for a process to answer.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::guarded::Guarded;

const START_UP: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Returns when `/healthz` at `address` answers 200; fails with the process's log when the process
/// has ended or does not answer in time.
pub(crate) fn wait(process: &mut Guarded, address: &str) -> Result<()> {
    let end = Instant::now() + START_UP;
    let health = format!("http://{address}/healthz");
    loop {
        process.check_alive()?;
        if ureq::get(&health).call().is_ok() {
            return Ok(());
        }
        if Instant::now() > end {
            let seconds = START_UP.as_secs();
            bail!(
                "{health} does not answer after {seconds} s; the log says:\n{}",
                process.log()?
            );
        }
        sleep(BETWEEN_LOOKS);
    }
}
