//! 企业登记注册 (guide, G11): until which day the account's holder lets business be registered in their name.

use identity::LegalDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An authorisation, given until a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// 截止日期.
    pub last_day: LastDay,
    /// When it was given.
    pub given_at: Timestamp,
}

/// The last day on which business counts; it ends at midnight in Asia/Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LastDay(pub LegalDay);

impl From<LastDay> for String {
    fn from(last: LastDay) -> Self {
        last.0.to_string()
    }
}

impl TryFrom<String> for LastDay {
    type Error = identity::LegalDayError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        LegalDay::parse(&text).map(Self)
    }
}

impl Authorisation {
    /// The first instant at which business does not count any more.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.last_day.0.end()
    }

    /// Whether business handled now counts.
    #[must_use]
    pub fn lasts(&self, now: Timestamp) -> bool {
        now < self.ends_at()
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, tz::Offset};
    use proptest::prelude::*;

    use super::*;

    fn authorisation(last_day: LegalDay) -> Authorisation {
        Authorisation {
            last_day: LastDay(last_day),
            given_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn check(last_day: &str, at: &str, lasts: bool) {
        let last_day = LegalDay::parse(last_day).unwrap();
        let at: Timestamp = at.parse().unwrap();
        assert_eq!(authorisation(last_day).lasts(at), lasts, "{at}");
    }

    #[test]
    fn it_ends_with_its_last_day_in_shanghai() {
        check("2026-12-31", "2026-12-31T23:59:59+08:00", true);
        check("2026-12-31", "2027-01-01T00:00:00+08:00", false);
        check("2028-02-29", "2028-02-29T15:59:59Z", true);
        check("2028-02-29", "2028-02-29T16:00:00Z", false);
        check("2027-02-28", "2027-02-28T23:59:59+08:00", true);
    }

    #[test]
    fn it_survives_the_store() {
        let kept = authorisation(LegalDay::parse("2026-12-31").unwrap());
        let json = serde_json::to_string(&kept).unwrap();
        assert!(json.contains(r#""2026-12-31""#));
        assert_eq!(serde_json::from_str::<Authorisation>(&json).unwrap(), kept);
        assert!(serde_json::from_str::<LastDay>(r#""2026-02-30""#).is_err());
    }

    proptest! {
        /// Whatever time zone a device shows, the instant decides.
        #[test]
        fn any_instant_of_the_last_day_counts_and_none_after(
            second in 1_700_000_000..2_200_000_000_i64,
            hours in -12..14_i8,
        ) {
            let now = Timestamp::from_second(second).unwrap();
            let elsewhere = Offset::constant(hours).to_datetime(now);
            let now = Offset::constant(hours).to_timestamp(elsewhere).unwrap();
            let today = authorisation(LegalDay::of(now));
            prop_assert!(today.lasts(now));
            prop_assert!(!today.lasts(today.ends_at()));
            let last_second = today.ends_at().checked_sub(SignedDuration::from_secs(1)).unwrap();
            prop_assert_eq!(LegalDay::of(last_second), LegalDay::of(now));
            let yesterday = LegalDay::of(now.checked_sub(SignedDuration::from_hours(24)).unwrap());
            prop_assert!(!authorisation(yesterday).lasts(now));
        }
    }
}
