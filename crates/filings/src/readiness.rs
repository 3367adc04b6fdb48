//! How far everybody is, and whether a filing could be handed in (guide, G4).

use identity::LegalDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::Level;

use crate::{Duty, Filing, Participant, Role};

/// What an account tells of its holder, where number and name are those of the person entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// 实名等级.
    pub level: Level,
    /// 截止日期, where an authorisation of business was given and not withdrawn.
    pub authorised_until: Option<LegalDay>,
}

/// How far a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Need not be verified: persons from Hong Kong, Macao, Taiwan and abroad.
    Exempt,
    /// Need not be verified: neither signs nor is new.
    NotRequired,
    /// There is no account with this number and name.
    NotRegistered,
    /// There is none, and a provincial one must be activated.
    ActivationNeeded,
    /// 三级实名.
    LevelThree,
    /// 四级实名, and no authorisation of business.
    LevelFour,
    /// Business may be registered in the person's name.
    Authorised,
    /// It may no longer.
    Expired,
    /// A clerk verified the person for this filing.
    VerifiedAtCounter,
}

impl Progress {
    /// Its code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exempt => "exempt",
            Self::NotRequired => "not_required",
            Self::NotRegistered => "not_registered",
            Self::ActivationNeeded => "activation_needed",
            Self::LevelThree => "level_three",
            Self::LevelFour => "level_four",
            Self::Authorised => "authorised",
            Self::Expired => "expired",
            Self::VerifiedAtCounter => "verified_at_counter",
        }
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_ready(self) -> bool {
        match self {
            Self::Exempt | Self::NotRequired | Self::Authorised | Self::VerifiedAtCounter => true,
            Self::NotRegistered
            | Self::ActivationNeeded
            | Self::LevelThree
            | Self::LevelFour
            | Self::Expired => false,
        }
    }
}

/// How far a person is, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonState {
    /// How far.
    pub progress: Progress,
    /// 截止日期, `YYYY-MM-DD`, where an authorisation of business was given.
    pub authorised_until: Option<String>,
}

/// Whether a filing could be handed in, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// How far everybody is, in their order.
    pub persons: Vec<PersonState>,
    /// The roles that somebody must have, and too few have.
    pub missing_roles: Vec<&'static str>,
}

impl Readiness {
    /// Whether nobody and nothing is missing.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.missing_roles.is_empty() && self.persons.iter().all(|one| one.progress.is_ready())
    }
}

/// How far everybody is at `now`; `standings` are those of the filing's persons in their order, none where no account
/// has number and name.
#[must_use]
pub fn readiness(filing: &Filing, standings: &[Option<Standing>], now: Timestamp) -> Readiness {
    let standing = |place: usize| standings.get(place).copied().flatten();
    let persons = filing.participants.iter().enumerate();
    Readiness {
        persons: persons
            .map(|(place, one)| state(one, standing(place), now))
            .collect(),
        missing_roles: missing_roles(filing),
    }
}

fn state(participant: &Participant, standing: Option<Standing>, now: Timestamp) -> PersonState {
    let progress = progress(participant, standing, now);
    let until = standing.and_then(|standing| standing.authorised_until);
    let is_told = matches!(progress, Progress::Authorised | Progress::Expired);
    PersonState {
        progress,
        authorised_until: until.filter(|_| is_told).map(|day| day.to_string()),
    }
}

/// How far one person is at `now`.
#[must_use]
pub fn progress(participant: &Participant, standing: Option<Standing>, now: Timestamp) -> Progress {
    match participant.person.duty {
        Duty::Exempt => return Progress::Exempt,
        Duty::NotRequired => return Progress::NotRequired,
        Duty::Verified => {}
    }
    let known = standing.map(|standing| of_account(standing, now));
    match known {
        Some(progress) if progress.is_ready() => progress,
        _ if participant.attested.is_some() => Progress::VerifiedAtCounter,
        Some(progress) => progress,
        None if participant.needs_activation == Some(true) => Progress::ActivationNeeded,
        None => Progress::NotRegistered,
    }
}

/// The authorisation covers its last day whole, in Asia/Shanghai; only level four has one.
fn of_account(standing: Standing, now: Timestamp) -> Progress {
    match (standing.level, standing.authorised_until) {
        (Level::Three, _) => Progress::LevelThree,
        (Level::Four, None) => Progress::LevelFour,
        (Level::Four, Some(day)) if now < day.end() => Progress::Authorised,
        (Level::Four, Some(_)) => Progress::Expired,
    }
}

/// Where not everybody is entered, nobody's absence says anything.
fn missing_roles(filing: &Filing) -> Vec<&'static str> {
    let has_everybody = filing.business().is_some_and(|one| one.has_everybody);
    let Some(subject_type) = filing.subject_type().filter(|_| has_everybody) else {
        return Vec::new();
    };
    let holders = |role: &Role| {
        let has_it = |one: &&Participant| one.person.roles.iter().any(|code| code == role.code);
        filing.participants.iter().filter(has_it).count()
    };
    let is_missing =
        |role: &&Role| u32::try_from(holders(role)).is_ok_and(|found| found < role.least);
    let missing = subject_type.roles.iter().filter(is_missing);
    missing.map(|role| role.code).collect()
}

#[cfg(test)]
mod tests;
