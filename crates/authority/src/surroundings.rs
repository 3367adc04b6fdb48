//! Clock and randomness, passed in.

use getrandom::SysRng;
use jiff::Timestamp;
use rand_core::{CryptoRng, UnwrapErr};

/// Where randomness comes from; one source for each use.
pub type Randomness = Box<dyn CryptoRng + Send>;

/// What the authority knows of the world outside: the time, and randomness.
pub struct Surroundings {
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    randomness: Box<dyn Fn() -> Randomness + Send + Sync>,
}

impl Surroundings {
    /// A world of one's own, for tests.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        randomness: impl Fn() -> Randomness + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Box::new(now),
            randomness: Box::new(randomness),
        }
    }

    /// The operating system's clock and randomness.
    #[must_use]
    pub fn real() -> Self {
        Self::new(Timestamp::now, || Box::new(UnwrapErr(SysRng)))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// A source of randomness.
    #[must_use]
    pub fn randomness(&self) -> Randomness {
        (self.randomness)()
    }
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Surroundings")
    }
}
