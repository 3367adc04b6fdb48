//! `POST /v1/challenges/{id}/evidence`: spends the challenge, opens the evidence, judges it.

use super::challenges::Challenged;
use super::internal;
use crate::captures::Captures;
use crate::edge_request::accept;
use crate::judge::transcript::{self, Scanned};
use crate::judge::{Judge, JudgeError, Judgement, Recall, Reference};
use crate::renewal::{self, RenewalError};
use crate::sandbox::{Forces, Stage, fault};
use crate::source::{Holder, Person, Standing, Template};
use crate::store::StoredChallenge;
use crate::{Authority, Problem};
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use data_encoding::BASE64URL_NOPAD;
use decision::{Ground, Lack, Risk};
use evidence::{Evidence, EvidenceError, Terms};
use identity::{IdNumber, LegalDay, PersonName};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use verification::{
    Basis, CaptureLimits, Decision, Outcome, Purpose, Refusal, Signed, VerificationId,
};

/// How coarse clocks may be.
const CLOCK_GRAIN_MS: i128 = 1_000;

/// How long evidence waits for a judge, in turn: an edge waits for a minute in all.
const WAIT_FOR_A_JUDGE: Duration = Duration::from_secs(10);

/// Answers 200 with a signed outcome; 400, 401, 409 `challenge_spent`, 410 `challenge_expired`, 413, 422
/// `evidence_…` or `client_too_old`, 503 `busy`, which alone does not spend the challenge.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<String, Problem> {
    let most_bytes = usize::try_from(CaptureLimits::MOST_BYTES).unwrap_or(usize::MAX);
    let sealed = accept(&authority, request, most_bytes).await?;
    let id = VerificationId::parse(&id).map_err(|_| Problem::Malformed {
        field: "id",
        rule: "not_an_id",
    })?;
    let judge = Arc::clone(&authority.judges).acquire_owned();
    let permit = tokio::time::timeout(WAIT_FOR_A_JUDGE, judge).await;
    let permit = permit
        .map_err(|_| Problem::Busy)?
        .map_err(|_| Problem::Busy)?;
    let (now, length) = (authority.surroundings.now(), sealed.len());
    let scan = authority
        .blocking(move |authority| Scan::spend(authority, id, (now, length)))
        .await??;
    let fault = fault::of(&authority, Stage::Scan, &scan.number);
    let signed = authority.blocking(move |authority| {
        let _permit = permit;
        scan.answer(authority, &sealed)
    });
    Ok(fault::after(fault, signed.await??).await)
}

/// A challenge that was spent, and whom it was for.
struct Scan {
    spent_at: Timestamp,
    challenge_digest: String,
    terms: Terms,
    name: Option<PersonName>,
    number: IdNumber,
}

impl Scan {
    /// Spends the challenge: from here on nobody can use it again, whatever the evidence is worth.
    fn spend(
        authority: &Authority,
        id: VerificationId,
        (now, length): (Timestamp, usize),
    ) -> Result<Self, Problem> {
        let Some(kept) = authority.store.peek_challenge(&id)? else {
            return Err(Problem::ChallengeSpent);
        };
        if now >= kept.expires_at {
            return Err(Problem::ChallengeExpired);
        }
        let scan = Self::open(authority, &id, kept, now)?;
        let most_bytes = scan.terms.challenge().limits.most_bytes;
        if !u32::try_from(length).is_ok_and(|length| length <= most_bytes) {
            return Err(Problem::TooLarge);
        }
        if authority.judge.is_none() && scan.forced(authority)?.is_none() {
            return Err(Problem::Busy);
        }
        fault::before(fault::of_sandbox(
            authority.sandbox.as_ref(),
            Stage::Scan,
            &scan.number,
        ))?;
        if authority.store.spend_challenge(&id)? {
            Ok(scan)
        } else {
            Err(Problem::ChallengeSpent)
        }
    }

    fn open(
        authority: &Authority,
        id: &VerificationId,
        kept: StoredChallenge,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let Challenged { name, number } = Challenged::open(authority, id, &kept.person)?;
        let name = name.map(|name| PersonName::from_stored(&name)).transpose();
        Ok(Self {
            spent_at: now,
            challenge_digest: transcript::digest(&kept.signed),
            terms: Terms::read(&Signed::from_compact(kept.signed))?,
            name: name.map_err(|error| internal(&error))?,
            number: IdNumber::parse(&number, LegalDay::of(now))
                .map_err(|error| internal(&error))?,
        })
    }

