//! `labels.csv`: what is known of files besides where they lie.
//!
//! The first column is `file`, the path below the folder with `/` between; the column `actions` says what a clip was
//! asked for. The columns `group` and `group_…` divide persons into demographic groups; `device`, `glasses`, `light`,
//! `skin_tone` and `condition_…` say what is known of a picture or clip. By the values of both errors are told apart.

use super::rule::{FolderError, Rule};
use super::{Attributes, Portrait, is_code};
use crate::attribute::{LIGHT, SKIN_TONE};
use liveness::{Rules, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use verification::Action;

/// The table's name.
pub const FILE: &str = "labels.csv";

/// The column of demographic groups, and with an underscore the beginning of the names of further ones.
const GROUP: &str = "group";
/// The columns of conditions.
const CONDITIONS: [&str; 4] = ["device", "glasses", LIGHT, SKIN_TONE];
/// The beginning of the names of further conditions.
const FURTHER_CONDITION: &str = "condition_";

/// The table.
#[derive(Debug, Default)]
pub struct Labels {
    /// The rows that no file has taken yet.
    rows: BTreeMap<String, Row>,
    /// The columns of demographic groups.
    groups: Vec<String>,
}

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
        let header = reader.headers().map_err(unreadable)?;
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
        if columns.first().map(String::as_str) != Some("file")
            || !columns.iter().all(|it| is_code(it))
        {
            return Err(wrong());
        }
        if !are_known(&columns[1..]) {
            return Err(Rule::LabelsColumn.broken_at(root, &path));
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
        let groups = columns.into_iter().filter(|it| is_demographic(it));
        Ok(Self {
            rows,
            groups: groups.collect(),
        })
    }

    /// What is known of the file at `path`.
    pub(super) fn take(&mut self, root: &Path, path: &Path) -> Result<Row, FolderError> {
        let below = path.strip_prefix(root).unwrap_or(path);
        let parts = below.iter().map(|part| part.to_str());
        let parts: Option<Vec<&str>> = parts.collect();
        let name = parts.ok_or_else(|| Rule::Readable.broken_at(root, path))?;
        Ok(self.rows.remove(&name.join("/")).unwrap_or_default())
    }

    /// Every picture of a person has a group in each column of groups, the same one in all of that person's pictures.
    pub(super) fn check_groups(&self, root: &Path, person: &[Portrait]) -> Result<(), FolderError> {
        for column in &self.groups {
            let mut before = None;
            for picture in person {
                let Some(group) = picture.attributes.get(column) else {
                    return Err(Rule::GroupOfPicture.broken_at(root, &picture.path));
                };
                if *before.get_or_insert(group) != group {
                    return Err(Rule::GroupOfPerson.broken_at(root, &picture.path));
                }
            }
        }
        Ok(())
    }

    /// Every row has found its file.
    pub(super) fn finish(self) -> Result<(), FolderError> {
        if self.rows.is_empty() {
            Ok(())
        } else {
            Err(Rule::LabelsFile.broken())
        }
    }
}

/// Whether the values of this column are demographic groups of persons.
pub(crate) fn is_demographic(column: &str) -> bool {
    column
        .strip_prefix(GROUP)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Whether each column is a known one and comes once.
fn are_known(columns: &[String]) -> bool {
    let is_known = |column: &String| {
        column == "actions"
            || is_demographic(column)
            || CONDITIONS.contains(&column.as_str())
            || column.starts_with(FURTHER_CONDITION)
    };
    let different: BTreeSet<&String> = columns.iter().collect();
    different.len() == columns.len() && columns.iter().all(is_known)
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
