//! A sign-in that another device asks for, and a person with a phone decides on (RFC 8628).

use accounts::SecretDigest;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::authorization_request::Wish;

/// How long a device waits between two questions, seconds; each that comes too early adds as much (RFC 8628, section 3.5).
pub(crate) const INTERVAL_SECONDS: u32 = 5;

/// A device that keeps to its interval is not told off for what the network does to it.
const JITTER: SignedDuration = SignedDuration::from_millis(500);

/// A device is told for a while that its code is over.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(5);

/// A grant as it is kept, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeviceGrant {
    /// Which portal.
    pub(crate) portal: String,
    /// What it wants.
    pub(crate) wish: Wish,
    /// What is kept of the device code's secret.
    pub(crate) secret: SecretDigest,
    /// From when on nobody may decide any more.
    pub(crate) expires_at: Timestamp,
    /// How long the device must wait between two questions, seconds.
    pub(crate) interval: u32,
    /// When it asked last.
    pub(crate) asked_at: Option<Timestamp>,
    /// How far it is.
    pub(crate) state: State,
}

/// How far a grant is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Nobody has decided.
    Waiting,
    /// The person refused.
    Refused,
    /// The person allowed it; the device fetches this code.
    Allowed(String),
    /// The device has fetched it.
    Fetched,
}

/// Why a grant gives nothing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeviceRefusal {
    /// There is none, it was decided on, or it is another portal's.
    Unknown,
    /// Nobody has decided yet.
    Pending,
    /// The device asks too often.
    TooSoon,
    /// Its time is over.
    Expired,
    /// The person refused.
    Refused,
}

impl DeviceGrant {
    /// Whether a person may decide.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        self.state == State::Waiting && now < self.expires_at
    }

    /// The grant after the person's decision; `code` is what the device will fetch, none where the person refused.
    pub(crate) fn decided(
        self,
        code: Option<String>,
        now: Timestamp,
    ) -> Result<Self, DeviceRefusal> {
        if !self.is_open(now) {
            return Err(DeviceRefusal::Unknown);
        }
        let state = code.map_or(State::Refused, State::Allowed);
        Ok(Self { state, ..self })
    }

    /// The grant after the device has asked, and what it is told.
    pub(crate) fn asked(
        self,
        (portal, secret): (&str, SecretDigest),
        now: Timestamp,
    ) -> (Self, Result<String, DeviceRefusal>) {
        if self.portal != portal || self.secret != secret {
            return (self, Err(DeviceRefusal::Unknown));
        }
        let waited = self.asked_at.map(|asked_at| now.duration_since(asked_at));
        let least = SignedDuration::from_secs(i64::from(self.interval)) - JITTER;
        let is_early = waited.is_some_and(|waited| waited < least);
        let asked = Self {
            asked_at: Some(now),
            ..self
        };
        match asked.state.clone() {
            State::Refused => (asked, Err(DeviceRefusal::Refused)),
            State::Fetched => (asked, Err(DeviceRefusal::Unknown)),
            State::Waiting if now >= asked.expires_at => (asked, Err(DeviceRefusal::Expired)),
            State::Allowed(_) if now >= asked.erased_at() => (asked, Err(DeviceRefusal::Expired)),
            _ if is_early => {
                let interval = asked.interval.saturating_add(INTERVAL_SECONDS);
                (Self { interval, ..asked }, Err(DeviceRefusal::TooSoon))
            }
            State::Waiting => (asked, Err(DeviceRefusal::Pending)),
            State::Allowed(code) => {
                let state = State::Fetched;
                (Self { state, ..asked }, Ok(code))
            }
        }
    }

    /// When nothing of it need be kept.
    pub(crate) fn erased_at(&self) -> Timestamp {
        let erased = self.expires_at.saturating_add(REMEMBERED);
        erased.unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::authorization_request::Prompt;
    use verification::Level;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + second).unwrap()
    }

    fn grant() -> DeviceGrant {
        DeviceGrant {
            portal: "portal".to_owned(),
            wish: Wish {
                scopes: [accounts::Scope::OpenId].into(),
                level: Level::Three,
                prompt: Prompt::default(),
                max_age: None,
                asked_at: at(0),
            },
            secret: SecretDigest([1; 32]),
            expires_at: at(120),
            interval: INTERVAL_SECONDS,
            asked_at: None,
            state: State::Waiting,
        }
    }

    fn check(grant: &mut DeviceGrant, second: i64, expected: Result<&str, DeviceRefusal>) {
        let own = ("portal", SecretDigest([1; 32]));
        let (after, told) = grant.clone().asked(own, at(second));
        assert_eq!(told, expected.map(str::to_owned), "second {second}");
        *grant = after;
    }

    #[test]
    fn a_device_that_waits_gets_its_code_once() {
        let mut grant = grant();
        check(&mut grant, 5, Err(DeviceRefusal::Pending));
        check(&mut grant, 10, Err(DeviceRefusal::Pending));
        grant = grant.decided(Some("code".to_owned()), at(11)).unwrap();
        check(&mut grant, 15, Ok("code"));
        check(&mut grant, 20, Err(DeviceRefusal::Unknown));
        assert_eq!(grant.decided(None, at(21)), Err(DeviceRefusal::Unknown));
    }

    #[test]
    fn whoever_asks_too_often_waits_longer() {
        let mut grant = grant();
        check(&mut grant, 5, Err(DeviceRefusal::Pending));
        check(&mut grant, 6, Err(DeviceRefusal::TooSoon));
        check(&mut grant, 15, Err(DeviceRefusal::TooSoon));
        check(&mut grant, 30, Err(DeviceRefusal::Pending));
    }

    #[test]
    fn what_is_refused_or_over_says_so() {
        let mut refused = grant().decided(None, at(1)).unwrap();
        check(&mut refused, 5, Err(DeviceRefusal::Refused));
        let mut over = grant();
        check(&mut over, 120, Err(DeviceRefusal::Expired));
        let late = grant().decided(Some("code".to_owned()), at(120));
        assert_eq!(late, Err(DeviceRefusal::Unknown));
    }

    #[test]
    fn another_portal_or_secret_changes_nothing() {
        for own in [
            ("other", SecretDigest([1; 32])),
            ("portal", SecretDigest([2; 32])),
        ] {
            let told = grant().asked(own, at(5));
            assert_eq!(told, (grant(), Err(DeviceRefusal::Unknown)));
        }
    }
}
