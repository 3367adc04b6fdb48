//! How an answer differs from what was expected. What the authority wrote is never repeated: it could be personal.

use verification::SignedError;

/// How an authority does not conform.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// No connection, or one that broke off.
    #[error("it cannot be reached")]
    Unreachable,
    /// No answer in the kit's time.
    #[error("there is no answer in time")]
    TooSlow,
    /// The body is longer than any statement.
    #[error("the answer is too long")]
    TooLong,
    /// Another HTTP status.
    #[error("it answers {found}, not {expected}")]
    Status {
        /// What was expected.
        expected: u16,
        /// What came.
        found: u16,
    },
    /// A refusal that is no problem document (RFC 9457).
    #[error("the refusal is no problem document")]
    NoProblem,
    /// A problem with another code.
    #[error("the problem's code is not {expected}")]
    Code {
        /// What was expected.
        expected: &'static str,
    },
    /// A malformed field that is not named, or by another rule.
    #[error("the problem does not name {field} and {rule}")]
    Rule {
        /// The field.
        field: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// The answer is no statement that a listed key signed.
    #[error("the statement: {0}")]
    Statement(#[from] SignedError),
    /// The statement is about something else than what was asked.
    #[error("the statement does not fit in {0}")]
    Names(&'static str),
    /// Decided otherwise.
    #[error("it decides {found}, not {expected}")]
    Decision {
        /// What was expected, by code.
        expected: &'static str,
        /// What was decided, by code.
        found: &'static str,
    },
    /// The activation statement says the opposite.
    #[error("it states the opposite")]
    Opposite,
    /// A person is named to whom the answer travels through others.
    #[error("the answer holds the person's {0}")]
    Leaks(&'static str),
    /// The person stands for a fault, and there was none.
    #[error("the fault did not happen")]
    NoFault,
    /// Two challenges have something in common that must be new each time.
    #[error("two challenges share their {0}")]
    Repeats(&'static str),
    /// A challenge is followed by one that asks for something else, although no scan passed.
    #[error("other actions are asked for although no scan passed")]
    OtherActions,
    /// The challenge cannot be answered by any client.
    #[error("the challenge cannot be answered: {0}")]
    Unusable(&'static str),
}

/// Why a case was not tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Skip {
    /// Nobody is given for it.
    #[error("no person given")]
    NoPerson,
    /// The sandbox forces the outcome, whatever the pictures show.
    #[error("the sandbox forces the outcome")]
    Forced,
    /// The person's capture is not given.
    #[error("no capture given")]
    NoCapture,
    /// The authority asks for other actions than those of the captures, and goes on asking for them.
    #[error("other actions are asked for than the captures show")]
    OtherActions,
    /// Waiting would take longer than the kit may wait.
    #[error("longer than the kit may wait")]
    Patience,
    /// No client is too old for the challenge.
    #[error("every client is admitted")]
    EveryClient,
}

/// What ends a case before its last answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    Differs(Difference),
    Skipped(Skip),
}

impl From<Difference> for Stop {
    fn from(difference: Difference) -> Self {
        Self::Differs(difference)
    }
}

impl From<SignedError> for Stop {
    fn from(error: SignedError) -> Self {
        Self::Differs(error.into())
    }
}

impl From<Skip> for Stop {
    fn from(skip: Skip) -> Self {
        Self::Skipped(skip)
    }
}
