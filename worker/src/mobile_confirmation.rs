//! Whether a mobile number is the person's own, as far as a code that was sent to it can tell.

use accounts::limits::{CODE_PAUSE_SECONDS, Kind};
use api::{FieldProblem, MobileCode, MobileCodeResponse};
use jiff::Timestamp;
use verification::{CodeMessage, Language, MessageCode, Messages as _, MessagesError};

use crate::account_names::CounterName;
use crate::clock;
use crate::code_ticket::{Claim, CodeError, CodeTicket};
use crate::edge::Edge;
use crate::fields;
use crate::limiter::Attempt;
use crate::messages_http::MessagesHttp;
use crate::objects::throttle;
use crate::problem::Fault;
use crate::sealed_ticket;

const FIELD: &str = "mobile_code";

/// A code that was drawn, before it is sent.
pub(crate) struct Drawn {
    /// What the gateway is given; nothing where the claim has no number.
    pub(crate) message: Option<CodeMessage>,
    /// What is answered.
    pub(crate) response: MobileCodeResponse,
}

/// Draws a code for `claim` that counts from `asked_at` on: no time in the answer tells how long the edge took.
pub(crate) fn draw(
    edge: &Edge,
    claim: &Claim,
    language: Language,
    asked_at: Timestamp,
) -> Result<Drawn, Fault> {
    let randomness = &mut clock::randomness();
    let code = MessageCode::draw(randomness);
    let ticket = CodeTicket::new(claim, &code, &edge.config.token_key, asked_at, randomness);
    Ok(Drawn {
        message: claim.mobile().map(|mobile| CodeMessage {
            mobile: mobile.expose().to_owned(),
            code: code.expose().to_owned(),
            purpose: claim.purpose,
            language,
        }),
        response: MobileCodeResponse {
            ticket: sealed_ticket::seal(&ticket, &edge.config.data_keys, randomness)?,
            expires_at: ticket.expires_at(),
            again_after_seconds: CODE_PAUSE_SECONDS,
        },
    })
}

/// Sends what was drawn. What the gateway refused is not counted.
pub(crate) async fn deliver(
    edge: &Edge,
    message: &CodeMessage,
    attempt: &Attempt,
) -> Result<(), Fault> {
    let Err(error) = MessagesHttp::new(edge).send(message).await else {
        return Ok(());
    };
    // Without an answer the message may be on its way: it stays counted.
    if !matches!(error, MessagesError::Unreachable(_)) {
        attempt.withdraw(edge).await?;
    }
    Err(error.into())
}

/// Draws and sends a code, and gives the ticket that goes with it.
pub(crate) async fn send(
    edge: &Edge,
    claim: &Claim,
    language: Language,
    attempt: &Attempt,
) -> Result<MobileCodeResponse, Fault> {
    let Drawn { message, response } = draw(edge, claim, language, clock::now())?;
    if let Some(message) = message {
        deliver(edge, &message, attempt).await?;
    }
    Ok(response)
}

/// A number that was confirmed; its code does not serve again, unless it is given back.
#[must_use]
pub(crate) struct Confirmation {
    /// Names the counts of the code; `None` where the deployment sends none.
    code: Option<String>,
}

/// What is wrong before anything is looked up: a code must be there where the deployment sends codes.
pub(crate) fn missing(edge: &Edge, given: Option<&MobileCode>) -> Option<FieldProblem> {
    let is_missing = edge.config.deployment.message_codes && given.is_none();
    is_missing.then(|| fields::problem(FIELD, "missing"))
}

/// Confirms the number of `claim` with what was typed; where the deployment sends no codes there is nothing to confirm.
pub(crate) async fn confirm(
    edge: &Edge,
    claim: &Claim,
    given: Option<&MobileCode>,
) -> Result<Confirmation, Fault> {
    if !edge.config.deployment.message_codes {
        return Ok(Confirmation { code: None });
    }
    let MobileCode { ticket, code } = given.ok_or_else(|| refused("missing"))?;
    let code = MessageCode::parse(code).map_err(|_| refused("format"))?;
    let ticket: Option<CodeTicket> = sealed_ticket::open(ticket, &edge.config.data_keys);
    let ticket = ticket.ok_or(CodeError::Foreign)?;
    ticket.check_claim(claim, clock::now())?;
    let code_name = ticket.guesses();
    let guesses = CounterName::of(Kind::CodeGuess, &code_name, &edge.config.name_key);
    let compared = ticket.check_code(&code, claim, &edge.config.token_key);
    // One step each: a code that is right serves whichever of two requests comes first.
    let admitted = match compared {
        Ok(()) => throttle::exhaust(&edge.env, Kind::CodeGuess, &guesses).await?,
        Err(_) => throttle::admit(&edge.env, Kind::CodeGuess, &guesses, 1).await?,
    };
    admitted.map_err(|_| CodeError::Spent)?;
    compared?;
    Ok(Confirmation {
        code: Some(code_name),
    })
}

impl Confirmation {
    /// What the number was confirmed for did not come about: the code serves again, three times at most.
    pub(crate) async fn give_back(&self, edge: &Edge) -> Result<(), Fault> {
        let Some(code) = &self.code else {
            return Ok(());
        };
        let returns = CounterName::of(Kind::CodeReturn, code, &edge.config.name_key);
        if throttle::admit(&edge.env, Kind::CodeReturn, &returns, 1)
            .await?
            .is_ok()
        {
            let guesses = CounterName::of(Kind::CodeGuess, code, &edge.config.name_key);
            throttle::forgive(&edge.env, Kind::CodeGuess, &guesses).await?;
        }
        Ok(())
    }
}

fn refused(rule: &str) -> Fault {
    Fault::Fields(vec![fields::problem(FIELD, rule)])
}

impl From<CodeError> for Fault {
    fn from(error: CodeError) -> Self {
        refused(error.rule())
    }
}
