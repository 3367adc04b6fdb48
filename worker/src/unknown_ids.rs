//! Ids that a portal asks for and that name nothing: looking leaves an object behind, so that a portal looks only so often.

use std::cell::RefCell;
use std::collections::HashMap;

use accounts::limits::{self, Counter, Kind, RetryAfter};
use api::ProblemCode;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::edge::Edge;
use crate::problem::{Fault, Told};
use crate::{clock, portals};

/// The problems that say so.
const UNKNOWN: [ProblemCode; 2] = [ProblemCode::FilingUnknown, ProblemCode::CheckUnknown];

thread_local! {
    /// By portal; there are as many as the deployment lists.
    static COUNTED: RefCell<HashMap<String, Counter>> = RefCell::new(HashMap::new());
}

/// Refuses a portal that has asked for too many of them within a minute.
pub(crate) async fn limit(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let portal = portals::authenticated(&edge.config.portals, request.headers());
    let Ok(portal) = portal.map(|portal| portal.id.clone()) else {
        return next.run(request).await;
    };
    if let Err(retry) = check(&portal) {
        return Fault::Limited(retry).into_response();
    }
    let response = next.run(request).await;
    let told = response.extensions().get::<Told>();
    if told.is_some_and(|told| UNKNOWN.contains(&told.code)) {
        count(portal);
    }
    response
}

fn check(portal: &str) -> Result<(), RetryAfter> {
    COUNTED.with_borrow(|counted| limits::check(counted.get(portal), clock::now()))
}

fn count(portal: String) {
    COUNTED.with_borrow_mut(|counted| {
        let next = limits::count(Kind::UnknownPortal, counted.get(&portal), clock::now());
        counted.insert(portal, next);
    });
}
