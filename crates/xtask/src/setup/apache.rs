//! Apache and its module for OpenID Connect, a client for the browser tests.

use std::path::Path;

use anyhow::Result;

use super::apt;

const MODULE: &str = "/usr/lib/apache2/modules/mod_auth_openidc.so";

/// Makes sure that they are installed; the server alone, which nothing starts.
pub fn ensure() -> Result<()> {
    if Path::new(MODULE).exists() {
        return Ok(());
    }
    let packages = ["apache2-bin", "libapache2-mod-auth-openidc"];
    apt::install("Apache, for the browser tests,", &packages)
}
