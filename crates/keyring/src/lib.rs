//! Personal data at rest: authenticated encryption field by field under keys with an id, and keyed names.
