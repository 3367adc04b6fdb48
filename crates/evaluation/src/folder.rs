//! The folder that is evaluated: its layout, and the rules that it must keep.
//!
//! ```text
//! DIR/persons/LABEL/*.{jpg,jpeg,png,webp}   pictures of one person each
//! DIR/clips/live/**                         persons before a camera: pictures or clips
//! DIR/clips/attack/KIND/**                  presentation attacks of one kind each: pictures or clips
//! DIR/labels.csv                            what is known of files, optional
//! ```
//!
//! Pictures of clips must be a camera's whole frames. Labels are codes, never names; kinds are those of [`AttackKind`].

pub mod labels;
mod rule;

pub use labels::Labels;
pub use rule::{FolderError, Rule, Unreadable};

use crate::AttackKind;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use verification::Action;

/// Endings of pictures.
const PICTURES: [&str; 4] = ["jpeg", "jpg", "png", "webp"];
/// Endings of clips.
const CLIPS: [&str; 6] = ["avi", "mjpeg", "mkv", "mov", "mp4", "webm"];
/// How long a code may be.
const LONGEST_CODE: usize = 32;
/// How many digits a code may have in a row: fewer than any number that names a person.
const MOST_DIGITS: usize = 8;

/// What is known of a file besides, name by name.
pub type Attributes = BTreeMap<String, String>;

/// A folder that keeps the rules.
#[derive(Debug)]
pub struct Folder {
    /// The pictures of each person; who it is nobody needs to know.
    pub persons: Vec<Vec<Portrait>>,
    /// Live persons and attacks.
    pub presentations: Vec<Presentation>,
}

/// A picture of a person.
#[derive(Debug)]
pub struct Portrait {
    /// The file.
    pub path: PathBuf,
    /// What is known of it.
    pub attributes: Attributes,
}

/// Somebody or something before a camera.
#[derive(Debug)]
pub struct Presentation {
    /// The file.
    pub path: PathBuf,
    /// Where it lies in the folder, without a name that may be a person's.
    pub place: PathBuf,
    /// The kind of the attack; none where it is a live person.
    pub attack: Option<AttackKind>,
    /// Whether the file is a clip, and not one picture.
    pub is_clip: bool,
    /// What was asked for while it was filmed, where that is known.
    pub actions: Vec<Action>,
    /// What else is known of it.
    pub attributes: Attributes,
}

impl Folder {
    /// Reads the layout and holds it against the rules; no picture is decoded yet.
    pub fn read(root: &Path) -> Result<Self, FolderError> {
        if !root.is_dir() {
            return Err(Rule::Folder.broken());
        }
        let mut labels = Labels::read(root)?;
        let persons = persons(root, &mut labels)?;
        let presentations = presentations(root, &mut labels)?;
        labels.finish()?;
        let folder = Self {
            persons,
            presentations,
        };
        folder.check(root)?;
        Ok(folder)
    }

    /// How many pictures of persons there are.
    #[must_use]
    pub fn pictures(&self) -> usize {
        self.persons.iter().map(Vec::len).sum()
    }

    fn check(&self, root: &Path) -> Result<(), FolderError> {
        if self.persons.is_empty() && self.presentations.is_empty() {
            return Err(Rule::Something.broken());
        }
        if !self.persons.is_empty() && self.pictures() < 2 {
            return Err(Rule::Pair.broken());
        }
        let mut seen = BTreeMap::new();
        let portraits = self.persons.iter().flatten().map(|portrait| &portrait.path);
        let presentations = self.presentations.iter().map(|it| &it.path);
        for path in portraits.chain(presentations) {
            let bytes =
                std::fs::read(path).map_err(|error| Rule::Readable.broken_by(root, path, error))?;
            if seen.insert(Sha256::digest(&bytes), path).is_some() {
                return Err(Rule::Once.broken_at(root, path));
            }
        }
        Ok(())
    }
}

