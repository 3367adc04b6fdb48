//! The edge that the kit plays: it signs what it asks, and believes what a listed key signed.

use super::difference::Stop;
use super::expectation::{Exchange, Question};
use super::film;
use super::wire::{Answer, Wire};
use super::{Difference, Film, Person, Skip};
use crate::Surroundings;
use evidence::{Evidence, Terms};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use verification::request_signature::{SignatureHeaders, sign};
use verification::{
    Challenge, ChallengeDraw, ElementsCheck, Needs, Nonce, Purpose, Signed, Signer, Subject,
    VerificationId, Verifier,
};

/// As often in a row the same actions are no chance: the authority asks again for what it asked.
pub(super) const SAME_DRAWS: usize = 12;

/// How long the kit waits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For an answer.
    pub answer: Duration,
    /// For a challenge to expire.
    pub patience: Duration,
}

/// The edge that the kit plays.
pub struct Kit {
    wire: Wire,
    signer: Signer,
    verifier: Verifier,
    audience: String,
    surroundings: Surroundings,
    limits: Limits,
    /// How many films of whom were shown, by number.
    shown: Mutex<HashMap<String, usize>>,
}

impl Kit {
    /// An edge that signs by `signer`, believes `verifier`, calls itself `audience`, and speaks to the authority at
    /// `address`, such as `http://127.0.0.1:8788`.
    #[must_use]
    pub fn new(
        address: &str,
        signer: Signer,
        verifier: Verifier,
        audience: String,
        surroundings: Surroundings,
        limits: Limits,
    ) -> Self {
        Self {
            wire: Wire::new(address, limits.answer),
            signer,
            verifier,
            audience,
            surroundings,
            limits,
            shown: Mutex::default(),
        }
    }

    /// How long each answer took.
    pub(super) fn answers(&self) -> Vec<Duration> {
        self.wire.took()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.surroundings.now()
    }

    pub(super) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    pub(super) fn audience(&self) -> String {
        self.audience.clone()
    }

    pub(super) fn patience(&self) -> Duration {
        self.limits.patience
    }

    pub(super) fn nonce(&self) -> Nonce {
        Nonce::draw(&mut *self.surroundings.randomness())
    }

    pub(super) fn id(&self) -> VerificationId {
        VerificationId::draw(&mut *self.surroundings.randomness())
    }

    pub(super) fn subject(&self) -> Subject {
        Subject::draw(&mut *self.surroundings.randomness())
    }

