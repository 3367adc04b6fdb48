//! Signing in to portals: OpenID Connect over HTTP, by hand and by clients that others wrote.

mod clients;
mod code_flow;
mod consents;
mod device;
mod flow;
mod keys;
mod narrowed;
mod plain;
mod refusals;
mod schema;
