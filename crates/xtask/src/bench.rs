//! What `cargo xtask bench` measures, one subject a file. Whatever two figures are compared were taken in turn, in
//! one run on one machine.
//!
//! The parts in JavaScript are in `crates/xtask/bench/`; the native ones are examples of the packages they measure.

mod account_requests;
pub mod base;
mod enrolment;
mod filings;
mod frame;
mod load_size;
mod memory;
mod native;
mod password;
pub(crate) mod person;
mod portal_sign_in;
mod sample;
mod script;
mod timing;
mod uploads;
mod verification;

use anyhow::Result;
use clap::ValueEnum;

use crate::step::Step;
use crate::table::Row;

/// Something that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// A guided frame in the Web Worker, beside onnxruntime-web on the same networks, human, and OpenCV's measures
    Frame,
    /// Bytes to load until the consent and until the first guidance
    Load,
    /// A password's hash on workerd, beside native code
    Password,
    /// GET /v1/account on workerd, beside the same in plain JavaScript
    Account,
    /// GET /v1/filings/{id} of 50 persons, beside 5
    Filings,
    /// Code, tokens and UserInfo on workerd, beside oidc-provider on Node
    SignIn,
    /// One face verification at the authority, beside the model runs in it
    Verification,
    /// Memory of edge and authority after 1,000 registrations
    Memory,
    /// Whether time tells a stranger that a number has an account
    Timing,
    /// Memory of the edge while 1,000 uploads are begun at once, beside ten honest scans
    Uploads,
}

impl Subject {
    /// Every subject, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Frame,
        Self::Load,
        Self::Password,
        Self::Account,
        Self::Filings,
        Self::SignIn,
        Self::Verification,
        Self::Memory,
        Self::Timing,
        Self::Uploads,
    ];

    /// Measures it; everything that `cargo xtask build` makes must be there.
    pub fn measure(self) -> Result<Vec<Row>> {
        match self {
            Self::Frame => frame::measure(Step::new("frame")),
            Self::Load => load_size::measure(Step::new("load")),
            Self::Password => password::measure(Step::new("password")),
            Self::Account => account_requests::measure(Step::new("account")),
            Self::Filings => filings::measure(Step::new("filings")),
            Self::SignIn => portal_sign_in::measure(Step::new("sign-in")),
            Self::Verification => verification::measure(Step::new("verification")),
            Self::Memory => memory::measure(Step::new("memory")),
            Self::Timing => timing::measure(Step::new("timing")),
            Self::Uploads => uploads::measure(Step::new("uploads")),
        }
    }
}
