//! The edge over HTTP: a real workerd, and either the real authority or one that errs as it is told.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod account;
mod bodies;
mod ceilings;
mod checks;
mod client;
mod clients;
mod contract;
mod counter;
mod durability;
mod earlier_data;
mod evidence;
mod face_checks;
mod fake_authority;
mod faults;
mod filing_requests;
mod filings;
mod invitations;
mod limits;
mod mobile_codes;
mod openid;
mod pages;
mod portals;
mod privacy;
mod registration;
mod retention;
mod second_factor;
mod sessions;
mod setting;
mod vectors;
