//! A check: one face scan for an account that was asked for elsewhere, by a portal for its widget or by the holder for
//! another device. It knows nobody: whose account it is stands in it as a keyed name.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use verification::{CaptureLimits, Purpose, VerificationId};

use crate::{CheckAsked, Consent, SessionDigest};

/// How long a portal's token can be redeemed.
pub const WAITS: SignedDuration = SignedDuration::from_mins(10);

/// How long it goes on once a device has it.
pub const LASTS: SignedDuration = SignedDuration::from_mins(15);

/// How long a way to another device serves; the page shows the next one before.
pub const HAND_OVER_LASTS: SignedDuration = SignedDuration::from_secs(90);

/// The authority has judged so long after the last moment for evidence, or nothing will be heard any more.
const JUDGED: SignedDuration = SignedDuration::from_mins(2);

/// How long its portal is told afterwards how it ended.
pub const TOLD: SignedDuration = SignedDuration::from_hours(24);

/// A check. It prints no digest and no code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Who asked for it.
    pub asker: Asker,
    /// Whose account it is about, as the edge names accounts.
    pub account: [u8; 32],
    /// What the scan is for.
    pub purpose: Purpose,
    /// From when on it is over, whatever happens.
    pub expires_at: Timestamp,
    /// What went wrong last, by the catalogue's code.
    pub problem: Option<String>,
    progress: Progress,
    token: Option<KeyDigest>,
    first: Option<KeyDigest>,
    hand_over: Option<HandOver>,
    attempt: Option<Attempt>,
}

/// SHA-256 of the secret in a token or a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDigest([u8; 32]);

/// Who asked for a check.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// The portal with this client id.
    Portal(String),
    /// The holder, in this session.
    Holder(SessionDigest),
}

/// One scan within a check.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What the authority was asked.
    pub asked: CheckAsked,
    /// The consent it rests on.
    pub consent: Consent,
    /// From when on evidence is too late.
    pub expires_at: Timestamp,
    /// How much evidence its challenge allows, bytes; scans from before they said so are ordinary ones.
    #[serde(default = "CaptureLimits::ordinary_bytes")]
    pub most_bytes: u32,
}

/// How far a check has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// No device goes on with it.
    Waiting,
    /// One does.
    Opened,
    /// Evidence is with the authority.
    Submitted,
    /// The person was verified.
    Passed,
    /// It was given up.
    Cancelled,
}

/// The way to another device, and who took it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HandOver {
    short_code: String,
    key: HandOverKey,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HandOverKey {
    Token(KeyDigest, Timestamp),
    Ticket(KeyDigest),
}

/// Which of the two screens asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    First,
    Other,
}

/// Why a check does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CheckRefusal {
    /// There is none, it is over, or token or ticket are none of it any more.
    #[error("there is no such check")]
    Unknown,
    /// It has no scan with this id.
    #[error("the check has no such scan")]
    ScanUnknown,
    /// The scan's challenge has expired.
    #[error("the scan has expired")]
    ScanExpired,
    /// Every challenge is answered once.
    #[error("the scan was answered before")]
    ScanSpent,
}

impl KeyDigest {
    /// From its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Check {
    /// A check that `portal` asked for: `token` is redeemed by whoever goes on with it.
    #[must_use]
    pub fn of_portal(portal: &str, account: [u8; 32], token: KeyDigest, now: Timestamp) -> Self {
        Self {
            token: Some(token),
            expires_at: after(now, WAITS),
            ..Self::new(Asker::Portal(portal.to_owned()), account, now)
        }
    }

    /// A check that the holder asked for in `session`, and that the page with `ticket` hands over.
    #[must_use]
    pub fn of_holder(
        session: SessionDigest,
        account: [u8; 32],
        ticket: KeyDigest,
        now: Timestamp,
    ) -> Self {
        Self {
            first: Some(ticket),
            progress: Progress::Opened,
            ..Self::new(Asker::Holder(session), account, now)
        }
    }

