//! What an answer must be, and whether it is.

use super::Difference;
use super::kit::Kit;
use super::wire::Answer;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::Deserialize;
use verification::request_signature::TOLERANCE_SECONDS;
use verification::signed::Claims;
use verification::{
    ActivationCheck, ActivationStatement, Attestation, Basis, Challenge, ChallengeDraw,
    ClientQuestion, ClientStatement, Decision, ElementsCheck, Erasure, ErasureStatement, Outcome,
    Purpose, Signed, SignedError,
};

/// A capture of more frames is none that a browser sends.
const MOST_FRAMES: u32 = 10_000;

/// Evidence of more bytes is none that a browser sends.
const MOST_BYTES: u32 = 64 << 20;

/// What the last answer of a case must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expectation {
    /// A signed outcome: passed.
    Passes,
    /// A signed outcome: refused, by code.
    Refuses(&'static str),
    /// A signed outcome, whichever.
    Decides,
    /// A signed statement: whether the account must be activated.
    Activation(bool),
    /// A signed statement about clients, whose windows end after they begin to close.
    StatesClients,
    /// A signed challenge.
    Draws,
    /// A signed statement that nothing is kept.
    Erases,
    /// A problem of this status and code.
    Problem(u16, &'static str),
    /// 400 `malformed` that names field and rule.
    Malformed(&'static str, &'static str),
    /// The fault of an answer that is no statement.
    Nonsense,
    /// The fault of a statement whose signature does not fit.
    BadSignature,
}

/// What was asked.
pub(super) enum Question {
    Elements(ElementsCheck),
    Attestation(Attestation),
    Activation(ActivationCheck),
    Clients(ClientQuestion),
    Draw(ChallengeDraw),
    Evidence {
        challenge: Challenge,
        digest: [u8; 32],
    },
    Erasure(Erasure),
    /// What has no statement for an answer.
    Refused,
}

/// What was asked, and what came back.
pub(super) struct Exchange {
    pub(super) question: Question,
    pub(super) answer: Answer,
}

/// A statement that fits its question.
pub(super) enum Statement {
    Outcome(Outcome),
    Activation(ActivationStatement),
    Clients,
    Challenge,
    Erasure,
}

impl Expectation {
    /// Whether `exchange` ended as it must.
    pub(super) fn check(self, exchange: &Exchange, kit: &Kit) -> Result<(), Difference> {
        match self {
            Self::Problem(status, code) => exchange.answer.problem(status, code).map(drop),
            Self::Malformed(field, rule) => {
                let problem = exchange.answer.problem(400, "malformed")?;
                let fits = problem.field.as_deref() == Some(field)
                    && problem.rule.as_deref() == Some(rule);
                require(fits, || Difference::Rule { field, rule })
            }
            Self::Nonsense => match exchange.statement(kit) {
                Err(Difference::Statement(SignedError::Malformed | SignedError::Json(_))) => Ok(()),
                other => Err(other.err().unwrap_or(Difference::NoFault)),
            },
            Self::BadSignature => match exchange.statement(kit) {
                Err(Difference::Statement(SignedError::Signature | SignedError::UnknownKey)) => {
                    Ok(())
                }
                other => Err(other.err().unwrap_or(Difference::NoFault)),
            },
            _ => self.check_statement(&exchange.statement(kit)?),
        }
    }

    fn check_statement(self, statement: &Statement) -> Result<(), Difference> {
        let expected = match (self, statement) {
            (Self::StatesClients, Statement::Clients)
            | (Self::Draws, Statement::Challenge)
            | (Self::Erases, Statement::Erasure)
            | (Self::Decides, Statement::Outcome(_)) => return Ok(()),
            (Self::Activation(expected), Statement::Activation(statement)) => {
                return require(statement.is_needed == expected, || Difference::Opposite);
            }
            (Self::Passes, Statement::Outcome(_)) => "passed",
            (Self::Refuses(code), Statement::Outcome(_)) => code,
            _ => return Err(Difference::Names("kind")),
        };
        let Statement::Outcome(outcome) = statement else {
            return Err(Difference::Names("kind"));
        };
        let found = code(&outcome.decision);
        require(found == expected, || Difference::Decision {
            expected,
            found,
        })
    }
}

impl Exchange {
    /// One that must end in a problem, whatever was asked.
    pub(super) fn refused(answer: Answer) -> Self {
        Self {
            question: Question::Refused,
            answer,
        }
    }

    /// The statement that was signed for this very question.
    pub(super) fn statement(&self, kit: &Kit) -> Result<Statement, Difference> {
        let now = kit.now();
        match &self.question {
            Question::Elements(check) => {
                let outcome: Outcome = self.answer.statement(kit)?;
                let asked = (check.id, check.nonce, check.subject, Purpose::Register);
                check_outcome(&outcome, asked, &check.audience, now)?;
                require_fits("basis", outcome.basis == Basis::Elements)?;
                Ok(Statement::Outcome(outcome))
            }
            Question::Attestation(Attestation { card, purpose, .. }) => {
                let outcome: Outcome = self.answer.statement(kit)?;
                let asked = (card.id, card.nonce, card.subject, *purpose);
                check_outcome(&outcome, asked, &card.audience, now)?;
                require_fits("basis", outcome.basis == Basis::Counter)?;
                Ok(Statement::Outcome(outcome))
            }
            Question::Evidence { challenge, digest } => {
                let outcome: Outcome = self.answer.statement(kit)?;
                let Challenge {
                    id, nonce, subject, ..
                } = *challenge;
                let asked = (id, nonce, subject, challenge.purpose);
                check_outcome(&outcome, asked, &challenge.audience, now)?;
                let digest = BASE64URL_NOPAD.encode(digest);
                require_fits("basis", outcome.basis == Basis::Face)?;
                require_fits("evidence", outcome.evidence_digest == Some(digest))?;
                Ok(Statement::Outcome(outcome))
            }
            Question::Activation(check) => {
                let statement: ActivationStatement = self.answer.statement(kit)?;
                require_fits("nonce", statement.nonce == check.nonce)?;
                require_fits("subject", statement.subject == check.subject)?;
                require_fits("audience", statement.audience == check.audience)?;
                require_fits("time", is_near(statement.decided_at, now))?;
                Ok(Statement::Activation(statement))
            }
            Question::Clients(question) => {
                let statement: ClientStatement = self.answer.statement(kit)?;
                require_fits("nonce", statement.nonce == question.nonce)?;
                require_fits("audience", statement.audience == question.audience)?;
                let mut windows = statement.client_windows.iter();
                let is_in_order = windows.all(|it| it.valid_until <= it.grace_until);
                require_fits("windows", is_in_order)?;
                Ok(Statement::Clients)
            }
            Question::Draw(draw) => {
                check_challenge(&self.answer.statement(kit)?, draw, now)?;
                Ok(Statement::Challenge)
            }
            Question::Erasure(erasure) => {
                let statement: ErasureStatement = self.answer.statement(kit)?;
                require_fits("nonce", statement.nonce == erasure.nonce)?;
                require_fits("audience", statement.audience == erasure.audience)?;
                Ok(Statement::Erasure)
            }
            Question::Refused => Err(Difference::Names("kind")),
        }
    }
}

/// What a problem says, as far as it is looked at.
#[derive(Deserialize)]
struct Problem {
    code: String,
    status: u16,
    field: Option<String>,
    rule: Option<String>,
}

impl Answer {
    fn require_status(&self, expected: u16) -> Result<(), Difference> {
        let found = self.status;
        require(found == expected, || Difference::Status { expected, found })
    }

    fn statement<T: Claims>(&self, kit: &Kit) -> Result<T, Difference> {
        self.require_status(200)?;
        let signed = Signed::from_compact(self.text.trim().to_owned());
        Ok(kit.verifier().verify(&signed)?)
    }

    fn problem(&self, status: u16, code: &'static str) -> Result<Problem, Difference> {
        self.require_status(status)?;
        let problem: Problem =
            serde_json::from_str(&self.text).map_err(|_| Difference::NoProblem)?;
        let is_typed = self.content_type.starts_with("application/problem+json");
        require(is_typed && problem.status == status, || {
            Difference::NoProblem
        })?;
        require(problem.code == code, || Difference::Code { expected: code })?;
        Ok(problem)
    }
}

type Asked = (
    verification::VerificationId,
    verification::Nonce,
    verification::Subject,
    Purpose,
);

fn check_outcome(
    outcome: &Outcome,
    (id, nonce, subject, purpose): Asked,
    audience: &str,
    now: Timestamp,
) -> Result<(), Difference> {
    require_fits("id", outcome.id == id)?;
    require_fits("nonce", outcome.nonce == nonce)?;
    require_fits("subject", outcome.subject == subject)?;
    require_fits("purpose", outcome.purpose == purpose)?;
    require_fits("audience", outcome.audience == audience)?;
    require_fits("time", is_near(outcome.decided_at, now))
}

fn check_challenge(
    challenge: &Challenge,
    draw: &ChallengeDraw,
    now: Timestamp,
) -> Result<(), Difference> {
    require_fits("subject", challenge.subject == draw.subject)?;
    require_fits("purpose", challenge.purpose == draw.purpose)?;
    require_fits("audience", challenge.audience == draw.audience)?;
    require_fits("time", is_near(challenge.issued_at, now))?;
    let usable = |why, is: bool| require(is, || Difference::Unusable(why));
    let limits = challenge.limits;
    usable("no actions", !challenge.actions.is_empty())?;
    usable("it is over", challenge.expires_at > challenge.issued_at)?;
    let frames = limits.fewest_frames..=limits.most_frames;
    usable(
        "its frames",
        !frames.is_empty() && limits.most_frames <= MOST_FRAMES,
    )?;
    usable("its bytes", limits.most_bytes <= MOST_BYTES)?;
    usable("its key", challenge.sealing_key.public_bytes().is_some())
}

fn code(decision: &Decision) -> &'static str {
    match decision {
        Decision::Passed => "passed",
        Decision::Refused { reason } => reason.code(),
    }
}

/// Whether the two clocks are as near as edges ask for.
fn is_near(time: Timestamp, now: Timestamp) -> bool {
    let apart = now.as_second().abs_diff(time.as_second());
    apart <= TOLERANCE_SECONDS.unsigned_abs()
}

fn require_fits(what: &'static str, fits: bool) -> Result<(), Difference> {
    require(fits, || Difference::Names(what))
}

fn require(fits: bool, difference: impl FnOnce() -> Difference) -> Result<(), Difference> {
    if fits { Ok(()) } else { Err(difference()) }
}
