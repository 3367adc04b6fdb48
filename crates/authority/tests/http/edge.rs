//! An edge that speaks to an authority in the same process.

use authority::enrolled_face::{EnrolledFace, PortraitError};
use authority::judge::{Judge, JudgeError, Judgement, Recall, Reference};
use authority::keys::{DrawnKeys, Keys};
use authority::personal::Personal;
use authority::source::Register;
use authority::source::ctid::SandboxCtid;
use authority::store::Store;
use authority::{Authority, Settings, Surroundings, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use decision::{Capture as Seen, Facts, ModelId, ModelIds, Rules, Step, Transcript, Verdict};
use evidence::{Capture, Evidence, Terms};
use getrandom::SysRng;
use jiff::Timestamp;
use portrait::DecodeError;
use rand_core::UnwrapErr;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Once};
use tower_service::Service as _;
use verification::request_signature::{SignatureHeaders, sign};
use verification::{
    Challenge, Decision, Nonce, Outcome, Refusal, Signed, Signer, Subject, VerificationId, Verifier,
};

pub(crate) const AUDIENCE: &str = "http://localhost:8787";
pub(crate) const NUMBER: &str = "440524188001010014";
pub(crate) const NAME: &str = "样例甲";

/// Passes whoever is compared with a portrait or with nothing.
pub(crate) struct Lenient;

impl Judge for Lenient {
    fn judge(
        &self,
        _: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
        _: Recall<'_>,
    ) -> Result<Judgement, JudgeError> {
        let verdict = match reference {
            Reference::Nothing { lack, hidden } => {
                Verdict::of(Step::Register, Some(lack.refusal(hidden)))
            }
            Reference::Portrait(..) | Reference::Waived => Verdict::of(Step::Comparison, None),
        };
        let nothing = liveness::Transcript {
            rules: 1,
            actions: Vec::new(),
            timings: Vec::new(),
            action_timeout_ms: 0,
            frames: Vec::new(),
        };
        Ok(Judgement {
            facts: Facts::Capture(Seen::of(&nothing, Some(challenge.purpose))),
            rules: Rules::in_force(450).unwrap(),
            verdict,
            marks: Vec::new(),
        })
    }

    fn models(&self) -> ModelIds {
        let id = ModelId::from_bytes([1; 32]);
        ModelIds {
            detector: id,
            mesh: id,
            embedding: id,
            spoof: Vec::new(),
        }
    }

    fn enrol(&self, _: &[u8]) -> Result<EnrolledFace, PortraitError> {
        Err(PortraitError::Decode(DecodeError::Malformed))
    }
}

pub(crate) struct Edge {
    pub(crate) authority: Arc<Authority>,
    pub(crate) router: Router,
    pub(crate) signer: Signer,
    pub(crate) verifier: Verifier,
    pub(crate) data: tempfile::TempDir,
    pub(crate) register: Register,
    pub(crate) ctid: SandboxCtid,
    pub(crate) personal: Arc<Personal>,
    pub(crate) transcripts: Arc<Store>,
    clock: Arc<AtomicI64>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn problem(&self) -> (u16, String) {
        let body: Value = serde_json::from_str(&self.text).unwrap();
        (
            self.status.as_u16(),
            body["code"].as_str().unwrap().to_owned(),
        )
    }
}

impl Edge {
    pub(crate) fn start() -> Self {
        Self::start_with(Some(Box::new(Lenient)), |_| ())
    }

