//! `POST /v1/filings/{id}/hand-in`

use api::FilingResponse;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use filings::{Filing, FilingRefusal};

use super::filings::filing_id;
use crate::account_names::FilingId;
use crate::edge::Edge;
use crate::objects::filing::{self, Ask, Asker};
use crate::problem::Fault;
use crate::{clock, filing_view, portals, standing, standing_lookup};

/// A filing that changes while it is looked at is looked at again, so often.
const LOOKS: usize = 3;

/// Hands the filing in, if everybody's authorisation covers this instant, as their accounts themselves say: 200;
/// `filing_not_ready`, which names by reference who is missing, `filing_unknown`, `filing_handed_in`, `filing_closed`,
/// `portal_unauthorised`, `portal_forbidden`.
#[worker::send]
pub(crate) async fn hand_in(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<FilingResponse>, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let (id, asker) = (filing_id(id)?, Asker::Portal(&portal.id));
    for _ in 0..LOOKS {
        let kept = filing::ask(&edge, &id, asker, Ask::Read).await??.filing;
        match hand_in_once(&edge, &id, asker, &kept).await {
            Err(Fault::Filing(FilingRefusal::Changed)) => {}
            handed_in => return Ok(Json(filing_view::view(&edge, &id, &handed_in?).await?)),
        }
    }
    Err(FilingRefusal::Changed.into())
}

async fn hand_in_once(
    edge: &Edge,
    id: &FilingId,
    asker: Asker<'_>,
    kept: &Filing,
) -> Result<Filing, Fault> {
    kept.check_open()?;
    let sought = standing::sought(edge, &kept.participants, clock::now());
    let standings = standing_lookup::as_asked(edge, &sought).await?;
    let at = clock::now();
    let readiness = filings::readiness(kept, &standings, at);
    if !readiness.is_ready() {
        let missing = filing_view::missing(kept, &readiness);
        return Err(Fault::FilingNotReady(missing));
    }
    let hand_in = Ask::HandIn {
        at,
        revision: kept.revision,
        persons: readiness.persons,
    };
    Ok(filing::ask(edge, id, asker, hand_in).await??.filing)
}