    /// A key of the same id as the edge's own that no authority knows.
    pub(super) fn stranger(&self) -> Signer {
        let secret = self.nonce();
        Signer::new(self.signer.key_id().to_owned(), secret.as_bytes())
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The signature of a request by `signer`, `later` than now.
    pub(super) fn signature(
        &self,
        signer: &Signer,
        path: &str,
        body: &[u8],
        later: SignedDuration,
    ) -> SignatureHeaders {
        let created = self.now().saturating_add(later).unwrap_or(Timestamp::MAX);
        sign(signer, "POST", path, body, created, &self.nonce())
    }

    pub(super) fn get(&self, path: &str) -> Result<Answer, Difference> {
        self.wire.get(path, &self.surroundings)
    }

    /// Posts with a signature that was made elsewhere, or with none.
    pub(super) fn send(
        &self,
        path: &str,
        body: Vec<u8>,
        signature: Option<&SignatureHeaders>,
    ) -> Result<Answer, Difference> {
        self.wire.post(path, body, signature, &self.surroundings)
    }

    /// Posts as an edge does.
    pub(super) fn post(&self, path: &str, body: Vec<u8>) -> Result<Answer, Difference> {
        let signature = self.signature(&self.signer, path, &body, SignedDuration::ZERO);
        self.send(path, body, Some(&signature))
    }

    pub(super) fn post_json(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Answer, Difference> {
        let body = serde_json::to_vec(body).map_err(|_| Difference::Unreachable)?;
        self.post(path, body)
    }

    pub(super) fn elements_check(&self, person: &Person) -> ElementsCheck {
        ElementsCheck {
            id: self.id(),
            nonce: self.nonce(),
            subject: self.subject(),
            audience: self.audience(),
            name: person.name.clone(),
            number: person.number.clone(),
            valid_from: person.valid_from.clone(),
            valid_until: person.valid_until.clone(),
        }
    }

    pub(super) fn challenge_draw(&self, person: &Person, purpose: Purpose) -> ChallengeDraw {
        ChallengeDraw {
            subject: self.subject(),
            purpose,
            audience: self.audience(),
            name: Some(person.name.clone()),
            number: person.number.clone(),
            needs: Needs::default(),
        }
    }

    /// Asks for the challenge of `draw`.
    pub(super) fn draw(&self, draw: ChallengeDraw) -> Result<Exchange, Difference> {
        let answer = self.post_json("/v1/challenges", &draw)?;
        Ok(Exchange {
            question: Question::Draw(draw),
            answer,
        })
    }

    /// A challenge that is believed.
    pub(super) fn terms(&self, person: &Person, purpose: Purpose) -> Result<Terms, Stop> {
        let exchange = self.draw(self.challenge_draw(person, purpose))?;
        exchange.statement(self)?;
        let signed: Signed<Challenge> = Signed::from_compact(exchange.answer.text);
        Ok(Terms::read(&signed)?)
    }

    /// A challenge and a capture that answers it: the person's next one where any is given, or frames that are no pictures.
    pub(super) fn filmed(
        &self,
        person: &Person,
        purpose: Purpose,
    ) -> Result<(Terms, Evidence), Stop> {
        let mut terms = self.terms(person, purpose)?;
        if person.films.is_empty() {
            let evidence = film::placeholder(&terms);
            return Ok((terms, evidence));
        }
        // An authority that draws anew each time, as a sandbox may, asks for what a film shows sooner or later.
        let mut same = 0;
        while same < SAME_DRAWS {
            if let Some(film) = self.next_film(person, terms.challenge()) {
                let evidence = film.capture(&terms);
                return Ok((terms, evidence));
            }
            let next = self.terms(person, purpose)?;
            let is_same = next.challenge().actions == terms.challenge().actions;
            same = if is_same { same + 1 } else { 0 };
            terms = next;
        }
        Err(Skip::OtherActions.into())
    }

    /// The films of a person that show the actions of `challenge`, in turn: an authority refuses one that it saw before. No
    /// film keeps to timings.
    fn next_film<'a>(&self, person: &'a Person, challenge: &Challenge) -> Option<&'a Film> {
        if !challenge.timings.is_empty() {
            return None;
        }
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = shown.entry(person.number.clone()).or_default();
        let turns = person.films.iter().enumerate().cycle();
        let mut turns = turns.skip(*shown).take(person.films.len());
        let (at, film) = turns.find(|(_, film)| film.actions == challenge.actions)?;
        *shown = (at + 1) % person.films.len();
        Some(film)
    }

    pub(super) fn seal(&self, evidence: &Evidence, terms: &Terms) -> Result<Vec<u8>, Difference> {
        evidence::seal(evidence, terms, &mut *self.surroundings.randomness())
            .map_err(|_| Difference::Unusable("nothing can be sealed to its key"))
    }

    /// Sends sealed evidence for the challenge of `terms`.
    pub(super) fn submit(&self, terms: &Terms, sealed: Vec<u8>) -> Result<Exchange, Difference> {
        let challenge = terms.challenge().clone();
        let digest = evidence::sealed_digest(&sealed);
        let answer = self.post(&evidence_path(&challenge.id), sealed)?;
        Ok(Exchange {
            question: Question::Evidence { challenge, digest },
            answer,
        })
    }

    /// A whole scan of `person`, which takes as long as filming would.
    pub(super) fn scan(&self, person: &Person, purpose: Purpose) -> Result<Exchange, Stop> {
        let (terms, evidence) = self.filmed(person, purpose)?;
        let sealed = self.seal(&evidence, &terms)?;
        std::thread::sleep(film::length(&evidence));
        Ok(self.submit(&terms, sealed)?)
    }
}

/// Where evidence for a challenge goes.
pub(super) fn evidence_path(id: &VerificationId) -> String {
    format!("/v1/challenges/{id}/evidence")
}
