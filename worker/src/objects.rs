//! The Durable Objects: shells that load, let the rules decide, save, and answer.

#![expect(
    missing_docs,
    reason = "the macro that binds an object to JavaScript writes methods without a word"
)]

pub mod account;
mod account_command;
pub(crate) mod account_question;
mod account_view;
mod accounts_durable_object;
mod call;
pub mod check;
pub mod device_grant;
pub mod filing;
pub mod issuer;
mod journal_table;
pub mod registry;
mod sealed_row;
pub mod staff;
pub mod throttle;
pub mod voucher;

pub(crate) use call::ObjectError;
