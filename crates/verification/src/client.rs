//! Clients: which versions of the capture are taken, and until when (guide, F8).

use crate::Nonce;
use crate::signed::Claims;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version of the client that is built from here. It grows whenever the authority should be able to tell clients
/// apart.
pub const CLIENT_VERSION: u32 = 3;

/// Until when clients up to a version are good. In between the two instants they are taken, and the person is warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientWindow {
    /// The newest version it is about.
    pub up_to: u32,
    /// From when on the person is asked to load a newer one.
    pub valid_until: Timestamp,
    /// From when on evidence is refused.
    pub grace_until: Timestamp,
}

/// Which clients an authority takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientTerms {
    /// The oldest client whose evidence is taken.
    pub minimum: u32,
    /// Until when those above it are.
    pub windows: Vec<ClientWindow>,
}

/// How a client stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientStanding {
    /// It is good.
    Good,
    /// It is taken until this instant.
    Ending(Timestamp),
    /// Its evidence is refused.
    Over,
}

impl ClientTerms {
    /// How the client of this version stands now; of several windows the one that closes first counts.
    #[must_use]
    pub fn standing(&self, version: u32, now: Timestamp) -> ClientStanding {
        if version < self.minimum {
            return ClientStanding::Over;
        }
        let about = self.windows.iter().filter(|window| version <= window.up_to);
        let standings = about.map(|window| window.standing(now));
        standings
            .max_by_key(ClientStanding::urgency)
            .unwrap_or(ClientStanding::Good)
    }
}

impl ClientWindow {
    fn standing(&self, now: Timestamp) -> ClientStanding {
        if now < self.valid_until {
            ClientStanding::Good
        } else if now < self.grace_until {
            ClientStanding::Ending(self.grace_until)
        } else {
            ClientStanding::Over
        }
    }
}

impl ClientStanding {
    /// Grows with how soon something has to be done.
    fn urgency(&self) -> (u8, i64) {
        match self {
            Self::Good => (0, 0),
            Self::Ending(until) => (1, until.as_second().saturating_neg()),
            Self::Over => (2, 0),
        }
    }
}

/// The edge asks: which clients are taken? So that a page can tell before a camera opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientQuestion {
    /// Ties the statement to this request.
    pub nonce: Nonce,
    /// Who asks: the edge's own address.
    pub audience: String,
}

/// The authority states which clients it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientStatement {
    /// The question's nonce.
    pub nonce: Nonce,
    /// The edge it is meant for.
    pub audience: String,
    /// The oldest client whose evidence is taken.
    pub minimum_client: u32,
    /// Until when those above it are.
    pub client_windows: Vec<ClientWindow>,
}

impl Claims for ClientStatement {
    const TYPE: &'static str = "shiming-clients";
}

impl ClientStatement {
    /// Whether this is the answer to `question`.
    #[must_use]
    pub fn answers(&self, question: &ClientQuestion) -> bool {
        self.nonce == question.nonce && self.audience == question.audience
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + second).unwrap()
    }

    fn window(up_to: u32, valid: i64, grace: i64) -> ClientWindow {
        ClientWindow {
            up_to,
            valid_until: at(valid),
            grace_until: at(grace),
        }
    }

    fn check(windows: &[ClientWindow], version: u32, second: i64, expected: ClientStanding) {
        let terms = ClientTerms {
            minimum: 1,
            windows: windows.to_vec(),
        };
        assert_eq!(
            terms.standing(version, at(second)),
            expected,
            "{version} {second}"
        );
    }

    #[test]
    fn a_window_is_good_then_ending_then_over() {
        let windows = [window(1, 100, 200)];
        check(&windows, 1, 99, ClientStanding::Good);
        check(&windows, 1, 100, ClientStanding::Ending(at(200)));
        check(&windows, 1, 199, ClientStanding::Ending(at(200)));
        check(&windows, 1, 200, ClientStanding::Over);
    }

    #[test]
    fn a_window_is_about_versions_up_to_its_own() {
        let windows = [window(3, 100, 200)];
        check(&windows, 2, 300, ClientStanding::Over);
        check(&windows, 3, 300, ClientStanding::Over);
        check(&windows, 4, 300, ClientStanding::Good);
    }

    #[test]
    fn the_window_that_closes_first_counts() {
        let windows = [
            window(2, 100, 400),
            window(1, 100, 200),
            window(3, 500, 600),
        ];
        check(&windows, 1, 150, ClientStanding::Ending(at(200)));
        check(&windows, 2, 150, ClientStanding::Ending(at(400)));
        check(&windows, 3, 150, ClientStanding::Good);
        check(&windows, 1, 250, ClientStanding::Over);
    }

    #[test]
    fn without_a_window_the_minimum_alone_counts() {
        check(&[], 1, 0, ClientStanding::Good);
        check(&[], 0, 0, ClientStanding::Over);
    }
}
