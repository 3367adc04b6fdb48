//! Figures for operators: a folder of labelled pictures and clips goes the product's own way, and what comes out is
//! counted. Recognition as ISO/IEC 19795-1 has it, its differences between demographic groups as ISO/IEC 19795-10 has
//! them, presentation attacks as ISO/IEC 30107-3 has them, quality measure by
//! measure, and all of it apart by light and by skin tone.
//!
//! In scope: the layout of the folder and its rules, the statistics with their intervals, the report. The same folder,
//! models and seed give the same report. `docs/evaluation.md` tells how to read it.
//! Out of scope: thresholds and decisions (`authority`, `liveness`), the measures themselves (`portrait`), fetching
//! pictures. A report holds numbers, and the codes that name kinds of attacks and the values of `labels.csv`; never a
//! picture, the label of a person or the name of a file.

pub mod attack_kind;
pub mod attribute;
pub mod claim;
pub mod clip;
pub mod figures;
pub mod folder;
pub mod look;
pub mod report;
pub mod skin_tone;
pub mod statistics;
mod thresholds;

pub use attack_kind::AttackKind;
pub use figures::Figures;
pub use folder::{Folder, FolderError};
pub use look::{Looked, Looker};
pub use report::Report;
