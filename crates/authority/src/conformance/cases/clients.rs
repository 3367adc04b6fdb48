//! `POST /v1/clients`: which clients are taken, and until when.

use crate::conformance::case::Case;
use crate::conformance::expectation::Expectation::{Malformed, StatesClients};
use crate::conformance::expectation::{Exchange, Question};
use verification::ClientQuestion;

const PATH: &str = "/v1/clients";

pub(super) const CASES: &[Case] = &[
    Case::plain("which clients are taken", "F8", StatesClients, |kit, _| {
        let question = ClientQuestion {
            nonce: kit.nonce(),
            audience: kit.audience(),
        };
        let answer = kit.post_json(PATH, &question)?;
        Ok(Exchange {
            question: Question::Clients(question),
            answer,
        })
    }),
    Case::plain(
        "what is no question about clients",
        "F6",
        Malformed("body", "not_a_question_about_clients"),
        |kit, _| Ok(Exchange::refused(kit.post(PATH, b"{}".to_vec())?)),
    ),
];
