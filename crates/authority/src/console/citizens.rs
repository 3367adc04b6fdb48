//! Sample citizens and whoever was added: list, add, remove.

use super::{Console, words};
use crate::enrolled_face::{EnrolledFace, PortraitError};
use crate::fields::Fields;
use crate::log::chain;
use crate::sandbox::{Forces, SAMPLES, Sandbox, samples};
use crate::source::ctid::Ctid as _;
use crate::source::{Person, SourceError};
use crate::{Authority, Problem};
use axum::Json;
use axum::body::Bytes;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use data_encoding::BASE64;
use identity::{IdNumber, LegalDay};
use portrait::Finding;
use serde::Serialize;
use std::collections::BTreeMap;
use verification::Elements;

/// A portrait of 16 MiB in base64, and the rest.
const MOST_BYTES: usize = 23 << 20;

/// A citizen as the console shows it.
#[derive(Serialize)]
pub(super) struct Citizen {
    number: String,
    name: String,
    valid_from: String,
    valid_until: String,
    forces: Forces,
    zh: &'static str,
    en: &'static str,
    portrait: bool,
    /// Whether 网证 is open; none for whom it would change nothing.
    ctid: Option<bool>,
    added: bool,
}

/// Everybody, and a number nobody has.
#[derive(Serialize)]
pub(super) struct Listing {
    citizens: Vec<Citizen>,
    free_number: Option<String>,
    scans: bool,
}

/// What was found in the portrait of someone who was added.
#[derive(Serialize)]
pub(super) struct Added {
    face_found: bool,
    findings: Vec<Finding>,
}

impl Added {
    /// What was found; nothing where there was no portrait.
    pub(super) fn with(findings: Vec<Finding>) -> Self {
        Self {
            face_found: !findings.is_empty(),
            findings,
        }
    }
}

/// `GET /sandbox/citizens.json`: everybody, for people and for scripts.
pub(super) async fn list(State(console): State<Console>) -> Result<Json<Listing>, Problem> {
    let scans = console.models.is_some();
    let listed = console.authority.blocking(move |authority| {
        let sandbox = sandbox(authority)?;
        let known: BTreeMap<_, _> = sandbox.register().samples()?.into_iter().collect();
        let today = LegalDay::of(authority.surroundings.now());
        let mut citizens = citizens(&known);
        for citizen in &mut citizens {
            citizen.ctid = ctid(sandbox, citizen, today)?;
        }
        Ok(Listing {
            citizens,
            free_number: free_number(&known),
            scans,
        })
    });
    listed.await?.map(Json)
}

/// `POST /sandbox/citizens`: adds someone; 400 `malformed`, 409 `number_reserved`, 422 `portrait_…`.
pub(super) async fn add(
    State(console): State<Console>,
    request: Request,
) -> Result<Json<Added>, Problem> {
    let body = body(request).await?;
    let Console { authority, models } = console;
    let added = authority.blocking(move |authority| {
        let today = LegalDay::of(authority.surroundings.now());
        let (elements, portrait) = parse(&body, today)?;
        let face = match (portrait, models) {
            (None, _) => None,
            (Some(_), None) => return Err(Problem::Busy),
            (Some(bytes), Some(models)) => Some(EnrolledFace::of(&bytes, &models)?),
        };
        let template = face.as_ref().map(|face| face.template.clone());
        if !sandbox(authority)?.add(elements, template, &authority.surroundings)? {
            return Err(Problem::NumberReserved);
        }
        Ok(Added::with(
            face.map_or_else(Vec::new, |face| face.assessment.findings),
        ))
    });
    added.await?.map(Json)
}

/// `POST /sandbox/citizens/remove`: takes someone off the register; 400 `malformed`, 404 `not_found`.
pub(super) async fn remove(
    State(console): State<Console>,
    request: Request,
) -> Result<Json<()>, Problem> {
    let body = body(request).await?;
    let removed = console.authority.blocking(move |authority| {
        let today = LegalDay::of(authority.surroundings.now());
        let mut fields = Fields::parse(&body)?;
        let number = number(&mut fields, today)?;
        fields.finish()?;
        authority.cards.forget(&number)?;
        Ok::<_, Problem>(sandbox(authority)?.remove(&number, &authority.surroundings)?)
    });
    if removed.await?? {
        Ok(Json(()))
    } else {
        Err(Problem::NotFound)
    }
}

