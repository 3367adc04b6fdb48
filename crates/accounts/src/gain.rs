//! What a verification that passed gives, by its purpose and by the way in which the person was verified. Every other
//! pair is refused before an authority is asked.
//!
//! | purpose | scan in a session | check | counter, in a session | scan without one | counter, without one |
//! |---|---|---|---|---|---|
//! | register | | | | | the form, once more |
//! | raise level | level four | level four | level four | | |
//! | authorise business | authorisation | | authorisation | | |
//! | sign in | | | | session | session |
//! | reset password | | | | new password | new password |
//! | change mobile | mobile number | | mobile number | | |
//! | activate | | | | account | account |
//! | filing | | | | | place in the filing |

use verification::{Basis, Level, Purpose};

use crate::{Method, Refusal};

/// How the holder of an account is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderWay {
    /// By a face scan in a session.
    Scan,
    /// By a face scan that a portal asked for, or the holder for another device.
    Check,
    /// At the counter, with a voucher made in a session.
    Counter,
}

/// What the holder of an account gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderGain {
    /// Level four.
    LevelFour,
    /// Permission to give another mobile number.
    MobileChange,
    /// Permission to let business be registered.
    Business,
}

/// How a person without a session is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrangerWay {
    /// By a face scan.
    Scan,
    /// At the counter.
    Counter,
}

/// What a person without a session gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrangerGain {
    /// The authority's register knows the card, so that the registration form can be sent once more.
    Registration,
    /// A session.
    Session,
    /// Permission to set another password.
    NewPassword,
    /// Permission to open the account by activation.
    Activation,
    /// A verified place in a filing.
    Filing,
}

impl HolderWay {
    /// What the authority's outcome must rest on.
    #[must_use]
    pub fn basis(self) -> Basis {
        match self {
            Self::Scan | Self::Check => Basis::Face,
            Self::Counter => Basis::Counter,
        }
    }

    /// How a level is reached by it.
    #[must_use]
    pub fn method(self) -> Method {
        Method::of(self.basis())
    }
}

impl HolderGain {
    /// What a holder verified by `way` for `purpose` gains; `Err(PurposeUnknown)` if nothing.
    pub fn of(purpose: Purpose, way: HolderWay) -> Result<Self, Refusal> {
        match (purpose, way) {
            (Purpose::RaiseLevel, HolderWay::Scan | HolderWay::Check | HolderWay::Counter) => {
                Ok(Self::LevelFour)
            }
            (Purpose::ChangeMobile, HolderWay::Scan | HolderWay::Counter) => Ok(Self::MobileChange),
            (Purpose::AuthoriseBusiness, HolderWay::Scan | HolderWay::Counter) => {
                Ok(Self::Business)
            }
            (Purpose::ChangeMobile | Purpose::AuthoriseBusiness, HolderWay::Check)
            | (
                Purpose::Register
                | Purpose::SignIn
                | Purpose::ResetPassword
                | Purpose::Activate
                | Purpose::Filing,
                HolderWay::Scan | HolderWay::Check | HolderWay::Counter,
            ) => Err(Refusal::PurposeUnknown),
        }
    }

    /// The same for whom the level is `level`; `Err(AlreadyAtLevel)` if they have the gain already, `Err(LevelTooLow)` if it
    /// would be worth nothing.
    pub fn at_level(purpose: Purpose, way: HolderWay, level: Level) -> Result<Self, Refusal> {
        let gain = Self::of(purpose, way)?;
        match (gain, level) {
            (Self::LevelFour, Level::Four) => Err(Refusal::AlreadyAtLevel),
            (Self::Business, Level::Three) => Err(Refusal::LevelTooLow),
            (Self::LevelFour, Level::Three)
            | (Self::Business, Level::Four)
            | (Self::MobileChange, Level::Three | Level::Four) => Ok(gain),
        }
    }
}

impl StrangerGain {
    /// What a person verified by `way` for `purpose` without a session gains; `Err(PurposeUnknown)` if nothing.
    pub fn of(purpose: Purpose, way: StrangerWay) -> Result<Self, Refusal> {
        match (purpose, way) {
            (Purpose::SignIn, StrangerWay::Scan | StrangerWay::Counter) => Ok(Self::Session),
            (Purpose::ResetPassword, StrangerWay::Scan | StrangerWay::Counter) => {
                Ok(Self::NewPassword)
            }
            (Purpose::Activate, StrangerWay::Scan | StrangerWay::Counter) => Ok(Self::Activation),
            (Purpose::Register, StrangerWay::Counter) => Ok(Self::Registration),
            (Purpose::Filing, StrangerWay::Counter) => Ok(Self::Filing),
            (Purpose::Register | Purpose::Filing, StrangerWay::Scan)
            | (
                Purpose::RaiseLevel | Purpose::ChangeMobile | Purpose::AuthoriseBusiness,
                StrangerWay::Scan | StrangerWay::Counter,
            ) => Err(Refusal::PurposeUnknown),
        }
    }

