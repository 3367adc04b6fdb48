//! One command a file: its arguments, and what it does with them.

pub mod audit;
pub mod bench;
pub mod build;
pub mod clean;
pub mod evaluate;
pub mod fuzz;
pub mod ideographs;
pub mod models;
pub mod regions;
pub mod run;
pub mod test;
