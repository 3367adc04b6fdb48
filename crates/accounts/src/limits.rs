//! Limits on attempts: pure rules over one counter for each thing that is limited.
//!
//! An attempt is counted when it is admitted and forgiven when it succeeds, so that many at once gain nothing.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use verification::Refusal as Reason;

/// How long after one code another may be sent to the same number.
pub const CODE_PAUSE_SECONDS: u32 = 60;

/// How long an upload keeps others of the same evidence out, seconds. One that was judged keeps them out for twice as long.
pub const UPLOAD_SECONDS: i64 = 600;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Signing in with one ID number, from anywhere.
    SignInNumber,
    /// Signing in with one ID number, from one network.
    SignInNetwork,
    /// Signing in from one address.
    SignInAddress,
    /// Registering one ID number, from anywhere.
    RegistrationNumber,
    /// Registering one ID number, from one network.
    RegistrationNetwork,
    /// Registering from one address.
    RegistrationAddress,
    /// Scans of one account that were begun.
    BegunScan,
    /// Scans of one account whose face was compared and differed.
    FailedScan,
    /// Wrong passwords within a session of one account.
    FailedPassword,
    /// Face scans that were begun with one ID number, from one network or on one device that is known to the account.
    FaceBegun,
    /// Face scans with one ID number by strangers, from anywhere, whose face was compared and differed.
    FaceNumber,
    /// The same, from one network.
    FaceNetwork,
    /// Face scans from one address by persons who are not signed in.
    FaceAddress,
    /// Captures from one address that could not be compared: broken, unreadable, or made for something else.
    FaceUnread,
    /// Signing in on a device that has signed in to the account before.
    SignInDevice,
    /// Signing in on any device that has signed in to the account before.
    SignInDevices,
    /// Face scans on such a device, whose face was compared and differed.
    FaceDevice,
    /// The same, on any such device.
    FaceDevices,
    /// Vouchers for the counter with one ID number, from one network.
    VoucherNetwork,
    /// Vouchers from one address.
    VoucherAddress,
    /// Signing in as one member of the staff from one address.
    StaffMember,
    /// Signing in as staff from one address.
    StaffAddress,
    /// Wrong one-time codes with the right password of one member of the staff.
    StaffCode,
    /// Vouchers on a device that is known to the account, or by whoever is signed in.
    VoucherDevice,
    /// Codes of vouchers that one member of the staff looked up, and nobody had.
    VoucherLookUp,
    /// Codes of other devices that were tried from one address, and nobody shows.
    UserCode,
    /// Sign-ins by another device that one portal begins within a minute.
    DeviceGrantPortal,
    /// Ids that one portal asked for within a minute, and that name nothing.
    UnknownPortal,
    /// Requests from one address that change something.
    RequestAddress,
    /// Codes sent to one mobile number shortly one after the other.
    CodeMinute,
    /// Codes sent to one mobile number within a day.
    CodeDay,
    /// Codes to any numbers within a day that one account, or one voucher, asked for.
    CodeHolder,
    /// Codes asked for from one address.
    CodeAddress,
    /// Codes sent by the deployment within a day, except those to a number on file after face or password agreed.
    CodeDeployment,
    /// Guesses at one code.
    CodeGuess,
    /// Times that one code serves again because what it confirmed did not come about.
    CodeReturn,
    /// Uploads of the evidence of one verification.
    Upload,
    /// Filings that one portal makes, and whose persons it replaces, within a day.
    FilingPortal,
    /// Invitations that one portal makes within a day.
    InvitationPortal,
    /// Persons whom one portal enters into filings within a day.
    PersonPortal,
}

/// How many attempts are free within a window, and how long further ones wait.
#[derive(Clone, Copy, Debug)]
struct Rule {
    /// An attempt so long after the last one begins a new count.
    window: SignedDuration,
    /// Attempts before the first pause.
    free: u32,
    /// The pause after the last free attempt.
    first_pause: SignedDuration,
    /// Each pause is twice the one before, up to this.
    longest_pause: SignedDuration,
    /// Whether what is counted is many persons', so that a deployment says how many times as much is free.
    is_shared: bool,
}

