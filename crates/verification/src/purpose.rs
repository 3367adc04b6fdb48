//! Why a person is verified, and what level that gives.

use serde::{Deserialize, Serialize};

/// Why a person is verified; evidence for one purpose is worth nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Registration: the four elements are checked (guide, G5).
    Register,
    /// A face scan that raises an account from level three to four (guide, G10).
    RaiseLevel,
    /// A face scan in place of a password (guide, G7).
    SignIn,
    /// A face scan before a new password for one that was forgotten (guide, G8).
    ResetPassword,
    /// A face scan before another mobile number (guide, G9).
    ChangeMobile,
    /// A face scan that activates a provincial account (guide, G6).
    Activate,
    /// A face scan before business may be registered in the holder's name (guide, G11).
    AuthoriseBusiness,
    /// A visit to the counter for one filing of a portal, by somebody who may have no account (guide, G4 and G15).
    Filing,
}

impl Purpose {
    /// Every purpose that has a face scan.
    pub const SCANS: [Self; 6] = [
        Self::RaiseLevel,
        Self::SignIn,
        Self::ResetPassword,
        Self::ChangeMobile,
        Self::Activate,
        Self::AuthoriseBusiness,
    ];

    /// The purpose of a visit to the counter with this code: any at all.
    #[must_use]
    pub fn of_attestation(code: &str) -> Option<Self> {
        let all = [Self::Register, Self::Filing]
            .into_iter()
            .chain(Self::SCANS);
        all.into_iter().find(|purpose| purpose.code() == code)
    }

    /// The purpose of a face scan with this code.
    #[must_use]
    pub fn of_scan(code: &str) -> Option<Self> {
        Self::SCANS
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }

    /// The purpose's code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::RaiseLevel => "raise_level",
            Self::SignIn => "sign_in",
            Self::ResetPassword => "reset_password",
            Self::ChangeMobile => "change_mobile",
            Self::Activate => "activate",
            Self::AuthoriseBusiness => "authorise_business",
            Self::Filing => "filing",
        }
    }
}

/// How surely an account's holder is known (实名等级).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Level {
    /// 三级实名: the four elements agree with the authority's register.
    Three,
    /// 四级实名: the living face agrees as well.
    Four,
}

/// The number is no level that an account can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an account has level 3 or 4")]
pub struct LevelError;

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        match level {
            Level::Three => 3,
            Level::Four => 4,
        }
    }
}

impl TryFrom<u8> for Level {
    type Error = LevelError;

    fn try_from(number: u8) -> Result<Self, LevelError> {
        match number {
            3 => Ok(Self::Three),
            4 => Ok(Self::Four),
            _ => Err(LevelError),
        }
    }
}
