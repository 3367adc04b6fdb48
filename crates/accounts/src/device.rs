//! What a session began on, as coarsely as a person needs to know it again.

use serde::{Deserialize, Serialize};

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

fn first<T: Copy + Default>(marks: &[(&str, T)], text: &str) -> T {
    let found = marks.iter().find(|(mark, _)| text.contains(mark));
    found.map_or_else(T::default, |(_, family)| *family)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(user_agent: &str, browser: Browser, system: System) {
        assert_eq!(Device::of(user_agent), Device { browser, system });
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
