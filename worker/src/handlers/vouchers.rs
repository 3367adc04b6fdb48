//! `POST /v1/vouchers`, `GET /v1/vouchers/current`, `POST /v1/vouchers/current/claims`: the way to the counter in place
//! of a scan, for whoever takes it (guide, G15).

use accounts::{
    CheckAsked, CounterCommand, HolderGain, HolderWay, Question, StrangerGain, StrangerWay,
};
use api::{FieldProblem, VoucherRequest, VoucherResponse, VoucherStatus};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use counter::{
    Claimant, OfAccount, Place, State as VoucherState, Voucher, VoucherCode, VoucherRefusal,
};
use http::{HeaderMap, StatusCode};
use identity::{IdNumber, IdNumberError, PersonName, PersonNameError};
use verification::{Nonce, Purpose, Subject, VerificationId};

use super::face_session::{give, nothing};
use super::{act, known, session, ticket_text};
use crate::account_names::{self, AccountId};
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter, Known};
use crate::objects::account_question::{Holder, View};
use crate::objects::voucher;
use crate::problem::Fault;
use crate::sealed_ticket::{self, Claimed, VoucherTicket};
use crate::{clock, fields, request_body, short_code};

/// A code that somebody has is drawn again; twice in a row does not happen by chance.
const DRAWS: usize = 3;

/// Who asks for a voucher.
pub(super) struct Asker {
    /// How the authority's statements name the person.
    pub(super) subject: Subject,
    /// Who they say they are.
    pub(super) claimant: Claimant,
    /// Their account, where they are signed in.
    pub(super) account: Option<OfAccount>,
    /// Their place in a filing, where it is for one.
    pub(super) place: Option<Place>,
}

/// Makes a voucher, for a stranger alike whether there is an account or not: 201; `invalid_field`, `session_expired`,
/// `already_at_level`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn make(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: VoucherRequest = request_body::json(request).await?;
    let asker = match HolderGain::of(form.purpose, HolderWay::Counter) {
        Ok(_) => holder(&edge, &headers, form.purpose).await?,
        Err(_) => stranger(&edge, &form)?,
    };
    issue(&edge, &headers, (form.purpose, asker), &address).await
}

/// Makes a voucher for whoever asks, within the limits: 201; `too_many_attempts`.
pub(super) async fn issue(
    edge: &Edge,
    headers: &HeaderMap,
    (purpose, asker): (Purpose, Asker),
    address: &ClientAddress,
) -> Result<Response, Fault> {
    admit(edge, headers, &asker, address).await?;
    let randomness = &mut clock::randomness();
    let check = CheckAsked {
        id: VerificationId::draw(randomness),
        nonce: Nonce::draw(randomness),
        question: Question {
            subject: asker.subject,
            purpose,
            audience: edge.config.audience.clone(),
        },
    };
    let now = clock::now();
    let expires_at = clock::later(now, edge.config.voucher_seconds);
    let id = check.id;
    let letters = short_code::draw(randomness);
    let voucher = Voucher {
        check,
        claimant: asker.claimant,
        is_holders: asker.account.is_some(),
        account: asker.account,
        letters: Some(letters.clone()),
        place: asker.place,
        made_at: now,
        expires_at,
        state: VoucherState::Waiting,
    };
    let code = keep(edge, voucher).await?;
    let ticket = VoucherTicket {
        code: code.expose().to_owned(),
        id,
    };
    let response = VoucherResponse {
        short_code: code.grouped(),
        letters,
        ticket: sealed_ticket::seal(&ticket, &edge.config.data_keys, randomness)?,
        expires_at,
    };
    Ok((StatusCode::CREATED, Json(response)).into_response())
}

/// Whoever is signed in, or on a device that is known, is counted apart from strangers.
async fn admit(
    edge: &Edge,
    headers: &HeaderMap,
    asker: &Asker,
    address: &ClientAddress,
) -> Result<(), Fault> {
    let number = &asker.claimant.number;
    let device = match IdNumber::parse(number, clock::today()) {
        Ok(number) => {
            let account = AccountId::of(&number, &edge.config.name_key);
            known(edge, headers, account).await?
        }
        Err(_) => Known::Stranger,
    };
    let attempter = Attempter {
        number,
        address,
        known: match device {
            Known::Stranger if asker.account.is_some() => Known::Asked(number),
            Known::Stranger | Known::Device(_) | Known::Asked(_) => device,
        },
    };
    Attempt::voucher(edge, &attempter).await
}

async fn keep(edge: &Edge, made: Voucher) -> Result<VoucherCode, Fault> {
    for _ in 0..DRAWS {
        let code = VoucherCode::draw(&mut clock::randomness());
        if voucher::make(edge, &code, made.clone()).await?.is_ok() {
            return Ok(code);
        }
    }
    Err(Fault::CodesTaken)
}

