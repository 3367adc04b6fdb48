//! The counter (登记窗口; guide, G15): whoever cannot or does not want to be verified by a scan takes a voucher there; a
//! clerk compares person and card and gives the authority their word.
//!
//! In scope: the voucher and its short code, how staff sign in, what is written down of what they do.
//! Out of scope: what an account gains by it (`accounts`), whether a clerk's word is taken (the authority).

mod audit;
mod one_time_code;
mod staff;
mod voucher;
mod voucher_code;

pub use audit::{Action, AuditLine};
pub use one_time_code::{OneTimeCode, OneTimeCodeError, STEP_SECONDS};
pub use staff::{Desk, SignIn, StaffRefusal};
pub use voucher::{Claimant, OfAccount, Place, State, Voucher, VoucherRefusal};
pub use voucher_code::{VoucherCode, VoucherCodeError};
