//! Sample phones: where the sandbox's message gateway delivers. The last messages are kept, in memory alone.

use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use verification::{CodeMessage, Language, Purpose};

/// So many messages are kept, of all phones together.
const KEPT: usize = 20;

/// What arrived on the phones.
#[derive(Default)]
pub struct SamplePhones {
    arrived: Mutex<VecDeque<Arrived>>,
}

/// A message that arrived. It prints nothing.
#[derive(Clone)]
pub struct Arrived {
    /// When.
    pub at: Timestamp,
    /// What was to be sent to whom.
    pub message: CodeMessage,
}

impl SamplePhones {
    /// Delivers a message.
    pub fn deliver(&self, message: CodeMessage, at: Timestamp) {
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.push_front(Arrived { at, message });
        arrived.truncate(KEPT);
    }

    /// What arrived last, newest first.
    #[must_use]
    pub fn arrived(&self) -> Vec<Arrived> {
        let arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.iter().cloned().collect()
    }
}

impl Arrived {
    /// What the phone shows.
    #[must_use]
    pub fn text(&self) -> String {
        let CodeMessage {
            code,
            purpose,
            language,
            ..
        } = &self.message;
        let (zh, en) = words(*purpose);
        match language {
            Language::Zh => {
                format!("【样例短信】验证码 {code}，用于{zh}，5 分钟内有效。请勿告诉任何人。")
            }
            Language::En => format!(
                "[Sample message] {code} is your code to {en}, valid for 5 minutes. Tell it to nobody."
            ),
        }
    }
}

/// What a code is for, in Chinese and in English.
fn words(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::ChangeMobile => ("修改手机号码", "change your mobile number"),
        Purpose::SignIn => ("人脸登录", "sign in by face"),
        Purpose::ResetPassword => ("重新设置密码", "set another password"),
        Purpose::Register
        | Purpose::RaiseLevel
        | Purpose::AuthoriseBusiness
        | Purpose::Activate
        | Purpose::Filing => ("注册账号", "register"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_messages_are_kept_newest_first() {
        let phones = SamplePhones::default();
        for number in 0..25 {
            let message = CodeMessage {
                mobile: "13800138000".to_owned(),
                code: format!("{number:06}"),
                purpose: Purpose::Register,
                language: Language::Zh,
            };
            phones.deliver(message, Timestamp::UNIX_EPOCH);
        }
        let arrived = phones.arrived();
        assert_eq!(arrived.len(), KEPT);
        assert!(arrived[0].text().contains("000024"));
        assert!(arrived[KEPT - 1].text().contains("000005"));
    }
}