    fn answer(&self, authority: &Authority, sealed: &Bytes) -> Result<String, Problem> {
        let evidence = evidence::open(sealed, &authority.keys.sealing, &self.terms)?;
        evidence::check(&evidence, &self.terms)?;
        self.check_took_place(&evidence)?;
        let captures = Captures::of(authority, &self.number);
        let judgement = self.judge(authority, &evidence, &|marks| captures.seek(marks))?;
        let decided_at = authority.surroundings.now();
        self.log(&judgement, decided_at);
        let decision = judgement.verdict.outcome.clone();
        let presentation_scored = judgement.facts.presentation_scored();
        let evidence_digest = BASE64URL_NOPAD.encode(&evidence::sealed_digest(sealed));
        let scanned = Scanned {
            challenge_digest: self.challenge_digest.clone(),
            evidence_digest: evidence_digest.clone(),
            models: authority.judge.as_ref().map(|judge| judge.models()),
        };
        let challenge = self.terms.challenge();
        let mut randomness = authority.surroundings.randomness();
        let capture = captures.keep(&challenge.id, &judgement, &mut randomness);
        let signer = &authority.keys.signer;
        let transcript = transcript::sign(challenge.id, judgement, Some(scanned), signer)?;
        let kept = (transcript.as_str(), capture.as_ref());
        authority.store.keep_scan(&challenge.id, kept, decided_at)?;
        if decision == Decision::Passed {
            authority.store.ask_anew(&challenge.id)?;
        }
        let outcome = Outcome {
            id: challenge.id,
            nonce: challenge.nonce,
            subject: challenge.subject,
            purpose: challenge.purpose,
            audience: challenge.audience.clone(),
            basis: Basis::Face,
            decision,
            evidence_digest: Some(evidence_digest),
            transcript_digest: Some(transcript::digest(&transcript)),
            presentation_scored,
            decided_at,
        };
        Ok(authority
            .keys
            .signer
            .sign(&outcome)?
            .as_compact()
            .to_owned())
    }

    /// A capture that is longer than the time since its challenge was drawn was not filmed for it.
    fn check_took_place(&self, evidence: &Evidence) -> Result<(), Problem> {
        let (Some(first), Some(last)) = (evidence.frames.first(), evidence.frames.last()) else {
            return Ok(());
        };
        let filmed_ms = i128::from(last.at_ms) - i128::from(first.at_ms);
        let passed = self
            .spent_at
            .duration_since(self.terms.challenge().issued_at);
        if filmed_ms > passed.as_millis() + CLOCK_GRAIN_MS {
            return Err(Problem::Evidence(EvidenceError::TimesDisordered));
        }
        Ok(())
    }

    fn judge(
        &self,
        authority: &Authority,
        evidence: &Evidence,
        recall: Recall<'_>,
    ) -> Result<Judgement, Problem> {
        if let Some(reason) = self.forced(authority)? {
            let forced = Judgement::of_ground(Ground::Sandbox { reason }, authority.rules);
            return forced.map_err(|error| internal(&error));
        }
        let judge = authority.judge.as_deref().ok_or(Problem::Busy)?;
        let person = authority.source.find(&self.number)?;
        let known = self.templates(authority, judge, person.as_ref())?;
        let reference = self.reference(person.as_ref(), &known, self.forces(authority));
        let challenge = self.terms.challenge();
        let judged = judge.judge(evidence, challenge, reference, recall);
        let mut judgement = judged.map_err(|error| problem(&error))?;
        if judgement.verdict.outcome == Decision::Passed && !self.fits_standing(person.as_ref()) {
            judgement.overrule(Refusal::NotProvincial);
        }
        Ok(judgement)
    }

    /// Only a provincial account can be activated; that it is none is told to its owner alone, after the face agreed.
    fn fits_standing(&self, person: Option<&Person>) -> bool {
        self.terms.challenge().purpose != Purpose::Activate
            || person.is_some_and(|person| person.standing == Standing::Provincial)
    }

