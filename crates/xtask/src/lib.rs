//! The project's commands, as a library for its tests.
