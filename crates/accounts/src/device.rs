//! What a session began on, as coarsely as a person needs to know it again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Account;

/// The browser and the system that a session began on. Versions and models are not kept: they would single people out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The browser.
    pub browser: Browser,
    /// The system.
    pub system: System,
}

/// A browser, by family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Browser {
    /// The browser within WeChat.
    Wechat,
    /// Huawei's.
    Huawei,
    /// Edge.
    Edge,
    /// Firefox.
    Firefox,
    /// Chrome.
    Chrome,
    /// Safari.
    Safari,
    /// Any other.
    #[default]
    Other,
}

/// An operating system, by family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// `HarmonyOS`.
    Harmony,
    /// Android.
    Android,
    /// iOS and iPadOS.
    Ios,
    /// Windows.
    Windows,
    /// macOS.
    Macos,
    /// Linux.
    Linux,
    /// Any other.
    #[default]
    Other,
}

/// What a `User-Agent` contains, first match first: most name the families they imitate as well.
const BROWSERS: [(&str, Browser); 8] = [
    ("MicroMessenger", Browser::Wechat),
    ("HuaweiBrowser", Browser::Huawei),
    ("Edg/", Browser::Edge),
    ("EdgA/", Browser::Edge),
    ("Firefox/", Browser::Firefox),
    ("FxiOS/", Browser::Firefox),
    ("Chrome/", Browser::Chrome),
    ("Safari/", Browser::Safari),
];

const SYSTEMS: [(&str, System); 8] = [
    ("HarmonyOS", System::Harmony),
    ("OpenHarmony", System::Harmony),
    ("Android", System::Android),
    ("iPhone", System::Ios),
    ("iPad", System::Ios),
    ("Windows", System::Windows),
    ("Mac OS X", System::Macos),
    ("Linux", System::Linux),
];

impl Device {
    /// The device whose browser sends this `User-Agent`.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        Self {
            browser: first(&BROWSERS, user_agent),
            system: first(&SYSTEMS, user_agent),
        }
    }
}

impl Account {
    /// Whether a token drawn at `drawn_at`, in whole seconds, still makes a device known: only one that was drawn after the
    /// password in force was set, so that a new password leaves every earlier device behind. `None` is a token from before
    /// tokens carried the time; it counts as long as the first password does.
    #[must_use]
    pub fn knows_device(&self, drawn_at: Option<Timestamp>) -> bool {
        let set_at = self.record.password_set_at;
        let is_first = set_at == self.record.registered_at;
        drawn_at.map_or(is_first, |at| {
            let is_at_once = at.as_second() == set_at.as_second();
            at > set_at || (is_first && is_at_once)
        })
    }
}

fn first<T: Copy + Default>(marks: &[(&str, T)], text: &str) -> T {
    let found = marks.iter().find(|(mark, _)| text.contains(mark));
    found.map_or_else(T::default, |(_, family)| *family)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::fixtures::signed_in;

    fn check(user_agent: &str, browser: Browser, system: System) {
        assert_eq!(Device::of(user_agent), Device { browser, system });
    }

    #[test]
    fn a_device_is_known_until_the_password_is_another() {
        let check = |account: &Account, second, expected| {
            let drawn_at = Timestamp::from_second(second).ok();
            assert_eq!(account.knows_device(drawn_at), expected);
        };
        let mut account = signed_in().unwrap();
        let registered = account.record.registered_at;
        let second = registered.as_second();
        assert!(account.knows_device(None));
        check(&account, second, true);
        check(&account, second - 1, false);
        account.record.password_set_at = registered + SignedDuration::from_millis(3_200);
        assert!(!account.knows_device(None));
        check(&account, second + 2, false);
        check(&account, second + 3, false);
        check(&account, second + 4, true);
    }

    #[test]
    fn families_are_known_by_their_marks() {
        check(
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0",
            Browser::Wechat,
            System::Android,
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1",
            Browser::Safari,
            System::Ios,
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            Browser::Edge,
            System::Windows,
        );
        check("", Browser::Other, System::Other);
    }
}