    fn new(asker: Asker, account: [u8; 32], now: Timestamp) -> Self {
        Self {
            asker,
            account,
            purpose: Purpose::RaiseLevel,
            expires_at: after(now, LASTS),
            problem: None,
            progress: Progress::Waiting,
            token: None,
            first: None,
            hand_over: None,
            attempt: None,
        }
    }

    /// How far it has got. Evidence of which nothing was heard for long was lost on its way.
    #[must_use]
    pub fn progress(&self, now: Timestamp) -> Progress {
        match (self.progress, &self.attempt) {
            (Progress::Submitted, Some(attempt)) if now >= after(attempt.expires_at, JUDGED) => {
                Progress::Opened
            }
            (progress, _) => progress,
        }
    }

    /// Whether nothing of it goes on any more.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        let progress = self.progress(now);
        let is_done = matches!(progress, Progress::Passed | Progress::Cancelled);
        is_done || (now >= self.expires_at && progress != Progress::Submitted)
    }

    /// Whether another device goes on with it.
    #[must_use]
    pub fn is_handed_over(&self) -> bool {
        let key = self.hand_over.as_ref().map(|it| &it.key);
        matches!(key, Some(HandOverKey::Ticket(_)))
    }

    /// The code that both screens show.
    #[must_use]
    pub fn short_code(&self) -> Option<&str> {
        self.hand_over.as_ref().map(|it| it.short_code.as_str())
    }

    /// From when on nothing of it need be kept.
    #[must_use]
    pub fn erased_at(&self) -> Timestamp {
        after(self.expires_at, TOLD)
    }

    /// Redeems a token, once: the portal's, or the one that another screen shows now.
    pub fn redeem(
        mut self,
        token: KeyDigest,
        ticket: KeyDigest,
        now: Timestamp,
    ) -> Result<Self, CheckRefusal> {
        if self.is_over(now) {
            return Err(CheckRefusal::Unknown);
        }
        if self.token == Some(token) {
            return Ok(Self {
                token: None,
                first: Some(ticket),
                progress: Progress::Opened,
                expires_at: after(now, LASTS),
                ..self
            });
        }
        let shown = self.hand_over.as_mut().filter(|shown| {
            matches!(shown.key, HandOverKey::Token(other, until) if other == token && now < until)
        });
        shown.ok_or(CheckRefusal::Unknown)?.key = HandOverKey::Ticket(ticket);
        Ok(self)
    }

    /// The way to another device: the one before is worth nothing any more, and whoever took it is out.
    pub fn hand_over(
        self,
        ticket: KeyDigest,
        (token, short_code): (KeyDigest, &str),
        now: Timestamp,
    ) -> Result<Self, CheckRefusal> {
        self.live(ticket, Screen::First, now)?;
        let progress = self.progress(now);
        if progress == Progress::Submitted {
            return Err(CheckRefusal::ScanSpent);
        }
        Ok(Self {
            progress,
            hand_over: Some(HandOver {
                short_code: short_code.to_owned(),
                key: HandOverKey::Token(token, after(now, HAND_OVER_LASTS)),
            }),
            attempt: None,
            ..self
        })
    }

    /// Whether the holder of `ticket` may begin a scan now.
    pub fn may_begin(&self, ticket: KeyDigest, now: Timestamp) -> Result<(), CheckRefusal> {
        let screen = self.screen(ticket)?;
        self.live(ticket, screen, now)?;
        match self.progress(now) {
            Progress::Submitted => Err(CheckRefusal::ScanSpent),
            Progress::Waiting | Progress::Opened | Progress::Passed | Progress::Cancelled => Ok(()),
        }
    }

    /// Begins a scan; the first screen takes the check back with it.
    pub fn begin(
        self,
        ticket: KeyDigest,
        attempt: Attempt,
        now: Timestamp,
    ) -> Result<Self, CheckRefusal> {
        self.may_begin(ticket, now)?;
        let progress = self.progress(now);
        let hand_over = match self.screen(ticket)? {
            Screen::First => None,
            Screen::Other => self.hand_over,
        };
        Ok(Self {
            progress,
            hand_over,
            attempt: Some(attempt),
            problem: None,
            ..self
        })
    }

    /// Evidence is about to be carried to the authority, which may be after the check's own end: the scan has begun before.
    pub fn submit(
        self,
        ticket: KeyDigest,
        id: &VerificationId,
        now: Timestamp,
    ) -> Result<(Self, Attempt), CheckRefusal> {
        self.screen(ticket)?;
        if matches!(self.progress, Progress::Submitted | Progress::Passed) {
            return Err(CheckRefusal::ScanSpent);
        }
        let attempt = self.attempt.clone();
        let attempt = attempt.filter(|it| it.asked.id == *id && self.progress == Progress::Opened);
        let attempt = attempt.ok_or(CheckRefusal::ScanUnknown)?;
        if now >= attempt.expires_at {
            return Err(CheckRefusal::ScanExpired);
        }
        let submitted = Self {
            progress: Progress::Submitted,
            ..self
        };
        Ok((submitted, attempt))
    }

    /// How much evidence for the scan `id` may come now, bytes; none where none is awaited.
    #[must_use]
    pub fn awaited_bytes(&self, id: &VerificationId, now: Timestamp) -> Option<u32> {
        let attempt = self.attempt.as_ref();
        let attempt = attempt.filter(|it| it.asked.id == *id && now < it.expires_at);
        let attempt = attempt.filter(|_| self.progress == Progress::Opened);
        attempt.map(|attempt| attempt.most_bytes)
    }

    /// The authority was not reached: the same evidence may come again.
    #[must_use]
    pub fn give_back(self, id: &VerificationId) -> Self {
        self.settle(id, Progress::Opened, None)
    }

    /// The authority did not verify the person; another scan may begin.
    #[must_use]
    pub fn refuse(self, id: &VerificationId, problem: &str) -> Self {
        let refused = self.settle(id, Progress::Opened, Some(problem));
        Self {
            attempt: None,
            ..refused
        }
    }

    /// The person was verified.
    #[must_use]
    pub fn pass(self, id: &VerificationId) -> Self {
        self.settle(id, Progress::Passed, None)
    }

    fn settle(self, id: &VerificationId, progress: Progress, problem: Option<&str>) -> Self {
        let is_it = self.attempt.as_ref().is_some_and(|it| it.asked.id == *id);
        if !is_it || self.progress != Progress::Submitted {
            return self;
        }
        Self {
            progress,
            problem: problem.map(str::to_owned),
            ..self
        }
    }

    /// Gives the check up; the other device gives it back to the first.
    pub fn cancel(self, ticket: KeyDigest, now: Timestamp) -> Result<Self, CheckRefusal> {
        match (self.screen(ticket)?, self.progress(now)) {
            (_, Progress::Passed | Progress::Cancelled | Progress::Submitted) => Ok(self),
            (Screen::First, _) => Ok(Self {
                progress: Progress::Cancelled,
                hand_over: None,
                attempt: None,
                ..self
            }),
            (Screen::Other, progress) => Ok(Self {
                progress,
                hand_over: None,
                attempt: None,
                ..self
            }),
        }
    }

    /// Whether `ticket` is one of it now.
    pub fn is_held_by(&self, ticket: KeyDigest) -> Result<(), CheckRefusal> {
        self.screen(ticket).map(drop)
    }

    fn screen(&self, ticket: KeyDigest) -> Result<Screen, CheckRefusal> {
        if self.first == Some(ticket) {
            return Ok(Screen::First);
        }
        let key = self.hand_over.as_ref().map(|it| &it.key);
        let is_other = matches!(key, Some(HandOverKey::Ticket(other)) if *other == ticket);
        is_other
            .then_some(Screen::Other)
            .ok_or(CheckRefusal::Unknown)
    }

    fn live(&self, ticket: KeyDigest, screen: Screen, now: Timestamp) -> Result<(), CheckRefusal> {
        if self.screen(ticket)? == screen && !self.is_over(now) {
            Ok(())
        } else {
            Err(CheckRefusal::Unknown)
        }
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Check({:?})", self.progress)
    }
}

fn after(instant: Timestamp, length: SignedDuration) -> Timestamp {
    instant.saturating_add(length).unwrap_or(instant)
}

#[cfg(test)]
mod tests;