pub(super) async fn body(request: Request) -> Result<Bytes, Problem> {
    to_bytes(request.into_body(), MOST_BYTES)
        .await
        .map_err(|_| Problem::TooLarge)
}

pub(super) fn sandbox(authority: &Authority) -> Result<&Sandbox, Problem> {
    authority.sandbox.as_ref().ok_or(Problem::NotFound)
}

fn parse(body: &[u8], today: LegalDay) -> Result<(Elements, Option<Vec<u8>>), Problem> {
    let mut fields = Fields::parse(body)?;
    let elements = fields.elements(today)?;
    let portrait = portrait(&mut fields)?;
    fields.finish()?;
    Ok((elements, portrait))
}

/// Reads the picture `portrait` where it is there.
pub(super) fn portrait(fields: &mut Fields) -> Result<Option<Vec<u8>>, Problem> {
    let text = fields.optional_long_text("portrait", MOST_BYTES)?;
    let bytes = text.map(|text| BASE64.decode(text.as_bytes())).transpose();
    bytes.map_err(|_| Problem::Malformed {
        field: "portrait",
        rule: "not_base64",
    })
}

/// Reads `number`.
pub(super) fn number(fields: &mut Fields, today: LegalDay) -> Result<IdNumber, Problem> {
    fields.parsed("number", "not_a_number", |text| {
        IdNumber::parse(text, today)
    })
}

fn citizens(known: &BTreeMap<String, Person>) -> Vec<Citizen> {
    let samples = SAMPLES.iter().map(|sample| {
        let number = sample.number();
        let person = known.get(&number);
        let name = person.map_or(sample.name, |person| person.name.expose());
        let added = name != sample.name || person.is_some_and(|person| person.portrait.is_some());
        citizen(number.clone(), name, person, sample.forces, added)
    });
    let added = known
        .iter()
        .filter(|(number, _)| SAMPLES.iter().all(|sample| sample.number() != **number));
    let added = added.map(|(number, person)| {
        citizen(
            number.clone(),
            person.name.expose(),
            Some(person),
            Forces::Nothing,
            true,
        )
    });
    samples.chain(added).collect()
}

/// A sample citizen's card is shown as one must type it, which is not always as the register has it.
fn citizen(
    number: String,
    name: &str,
    person: Option<&Person>,
    forces: Forces,
    added: bool,
) -> Citizen {
    let own = person.filter(|_| added);
    let (zh, en) = words::of(forces);
    Citizen {
        number,
        name: name.to_owned(),
        valid_from: own.map_or(samples::VALID_FROM.to_owned(), |person| {
            person.validity.start.to_string()
        }),
        valid_until: own.map_or(samples::VALID_UNTIL.to_owned(), |person| {
            person.validity.end.code()
        }),
        forces,
        zh,
        en,
        portrait: person.is_some_and(|person| person.portrait.is_some()),
        ctid: None,
        added,
    }
}

/// Whether 网证 is open for a citizen; none where the register has a portrait, or the outcome is forced anyway.
fn ctid(
    sandbox: &Sandbox,
    citizen: &Citizen,
    today: LegalDay,
) -> Result<Option<bool>, SourceError> {
    if citizen.portrait || !citizen.forces.leaves_to_ctid() {
        return Ok(None);
    }
    let Ok(number) = IdNumber::parse(&citizen.number, today) else {
        return Ok(None);
    };
    Ok(Some(sandbox.ctid().portrait(&number)?.is_some()))
}

fn free_number(known: &BTreeMap<String, Person>) -> Option<String> {
    let taken = u16::try_from(SAMPLES.len()).unwrap_or(u16::MAX);
    (taken + 1..=999)
        .map(samples::number)
        .find(|number| !known.contains_key(number))
}

impl From<PortraitError> for Problem {
    fn from(error: PortraitError) -> Self {
        match error {
            PortraitError::Decode(error) => Self::PortraitUnreadable {
                reason: error.code(),
            },
            PortraitError::Unusable { advice } => Self::PortraitUnusable {
                advice: advice.code(),
            },
            PortraitError::Face(error) => {
                tracing::error!(error = chain(&error), "a model failed");
                Self::Internal
            }
        }
    }
}
