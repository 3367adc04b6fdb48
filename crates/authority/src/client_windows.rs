//! Until when clients are good, as a deployment writes it.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::str::FromStr;
use verification::{ClientWindow, JsonError};

/// JSON such as `[{"up_to":1,"valid_until":"2027-03-01T00:00:00Z","grace_days":14}]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientWindows(pub Vec<ClientWindow>);

/// The text cannot be read as a list of windows. The command line prints an error without its causes, so this one names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientWindowsError {
    /// It is not the JSON of a list.
    #[error(
        r#"client windows are JSON such as [{{"up_to":1,"valid_until":"2027-03-01T00:00:00Z","grace_days":14}}]: {0}"#
    )]
    Json(JsonError),
    /// A window would end after all time.
    #[error("the days of grace of a client window end after the year 9999")]
    Grace,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    up_to: u32,
    valid_until: Timestamp,
    grace_days: u16,
}

impl FromStr for ClientWindows {
    type Err = ClientWindowsError;

    fn from_str(text: &str) -> Result<Self, ClientWindowsError> {
        let written: Vec<Written> =
            serde_json::from_str(text).map_err(|error| ClientWindowsError::Json(error.into()))?;
        let windows = written.iter().map(Written::window);
        windows
            .collect::<Option<_>>()
            .map(Self)
            .ok_or(ClientWindowsError::Grace)
    }
}

impl Written {
    fn window(&self) -> Option<ClientWindow> {
        let grace = SignedDuration::from_hours(24 * i64::from(self.grace_days));
        Some(ClientWindow {
            up_to: self.up_to,
            valid_until: self.valid_until,
            grace_until: self.valid_until.checked_add(grace).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_grace_follow_the_last_good_instant() {
        let text = r#"[{"up_to":1,"valid_until":"2027-03-01T08:00:00+08:00","grace_days":14}]"#;
        let ClientWindows(windows) = text.parse().unwrap();
        assert_eq!(
            windows[0].valid_until,
            "2027-03-01T00:00:00Z".parse().unwrap()
        );
        assert_eq!(
            windows[0].grace_until,
            "2027-03-15T00:00:00Z".parse().unwrap()
        );
        assert_eq!("[]".parse(), Ok(ClientWindows::default()));
    }

    #[test]
    fn what_is_no_list_of_windows_is_refused() {
        for text in [
            "",
            "{}",
            r#"[{"up_to":1,"valid_until":"2027-03-01","grace_days":14}]"#,
            r#"[{"up_to":1,"valid_until":"2027-03-01T00:00:00Z","grace_days":-1}]"#,
            r#"[{"up_to":1,"valid_until":"9999-12-30T00:00:00Z","grace_days":14}]"#,
        ] {
            assert!(text.parse::<ClientWindows>().is_err(), "{text}");
        }
    }
}