    /// Whether a person who is, or is not, registered can have it: `Err(NoAccount)` or `Err(AlreadyRegistered)` if not.
    pub fn check(self, is_registered: bool) -> Result<(), Refusal> {
        match (self, is_registered) {
            (Self::Session | Self::NewPassword, false) => Err(Refusal::NoAccount),
            (Self::Activation, true) => Err(Refusal::AlreadyRegistered),
            (Self::Session | Self::NewPassword, true)
            | (Self::Activation, false)
            | (Self::Registration | Self::Filing, true | false) => Ok(()),
        }
    }

    /// Whether a face alone is too little for it from an unknown device: a film of somebody would be enough. A clerk has seen
    /// the card, and an account that is only being opened has no other proof yet.
    #[must_use]
    pub fn takes_second_factor(self, way: StrangerWay) -> bool {
        match (self, way) {
            (Self::Session | Self::NewPassword, StrangerWay::Scan) => true,
            (Self::Session | Self::NewPassword, StrangerWay::Counter)
            | (
                Self::Registration | Self::Activation | Self::Filing,
                StrangerWay::Scan | StrangerWay::Counter,
            ) => false,
        }
    }

    /// Whether the person states their name beside the number.
    #[must_use]
    pub fn takes_name(self) -> bool {
        match self {
            Self::Session => false,
            Self::Registration | Self::NewPassword | Self::Activation | Self::Filing => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table above, a row for each purpose.
    #[test]
    fn each_purpose_gives_what_the_table_says() {
        use HolderGain::{Business, LevelFour, MobileChange};
        use StrangerGain::{Activation, Filing, NewPassword, Registration, Session};
        let check =
            |purpose, holder: [Option<HolderGain>; 3], stranger: [Option<StrangerGain>; 2]| {
                let ways = [HolderWay::Scan, HolderWay::Check, HolderWay::Counter];
                assert_eq!(ways.map(|way| HolderGain::of(purpose, way).ok()), holder);
                let ways = [StrangerWay::Scan, StrangerWay::Counter];
                assert_eq!(
                    ways.map(|way| StrangerGain::of(purpose, way).ok()),
                    stranger
                );
            };
        check(Purpose::Register, [None; 3], [None, Some(Registration)]);
        check(Purpose::RaiseLevel, [Some(LevelFour); 3], [None; 2]);
        check(Purpose::SignIn, [None; 3], [Some(Session); 2]);
        check(Purpose::ResetPassword, [None; 3], [Some(NewPassword); 2]);
        let mobile = [Some(MobileChange), None, Some(MobileChange)];
        check(Purpose::ChangeMobile, mobile, [None; 2]);
        let business = [Some(Business), None, Some(Business)];
        check(Purpose::AuthoriseBusiness, business, [None; 2]);
        check(Purpose::Activate, [None; 3], [Some(Activation); 2]);
        check(Purpose::Filing, [None; 3], [None, Some(Filing)]);
    }

    #[test]
    fn a_level_is_gained_once_and_a_mobile_number_at_each_level() {
        let check = |purpose, level, expected| {
            assert_eq!(
                HolderGain::at_level(purpose, HolderWay::Scan, level),
                expected
            );
        };
        check(Purpose::RaiseLevel, Level::Three, Ok(HolderGain::LevelFour));
        let already = Err(Refusal::AlreadyAtLevel);
        check(Purpose::RaiseLevel, Level::Four, already);
        let too_low = Err(Refusal::LevelTooLow);
        check(Purpose::AuthoriseBusiness, Level::Three, too_low);
        let open = Ok(HolderGain::Business);
        check(Purpose::AuthoriseBusiness, Level::Four, open);
        for level in [Level::Three, Level::Four] {
            check(Purpose::ChangeMobile, level, Ok(HolderGain::MobileChange));
            check(Purpose::SignIn, level, Err(Refusal::PurposeUnknown));
        }
    }

    #[test]
    fn a_face_alone_is_too_little_for_what_belongs_to_an_account() {
        let check = |gain: StrangerGain, scan| {
            assert_eq!(
                gain.takes_second_factor(StrangerWay::Scan),
                scan,
                "{gain:?}"
            );
            assert!(!gain.takes_second_factor(StrangerWay::Counter), "{gain:?}");
        };
        check(StrangerGain::Session, true);
        check(StrangerGain::NewPassword, true);
        check(StrangerGain::Activation, false);
        check(StrangerGain::Registration, false);
        check(StrangerGain::Filing, false);
    }

    #[test]
    fn a_stranger_gains_only_what_goes_with_an_account_or_without_one() {
        let check = |gain: StrangerGain, registered, unknown| {
            assert_eq!(gain.check(true), registered, "{gain:?}");
            assert_eq!(gain.check(false), unknown, "{gain:?}");
        };
        check(StrangerGain::Session, Ok(()), Err(Refusal::NoAccount));
        check(StrangerGain::NewPassword, Ok(()), Err(Refusal::NoAccount));
        let already = Err(Refusal::AlreadyRegistered);
        check(StrangerGain::Activation, already, Ok(()));
        check(StrangerGain::Registration, Ok(()), Ok(()));
        check(StrangerGain::Filing, Ok(()), Ok(()));
    }
}
