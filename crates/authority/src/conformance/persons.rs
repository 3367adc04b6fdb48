//! Whom an authority is asked about: one person for each outcome, as data.

use super::film::{Film, FilmError};
use super::{Difference, Skip};
use crate::sandbox::{Fault, Forces, SAMPLES, Stage, samples};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use verification::Action;

/// What a person stands for. Whoever stands for a fault makes the authority commit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything agrees; with a capture, the face too.
    Passes,
    /// The four elements given differ from the register's.
    ElementsDiffer,
    /// The register has nobody with this number.
    NoRecord,
    /// The account is a provincial one.
    ActivationNeeded,
    /// There is no portrait.
    NoPortrait,
    /// The capture shows somebody else.
    FaceDiffers,
    /// The same capture is handed in twice.
    Recurring,
    /// The capture is not good enough.
    PoorQuality,
    /// The capture lacks an action.
    ActionNotSeen,
    /// Name and number are at odds at the scan.
    CheckInput,
    /// The day's attempts are used up.
    DailyLimit,
    /// Busy when the elements are checked.
    BusyElements,
    /// Slow when the elements are checked.
    SlowElements,
    /// No statement when the elements are checked.
    NonsenseElements,
    /// A bad signature when the elements are checked.
    BadSignatureElements,
    /// Busy at the scan.
    BusyScan,
    /// Slow at the scan.
    SlowScan,
    /// No statement at the scan.
    NonsenseScan,
    /// A bad signature at the scan.
    BadSignatureScan,
}

/// Somebody to ask about. Personal, even where it is a test person: prints nothing.
#[derive(Clone, Default)]
pub struct Person {
    /// 姓名.
    pub name: String,
    /// 身份证号.
    pub number: String,
    /// 有效期起, `YYYY-MM-DD`.
    pub valid_from: String,
    /// 有效期止, `YYYY-MM-DD` or `long_term`.
    pub valid_until: String,
    /// What the person's camera would show: one film a scan, in turn.
    pub films: Vec<Film>,
    /// Whether the authority is a sandbox that decides by the number alone.
    pub is_forced: bool,
}

/// Everybody who is given.
#[derive(Clone, Default)]
pub struct Persons(BTreeMap<Role, Person>);

/// Why a list of persons cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PersonsError {
    /// The file cannot be read.
    #[error("the list of persons cannot be read")]
    File(#[source] std::io::Error),
    /// It is no list of persons by role. What it holds is not repeated.
    #[error("line {line} is where it stops being a list of persons by role")]
    Layout {
        /// Where.
        line: usize,
    },
    /// A capture cannot be read.
    #[error(transparent)]
    Film(#[from] FilmError),
}

/// A person as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    name: String,
    number: String,
    valid_from: String,
    valid_until: String,
    #[serde(default)]
    captures: Vec<GivenCapture>,
    #[serde(default)]
    capture: Option<GivenCapture>,
}

/// A folder of JPEG frames, ten a second, and the actions that they show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenCapture {
    frames: PathBuf,
    actions: Vec<Action>,
}

impl Persons {
    /// The persons of a JSON file, an object by role; folders of frames are relative to it.
    pub fn read(list: &Path) -> Result<Self, PersonsError> {
        let json = std::fs::read(list).map_err(PersonsError::File)?;
        let given: BTreeMap<Role, Given> = serde_json::from_slice(&json)
            .map_err(|error| PersonsError::Layout { line: error.line() })?;
        let folder = list.parent().unwrap_or(Path::new("."));
        let persons = given.into_iter().map(|(role, given)| {
            let captures = given.capture.into_iter().chain(given.captures);
            let films =
                captures.map(|capture| Film::read(&folder.join(capture.frames), capture.actions));
            let person = Person {
                name: given.name,
                number: given.number,
                valid_from: given.valid_from,
                valid_until: given.valid_until,
                films: films.collect::<Result<_, _>>()?,
                is_forced: false,
            };
            Ok((role, person))
        });
        persons.collect::<Result<_, PersonsError>>().map(Self)
    }

    /// The sandbox's sample citizens, without captures: nobody has their faces.
    #[must_use]
    pub fn samples() -> Self {
        let mut persons = Self::default();
        for sample in &SAMPLES {
            let Some(role) = role(sample.forces) else {
                continue;
            };
            persons.0.entry(role).or_insert_with(|| Person {
                name: sample.name.to_owned(),
                number: sample.number(),
                valid_from: samples::VALID_FROM.to_owned(),
                valid_until: samples::VALID_UNTIL.to_owned(),
                films: Vec::new(),
                is_forced: !matches!(role, Role::Passes | Role::ActivationNeeded),
            });
        }
        persons
    }

    /// Gives the person of `role` a capture, besides those they have.
    pub fn film(&mut self, role: Role, film: Film) {
        self.change(role, |person| person.films.push(film));
    }

    /// Lets the person of `role` stand for a recording that is handed in twice, too.
    pub fn recur(&mut self, role: Role) {
        if let Some(person) = self.0.get(&role).cloned() {
            self.0.insert(Role::Recurring, person);
        }
    }

    /// Changes who stands for `role`.
    pub fn change(&mut self, role: Role, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.0.get_mut(&role) {
            change(person);
        }
    }

    /// Leaves out whoever stands for a role that is not to be kept.
    pub fn retain(&mut self, keep: impl Fn(Role) -> bool) {
        self.0.retain(|role, _| keep(*role));
    }

