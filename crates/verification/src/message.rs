//! Codes sent to a mobile number, to be typed back by whoever holds the phone, and the port through which the edge has
//! them sent.

use crate::{Cause, Purpose};
use identity::typed_code;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

/// So many codes there are.
const CODES: u32 = 1_000_000;

/// Whoever carries messages to mobile phones: a gateway to the operators, or the sandbox's own.
///
/// Nothing that it answers is believed: the code alone proves that it arrived.
#[expect(
    async_fn_in_trait,
    reason = "the edge is single-threaded: its futures need not be Send"
)]
pub trait Messages {
    /// Sends the message; what it says besides the code is the carrier's own template.
    async fn send(&self, message: &CodeMessage) -> Result<(), MessagesError>;
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    /// The gateway could not be reached, or not in time.
    #[error("the message gateway cannot be reached")]
    Unreachable(#[source] Cause),
    /// It answered what was never agreed.
    #[error("the message gateway's answer cannot be understood")]
    Nonsense(#[source] Cause),
    /// It does not accept the edge's signature, key or clock.
    #[error("the message gateway does not accept this edge")]
    NotAccepted,
    /// Too many messages; come back later.
    #[error("the message gateway is busy")]
    Busy,
}

/// What the edge asks the gateway to send. It travels between the two alone and prints nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeMessage {
    /// 手机号码, eleven digits.
    pub mobile: String,
    /// The code, six digits.
    pub code: String,
    /// What the code is for: `register`, `change_mobile`, `sign_in` or `reset_password`.
    pub purpose: Purpose,
    /// In which language to write.
    pub language: Language,
}

impl std::fmt::Debug for CodeMessage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "CodeMessage({})", self.purpose.code())
    }
}

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Six digits that are sent and typed back. It prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageCode(String);

/// The text is not six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has six digits")]
pub struct MessageCodeError;

impl MessageCode {
    /// A fresh one, each as likely as any other.
    pub fn draw(randomness: &mut (impl CryptoRng + ?Sized)) -> Self {
        let fair = u32::MAX - u32::MAX % CODES;
        loop {
            let drawn = randomness.next_u32();
            if drawn < fair {
                return Self(format!("{:06}", drawn % CODES));
            }
        }
    }

    /// Reads six digits, however they are grouped.
    pub fn parse(text: &str) -> Result<Self, MessageCodeError> {
        let digits = typed_code(text);
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(MessageCodeError)
        }
    }

    /// The digits. The one way to read them, named so that it can be searched for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for MessageCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MessageCode(******)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Randomness that counts down from the largest number.
    struct Descending(u32);

    impl rand_core::TryRng for Descending {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.0 -= 1;
            Ok(self.0 + 1)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.try_next_u32().map(u64::from)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(0);
            Ok(())
        }
    }

    impl rand_core::TryCryptoRng for Descending {}

    fn check(text: &str, expected: Result<&str, MessageCodeError>) {
        let code = MessageCode::parse(text);
        assert_eq!(
            code.as_ref().map(MessageCode::expose),
            expected.as_ref().copied()
        );
    }

    #[test]
    fn six_digits_are_a_code_and_nothing_else_is() {
        check("012345", Ok("012345"));
        check(" 012 345\n", Ok("012345"));
        check("12345", Err(MessageCodeError));
        check("1234567", Err(MessageCodeError));
        check("１２３－４５６", Ok("123456"));
        check("12345a", Err(MessageCodeError));
    }

    #[test]
    fn no_code_is_likelier_than_another() {
        // 2^32 is 4294 times a million and a rest: whatever falls into the rest is drawn anew.
        let code = MessageCode::draw(&mut Descending(u32::MAX));
        assert_eq!(code.expose(), "999999");
        assert_eq!(MessageCode::draw(&mut Descending(7)).expose(), "000007");
    }

    #[test]
    fn printing_shows_neither_code_nor_number() {
        let code = MessageCode::parse("012345").unwrap();
        let message = CodeMessage {
            mobile: "13800138000".to_owned(),
            code: code.expose().to_owned(),
            purpose: Purpose::Register,
            language: Language::Zh,
        };
        let printed = format!("{code:?} {message:?}");
        assert!(
            !printed.contains("012345") && !printed.contains("138"),
            "{printed}"
        );
    }
}