impl Kind {
    /// NIST SP 800-63B-4, 3.2.2 and 3.2.3: failures in a row are counted until one succeeds, at most 100 of a password and 50
    /// of a face, with growing pauses from 30 s. The count of one number from anywhere is a ceiling on guesses that come from
    /// many networks. Anybody can reach it, so it asks for a further proof, or leaves the counter: it never keeps out its owner
    /// by itself. What guesses nothing has no such count.
    fn rule(self) -> Rule {
        let rule = |window, free, first, longest, is_shared| Rule {
            window: SignedDuration::from_secs(window),
            free,
            first_pause: SignedDuration::from_secs(first),
            longest_pause: SignedDuration::from_secs(longest),
            is_shared,
        };
        match self {
            Self::SignInNetwork
            | Self::SignInDevice
            | Self::FailedPassword
            | Self::StaffMember
            | Self::StaffCode
            | Self::FailedScan
            | Self::FaceNetwork
            | Self::FaceDevice => rule(24 * 3600, 5, 30, 3600, false),
            Self::SignInDevices | Self::FaceDevices => rule(24 * 3600, 20, 60, 3600, false),
            Self::SignInNumber | Self::FaceNumber | Self::RegistrationNumber => {
                rule(24 * 3600, 50, 3600, 24 * 3600, false)
            }
            Self::SignInAddress | Self::StaffAddress => rule(3600, 30, 30, 3600, true),
            // What is counted though it succeeds begins anew with each window.
            Self::VoucherAddress => rule(3600, 30, 3600, 3600, true),
            Self::VoucherNetwork | Self::VoucherDevice => rule(3600, 10, 3600, 3600, false),
            Self::UserCode => rule(600, 20, 60, 3600, true),
            Self::UnknownPortal => rule(60, 60, 60, 60, false),
            // What each leaves is kept for some minutes; the largest province shows no more codes at once.
            Self::DeviceGrantPortal => rule(60, 1_200, 60, 60, false),
            Self::VoucherLookUp => rule(600, 60, 60, 600, false),
            Self::RegistrationNetwork => rule(24 * 3600, 5, 60, 3600, false),
            Self::RegistrationAddress => rule(3600, 20, 60, 3600, true),
            Self::CodeAddress => rule(3600, 20, 3600, 3600, true),
            Self::BegunScan | Self::FaceBegun => rule(600, 10, 600, 600, false),
            Self::FaceAddress | Self::FaceUnread => rule(3600, 30, 60, 3600, true),
            // Longer than any challenge lasts: one upload a scan, unless a broken one is taken back.
            Self::Upload => rule(600, 1, UPLOAD_SECONDS, 2 * UPLOAD_SECONDS, false),
            Self::RequestAddress => rule(10, 120, 10, 10, true),
            Self::CodeMinute => {
                let pause = i64::from(CODE_PAUSE_SECONDS);
                rule(pause, 1, pause, pause, false)
            }
            Self::CodeDay => rule(24 * 3600, 10, 24 * 3600, 24 * 3600, false),
            Self::CodeHolder => rule(24 * 3600, 20, 24 * 3600, 24 * 3600, false),
            // Longer than any code counts: after the pause there is nothing left to guess.
            Self::CodeGuess => rule(600, 5, 600, 600, false),
            Self::CodeReturn => rule(600, 3, 600, 600, false),
            // How many is what the deployment allows itself, and a portal.
            Self::CodeDeployment | Self::FilingPortal => {
                rule(24 * 3600, 1, 24 * 3600, 24 * 3600, true)
            }
            Self::InvitationPortal | Self::PersonPortal => {
                rule(24 * 3600, 10, 24 * 3600, 24 * 3600, true)
            }
        }
    }
}

/// Whether a scan that was refused for `reason` was a guess at somebody: something of theirs was compared, and differed. What
/// could not be compared says nothing about the person, and does not count against them.
#[must_use]
pub fn is_compared(reason: &Reason) -> bool {
    match reason {
        Reason::ElementsDiffer | Reason::FaceDiffers | Reason::CheckInput => true,
        Reason::NoRecord
        | Reason::ActivationNeeded
        | Reason::NotProvincial
        | Reason::PoorQuality { .. }
        | Reason::ActionNotSeen { .. }
        | Reason::NoPortrait
        | Reason::DailyLimit => false,
    }
}