    pub(super) fn find(&self, role: Role) -> Result<&Person, Skip> {
        self.0.get(&role).ok_or(Skip::NoPerson)
    }
}

impl Person {
    /// Whether `text` holds anything of this person, in the clear or in the parts of a signed statement.
    pub(super) fn check_absent(&self, text: &str) -> Result<(), Difference> {
        let decode = |part: &str| data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).ok();
        let parts = text.split('.').filter_map(decode);
        let parts = parts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        for text in std::iter::once(text.to_owned()).chain(parts) {
            let text = unescaped(text);
            for (what, value) in [("name", &self.name), ("number", &self.number)] {
                if !value.is_empty() && text.contains(value.as_str()) {
                    return Err(Difference::Leaks(what));
                }
            }
        }
        Ok(())
    }
}

/// JSON without escapes in which a name could hide; other text as it is.
fn unescaped(text: String) -> String {
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(json) => json.to_string(),
        Err(_) => text,
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Person(…)")
    }
}

impl std::fmt::Debug for Persons {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}

fn role(forces: Forces) -> Option<Role> {
    Some(match forces {
        Forces::Nothing => return None,
        Forces::Passes => Role::Passes,
        Forces::ElementsDiffer => Role::ElementsDiffer,
        Forces::NoRecord => Role::NoRecord,
        Forces::ActivationNeeded => Role::ActivationNeeded,
        Forces::NoPortrait => Role::NoPortrait,
        Forces::FaceDiffers => Role::FaceDiffers,
        Forces::PoorQuality => Role::PoorQuality,
        Forces::ActionNotSeen => Role::ActionNotSeen,
        Forces::CheckInput => Role::CheckInput,
        Forces::DailyLimit => Role::DailyLimit,
        Forces::Fault(Stage::Elements, Fault::Busy) => Role::BusyElements,
        Forces::Fault(Stage::Elements, Fault::Slow) => Role::SlowElements,
        Forces::Fault(Stage::Elements, Fault::Nonsense) => Role::NonsenseElements,
        Forces::Fault(Stage::Elements, Fault::BadSignature) => Role::BadSignatureElements,
        Forces::Fault(Stage::Scan, Fault::Busy) => Role::BusyScan,
        Forces::Fault(Stage::Scan, Fault::Slow) => Role::SlowScan,
        Forces::Fault(Stage::Scan, Fault::Nonsense) => Role::NonsenseScan,
        Forces::Fault(Stage::Scan, Fault::BadSignature) => Role::BadSignatureScan,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person {
            name: "样例甲".to_owned(),
            number: "440524188001010014".to_owned(),
            ..Person::default()
        }
    }

    fn check(text: &str, leaks: Option<&'static str>) {
        let expected = leaks.map_or(Ok(()), |what| Err(Difference::Leaks(what)));
        assert_eq!(person().check_absent(text), expected);
    }

    #[test]
    fn a_person_is_found_in_clear_text_in_escapes_and_within_a_statement() {
        check(r#"{"code":"malformed"}"#, None);
        check("number 440524188001010014", Some("number"));
        check(r#"{"title":"\u6837\u4f8b\u7532"}"#, Some("name"));
        let payload = data_encoding::BASE64URL_NOPAD.encode(br#"{"a":"\u6837\u4f8b\u7532"}"#);
        check(&format!("e30.{payload}.AA"), Some("name"));
        assert_eq!(Person::default().check_absent("anything"), Ok(()));
    }

    #[test]
    fn samples_stand_for_every_role() {
        let persons = Persons::samples();
        assert_eq!(persons.0.len(), 18);
        assert!(!format!("{persons:?} {:?}", person()).contains("样例"));
    }

    #[test]
    fn a_list_names_persons_by_role_and_their_frames_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("frames")).unwrap();
        for (name, frame) in [("frames/2.jpg", "second"), ("frames/1.jpg", "first")] {
            std::fs::write(folder.path().join(name), frame).unwrap();
        }
        let json = r#"{"passes":{"name":"样例甲","number":"440524188001010014","valid_from":"2010-01-01",
            "valid_until":"long_term","capture":{"frames":"frames","actions":["open_mouth"]},
            "captures":[{"frames":"frames","actions":["blink"]}]}}"#;
        let list = folder.path().join("persons.json");
        std::fs::write(&list, json).unwrap();
        let persons = Persons::read(&list).unwrap();
        let films = &persons.find(Role::Passes).unwrap().films;
        let actions = films.iter().map(|film| film.actions.clone());
        let expected = [vec![Action::OpenMouth], vec![Action::Blink]];
        assert_eq!(actions.collect::<Vec<_>>(), expected);
        for film in films {
            assert_eq!(film.frames, [b"first".to_vec(), b"second".to_vec()]);
        }
        assert_eq!(persons.find(Role::NoRecord).unwrap_err(), Skip::NoPerson);
    }

    #[test]
    fn a_list_that_is_none_is_refused_without_repeating_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("persons.json");
        std::fs::write(
            &file,
            "{\"passes\":\n{\"name\":\"样例甲\",\"nummer\":\"1\"}}",
        )
        .unwrap();
        let error = Persons::read(&file).unwrap_err();
        assert!(matches!(error, PersonsError::Layout { line: 2 }));
        assert!(!format!("{error}").contains("样例"));
    }
}
