//! A member of the staff: how they sign in, and for how long.

use accounts::limits::{self, Counter, Kind, RetryAfter};
use accounts::{Device, Proof, Session, SessionDigest, session};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is kept of one member of the staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Their sessions, some of which may have ended.
    sessions: Vec<Session>,
    /// The step of the one-time code that was used last: none serves twice (RFC 6238, section 5.2).
    last_step: Option<u64>,
    /// Wrong one-time codes that came with the right password.
    #[serde(default)]
    wrong_codes: Option<Counter>,
}

/// What somebody gave to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Whether the password is theirs.
    pub password_fits: bool,
    /// The step that their one-time code belongs to; none for a wrong code.
    pub step: Option<u64>,
    /// The new session.
    pub session: SessionDigest,
    /// What it begins on.
    pub device: Device,
}

/// Why a member of the staff is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum StaffRefusal {
    /// Name, password or code is wrong; which, is told to nobody.
    #[error("name, password or code is wrong")]
    CredentialsWrong,
    /// Too many wrong codes came with the right password.
    #[error(transparent)]
    Paused(RetryAfter),
    /// There is no such session, or it has ended.
    #[error("the session has ended")]
    SessionEnded,
}

impl Desk {
    /// Whether anybody may sign in now. After five wrong codes with the right password nobody may, wherever they come from,
    /// for a while that grows: six digits are guessed soon otherwise.
    pub fn check_pause(&self, now: Timestamp) -> Result<(), StaffRefusal> {
        limits::check(self.wrong_codes.as_ref(), now).map_err(StaffRefusal::Paused)
    }

    /// Begins a session, if both factors are right and the code was not used before. One session at a time: a clerk sits
    /// at one desk. A wrong code with the right password is counted.
    pub fn sign_in(&mut self, sign_in: &SignIn, now: Timestamp) -> Result<(), StaffRefusal> {
        self.check_pause(now)?;
        let step = sign_in
            .step
            .filter(|step| self.last_step.is_none_or(|last| *step > last));
        if !sign_in.password_fits {
            return Err(StaffRefusal::CredentialsWrong);
        }
        let Some(step) = step else {
            let counter = self.wrong_codes.as_ref();
            self.wrong_codes = Some(limits::count(Kind::StaffCode, counter, now));
            return Err(StaffRefusal::CredentialsWrong);
        };
        self.wrong_codes = None;
        self.last_step = Some(step);
        self.sessions = vec![Session::begin(
            sign_in.session,
            sign_in.device,
            Proof::Password,
            now,
        )];
        Ok(())
    }

    /// Notes that a session is used, if it lasts; tells whether that is worth writing down.
    pub fn use_session(
        &mut self,
        digest: SessionDigest,
        now: Timestamp,
    ) -> Result<bool, StaffRefusal> {
        let mut lasting = self.sessions.iter_mut().filter(|kept| kept.lasts(now));
        let session = lasting.find(|kept| kept.digest == digest);
        let session = session.ok_or(StaffRefusal::SessionEnded)?;
        let is_due = session.is_due(now);
        if is_due {
            session.used_at = now;
        }
        Ok(is_due)
    }

    /// Ends a session.
    pub fn sign_out(&mut self, digest: SessionDigest) {
        self.sessions.retain(|kept| kept.digest != digest);
    }

    /// When the session that has begun at `now` ends at the latest.
    #[must_use]
    pub fn ends_at(now: Timestamp) -> Timestamp {
        now.saturating_add(session::LONGEST)
            .unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn sign_in(password_fits: bool, step: Option<u64>, number: u8) -> SignIn {
        SignIn {
            password_fits,
            step,
            session: SessionDigest::from_bytes([number; 32]),
            device: Device::default(),
        }
    }

    #[test]
    fn both_factors_are_needed_and_a_code_serves_once() {
        let mut desk = Desk::default();
        let wrong = Err(StaffRefusal::CredentialsWrong);
        assert_eq!(desk.sign_in(&sign_in(false, Some(5), 1), NOW), wrong);
        assert_eq!(desk.sign_in(&sign_in(true, None, 1), NOW), wrong);
        assert_eq!(desk.sign_in(&sign_in(true, Some(5), 1), NOW), Ok(()));
        assert_eq!(desk.sign_in(&sign_in(true, Some(5), 2), NOW), wrong);
        assert_eq!(desk.sign_in(&sign_in(true, Some(4), 2), NOW), wrong);
        assert_eq!(desk.sign_in(&sign_in(true, Some(6), 2), NOW), Ok(()));
    }

    #[test]
    fn wrong_codes_with_the_right_password_pause_the_desk_for_longer_and_longer() {
        let mut desk = Desk::default();
        let wrong = Err(StaffRefusal::CredentialsWrong);
        for _ in 0..10 {
            assert_eq!(desk.sign_in(&sign_in(false, None, 1), NOW), wrong);
        }
        let mut now = NOW;
        for pause in [0, 0, 0, 0, 30, 60, 120] {
            assert_eq!(desk.sign_in(&sign_in(true, None, 1), now), wrong);
            now += SignedDuration::from_secs(pause);
            if pause > 0 {
                let early = now - SignedDuration::from_secs(1);
                let refused = desk.sign_in(&sign_in(true, Some(9), 1), early);
                let seconds = 2;
                assert_eq!(refused, Err(StaffRefusal::Paused(RetryAfter { seconds })));
            }
        }
        assert_eq!(desk.sign_in(&sign_in(true, Some(9), 1), now), Ok(()));
        assert_eq!(desk.sign_in(&sign_in(true, None, 1), now), wrong);
        assert_eq!(desk.check_pause(now), Ok(()));
    }

    #[test]
    fn a_desk_from_before_codes_were_counted_is_read() {
        let json = r#"{"sessions":[],"last_step":5}"#;
        let desk: Desk = serde_json::from_str(json).unwrap();
        assert_eq!(desk.check_pause(NOW), Ok(()));
    }

    #[test]
    fn a_wrong_password_does_not_spend_the_code() {
        let mut desk = Desk::default();
        desk.sign_in(&sign_in(false, Some(5), 1), NOW).unwrap_err();
        assert_eq!(desk.sign_in(&sign_in(true, Some(5), 1), NOW), Ok(()));
    }

    #[test]
    fn a_session_ends_by_signing_out_by_idleness_and_by_another() {
        let digest = |number| SessionDigest::from_bytes([number; 32]);
        let ended = Err(StaffRefusal::SessionEnded);
        let mut desk = Desk::default();
        desk.sign_in(&sign_in(true, Some(5), 1), NOW).unwrap();
        assert_eq!(desk.use_session(digest(1), NOW), Ok(false));
        let idle = NOW + session::IDLE + SignedDuration::from_secs(1);
        assert_eq!(desk.clone().use_session(digest(1), idle), ended);
        let mut elsewhere = desk.clone();
        elsewhere.sign_in(&sign_in(true, Some(6), 2), NOW).unwrap();
        assert_eq!(elsewhere.use_session(digest(1), NOW), ended);
        desk.sign_out(digest(1));
        assert_eq!(desk.use_session(digest(1), NOW), ended);
    }
}
