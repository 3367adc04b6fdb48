//! The only binding to the browser, built twice: feature `identity` for the forms on the main thread,
//! feature `scan` for the Web Worker that looks at camera frames.
//!
//! In scope: values in and out of JavaScript, and errors with codes. Out of scope: every rule (the crates below
//! have them) and every word for people (the pages' `locales/` have them). The clock is passed in by the page.

pub mod failure;
#[cfg(feature = "identity")]
pub mod identity_binding;
