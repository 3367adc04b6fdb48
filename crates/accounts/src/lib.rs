//! The rules of an account: decide(account, command, now) -> events or refusal.
