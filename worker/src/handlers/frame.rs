//! `GET /frame/{client_id}`: the widget's page, for the pages of that portal alone.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page_file::PageFile;
use crate::problem::Fault;
use crate::security_headers::Embeddable;
use crate::{pages, portals};

/// The frame, which the portal's origins may show: 200, 304; 404 where the deployment lists no such portal.
#[worker::send]
pub(crate) async fn frame(
    State(edge): State<Edge>,
    client_id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Fault> {
    let id = client_id.map_or_else(|_| String::new(), |Path(id)| id);
    let Some(portal) = portals::find(&edge.config.portals, &id) else {
        return Ok(pages::missing());
    };
    let file = PageFile::frame();
    let mut response = pages::answer(&edge, &file, request.headers()).await?;
    let embeddable = Embeddable::In(portal.origins.clone());
    response.extensions_mut().insert(embeddable);
    Ok(response)
}
