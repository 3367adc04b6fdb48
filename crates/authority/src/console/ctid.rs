//! 网证 for whom the register has no portrait of: opened with a picture, and closed.

use super::Console;
use super::citizens::{Added, body, number, portrait, sandbox};
use crate::Problem;
use crate::enrolled_face::EnrolledFace;
use crate::fields::Fields;
use crate::source::Source as _;
use axum::Json;
use axum::extract::{Request, State};
use identity::LegalDay;

/// `POST /sandbox/ctid`: opens 网证, or opens it again with another picture; 400 `malformed`, 404 `not_found`, 409
/// `number_reserved` or `portrait_on_file`, 422 `portrait_…`.
pub(super) async fn open(
    State(console): State<Console>,
    request: Request,
) -> Result<Json<Added>, Problem> {
    let body = body(request).await?;
    let Console { authority, models } = console;
    let opened = authority.blocking(move |authority| {
        let mut fields = Fields::parse(&body)?;
        let number = number(&mut fields, LegalDay::of(authority.surroundings.now()))?;
        let picture = portrait(&mut fields)?.ok_or(Problem::Malformed {
            field: "portrait",
            rule: "missing",
        })?;
        fields.finish()?;
        let sandbox = sandbox(authority)?;
        let person = sandbox.register().find(&number)?.ok_or(Problem::NotFound)?;
        if person.portrait.is_some() {
            return Err(Problem::PortraitOnFile);
        }
        if !sandbox.forces(&number).leaves_to_ctid() {
            return Err(Problem::NumberReserved);
        }
        let models = models.ok_or(Problem::Busy)?;
        let face = EnrolledFace::of(&picture, &models)?;
        let randomness = authority.surroundings.randomness();
        sandbox.ctid().open(&number, &face.template, randomness)?;
        Ok(Added::with(face.assessment.findings))
    });
    opened.await?.map(Json)
}

/// `POST /sandbox/ctid/close`: closes 网证; 400 `malformed`, 404 `not_found`.
pub(super) async fn close(
    State(console): State<Console>,
    request: Request,
) -> Result<Json<()>, Problem> {
    let body = body(request).await?;
    let closed = console.authority.blocking(move |authority| {
        let mut fields = Fields::parse(&body)?;
        let number = number(&mut fields, LegalDay::of(authority.surroundings.now()))?;
        fields.finish()?;
        Ok::<_, Problem>(sandbox(authority)?.ctid().close(&number)?)
    });
    if closed.await?? {
        Ok(Json(()))
    } else {
        Err(Problem::NotFound)
    }
}
