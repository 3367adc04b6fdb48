//! The authority: it alone decides on persons and faces. It keeps the register of citizens, compares the
//! four elements, draws challenges, opens and judges evidence, and signs what it decided.
//!
//! In scope: the HTTP server that edges speak to, the register behind a port, keys, the sandbox with its
//! sample citizens. Requests are believed only when an edge signed them, and only once.
//! Out of scope: accounts and levels (the edge decides on those), the rules of liveness (`liveness`), the
//! models (`face`), the layout of evidence (`evidence`).

pub mod authority;
pub mod captures;
pub mod challenge;
pub mod client_windows;
pub mod conformance;
pub mod console;
pub mod counter;
pub mod edge_request;
pub mod elements;
pub mod enrolled_face;
pub mod fields;
pub mod handler;
pub mod judge;
pub mod keys;
pub mod log;
pub mod models;
pub mod personal;
pub mod problem;
pub mod renewal;
pub mod router;
pub mod sandbox;
pub mod settings;
pub mod source;
pub mod store;
pub mod surroundings;

pub use authority::{Authority, StartError};
pub use keys::{Keys, KeysError};
pub use problem::Problem;
pub use router::router;
pub use settings::{Mode, Settings};
pub use surroundings::Surroundings;
