//! `labels.csv`: what is known of files besides where they lie.
//!
//! The first column is `file`, the path below the folder with `/` between; the column `actions` says what a clip was
//! asked for; every further column is an attribute by whose values errors are told apart.

use super::rule::{FolderError, Rule};
use super::{Attributes, is_code};
use liveness::{Rules, Session};
use std::collections::BTreeMap;
use std::path::Path;
use verification::Action;

/// The table's name.
pub const FILE: &str = "labels.csv";

/// The rows of the table that no file has taken yet.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, Row>);

type Row = (Vec<Action>, Attributes);

impl Labels {
    /// The table of the folder `root`; an empty one where it has none.
    pub fn read(root: &Path) -> Result<Self, FolderError> {
        let path = root.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let wrong = || Rule::Labels.broken_at(root, &path);
        let unreadable = |error: csv::Error| Rule::Labels.broken_by(root, &path, error);
        let mut reader = csv::Reader::from_path(&path).map_err(unreadable)?;
        let columns: Vec<String> = reader
            .headers()
            .map_err(unreadable)?
            .iter()
            .map(str::to_owned)
            .collect();
        if columns.first().map(String::as_str) != Some("file")
            || !columns.iter().all(|it| is_code(it))
        {
            return Err(wrong());
        }
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let mut row = Row::default();
            for (column, value) in columns.iter().zip(&record).skip(1) {
                if column == "actions" {
                    row.0 = actions(value).ok_or_else(|| Rule::Actions.broken_at(root, &path))?;
                } else if is_code(value) {
                    row.1.insert(column.clone(), value.to_owned());
                } else if !value.is_empty() {
                    return Err(wrong());
                }
            }
            let file = record.get(0).unwrap_or_default().to_owned();
            if rows.insert(file, row).is_some() {
                return Err(Rule::LabelsFile.broken_at(root, &path));
            }
        }
        Ok(Self(rows))
    }

    /// What is known of the file at `path`.
    pub(super) fn take(&mut self, root: &Path, path: &Path) -> Result<Row, FolderError> {
        let below = path.strip_prefix(root).unwrap_or(path);
        let parts = below.iter().map(|part| part.to_str());
        let parts: Option<Vec<&str>> = parts.collect();
        let name = parts.ok_or_else(|| Rule::Readable.broken_at(root, path))?;
        Ok(self.0.remove(&name.join("/")).unwrap_or_default())
    }

    /// Every row has found its file.
    pub(super) fn finish(self) -> Result<(), FolderError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Rule::LabelsFile.broken())
        }
    }
}

/// What a challenge may ask for; nothing where nothing is written.
fn actions(text: &str) -> Option<Vec<Action>> {
    let actions: Vec<Action> = text
        .split_whitespace()
        .map(Action::with_code)
        .collect::<Option<_>>()?;
    let accepted = actions.is_empty() || Session::new(&actions, 1, Rules::guide()).is_ok();
    accepted.then_some(actions)
}
