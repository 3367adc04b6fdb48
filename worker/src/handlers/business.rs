//! `PUT /v1/account/business`, `DELETE /v1/account/business`

use accounts::{BusinessCommand, LastDay, Refusal};
use api::{AccountResponse, BusinessRequest};
use axum::Json;
use axum::extract::{Request, State};
use identity::LegalDay;

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::problem::Fault;
use crate::{clock, fields, request_body};

/// Authorises the registration of business until a last day: 200; `invalid_field` (`last_day`: `format`, `calendar`,
/// `past`, `too_late`), `level_too_low`, `session_expired`.
#[worker::send]
pub(crate) async fn authorise(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let BusinessRequest { last_day } = request_body::json(request).await?;
    let latest = latest(&edge);
    let command = BusinessCommand::Authorise {
        session: session.digest,
        last_day: read(&last_day)?,
        latest: latest.map(LastDay),
    };
    let view = View::Account(Some(session.digest));
    let answer = act(&edge, &session, command, view).await;
    Ok(Json(answer.map_err(|fault| told_of_year(&edge, fault))?))
}

/// Withdraws it: 200, also where there is none; `session_expired`.
#[worker::send]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let command = BusinessCommand::Withdraw {
        session: session.digest,
    };
    Ok(Json(
        act(
            &edge,
            &session,
            command,
            View::Account(Some(session.digest)),
        )
        .await?,
    ))
}

fn read(last_day: &str) -> Result<LastDay, Fault> {
    let day = LegalDay::parse(last_day).map_err(|error| {
        let rule = match error {
            identity::LegalDayError::Format => "format",
            identity::LegalDayError::Calendar => "calendar",
        };
        Fault::Fields(vec![fields::problem("last_day", rule)])
    })?;
    Ok(LastDay(day))
}

/// A day that was too late for a limit that nobody knows yet says so.
fn told_of_year(edge: &Edge, fault: Fault) -> Fault {
    let Fault::Refused(Refusal::DayTooLate(latest)) = fault else {
        return fault;
    };
    let holidays = &edge.config.holidays;
    match holidays.unlisted_year(clock::today(), latest.0) {
        Some(year) => Fault::YearUnlisted { latest, year },
        None => fault,
    }
}

/// The latest day that the deployment allows.
fn latest(edge: &Edge) -> Option<LegalDay> {
    let days = edge.config.deployment.business_working_days?;
    Some(edge.config.holidays.after(clock::today(), days))
}