    pub(crate) fn start_with(
        judge: Option<Box<dyn Judge>>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let drawn = DrawnKeys::draw("test", &mut Surroundings::real().randomness());
        let (authority_keys, edge_keys) = (variables(&drawn.authority), variables(&drawn.edge));
        let keys = Keys::read(|name| authority_keys.get(name).cloned()).unwrap();
        let data = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(1_795_000_000));
        let time = Arc::clone(&clock);
        let now = move || Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap();
        let surroundings = Surroundings::new(now, || Box::new(UnwrapErr(SysRng)));
        let mut settings = Settings::sandbox(data.path().to_owned());
        change(&mut settings);
        let store = Store::open(data.path()).unwrap();
        let second = Arc::new(Store::open(data.path()).unwrap());
        let register = Register::new(Arc::clone(&second), Arc::clone(&keys.personal));
        let personal = Arc::clone(&keys.personal);
        let ctid = SandboxCtid::new(Arc::clone(&second), Arc::clone(&personal));
        let authority = Authority::start(&settings, keys, store, surroundings, judge).unwrap();
        Self {
            router: router(Arc::clone(&authority)),
            authority,
            signer: signer(&edge_keys["EDGE_SIGNING_KEY"]),
            verifier: Verifier::parse(&edge_keys["EDGE_AUTHORITY_KEYS"]).unwrap(),
            data,
            register,
            ctid,
            personal,
            transcripts: second,
            clock,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn sign(&self, path: &str, body: &[u8]) -> SignatureHeaders {
        let nonce = Nonce::draw(&mut UnwrapErr(SysRng));
        sign(&self.signer, "POST", path, body, self.now(), &nonce)
    }

    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Answer {
        let headers = self.sign(path, &body);
        self.send(path, body, &headers).await
    }

    pub(crate) async fn send(
        &self,
        path: &str,
        body: Vec<u8>,
        headers: &SignatureHeaders,
    ) -> Answer {
        let request = Request::post(path)
            .header("content-digest", &headers.content_digest)
            .header("signature-input", &headers.signature_input)
            .header("signature", &headers.signature)
            .body(Body::from(body))
            .unwrap();
        self.call(request).await
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().call(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) fn outcome(&self, answer: &Answer) -> Outcome {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        self.verifier
            .verify(&Signed::from_compact(answer.text.clone()))
            .unwrap()
    }

    /// The signed transcript that the authority keeps of an outcome, once its digest was found to be the outcome's.
    pub(crate) fn stored(&self, outcome: &Outcome) -> String {
        let stored = self.transcripts.find_transcript(&outcome.id).unwrap();
        let stored = stored.unwrap();
        let digest = authority::judge::transcript::digest(&stored);
        assert_eq!(outcome.transcript_digest, Some(digest));
        stored
    }

    /// What it says; deciding again by its rules comes to the same.
    pub(crate) fn transcript(&self, outcome: &Outcome) -> Transcript {
        let stored = self.stored(outcome);
        let transcript: Transcript = self
            .verifier
            .verify(&Signed::from_compact(stored.clone()))
            .unwrap();
        let replay = decision::replay(&stored, &self.verifier).unwrap();
        assert!(replay.agrees && replay.signed);
        assert_eq!(replay.verdict.outcome, outcome.decision);
        record(&outcome.id, &stored, &replay.verdict);
        transcript
    }

    /// Draws a challenge for a person.
    pub(crate) async fn draw(&self, name: &str, number: &str) -> Terms {
        self.draw_for(&draw_body(name, number)).await
    }

    /// Draws the challenge that is asked for with this body.
    pub(crate) async fn draw_for(&self, body: &Value) -> Terms {
        let answer = self
            .post("/v1/challenges", body.to_string().into_bytes())
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let signed: Signed<Challenge> = Signed::from_compact(answer.text);
        self.verifier.verify(&signed).unwrap();
        Terms::read(&signed).unwrap()
    }

    /// Sends evidence, a quarter of a minute after whatever happened last.
    pub(crate) async fn send_evidence(&self, terms: &Terms, sealed: Vec<u8>) -> Answer {
        self.wait(15);
        self.post(&evidence_path(terms), sealed).await
    }

    /// The reason for which a scan of this person is refused; none where it passes.
    pub(crate) async fn scan(&self, name: &str, number: &str) -> Option<Refusal> {
        self.scan_for(&draw_body(name, number)).await
    }

    /// The same for a challenge that is asked for with this body.
    pub(crate) async fn scan_for(&self, body: &Value) -> Option<Refusal> {
        let terms = self.draw_for(body).await;
        let answer = self
            .send_evidence(&terms, seal(&capture(&terms), &terms))
            .await;
        match self.outcome(&answer).decision {
            Decision::Passed => None,
            Decision::Refused { reason } => Some(reason),
        }
    }
}

/// Whether the folder of transcripts holds those of this run alone.
static EMPTIED: Once = Once::new();

/// Leaves a transcript and its verdict for the test that decides again in the browser's module.
fn record(id: &VerificationId, stored: &str, verdict: &Verdict) {
    let Some(folder) = option_env!("CARGO_TARGET_TMPDIR") else {
        return;
    };
    let folder = Path::new(folder).join("transcripts");
    // Those of an earlier build may have been decided by other rules.
    EMPTIED.call_once(|| drop(std::fs::remove_dir_all(&folder)));
    std::fs::create_dir_all(&folder).unwrap();
    let case = json!({ "name": id, "stored": stored, "verdict": verdict.canonical() });
    std::fs::write(folder.join(format!("{id}.json")), case.to_string()).unwrap();
}

pub(crate) fn evidence_path(terms: &Terms) -> String {
    format!("/v1/challenges/{}/evidence", terms.challenge().id)
}

pub(crate) fn subject() -> Subject {
    Subject::from_bytes([3; 32])
}

pub(crate) fn draw_body(name: &str, number: &str) -> Value {
    json!({
        "subject": subject(), "purpose": "raise_level", "audience": AUDIENCE, "name": name, "number": number,
    })
}

pub(crate) fn elements_body(name: &str, number: &str) -> Value {
    json!({
        "id": VerificationId::from_bytes([1; 16]), "nonce": Nonce::from_bytes([2; 32]), "subject": subject(),
        "audience": AUDIENCE, "name": name, "number": number,
        "valid_from": "2010-01-01", "valid_until": "long_term",
    })
}

/// Twelve frames that are no pictures.
pub(crate) fn capture(terms: &Terms) -> Evidence {
    let mut capture = Capture::begin(terms);
    for number in 0..12_u64 {
        capture
            .add(format!("picture bytes {number}").into_bytes(), number * 100)
            .unwrap();
    }
    capture.finish()
}

pub(crate) fn seal(evidence: &Evidence, terms: &Terms) -> Vec<u8> {
    evidence::seal(evidence, terms, &mut UnwrapErr(SysRng)).unwrap()
}

pub(crate) fn variables(text: &str) -> HashMap<String, String> {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    lines
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

pub(crate) fn signer(text: &str) -> Signer {
    let (id, secret) = text.split_once(':').unwrap();
    let secret = data_encoding::BASE64URL_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    Signer::new(id.to_owned(), &secret.try_into().unwrap())
}