    fn forces(&self, authority: &Authority) -> Forces {
        let sandbox = authority.sandbox.as_ref();
        sandbox.map_or(Forces::Nothing, |sandbox| sandbox.forces(&self.number))
    }

    /// The refusal that is forced; a sample without a portrait who has opened 网证 is judged like anybody.
    fn forced(&self, authority: &Authority) -> Result<Option<Refusal>, Problem> {
        let forces = self.forces(authority);
        if forces == Forces::NoPortrait && authority.ctid.portrait(&self.number)?.is_some() {
            return Ok(None);
        }
        Ok(forces.scan_refusal(self.terms.challenge()))
    }

    /// What there is to compare with. 网证 is asked only about whom it can help: no portrait on the register that can be
    /// compared with, and no other name.
    fn templates(
        &self,
        authority: &Authority,
        judge: &dyn Judge,
        person: Option<&Person>,
    ) -> Result<Known, Problem> {
        let Some(person) = person.filter(|person| self.is_named(person)) else {
            return Ok(Known::default());
        };
        let mut known = Known::default();
        if let Some(on_file) = &person.portrait {
            let source = authority.source.as_ref();
            let randomness = authority.surroundings.randomness();
            known.register = renewal::comparable(on_file, &self.number, source, judge, randomness)?;
        }
        if known.register.is_none() {
            let elsewhere = authority.ctid.portrait(&self.number)?;
            let is_held = person.portrait.is_some() || elsewhere.is_some();
            let model = judge.embedding_model();
            known.ctid = elsewhere.and_then(|it| it.of_model(model).cloned());
            known.other_model = is_held && known.ctid.is_none();
        }
        Ok(known)
    }

    /// Whether the name given, where one was, is the person's.
    fn is_named(&self, person: &Person) -> bool {
        self.name.as_ref().is_none_or(|name| *name == person.name)
    }

    /// What to compare with, or why there is nothing, which a sign-in never reveals.
    fn reference<'a>(
        &self,
        person: Option<&Person>,
        known: &'a Known,
        forces: Forces,
    ) -> Reference<'a> {
        let hidden = self.terms.challenge().purpose == Purpose::SignIn;
        let nothing = |lack| Reference::Nothing { lack, hidden };
        let Some(person) = person else {
            return nothing(Lack::NoRecord);
        };
        if !self.is_named(person) {
            return nothing(Lack::OtherName);
        }
        match (&known.register, &known.ctid, forces) {
            (Some(portrait), _, _) => Reference::Portrait(portrait, Holder::Register),
            (None, Some(portrait), _) => Reference::Portrait(portrait, Holder::Ctid),
            (None, None, _) if known.other_model => nothing(Lack::OtherModel),
            (None, None, Forces::Passes | Forces::ActivationNeeded) => Reference::Waived,
            (None, None, _) => nothing(Lack::NoPortrait),
        }
    }

    fn log(&self, judgement: &Judgement, decided_at: Timestamp) {
        let challenge = self.terms.challenge();
        let reason = match &judgement.verdict.outcome {
            Decision::Passed => "passed",
            Decision::Refused { reason } => reason.code(),
        };
        let since_drawn_s = decided_at.as_second() - challenge.issued_at.as_second();
        let spoof_nets = judgement.facts.spoof_nets();
        let risk = judgement.facts.injection_risk();
        let injection_risk = risk.map_or("not_asked", Risk::code);
        tracing::info!(
            id = %challenge.id, reason, since_drawn_s, spoof_nets, injection_risk, "scan judged"
        );
    }
}

/// The templates that the judge can compare with.
#[derive(Default)]
struct Known {
    register: Option<Template>,
    ctid: Option<Template>,
    /// The register or 网证 has one that another model made, and no picture that it could be made anew of.
    other_model: bool,
}

fn problem(error: &JudgeError) -> Problem {
    match error {
        JudgeError::Evidence(defect) => Problem::Evidence(*defect),
        JudgeError::Face(_)
        | JudgeError::Session(_)
        | JudgeError::Facts(_)
        | JudgeError::Undecided
        | JudgeError::Captures(_)
        | JudgeError::OtherModel => internal(error),
    }
}

impl From<RenewalError> for Problem {
    fn from(error: RenewalError) -> Self {
        match error {
            RenewalError::Source(error) => error.into(),
            RenewalError::Portrait(error) => internal(&error),
        }
    }
}