/// How many attempts there were, and until when the next one waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Attempts since the count began.
    pub count: u32,
    /// When the count began.
    pub since: Timestamp,
    /// When the last attempt was.
    pub last: Timestamp,
    /// Until when the next one waits.
    pub paused_until: Option<Timestamp>,
}

/// The attempt is refused; this says when the next one is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("too many attempts: wait {seconds} s")]
pub struct RetryAfter {
    /// Whole seconds, at least 1.
    pub seconds: u64,
}

/// Whether an attempt would be admitted now.
pub fn check(counter: Option<&Counter>, now: Timestamp) -> Result<(), RetryAfter> {
    let paused_until = counter.and_then(|counter| counter.paused_until);
    match paused_until.map(|until| until.duration_since(now)) {
        Some(left) if left.is_positive() => Err(RetryAfter {
            seconds: u64::try_from(left.as_secs()).unwrap_or(0) + 1,
        }),
        _ => Ok(()),
    }
}

/// Admits an attempt and counts it. `allowance` says how many persons may share one address, or how much a portal may do;
/// 1 or more.
pub fn admit(
    kind: Kind,
    counter: Option<&Counter>,
    allowance: u32,
    now: Timestamp,
) -> Result<Counter, RetryAfter> {
    admit_many(kind, counter, (allowance, 1), now)
}

/// Admits an attempt and counts it as `weight` of them, also where that is more than were left.
pub fn admit_many(
    kind: Kind,
    counter: Option<&Counter>,
    (allowance, weight): (u32, u32),
    now: Timestamp,
) -> Result<Counter, RetryAfter> {
    check(counter, now)?;
    Ok(count_shared(kind, counter, (allowance, weight), now))
}

/// Counts an attempt that failed.
#[must_use]
pub fn count(kind: Kind, counter: Option<&Counter>, now: Timestamp) -> Counter {
    count_shared(kind, counter, (1, 1), now)
}

/// The counter after an attempt that succeeded: none for what belongs to one person, one less for what many share.
#[must_use]
pub fn forgive(kind: Kind, counter: &Counter) -> Option<Counter> {
    if kind.rule().is_shared {
        withdraw(counter)
    } else {
        None
    }
}

/// The counter without its last attempt, which did not take place after all.
#[must_use]
pub fn withdraw(counter: &Counter) -> Option<Counter> {
    (counter.count > 1).then_some(Counter {
        count: counter.count - 1,
        paused_until: None,
        ..*counter
    })
}

/// The counter of what serves once and has served: there is no further attempt before it expires.
#[must_use]
pub fn exhaust(kind: Kind, now: Timestamp) -> Counter {
    let rule = kind.rule();
    Counter {
        count: rule.free,
        since: now,
        last: now,
        paused_until: Some(after(now, rule.longest_pause)),
    }
}

/// From when on the counter says nothing any more, and need not be kept.
#[must_use]
pub fn expires_at(kind: Kind, counter: &Counter) -> Timestamp {
    let quiet = after(counter.last, kind.rule().window);
    counter.paused_until.map_or(quiet, |until| until.max(quiet))
}

fn count_shared(
    kind: Kind,
    counter: Option<&Counter>,
    (allowance, weight): (u32, u32),
    now: Timestamp,
) -> Counter {
    let rule = kind.rule();
    let running = counter.filter(|counter| is_running(kind, counter, now));
    let count = running
        .map_or(0, |counter| counter.count)
        .saturating_add(weight);
    let free = if rule.is_shared {
        rule.free.saturating_mul(allowance.max(1))
    } else {
        rule.free
    };
    Counter {
        count,
        since: running.map_or(now, |counter| counter.since),
        last: now,
        paused_until: pause(&rule, count, free).map(|pause| after(now, pause)),
    }
}

/// A pause that would end after all time lasts until then.
fn after(now: Timestamp, pause: SignedDuration) -> Timestamp {
    now.saturating_add(pause).unwrap_or(Timestamp::MAX)
}

/// A fixed pause ends its count; a growing one goes on until it has been quiet for a window.
fn is_running(kind: Kind, counter: &Counter, now: Timestamp) -> bool {
    let rule = kind.rule();
    if rule.first_pause == rule.longest_pause {
        counter.paused_until.is_none() && now.duration_since(counter.since) < rule.window
    } else {
        now < expires_at(kind, counter)
    }
}

