//! `POST /v1/verification-tokens`, `GET /v1/verification-tokens/{check}`: what a portal's server asks for its widget.

use accounts::check::{Asker, Check, CheckRefusal};
use accounts::{HolderGain, HolderWay};
use api::{CheckStatus, VerificationTokenRequest, VerificationTokenResponse};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use filings::FilingRefusal;
use http::StatusCode;
use verification::Purpose;

use super::checks::status_of;
use crate::account_names::{self, AccountId, FilingId};
use crate::check_id::CheckId;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::check::{self, Question};
use crate::objects::filing;
use crate::problem::Fault;
use crate::standing::Sought;
use crate::token::CheckToken;
use crate::{clock, portals, request_body, standing_lookup};

/// A token for one scan of one person of one of the portal's filings: 201; `portal_unauthorised`, `portal_forbidden`,
/// `invalid_field`, `filing_unknown`, `filing_person_unknown`, `filing_handed_in`, `not_registered` (alike where the account is
/// of another name), `already_at_level`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn ask(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let form: VerificationTokenRequest = request_body::json(request).await?;
    Attempt::invitation(&edge, &portal.id).await?;
    let account = account(&edge, &portal.id, &form).await?;
    let (key, randomness) = (&edge.config.token_key, &mut clock::randomness());
    let now = clock::now();
    let id = CheckId::draw(randomness);
    let (token, drawn) = CheckToken::draw(id, now, key, randomness);
    let made = Check::of_portal(&portal.id, *account.as_bytes(), drawn.digest, now);
    let kept: Check = check::ask(&edge, id, &Question::Make(Box::new(made))).await??;
    let body = Json(VerificationTokenResponse {
        check: id.to_string(),
        token,
        expires_at: kept.expires_at,
    });
    Ok((StatusCode::CREATED, body).into_response())
}

/// Whose account the token is about, if there is one of that name and something to scan for.
async fn account(
    edge: &Edge,
    portal: &str,
    form: &VerificationTokenRequest,
) -> Result<AccountId, Fault> {
    let id = FilingId::parse(&form.filing).ok_or(FilingRefusal::Unknown)?;
    let person = filing::person(edge, portal, &id, &form.reference).await??;
    if !person.is_open {
        return Err(FilingRefusal::HandedIn.into());
    }
    let (number, key) = (&person.number, &edge.config.name_key);
    let sought = Sought {
        id: AccountId::of(number, key),
        holder: account_names::holder(number, &person.name, key),
    };
    let account = sought.id;
    let standings = standing_lookup::as_asked(edge, &[Some(sought)]).await?;
    let standing = standings.into_iter().flatten().next();
    let level = standing.ok_or(Fault::NotRegistered)?.level;
    HolderGain::at_level(Purpose::RaiseLevel, HolderWay::Check, level)?;
    Ok(account)
}

/// How the check of a token is: 200; `portal_unauthorised`, `check_unknown`, for anybody else's too.
#[worker::send]
pub(crate) async fn status(
    State(edge): State<Edge>,
    check: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<CheckStatus>, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let id = check.ok().and_then(|Path(text)| CheckId::parse(&text));
    let id = id.ok_or(CheckRefusal::Unknown)?;
    let kept: Check = check::ask(&edge, id, &Question::Read).await??;
    if !matches!(&kept.asker, Asker::Portal(own) if *own == portal.id) {
        return Err(CheckRefusal::Unknown.into());
    }
    let status = status_of(&edge, &kept);
    Ok(Json(CheckStatus {
        short_code: None,
        ..status
    }))
}
