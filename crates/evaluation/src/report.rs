//! The report: one page of HTML that needs nothing besides itself, and the same figures as JSON.

mod page;
mod plot;
mod section;
mod table;

use crate::Figures;
use std::path::Path;
use verification::Cause;

/// The page's file.
pub const HTML: &str = "report.html";
/// The figures' file.
pub const JSON: &str = "figures.json";

/// Why a report cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A plot cannot be drawn.
    #[error("a plot cannot be drawn")]
    Plot(#[source] Cause),
    /// The figures cannot be written as JSON.
    #[error("the figures cannot be written as json")]
    Json(#[from] serde_json::Error),
    /// A file cannot be written.
    #[error("the report cannot be written")]
    Write(#[from] std::io::Error),
}

impl ReportError {
    fn plot(cause: impl Into<Cause>) -> Self {
        Self::Plot(cause.into())
    }
}

/// A report, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The page.
    pub html: String,
    /// The figures.
    pub json: String,
    /// One sentence for each demographic group whose false match rate may be above the claimed one.
    pub warnings: Vec<String>,
}

impl Report {
    /// The report of these figures.
    pub fn of(figures: &Figures) -> Result<Self, ReportError> {
        Ok(Self {
            html: page::of(figures)?.into_string(),
            json: serde_json::to_string_pretty(figures)? + "\n",
            warnings: figures
                .differential_performance
                .as_ref()
                .map_or_else(Vec::new, section::differential::warnings),
        })
    }

    /// Writes both files into `folder`, which is made where it is missing.
    pub fn write(&self, folder: &Path) -> Result<(), ReportError> {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(HTML), &self.html)?;
        std::fs::write(folder.join(JSON), &self.json)?;
        Ok(())
    }
}
