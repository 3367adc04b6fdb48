//! `POST /v1/staff/vouchers`, `POST /v1/staff/attestations`: what a clerk does with a voucher.

use accounts::{Answered, CounterCommand, Refusal};
use api::{AccountSeen, AttestationRequest, VoucherLookUp, VoucherSeen};
use axum::Json;
use axum::extract::{Request, State};
use counter::{Action, Place, Voucher, VoucherCode, VoucherRefusal};
use filings::FilingRefusal;
use http::StatusCode;
use identity::{IdNumber, PersonName};
use verification::{Attestation, Authority as _, Decision, Elements, ElementsCheck, Outcome};

use super::staff_sessions::signed_in_member;
use crate::account_names::{self, AccountId, FilingId};
use crate::authority_http::AuthorityHttp;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::filing::{self, Settled};
use crate::objects::staff::{self, Done};
use crate::objects::voucher;
use crate::problem::Fault;
use crate::registration_form::read_card;
use crate::staff_list::Member;
use crate::token::SessionToken;
use crate::{clock, fields, request_body};

/// The voucher with a code: 200; `invalid_field`, `voucher_unknown`, `voucher_settled`, `staff_session_expired`,
/// `too_many_attempts`.
#[worker::send]
pub(crate) async fn look_up(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<VoucherSeen>, Fault> {
    let (session, member) = signed_in_member(&edge, request.headers())?;
    staff::use_session(&edge.env, &session).await??;
    let form: VoucherLookUp = request_body::json(request).await?;
    let (_, kept) = find(&edge, member, &form.code).await?;
    let purpose = kept.purpose().code();
    note(&edge, &session, &kept, Action::VoucherOpened, purpose).await?;
    Ok(Json(seen(&kept)))
}

/// Gives the authority the clerk's word, and the account what follows from it: 204; `invalid_field`, `card_differs`,
/// `voucher_unknown`, `voucher_settled`, the authority's reasons, `try_later`, after which the same may come again.
#[worker::send]
pub(crate) async fn attest(
    State(edge): State<Edge>,
    request: Request,
) -> Result<StatusCode, Fault> {
    let (session, member) = signed_in_member(&edge, request.headers())?;
    staff::use_session(&edge.env, &session).await??;
    let form: AttestationRequest = request_body::json(request).await?;
    let card = read_card(&form, clock::today()).map_err(Fault::Fields)?;
    let (code, kept) = find(&edge, member, &form.code).await?;
    let purpose = kept.purpose().code();
    let compared = kept.compare_letters(form.letters.as_deref());
    if let Err(refusal) = compared.and_then(|()| kept.compare(&card)) {
        note(&edge, &session, &kept, differed(refusal), purpose).await?;
        return Err(refusal.into());
    }
    // Written down before it is given, and what comes of it after: whatever happens in between, who gave it is known.
    note(&edge, &session, &kept, Action::WordGiven, purpose).await?;
    let outcome = give_word(&edge, member, &kept, &card).await?;
    if let Decision::Refused { reason } = outcome.decision {
        let action = Action::AttestationRefused;
        note(&edge, &session, &kept, action, reason.code()).await?;
        return Err(Refusal::NotVerified(reason).into());
    }
    apply(&edge, &kept, &card.number, &outcome).await?;
    voucher::settle(&edge, &code, outcome).await??;
    note(&edge, &session, &kept, Action::Attested, purpose).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a comparison that failed is written down.
fn differed(refusal: VoucherRefusal) -> Action {
    match refusal {
        VoucherRefusal::OtherLetters => Action::LettersDiffered,
        VoucherRefusal::OtherPerson
        | VoucherRefusal::Unknown
        | VoucherRefusal::Settled
        | VoucherRefusal::Waiting
        | VoucherRefusal::OutcomeForeign => Action::CardDiffered,
    }
}

/// The voucher, if it can be taken now. Guessing codes is counted.
async fn find(edge: &Edge, member: &Member, code: &str) -> Result<(VoucherCode, Voucher), Fault> {
    let code = VoucherCode::parse(code)
        .map_err(|error| Fault::Fields(vec![fields::problem("code", error.rule())]))?;
    let attempt = Attempt::voucher_look_up(edge, &member.name).await?;
    let kept = voucher::read(edge, &code).await??;
    attempt.withdraw(edge).await?;
    kept.take(clock::now())?;
    Ok((code, kept))
}

fn seen(kept: &Voucher) -> VoucherSeen {
    let number = IdNumber::parse(&kept.claimant.number, clock::today());
    let name = kept.claimant.name.as_deref().map(PersonName::from_stored);
    VoucherSeen {
        purpose: kept.purpose(),
        number: number.map(|number| number.masked()).unwrap_or_default(),
        name: name.and_then(Result::ok).map(|name| name.masked()),
        account: kept.account.as_ref().map(|account| AccountSeen {
            mobile: account.mobile.clone(),
            registered_at: account.registered_at,
        }),
        has_letters: kept.letters.is_some(),
        made_at: kept.made_at,
        expires_at: kept.expires_at,
    }
}

async fn give_word(
    edge: &Edge,
    member: &Member,
    kept: &Voucher,
    card: &Elements,
) -> Result<Outcome, Fault> {
    let attestation = Attestation {
        card: ElementsCheck::new(&kept.check, card),
        purpose: kept.purpose(),
        clerk: account_names::clerk(&member.name, &edge.config.name_key),
    };
    Ok(AuthorityHttp::new(edge).attest(&attestation).await?)
}

/// Who is signed in gains at once; anybody else claims the voucher. Whatever was interrupted may come again: who has the
/// level already has it from the first time.
async fn apply(
    edge: &Edge,
    kept: &Voucher,
    number: &IdNumber,
    outcome: &Outcome,
) -> Result<(), Fault> {
    if let Some(place) = &kept.place {
        return settle(edge, place, kept, outcome).await;
    }
    if !kept.is_holders {
        return Ok(());
    }
    let attest = CounterCommand::Attest {
        answered: Box::new(Answered {
            check: kept.check.clone(),
            outcome: outcome.clone(),
            consent: None,
        }),
        credential: kept.account.as_ref().map(|account| account.credential),
    };
    let account = AccountId::of(number, &edge.config.name_key);
    let attest = Ask::of(attest);
    match ask::<()>(&edge.env, account, attest, View::Nothing).await? {
        Ok(()) | Err(Refusal::AlreadyAtLevel) => Ok(()),
        // The account was closed in between: there is nobody to verify any more.
        Err(Refusal::NoAccount) => Err(VoucherRefusal::Unknown.into()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The person counts as verified in the filing, if that still has this person in this place.
async fn settle(
    edge: &Edge,
    place: &Place,
    kept: &Voucher,
    outcome: &Outcome,
) -> Result<(), Fault> {
    let unknown = VoucherRefusal::Unknown;
    let id = FilingId::parse(&place.filing).ok_or(unknown)?;
    let settle = filing::Ask::Settle(Box::new(Settled {
        reference: place.reference.clone(),
        number: kept.claimant.number.clone(),
        name: kept.claimant.name.clone().ok_or(unknown)?,
        outcome: outcome.clone(),
    }));
    match filing::ask(edge, &id, filing::Asker::Edge, settle).await? {
        Ok(_) => Ok(()),
        Err(FilingRefusal::OutcomeForeign) => Err(VoucherRefusal::OutcomeForeign.into()),
        // Handed in, closed, or filed for somebody else by now: there is nobody to verify any more.
        Err(_) => Err(unknown.into()),
    }
}

async fn note(
    edge: &Edge,
    session: &SessionToken,
    kept: &Voucher,
    action: Action,
    detail: &str,
) -> Result<(), Fault> {
    let done = Done {
        action,
        verification: kept.check.id,
        detail: detail.to_owned(),
    };
    Ok(staff::note(&edge.env, session, done).await?)
}
