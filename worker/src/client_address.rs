//! Where a request comes from.

/// The client's address as the runtime saw it; no header of the client's own is believed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ClientAddress(String);

impl ClientAddress {
    /// From `cf.clientIp` of workerd (“ip:port”, “[ip]:port”), or an address alone. Of an IPv6 address the first
    /// 64 bits count: whoever has one address has all of those.
    pub(crate) fn parse(text: &str) -> Self {
        let host = match text.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(rest),
            None if text.matches(':').count() == 1 => text.split(':').next().unwrap_or(text),
            None => text,
        };
        match host.parse() {
            Ok(std::net::IpAddr::V4(address)) => Self(address.to_string()),
            Ok(std::net::IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(address) => Self(address.to_string()),
                None => Self(network(address)),
            },
            Err(_) => Self::unknown(),
        }
    }

    /// Whoever cannot be told apart shares one address.
    pub(crate) fn unknown() -> Self {
        Self("unknown".to_owned())
    }

    /// The address as text. It is personal data: it is hashed before it is kept, and never logged.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

fn network(address: std::net::Ipv6Addr) -> String {
    let [a, b, c, d, ..] = address.segments();
    format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(ClientAddress::parse(text).expose(), expected, "{text}");
    }

    #[test]
    fn ports_and_spellings_do_not_matter() {
        check("127.0.0.1:54321", "127.0.0.1");
        check("127.0.0.1", "127.0.0.1");
        check("[::ffff:10.0.0.1]:80", "10.0.0.1");
        check("[2001:db8::1]:80", "2001:db8:0:0::/64");
        check("2001:db8::2", "2001:db8:0:0::/64");
        check("nonsense", "unknown");
        check("", "unknown");
    }
}