/// Whoever is signed in needs to say nothing.
async fn holder(edge: &Edge, headers: &HeaderMap, purpose: Purpose) -> Result<Asker, Fault> {
    let session = session(edge, headers)?;
    let prepare = CounterCommand::Prepare {
        session: session.digest,
        purpose,
    };
    let view = View::Holder(session.digest);
    let Holder { applicant, account } = act(edge, &session, prepare, view).await?;
    Ok(Asker {
        subject: applicant.subject,
        claimant: Claimant {
            number: applicant.number,
            name: Some(applicant.name),
        },
        account: Some(account),
        place: None,
    })
}

fn stranger(edge: &Edge, form: &VoucherRequest) -> Result<Asker, Fault> {
    let gain = StrangerGain::of(form.purpose, StrangerWay::Counter)?;
    let mut problems = Vec::new();
    let number = read(form.number.as_deref(), "number", &mut problems, |text| {
        IdNumber::parse(text, clock::today()).map_err(IdNumberError::rule)
    });
    let name = if gain.takes_name() {
        read(form.name.as_deref(), "name", &mut problems, |text| {
            PersonName::parse(text).map_err(PersonNameError::rule)
        })
    } else {
        None
    };
    match number {
        Some(number) if problems.is_empty() => Ok(Asker {
            subject: account_names::subject(&number, &edge.config.name_key),
            claimant: Claimant {
                number: number.expose().to_owned(),
                name: name.map(|name| name.expose().to_owned()),
            },
            account: None,
            place: None,
        }),
        _ => Err(Fault::Fields(problems)),
    }
}

fn read<T>(
    text: Option<&str>,
    field: &str,
    problems: &mut Vec<FieldProblem>,
    parse: impl FnOnce(&str) -> Result<T, &'static str>,
) -> Option<T> {
    let parsed = text.map_or(Err("missing"), parse);
    parsed
        .map_err(|rule| problems.push(fields::problem(field, rule)))
        .ok()
}

/// How far the voucher of the ticket has got: 200; `voucher_unknown`.
#[worker::send]
pub(crate) async fn status(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<VoucherStatus>, Fault> {
    let (_, kept) = held(&edge, request.headers()).await?;
    Ok(Json(VoucherStatus {
        is_attested: matches!(kept.state, VoucherState::Attested(_)),
        expires_at: kept.expires_at,
    }))
}

/// Goes on as after a face check that passed: 200; `voucher_unknown`, `voucher_waiting`, `not_registered` and
/// `already_registered` (told to whom a clerk has seen).
#[worker::send]
pub(crate) async fn claim(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let (code, kept) = held(&edge, &headers).await?;
    let claimed = Claimed {
        number: kept.claimant.number.clone(),
        name: kept.claimant.name.clone(),
    };
    let number = claimed.number().ok_or(VoucherRefusal::Unknown)?;
    let account = AccountId::of(&number, &edge.config.name_key);
    let (voucher, answered) = kept.claim()?;
    // The account of a holder gained when the clerk attested.
    if voucher.is_holders {
        return Ok(nothing());
    }
    let gain = StrangerGain::of(voucher.purpose(), StrangerWay::Counter)?;
    let response = give(&edge, &headers, gain, account, (answered, claimed)).await?;
    if matches!(voucher.state, VoucherState::Used) {
        // After the session has begun: a fault in between leaves the voucher as it was.
        voucher::use_up(&edge, &code).await??;
    }
    Ok(response)
}

/// The ID number of a person whom a clerk has seen, and who registers with the voucher's ticket; `None` for anybody else.
pub(super) async fn seen_to_register(
    edge: &Edge,
    headers: &HeaderMap,
) -> Result<Option<String>, Fault> {
    match held(edge, headers).await {
        Ok((_, voucher)) => {
            let is_attested = matches!(voucher.state, VoucherState::Attested(_));
            let is_seen = is_attested && voucher.purpose() == Purpose::Register;
            Ok(is_seen.then_some(voucher.claimant.number))
        }
        Err(Fault::Voucher(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// The voucher that the request's ticket was given for; a code may have been drawn again since.
async fn held(edge: &Edge, headers: &HeaderMap) -> Result<(VoucherCode, Voucher), Fault> {
    let sealed = ticket_text(headers).ok_or(VoucherRefusal::Unknown)?;
    let ticket: Option<VoucherTicket> = sealed_ticket::open(sealed, &edge.config.data_keys);
    let ticket = ticket.ok_or(VoucherRefusal::Unknown)?;
    let code = VoucherCode::parse(&ticket.code).map_err(|_| VoucherRefusal::Unknown)?;
    let kept = voucher::read(edge, &code).await??;
    if kept.check.id == ticket.id {
        Ok((code, kept))
    } else {
        Err(VoucherRefusal::Unknown.into())
    }
}
