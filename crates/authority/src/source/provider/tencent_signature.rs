//! TC3-HMAC-SHA256: how Tencent Cloud has its requests signed.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

const SERVICE: &str = "faceid";
const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// The headers that are signed, in this order.
const SIGNED_HEADERS: &str = "content-type;host";

/// A key pair of an account.
pub struct SecretKey {
    id: String,
    secret: Zeroizing<String>,
}

/// What is signed: a POST to `/` without a query.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// `Host`.
    pub host: &'a str,
    /// `Content-Type`.
    pub content_type: &'a str,
    /// `X-TC-Timestamp`, in whole seconds.
    pub at: Timestamp,
}

impl SecretKey {
    /// From `SecretId` and `SecretKey`.
    #[must_use]
    pub fn new(id: String, secret: Zeroizing<String>) -> Self {
        Self { id, secret }
    }

    /// The `Authorization` header of `call` with `body`.
    #[must_use]
    pub fn authorization(&self, call: Call<'_>, body: &[u8]) -> String {
        let scope = scope(call.at);
        let signature = self.signature(call, body);
        format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={SIGNED_HEADERS}, Signature={signature}",
            self.id
        )
    }

    fn signature(&self, call: Call<'_>, body: &[u8]) -> String {
        let (seconds, scope) = (call.at.as_second(), scope(call.at));
        let canonical = digest(canonical(call, body).as_bytes());
        let text = format!("{ALGORITHM}\n{seconds}\n{scope}\n{canonical}");
        let key = Zeroizing::new(format!("TC3{}", *self.secret));
        let mut key = authenticate(key.as_bytes(), day(call.at).as_bytes());
        for part in [SERVICE, "tc3_request"] {
            key = authenticate(&*key, part.as_bytes());
        }
        HEXLOWER.encode(&*authenticate(&*key, text.as_bytes()))
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretKey(…)")
    }
}

fn canonical(call: Call<'_>, body: &[u8]) -> String {
    let Call {
        host, content_type, ..
    } = call;
    let body = digest(body);
    format!("POST\n/\n\ncontent-type:{content_type}\nhost:{host}\n\n{SIGNED_HEADERS}\n{body}")
}

fn scope(at: Timestamp) -> String {
    format!("{}/{SERVICE}/tc3_request", day(at))
}

/// The day of `at` in UTC.
fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

fn authenticate(key: &[u8], message: &[u8]) -> Zeroizing<[u8; 32]> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of every length")
    };
    mac.update(message);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"IdCard":"11010519491231002X","Name":"张三","ValidityBegin":"20200101","ValidityEnd":"00000000"}"#;

    fn key() -> SecretKey {
        let secret = "SECRETKEYEXAMPLE0000000000000000".to_owned();
        SecretKey::new("AKIDEXAMPLE".to_owned(), Zeroizing::new(secret))
    }

    fn call() -> Call<'static> {
        Call {
            host: "faceid.tencentcloudapi.com",
            content_type: "application/json; charset=utf-8",
            at: Timestamp::constant(1_735_689_600, 0),
        }
    }

    /// The same as the provider's own library gives.
    #[test]
    fn the_vector_is_met_step_by_step() {
        let body = BODY.as_bytes();
        assert_eq!(
            digest(body),
            "e868a506b2fb11e7edd86ca685e3bf6feb497e470bac2b52558d98cac9cd95d4"
        );
        assert_eq!(
            digest(canonical(call(), body).as_bytes()),
            "656b683fed9778b72bd5970014f89b7c5eda5bccb008f8171b27d63b7337fde9"
        );
        assert_eq!(
            key().signature(call(), body),
            "88ceb477daaa9696bfd96d70e009555bb962e7e9680cfd9b976941fdb05a92c8"
        );
    }

    #[test]
    fn the_header_names_key_scope_and_signed_headers() {
        let header = key().authorization(call(), BODY.as_bytes());
        let expected = "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2025-01-01/faceid/tc3_request, \
            SignedHeaders=content-type;host, Signature=88ceb477";
        assert!(header.starts_with(expected), "{header}");
        assert_eq!(format!("{:?}", key()), "SecretKey(…)");
    }
}
