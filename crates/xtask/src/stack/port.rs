//! Ports on localhost.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// The ports themselves, with a free one in place of each 0. All are held until all are known, so
/// that no two are the same.
pub(super) fn choose<const COUNT: usize>(wanted: [u16; COUNT]) -> Result<[u16; COUNT]> {
    let mut held = Vec::new();
    let mut ports = wanted;
    for port in &mut ports {
        let listener = listen(*port)?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("port {port} is taken: end what listens there, or choose another (`cargo xtask run --help`)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_ports_are_three_different_ones() {
        let [first, second, third] = choose([0, 0, 0]).unwrap();
        assert!(first != second && second != third && third != first);
    }

    #[test]
    fn a_port_that_is_taken_is_named() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = choose([0, port, 0]).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()), "{error}");
    }
}
