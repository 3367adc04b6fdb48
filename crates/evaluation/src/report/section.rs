//! The parts of the page, one a file.

pub(super) mod attacks;
pub(super) mod counts;
pub(super) mod differential;
pub(super) mod enrolment;
pub(super) mod groups;
pub(super) mod measures;
pub(super) mod product;
pub(super) mod recognition;
pub(super) mod scans;
