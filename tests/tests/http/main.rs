//! The edge over HTTP: a real workerd, and either the real authority or one that errs as it is told.

mod bodies;
mod client;
mod evidence;
mod fake_authority;
mod faults;
mod limits;
mod pages;
mod privacy;
mod registration;
mod sessions;
mod setting;
mod vectors;
