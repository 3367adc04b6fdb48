//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The client's address as the runtime saw it; no header of the client's own is believed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ClientAddress(String);

/// Networks around an IPv6 address, and how many times as much as one address each may do: a line often has a /56, and
/// somebody who rents a server a /48 (RIPE-690).
const WIDER: [(u32, u32); 2] = [(56, 4), (48, 16)];

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
            Ok(IpAddr::V4(address)) => Self(address.to_string()),
            Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(address) => Self(address.to_string()),
                None => Self(network(address, 64)),
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

    /// The address and the networks around it, each with how many times as much as one address it may do.
    pub(crate) fn networks(&self) -> Vec<(String, u32)> {
        let wider = self
            .v6()
            .into_iter()
            .flat_map(|address| WIDER.map(|(bits, factor)| (network(address, bits), factor)));
        std::iter::once((self.0.clone(), 1)).chain(wider).collect()
    }

    /// The network that one line has: the address itself, or the /56 around an IPv6 address.
    pub(crate) fn line(&self) -> String {
        self.v6()
            .map_or_else(|| self.0.clone(), |address| network(address, 56))
    }

    /// A bucket of many addresses: the /24 around an IPv4 address, the /48 around an IPv6 address.
    pub(crate) fn bucket(&self) -> Self {
        match (self.0.parse(), self.v6()) {
            (Ok(IpAddr::V4(address)), _) => {
                let [a, b, c, _] = address.octets();
                Self(format!("{a}.{b}.{c}.0/24"))
            }
            (_, Some(address)) => Self(network(address, 48)),
            _ => Self::unknown(),
        }
    }

    fn v6(&self) -> Option<Ipv6Addr> {
        let (address, _) = self.0.split_once("/64")?;
        address.parse().ok()
    }
}

fn network(address: Ipv6Addr, bits: u32) -> String {
    let mask = u128::MAX << (128 - bits);
    let [a, b, c, d, ..] = Ipv6Addr::from_bits(address.to_bits() & mask).segments();
    format!("{a:x}:{b:x}:{c:x}:{d:x}::/{bits}")
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

    #[test]
    fn an_ipv6_address_stands_in_wider_networks_and_an_ipv4_address_alone() {
        let address = ClientAddress::parse("2001:db8:1:12ff::1");
        let expected = [
            ("2001:db8:1:12ff::/64", 1),
            ("2001:db8:1:1200::/56", 4),
            ("2001:db8:1:0::/48", 16),
        ];
        let expected = expected.map(|(network, factor)| (network.to_owned(), factor));
        assert_eq!(address.networks(), expected);
        assert_eq!(address.line(), "2001:db8:1:1200::/56");
        assert_eq!(address.bucket().expose(), "2001:db8:1:0::/48");
        let address = ClientAddress::parse("10.1.2.3");
        assert_eq!(address.networks(), [("10.1.2.3".to_owned(), 1)]);
        assert_eq!(address.line(), "10.1.2.3");
        assert_eq!(address.bucket().expose(), "10.1.2.0/24");
        assert_eq!(ClientAddress::unknown().bucket(), ClientAddress::unknown());
    }
}
