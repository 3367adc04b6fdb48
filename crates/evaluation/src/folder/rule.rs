//! The rules of the folder, each by name.

use super::is_code;
use std::path::{Path, PathBuf};

/// A rule of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// There is a folder.
    #[error("folder: the path names a folder")]
    Folder,
    /// Files can be read.
    #[error("readable: every file and folder can be read")]
    Readable,
    /// Something is to be evaluated.
    #[error("something: the folder holds persons/ or clips/, with pictures in them")]
    Something,
    /// Two pictures can be compared.
    #[error("pair: persons/ holds two pictures at the least, for one cannot be compared")]
    Pair,
    /// One folder a person.
    #[error("person-folders: persons/ holds one folder for each person, and no file")]
    PersonFolders,
    /// A person has pictures.
    #[error("person-pictures: the folder of a person holds a picture at the least")]
    PersonPictures,
    /// Pictures of persons.
    #[error("picture: the folder of a person holds jpg, jpeg, png and webp alone")]
    Picture,
    /// Live or attack.
    #[error("clip-folders: clips/ holds the folders live/ and attack/ alone")]
    ClipFolders,
    /// An attack has a kind.
    #[error(
        "attack-kind: clips/attack/ holds one folder for each kind of attack, and no file; the kinds are whole_photograph, photograph_with_holes, cut_out_photograph, electronic_photograph, video, mask, head_model and injected"
    )]
    AttackKind,
    /// A kind has attacks.
    #[error("attack-files: the folder of a kind of attack holds a picture or a clip at the least")]
    AttackFiles,
    /// Presentations are pictures or clips.
    #[error(
        "picture-or-clip: clips/ holds pictures (jpg, jpeg, png, webp) and clips (avi, mjpeg, mkv, mov, mp4, webm) alone"
    )]
    PictureOrClip,
    /// Labels are codes.
    #[error(
        "code: labels have up to 32 letters, digits, hyphens and underscores, at most 8 digits in a row: codes, never names or numbers of persons"
    )]
    Code,
    /// No file twice.
    #[error(
        "once: no picture or clip stands in two places: under two labels one of them is wrong, under one it is no comparison"
    )]
    Once,
    /// The labels are a table.
    #[error(
        "labels: labels.csv is a table in UTF-8 whose first column is `file`, and whose other columns and values are codes"
    )]
    Labels,
    /// Columns are known.
    #[error(
        "labels-column: after `file` the columns of labels.csv are `actions`, `group` and `group_…` (demographic groups of persons), `device`, `glasses`, `light`, `skin_tone` and `condition_…` (of pictures and clips), each once"
    )]
    LabelsColumn,
    /// A picture has a group.
    #[error(
        "group-of-picture: if labels.csv has a column `group` or `group_…`, each picture of a person has a value in it"
    )]
    GroupOfPicture,
    /// A person has one group.
    #[error(
        "group-of-person: all pictures of a person have the same value in a column `group` or `group_…`"
    )]
    GroupOfPerson,
    /// Labels are of files that exist.
    #[error("labels-file: every file that labels.csv names exists, and is named once")]
    LabelsFile,
    /// Actions are known.
    #[error(
        "actions: actions are two or more of turn_left, turn_right, open_mouth, blink and nod, with spaces between, and not blinks alone"
    )]
    Actions,
    /// Clips alone show actions.
    #[error("actions-of-clips: only a clip in clips/ has actions")]
    ActionsOfClips,
}

impl Rule {
    pub(super) fn broken(self) -> FolderError {
        FolderError {
            rule: self,
            place: None,
            cause: None,
        }
    }

    pub(super) fn broken_at(self, root: &Path, path: &Path) -> FolderError {
        FolderError {
            rule: self,
            place: Some(place(root, path)),
            cause: None,
        }
    }

    pub(super) fn broken_by(
        self,
        root: &Path,
        path: &Path,
        cause: impl Into<Unreadable>,
    ) -> FolderError {
        FolderError {
            cause: Some(cause.into()),
            ..self.broken_at(root, path)
        }
    }
}

/// Where `path` lies below `root`. A name that is no code may be a person's: it is told by its number in its folder.
pub(super) fn place(root: &Path, path: &Path) -> PathBuf {
    let mut place = PathBuf::new();
    let mut folder = root.to_owned();
    for part in path.strip_prefix(root).unwrap_or(path) {
        let name = Path::new(part);
        let stem = name.file_stem().and_then(|stem| stem.to_str());
        if stem.is_some_and(is_code) {
            place.push(name);
        } else {
            place.push(format!("#{}", number(&folder, name)));
        }
        folder.push(name);
    }
    place
}

/// The place of `name` among what is in `folder`, in order, from 1 on; 0 where it is not there.
fn number(folder: &Path, name: &Path) -> usize {
    let names = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = names.flatten().map(|entry| entry.file_name()).collect();
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    names.sort();
    let found = names.iter().position(|it| it == name.as_os_str());
    found.map_or(0, |place| place + 1)
}

/// Which rule the folder breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the folder breaks a rule{}: {rule}", .place.as_ref().map(|place| format!(" at {}", place.display())).unwrap_or_default())]
pub struct FolderError {
    /// The rule.
    pub rule: Rule,
    /// Where, below the folder; none where the place itself may name a person.
    pub place: Option<PathBuf>,
    /// What the system or the table's reader said.
    #[source]
    pub cause: Option<Unreadable>,
}

/// Why a file cannot be read: nothing of what is in it, and no path, which may name a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The system does not give it.
    #[error("{0}")]
    System(std::io::ErrorKind),
    /// It is no table from this line on.
    #[error("no table from line {0} on")]
    Line(u64),
    /// It is no table.
    #[error("no table")]
    Table,
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        Self::System(error.kind())
    }
}

impl From<csv::Error> for Unreadable {
    fn from(error: csv::Error) -> Self {
        match (error.position(), error.kind()) {
            (_, csv::ErrorKind::Io(error)) => Self::System(error.kind()),
            (Some(position), _) => Self::Line(position.line()),
            (None, _) => Self::Table,
        }
    }
}