fn persons(root: &Path, labels: &mut Labels) -> Result<Vec<Vec<Portrait>>, FolderError> {
    let mut persons = Vec::new();
    for folder in entries(&root.join("persons"), root)? {
        if !folder.is_dir() {
            return Err(Rule::PersonFolders.broken_at(root, &folder));
        }
        code(&folder)?;
        let mut pictures = Vec::new();
        for path in entries(&folder, root)? {
            if !has_ending(&path, &PICTURES) {
                return Err(Rule::Picture.broken_at(root, &path));
            }
            let (actions, attributes) = labels.take(root, &path)?;
            if !actions.is_empty() {
                return Err(Rule::ActionsOfClips.broken_at(root, &path));
            }
            pictures.push(Portrait { path, attributes });
        }
        if pictures.is_empty() {
            return Err(Rule::PersonPictures.broken_at(root, &folder));
        }
        labels.check_groups(root, &pictures)?;
        persons.push(pictures);
    }
    Ok(persons)
}

fn presentations(root: &Path, labels: &mut Labels) -> Result<Vec<Presentation>, FolderError> {
    let mut found = Vec::new();
    for part in entries(&root.join("clips"), root)? {
        match part.file_name().and_then(|name| name.to_str()) {
            Some("live") if part.is_dir() => {
                found.extend(files_of(root, &part, None, labels)?);
            }
            Some("attack") if part.is_dir() => {
                for kind in entries(&part, root)? {
                    let name = kind.file_name().and_then(|name| name.to_str());
                    let known = name
                        .filter(|_| kind.is_dir())
                        .and_then(AttackKind::with_code);
                    let Some(attack) = known else {
                        return Err(Rule::AttackKind.broken_at(root, &kind));
                    };
                    let files = files_of(root, &kind, Some(attack), labels)?;
                    if files.is_empty() {
                        return Err(Rule::AttackFiles.broken_at(root, &kind));
                    }
                    found.extend(files);
                }
            }
            _ => return Err(Rule::ClipFolders.broken_at(root, &part)),
        }
    }
    Ok(found)
}

/// Every picture and clip in `folder` and below.
fn files_of(
    root: &Path,
    folder: &Path,
    attack: Option<AttackKind>,
    labels: &mut Labels,
) -> Result<Vec<Presentation>, FolderError> {
    let mut found = Vec::new();
    for path in entries(folder, root)? {
        if path.is_dir() {
            found.extend(files_of(root, &path, attack, labels)?);
            continue;
        }
        let is_clip = has_ending(&path, &CLIPS);
        if !is_clip && !has_ending(&path, &PICTURES) {
            return Err(Rule::PictureOrClip.broken_at(root, &path));
        }
        let (actions, attributes) = labels.take(root, &path)?;
        if !is_clip && !actions.is_empty() {
            return Err(Rule::ActionsOfClips.broken_at(root, &path));
        }
        found.push(Presentation {
            place: rule::place(root, &path),
            path,
            attack,
            is_clip,
            actions,
            attributes,
        });
    }
    Ok(found)
}

/// What is in a folder, in order; hidden files are no part of it, and a folder that is missing is empty.
fn entries(folder: &Path, root: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |error: std::io::Error| Rule::Readable.broken_by(root, folder, error);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| endings.contains(&ending.to_ascii_lowercase().as_str()))
}

/// A folder's name as the code that it must be. The error does not repeat it: it may be somebody's name or number.
fn code(folder: &Path) -> Result<String, FolderError> {
    let name = folder.file_name().and_then(|name| name.to_str());
    let name = name.filter(|name| is_code(name));
    name.map(str::to_owned).ok_or(Rule::Code.broken())
}

pub(crate) fn is_code(text: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
    let fits = (1..=LONGEST_CODE).contains(&text.len()) && runs.all(|run| run.len() <= MOST_DIGITS);
    fits && text.bytes().all(plain)
}

#[cfg(test)]
mod tests;
