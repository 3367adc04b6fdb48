//! The authority over HTTP, as an edge meets it.

mod challenges;
mod edge;
mod elements;
mod evidence;
mod leaks;
mod sandbox;
