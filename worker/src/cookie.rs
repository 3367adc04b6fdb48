//! The session cookie: for this origin alone, out of reach of scripts, and not sent along by other sites.

use accounts::session;

/// What the cookie is called. Under TLS the prefix makes browsers insist on `Secure`, `Path=/` and no domain.
fn name(is_https: bool) -> &'static str {
    if is_https {
        "__Host-session"
    } else {
        "session"
    }
}

/// The `Set-Cookie` header that keeps `token`.
pub(crate) fn keep(token: &str, is_https: bool) -> String {
    set(token, session::LONGEST.as_secs(), is_https)
}

/// The `Set-Cookie` header that removes it.
pub(crate) fn remove(is_https: bool) -> String {
    set("", 0, is_https)
}

fn set(value: &str, seconds: i64, is_https: bool) -> String {
    let (name, secure) = (name(is_https), if is_https { "; Secure" } else { "" });
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The token within a `Cookie` header.
pub(crate) fn read(header: &str, is_https: bool) -> Option<&str> {
    let mut pairs = header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    let own = pairs.find(|(name_, _)| *name_ == name(is_https));
    own.map(|(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_strict_under_tls() {
        assert_eq!(
            keep("abc", true),
            "__Host-session=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            remove(false),
            "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn the_token_is_found_among_others() {
        assert_eq!(read("a=b; session=xyz; c=d", false), Some("xyz"));
        assert_eq!(read("session=xyz", true), None);
        assert_eq!(read("__Host-session=xyz", true), Some("xyz"));
        assert_eq!(read("", false), None);
    }
}
