//! `authority enrol`.

use anyhow::Context as _;
use authority::Surroundings;
use authority::enrolled_face::EnrolledFace;
use authority::fields::Fields;
use authority::models::Models;
use authority::source::register::Enrolment;
use authority::source::{Register, Standing, Template};
use authority::store::Store;
use clap::Args;
use identity::LegalDay;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Puts a citizen on the register, in place of whom it has under that number.
///
/// The standard input holds one JSON object: name, number, valid_from (YYYY-MM-DD), valid_until (YYYY-MM-DD or
/// long_term), and optionally standing (national or provincial). Nothing personal is taken from the command
/// line, which shells keep and other users see.
#[derive(Args)]
pub(crate) struct Enrol {
    /// The folder that holds the register.
    #[arg(long, env = "SHIMING_AUTHORITY_DATA")]
    data: PathBuf,
    /// The portrait, JPEG, PNG or WebP; the register keeps no picture, only what faces are compared by.
    #[arg(long, requires = "models")]
    portrait: Option<PathBuf>,
    /// The folder that holds detector.onnx, mesh.onnx and embedding.onnx.
    #[arg(long, env = "SHIMING_AUTHORITY_MODELS")]
    models: Option<PathBuf>,
}

impl Enrol {
    /// Enrols whom the standard input names.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let mut body = Vec::new();
        std::io::stdin().lock().read_to_end(&mut body)?;
        let surroundings = Surroundings::real();
        let mut enrolment = parse(&body, LegalDay::of(surroundings.now()))?;
        enrolment.portrait = self.portrait()?;
        let store = Arc::new(Store::open(&self.data)?);
        let register = Register::new(store, super::keys()?.personal);
        register.enrol(&enrolment, surroundings.randomness())?;
        super::say("enrolled")?;
        Ok(())
    }

    fn portrait(&self) -> anyhow::Result<Option<Template>> {
        let (Some(portrait), Some(models)) = (&self.portrait, &self.models) else {
            return Ok(None);
        };
        let bytes = std::fs::read(portrait).context("the portrait cannot be read")?;
        let face = EnrolledFace::of(&bytes, &Models::load(models, None)?)?;
        Ok(Some(face.template))
    }
}

fn parse(body: &[u8], today: LegalDay) -> anyhow::Result<Enrolment> {
    let mut fields = Fields::parse(body)?;
    let elements = fields.elements(today)?;
    let standing = match fields.optional_text("standing")?.as_deref() {
        None | Some("national") => Standing::National,
        Some("provincial") => Standing::Provincial,
        Some(_) => anyhow::bail!("standing is national or provincial"),
    };
    fields.finish().context("the standard input")?;
    Ok(Enrolment {
        elements,
        standing,
        portrait: None,
        sample: false,
    })
}
