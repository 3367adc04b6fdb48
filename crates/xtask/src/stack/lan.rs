//! Edge and portal on the local network, over TLS: browsers give the camera to secure origins alone, so a phone that is
//! to try its own needs that.

use std::fs;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::private;
use crate::setup::apt;

/// Days. Some browsers trust no certificate for longer than 398.
const VALID_DAYS: &str = "397";

/// Lets a configuration import another by its absolute path, which Cap'n Proto looks for below its import paths.
pub(super) const IMPORTS: &str = "--import-path=/";

/// Where edge and portal listen besides localhost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lan {
    /// This machine's address on the local network.
    pub address: IpAddr,
    /// The edge's port.
    pub edge_port: u16,
    /// The portal's port.
    pub portal_port: u16,
}

impl Lan {
    /// The origin at one of the ports.
    pub(super) fn origin(&self, port: u16) -> String {
        format!("https://{}", SocketAddr::new(self.address, port))
    }
}

/// The address by which others on the network reach this machine: that of the way out. Nothing is sent.
pub fn own_address() -> Result<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    // An address for documentation (RFC 5737): no machine has it.
    let way_out = socket
        .connect((Ipv4Addr::new(192, 0, 2, 1), 9))
        .and_then(|()| socket.local_addr());
    let address = way_out.context("this machine is on no network; name its address after --lan")?;
    Ok(address.ip())
}

/// Writes a configuration for workerd in `folder` that has the services of `original`, and two sockets for its service
/// `service`: `http`, and `https` at `port`.
pub(super) fn config(
    folder: &Path,
    original: &Path,
    service: &str,
    lan: &Lan,
    port: u16,
) -> Result<PathBuf> {
    certificate(folder, lan.address)?;
    let text = format!(
        r#"using Workerd = import "/workerd/workerd.capnp";
using Original = import "{}";

const config :Workerd.Config = (
  services = Original.services,
  sockets = [
    (name = "http", address = "127.0.0.1:0", http = (), service = "{service}"),
    (name = "https", address = "{}", service = "{service}", https = (
      options = (),
      tlsOptions = (keypair = (privateKey = embed "lan.key", certificateChain = embed "lan.crt")),
    )),
  ],
);
"#,
        original.display(),
        SocketAddr::new(lan.address, port),
    );
    let path = folder.join(format!("lan-{service}.capnp"));
    private::create(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}

/// A certificate that this machine signs itself, made once for each address.
fn certificate(folder: &Path, address: IpAddr) -> Result<()> {
    let [key, certificate, made_for] =
        ["lan.key", "lan.crt", "lan.address"].map(|it| folder.join(it));
    let is_current = certificate.exists()
        && fs::read_to_string(&made_for).is_ok_and(|text| text == address.to_string());
    if is_current {
        return Ok(());
    }
    if Command::new("openssl").arg("version").output().is_err() {
        apt::install("openssl, for --lan,", &["openssl"])?;
    }
    let mut openssl = Command::new("openssl");
    openssl
        .args([
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .args(["-days", VALID_DAYS, "-subj", "/CN=Shiming demonstration"])
        .arg("-addext")
        .arg(format!("subjectAltName=IP:{address}"))
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate);
    let output = openssl.output()?;
    ensure!(
        output.status.success(),
        "openssl made no certificate: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    private::create(&made_for)?.write_all(address.to_string().as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_names_address_and_port() {
        let lan = |address: &str| Lan {
            address: address.parse().unwrap(),
            edge_port: 8443,
            portal_port: 8444,
        };
        assert_eq!(lan("192.0.2.7").origin(8443), "https://192.0.2.7:8443");
        assert_eq!(
            lan("2001:db8::7").origin(8444),
            "https://[2001:db8::7]:8444"
        );
    }
}
