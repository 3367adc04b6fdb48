//! The authority over HTTP, as an edge meets it.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the right answer")]

mod activation;
mod attestations;
mod challenges;
mod clients;
mod conformance;
mod console;
mod edge;
mod elements;
mod erasures;
mod evidence;
mod film;
mod injection;
mod leaks;
mod messages;
mod panics;
mod recurrence;
mod sandbox;
mod scan;