fn pause(rule: &Rule, count: u32, free: u32) -> Option<SignedDuration> {
    let doublings = count.checked_sub(free)?;
    let factor = 2_i32.checked_pow(doublings).unwrap_or(i32::MAX);
    let pause = rule.first_pause.checked_mul(factor);
    Some(pause.unwrap_or(rule.longest_pause).min(rule.longest_pause))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixtures::{NOW, later};

    /// Attempts one after another, each when it is admitted again; the waits between them.
    fn waits(kind: Kind, attempts: usize) -> Vec<u64> {
        let (mut counter, mut now) = (None, NOW);
        let mut waits = Vec::new();
        for _ in 0..attempts {
            if let Err(retry) = check(counter.as_ref(), now) {
                waits.push(retry.seconds - 1);
                now = now
                    .checked_add(SignedDuration::from_secs(retry.seconds.cast_signed()))
                    .unwrap();
            } else {
                waits.push(0);
            }
            counter = Some(admit(kind, counter.as_ref(), 1, now).unwrap());
        }
        waits
    }

    #[test]
    fn pauses_grow_after_five_failures() {
        let expected = [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600];
        assert_eq!(waits(Kind::SignInNetwork, 14), expected);
        assert_eq!(waits(Kind::FailedScan, 14), expected);
    }

    #[test]
    fn a_number_that_anybody_can_name_pauses_only_after_fifty_failures() {
        for kind in [
            Kind::SignInNumber,
            Kind::FaceNumber,
            Kind::RegistrationNumber,
        ] {
            let waits = waits(kind, 52);
            assert!(waits[..50].iter().all(|wait| *wait == 0));
            assert_eq!(waits[50..], [3600, 7200]);
        }
    }

    #[test]
    fn failed_scans_are_not_forgotten_by_time_alone() {
        let (mut counter, mut admitted) = (None, 0);
        for minute in 0..24 * 60 {
            let now = later(minute * 60);
            if let Ok(next) = admit(Kind::FailedScan, counter.as_ref(), 1, now) {
                counter = Some(next);
                admitted += 1;
            }
        }
        assert!(admitted < 50, "{admitted}");
    }

    #[test]
    fn an_upload_is_admitted_once_and_again_after_a_broken_one() {
        let first = admit(Kind::Upload, None, 1, NOW).unwrap();
        let underway = check(Some(&first), NOW).unwrap_err();
        assert!(underway.seconds.cast_signed() <= UPLOAD_SECONDS + 1);
        assert_eq!(withdraw(&first), None);
        let spent = check(Some(&exhaust(Kind::Upload, NOW)), later(300)).unwrap_err();
        assert!(spent.seconds.cast_signed() > UPLOAD_SECONDS + 1);
    }

    #[test]
    fn success_forgives_a_person_wholly_and_an_address_by_one() {
        let counter = |kind| {
            let first = count(kind, None, NOW);
            count(kind, Some(&first), NOW)
        };
        assert_eq!(
            forgive(Kind::SignInNumber, &counter(Kind::SignInNumber)),
            None
        );
        let address = forgive(Kind::SignInAddress, &counter(Kind::SignInAddress));
        assert_eq!(address.unwrap().count, 1);
    }

    #[test]
    fn an_address_that_many_share_has_as_many_attempts() {
        let mut counter = None;
        for _ in 0..30 * 3 {
            counter = Some(admit(Kind::SignInAddress, counter.as_ref(), 3, NOW).unwrap());
        }
        assert!(admit(Kind::SignInAddress, counter.as_ref(), 3, NOW).is_err());
    }

    #[test]
    fn one_code_a_minute_and_ten_a_day_are_sent_to_one_number() {
        assert_eq!(waits(Kind::CodeMinute, 3), [0, 60, 60]);
        let mut counter = None;
        for minute in 0..10 {
            let now = later(minute * 60);
            counter = Some(admit(Kind::CodeDay, counter.as_ref(), 1, now).unwrap());
        }
        let day = 24 * 3600;
        let eleventh = check(counter.as_ref(), later(600)).unwrap_err();
        assert_eq!(eleventh.seconds, u64::try_from(day - 60 + 1).unwrap());
        assert_eq!(check(counter.as_ref(), later(540 + day)), Ok(()));
    }

    #[test]
    fn a_portal_does_within_a_day_what_the_deployment_lets_it() {
        let mut counter = None;
        for hour in 0..3 {
            let now = later(hour * 3600);
            counter = Some(admit(Kind::FilingPortal, counter.as_ref(), 3, now).unwrap());
        }
        assert!(check(counter.as_ref(), later(3 * 3600)).is_err());
        assert_eq!(check(counter.as_ref(), later((2 + 24) * 3600)), Ok(()));
    }

    #[test]
    fn a_portals_day_is_counted_in_persons_too() {
        let admit = |counter: Option<&Counter>, persons, now| {
            admit_many(Kind::PersonPortal, counter, (2, persons), now)
        };
        let first = admit(None, 12, NOW).unwrap();
        assert_eq!(check(Some(&first), later(60)), Ok(()));
        let last = admit(Some(&first), 200, later(60)).unwrap();
        assert!(admit(Some(&last), 1, later(3600)).is_err());
        assert!(admit(Some(&last), 1, later(60 + 24 * 3600)).is_ok());
    }

    #[test]
    fn what_was_not_sent_is_not_counted() {
        let counter = admit(Kind::CodeMinute, None, 1, NOW).unwrap();
        assert_eq!(withdraw(&counter), None);
        let first = admit(Kind::CodeDay, None, 1, NOW).unwrap();
        let second = admit(Kind::CodeDay, Some(&first), 1, NOW).unwrap();
        assert_eq!(withdraw(&second), Some(first));
    }

    #[test]
    fn no_pause_is_lost_at_the_end_of_time() {
        let paused = exhaust(Kind::SignInNumber, Timestamp::MAX);
        assert_eq!(paused.paused_until, Some(Timestamp::MAX));
    }

    #[test]
    fn a_code_is_guessed_at_five_times_and_used_once() {
        let mut counter = None;
        for _ in 0..5 {
            counter = Some(admit(Kind::CodeGuess, counter.as_ref(), 1, NOW).unwrap());
        }
        assert!(admit(Kind::CodeGuess, counter.as_ref(), 1, later(300)).is_err());
        let used = exhaust(Kind::CodeGuess, NOW);
        assert!(admit(Kind::CodeGuess, Some(&used), 1, later(300)).is_err());
    }

    #[test]
    fn a_code_is_given_back_three_times() {
        let mut counter = None;
        for _ in 0..3 {
            counter = Some(admit(Kind::CodeReturn, counter.as_ref(), 1, NOW).unwrap());
        }
        assert!(admit(Kind::CodeReturn, counter.as_ref(), 1, later(300)).is_err());
    }

    /// How many attempts are admitted, each so many seconds after the one before.
    fn admitted_in_a_day(kind: Kind, gaps: &[i64]) -> u32 {
        let (mut counter, mut second, mut admitted) = (None, 0, 0);
        for gap in gaps {
            second += gap;
            if second >= 24 * 3600 {
                break;
            }
            if let Ok(next) = admit(kind, counter.as_ref(), 1, later(second)) {
                counter = Some(next);
                admitted += 1;
            }
        }
        admitted
    }

    proptest! {
        #[test]
        fn a_day_allows_fewer_than_fifty_guesses_from_one_network(gaps in proptest::collection::vec(0..600_i64, 1..500)) {
            prop_assert!(admitted_in_a_day(Kind::SignInNetwork, &gaps) < 50);
        }

        #[test]
        fn a_day_allows_fewer_than_a_hundred_guesses_from_everywhere(gaps in proptest::collection::vec(0..600_i64, 1..500)) {
            prop_assert!(admitted_in_a_day(Kind::SignInNumber, &gaps) < 100);
            prop_assert!(admitted_in_a_day(Kind::FaceNumber, &gaps) < 100);
        }

        #[test]
        fn a_refusal_says_truly_when_to_come_back(count_ in 1..40_u32, gap in 0..4000_i64) {
            let mut counter = None;
            for _ in 0..count_ { counter = Some(count(Kind::SignInNumber, counter.as_ref(), NOW)); }
            if let Err(RetryAfter { seconds }) = check(counter.as_ref(), later(gap)) {
                prop_assert!(check(counter.as_ref(), later(gap + seconds.cast_signed())).is_ok());
            }
        }
    }
}
