//! The cookies of session, device and staff: for this origin alone, out of reach of scripts, and not sent along by other
//! sites.

use accounts::session;

/// What a device is known by lasts as long as browsers allow, in seconds.
const DEVICE_SECONDS: i64 = 400 * 24 * 3600;

/// One of the cookies. Under TLS the prefix of its name makes browsers insist on `Secure`, `Path=/` and no domain.
#[derive(Clone, Copy)]
pub(crate) enum Cookie {
    /// Who is signed in.
    Session,
    /// Who has signed in on this device before.
    Device,
    /// Which member of the staff is signed in.
    Staff,
}

impl Cookie {
    fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Device, true) => "__Host-device",
            (Self::Device, false) => "device",
            (Self::Staff, true) => "__Host-staff",
            (Self::Staff, false) => "staff",
        }
    }

    fn seconds(self) -> i64 {
        match self {
            Self::Session | Self::Staff => session::LONGEST.as_secs(),
            Self::Device => DEVICE_SECONDS,
        }
    }
}

/// The `Set-Cookie` header that keeps `value`.
pub(crate) fn keep(cookie: Cookie, value: &str, is_https: bool) -> String {
    set(cookie, value, cookie.seconds(), is_https)
}

/// The `Set-Cookie` header that removes the cookie.
pub(crate) fn remove(cookie: Cookie, is_https: bool) -> String {
    set(cookie, "", 0, is_https)
}

fn set(cookie: Cookie, value: &str, seconds: i64, is_https: bool) -> String {
    let name = cookie.name(is_https);
    let secure = if is_https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The cookie's value within a `Cookie` header.
pub(crate) fn read(header: &str, cookie: Cookie, is_https: bool) -> Option<&str> {
    let mut pairs = header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    let own = pairs.find(|(name, _)| *name == cookie.name(is_https));
    own.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_strict_under_tls() {
        assert_eq!(
            keep(Cookie::Session, "abc", true),
            "__Host-session=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            remove(Cookie::Session, false),
            "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn the_token_is_found_among_others() {
        assert_eq!(
            read("a=b; session=xyz; c=d", Cookie::Session, false),
            Some("xyz")
        );
        assert_eq!(read("session=xyz", Cookie::Session, true), None);
        assert_eq!(
            read("__Host-session=xyz", Cookie::Session, true),
            Some("xyz")
        );
        assert_eq!(read("", Cookie::Session, false), None);
    }
}
