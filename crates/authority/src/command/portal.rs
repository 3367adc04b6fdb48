//! `authority portal`.

use authority::Surroundings;
use clap::Args;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// 256 bits.
const SECRET_BYTES: usize = 32;

/// Draws a secret for a portal and prints it once, as JSON: `listed` goes into the edge's list, `secret` to the portal.
#[derive(Args)]
pub(crate) struct Portal {
    /// Its client id
    #[arg(long)]
    client_id: String,
    /// What it calls itself, in Chinese
    #[arg(long)]
    name: String,
    /// What it calls itself, in English
    #[arg(long)]
    english_name: String,
    /// The origin of its pages, such as `https://portal.example`; they may frame the widget
    #[arg(long, required = true)]
    origin: Vec<String>,
    /// Where people are sent back to after they signed in
    #[arg(long)]
    redirect_uri: Vec<String>,
    /// What it may ask to know, besides who comes again
    #[arg(long, default_values_t = ["profile", "realname", "business", "offline_access"].map(str::to_owned))]
    scope: Vec<String>,
    /// How its ID tokens are signed; every client knows RS256
    #[arg(long, default_value = "RS256", value_parser = ["RS256", "ES256"])]
    id_token_algorithm: String,
    /// Whether it is a page that can keep no secret; such a portal signs people in and files nothing
    #[arg(long)]
    public: bool,
    /// For a client without PKCE: its requests may have a `nonce` instead, which it must check in the ID token
    #[arg(long, conflicts_with = "public")]
    nonce_instead_of_pkce: bool,
}

impl Portal {
    /// Draws and prints it.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        anyhow::ensure!(
            !self.client_id.is_empty() && self.client_id.bytes().all(is_plain),
            "a client id has letters, digits and hyphens"
        );
        let mut bytes = [0; SECRET_BYTES];
        Surroundings::real().randomness().fill_bytes(&mut bytes);
        let secret = (!self.public).then(|| BASE64URL_NOPAD.encode(&bytes));
        let digest = secret
            .as_ref()
            .map(|secret| BASE64URL_NOPAD.encode(&Sha256::digest(secret.as_bytes())));
        let drawn = json!({ "listed": self.listed(digest.as_deref()), "secret": secret });
        Ok(super::say(&serde_json::to_string_pretty(&drawn)?)?)
    }

    /// Its entry in the edge's list. An edge of before reads every entry that does not use the switch.
    fn listed(self, secret_digest: Option<&str>) -> Value {
        let scopes: Vec<String> = ["openid".to_owned()]
            .into_iter()
            .chain(self.scope)
            .collect();
        let mut listed = json!({
            "client_id": self.client_id,
            "secret_digest": secret_digest,
            "name": { "zh": self.name, "en": self.english_name },
            "redirect_uris": self.redirect_uri,
            "origins": self.origin,
            "scopes": scopes,
            "id_token_algorithm": self.id_token_algorithm,
            "may_file": !self.public,
        });
        if self.nonce_instead_of_pkce {
            listed["nonce_instead_of_pkce"] = true.into();
        }
        listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        portal: Portal,
    }

    fn line(more: &[&str]) -> Result<Line, clap::Error> {
        let usual = [
            "portal",
            "--client-id=one-window",
            "--name=一窗通",
            "--english-name=Portal",
            "--origin=https://portal.example",
        ];
        Line::try_parse_from(usual.iter().chain(more))
    }

    #[test]
    fn only_a_portal_with_a_secret_does_without_pkce() {
        let listed = |more: &[&str]| line(more).unwrap().portal.listed(None);
        let plain = listed(&["--nonce-instead-of-pkce"]);
        assert_eq!(plain["nonce_instead_of_pkce"], true);
        assert!(listed(&[])["nonce_instead_of_pkce"].is_null());
        assert!(line(&["--nonce-instead-of-pkce", "--public"]).is_err());
    }
}
