//! An authority that signs whatever it is told to, or errs in ways that a real one cannot be made to.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use verification::signed::Claims;
use verification::{
    Action, ActivationStatement, Basis, CaptureLimits, Challenge, Decision, Erasure,
    ErasureStatement, Nonce, Outcome, Purpose, SealingKey, Signer, VerificationId,
};

/// What it does, for one person.
#[derive(Clone, Debug)]
pub(crate) enum Conduct {
    /// Signs this decision.
    Decide(Decision),
    /// Signs that the person passed, and whether it looked for presentation attacks.
    Scored(bool),
    /// Signs that the person passed, of another verification.
    OtherId,
    /// … under another nonce.
    OtherNonce,
    /// … about another subject.
    OtherSubject,
    /// … for another edge.
    OtherAudience,
    /// … for another purpose.
    OtherPurpose,
    /// … resting on something else.
    OtherBasis,
    /// … an hour ago.
    Stale,
    /// Signs with a key that nobody trusts.
    UnknownKey,
    /// Spoils the signature.
    BadSignature,
    /// Answers a page.
    Nonsense,
    /// Answers 200 and far too much.
    Endless,
    /// Closes the connection without an answer.
    HangUp,
    /// Never answers.
    Silent,
    /// Answers a problem.
    Problem(u16, &'static str),
}

/// The fake.
pub(crate) struct FakeAuthority {
    address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    conducts: Mutex<HashMap<String, Conduct>>,
    challenges: Mutex<HashMap<String, (String, Challenge)>>,
    requests: Mutex<Vec<String>>,
    erased: Mutex<Vec<String>>,
    codes: Mutex<HashMap<String, String>>,
}

struct Request {
    path: String,
    body: Vec<u8>,
}

fn signer() -> Signer {
    Signer::new("fake".to_owned(), &[42; 32])
}

fn passed() -> Conduct {
    Conduct::Decide(Decision::Passed)
}

impl FakeAuthority {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        Self { address, state }
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// The text of `EDGE_AUTHORITY_KEYS` that trusts it.
    pub(crate) fn keys() -> String {
        let public = BASE64URL_NOPAD.encode(&signer().public_bytes());
        format!("fake:{public}")
    }

    /// From now on, for the person with this number, or with this mobile number where a message is to be sent.
    pub(crate) fn conduct(&self, number: &str, conduct: Conduct) {
        let mut conducts = self.state.conducts.lock().unwrap();
        conducts.insert(number.to_owned(), conduct);
    }

    /// Whether it was asked to erase what it keeps of this scan.
    pub(crate) fn erased(&self, id: &str) -> bool {
        let erased = self.state.erased.lock().unwrap();
        erased.iter().any(|known| known == id)
    }

    /// The code that it, as a message gateway, was last asked to send to this mobile number.
    pub(crate) fn code(&self, mobile: &str) -> String {
        self.state.codes.lock().unwrap()[mobile].clone()
    }

    /// Whether it was asked to send this mobile number any code.
    pub(crate) fn has_sent(&self, mobile: &str) -> bool {
        self.state.codes.lock().unwrap().contains_key(mobile)
    }

    /// How often this path was asked.
    pub(crate) fn asked(&self, path: &str) -> usize {
        let requests = self.state.requests.lock().unwrap();
        requests.iter().filter(|asked| *asked == path).count()
    }
}

fn serve(mut stream: TcpStream, state: &State) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(request) = read(&mut reader) {
        state.requests.lock().unwrap().push(request.path.clone());
        let Some((status, body)) = answer(&request, state) else {
            return;
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        if stream.write_all((head + &body).as_bytes()).is_err() {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { path, body })
}

/// Status and body; none hangs up.
fn answer(request: &Request, state: &State) -> Option<(u16, String)> {
    let parts: Vec<&str> = request.path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["v1", "elements"] => {
            let check: Value = serde_json::from_slice(&request.body).unwrap();
            let conduct = conduct(state, check["number"].as_str().unwrap());
            err_or(&conduct, || {
                let about = (Purpose::Register, Basis::Elements);
                outcome(&conduct, &asked(&check), about)
            })
        }
        ["v1", "attestations"] => {
            let attestation: Value = serde_json::from_slice(&request.body).unwrap();
            let conduct = conduct(state, attestation["number"].as_str().unwrap());
            let purpose = Purpose::of_attestation(attestation["purpose"].as_str().unwrap());
            let about = (purpose.unwrap(), Basis::Counter);
            err_or(&conduct, || outcome(&conduct, &asked(&attestation), about))
        }
        ["v1", "activation"] => {
            let check: Value = serde_json::from_slice(&request.body).unwrap();
            let conduct = conduct(state, check["number"].as_str().unwrap());
            err_or(&conduct, || activation(&conduct, &check))
        }
        ["v1", "erasures"] => {
            let erasure: Erasure = serde_json::from_slice(&request.body).unwrap();
            let ids = erasure.ids.iter().map(ToString::to_string);
            state.erased.lock().unwrap().extend(ids);
            let statement = ErasureStatement {
                nonce: erasure.nonce,
                audience: erasure.audience,
            };
            Some((200, sign(&signer(), &statement)))
        }
        ["v1", "messages"] => {
            let message: Value = serde_json::from_slice(&request.body).unwrap();
            let text = |name: &str| message[name].as_str().unwrap().to_owned();
            let sent = (text("mobile"), text("code"));
            state.codes.lock().unwrap().extend([sent]);
            err_or(&conduct(state, &text("mobile")), String::new)
        }
        ["v1", "challenges"] => {
            let draw: Value = serde_json::from_slice(&request.body).unwrap();
            Some((200, draw_challenge(&draw, state)))
        }
        ["v1", "challenges", id, "evidence"] => {
            let (number, challenge) = state.challenges.lock().unwrap()[*id].clone();
            let conduct = conduct(state, &number);
            let asked = (
                challenge.id,
                challenge.nonce,
                challenge.subject,
                challenge.audience,
            );
            let about = (challenge.purpose, Basis::Face);
            err_or(&conduct, || outcome(&conduct, &asked, about))
        }
        _ => Some((404, String::new())),
    }
}

fn conduct(state: &State, number: &str) -> Conduct {
    let conducts = state.conducts.lock().unwrap();
    conducts.get(number).cloned().unwrap_or_else(passed)
}

fn err_or(conduct: &Conduct, statement: impl FnOnce() -> String) -> Option<(u16, String)> {
    match conduct {
        Conduct::HangUp => None,
        Conduct::Silent => {
            std::thread::park();
            None
        }
        Conduct::Nonsense => Some((200, "<html>nonsense</html>".to_owned())),
        Conduct::Endless => Some((200, "a".repeat(1 << 20))),
        Conduct::Problem(status, code) => Some((
            *status,
            format!(r#"{{"status":{status},"code":"{code}","type":"about:blank"}}"#),
        )),
        _ => Some((200, statement())),
    }
}

type Asked = (VerificationId, Nonce, verification::Subject, String);

fn asked(check: &Value) -> Asked {
    let text = |name: &str| check[name].as_str().unwrap();
    (
        VerificationId::parse(text("id")).unwrap(),
        Nonce::parse(text("nonce")).unwrap(),
        verification::Subject::parse(text("subject")).unwrap(),
        text("audience").to_owned(),
    )
}

/// Provincial is whoever would be refused for that.
fn activation(conduct: &Conduct, check: &Value) -> String {
    let text = |name: &str| check[name].as_str().unwrap();
    let reason = verification::Refusal::ActivationNeeded;
    let provincial = Decision::Refused { reason };
    let statement = ActivationStatement {
        nonce: Nonce::parse(text("nonce")).unwrap(),
        subject: verification::Subject::parse(text("subject")).unwrap(),
        audience: text("audience").to_owned(),
        is_needed: matches!(conduct, Conduct::Decide(decision) if *decision == provincial),
        decided_at: now(),
    };
    sign(&signer(), &statement)
}

fn outcome(conduct: &Conduct, asked: &Asked, (purpose, basis): (Purpose, Basis)) -> String {
    let (id, nonce, subject, audience) = asked.clone();
    let mut outcome = Outcome {
        id,
        nonce,
        subject,
        purpose,
        audience,
        basis,
        decision: Decision::Passed,
        evidence_digest: None,
        transcript_digest: None,
        presentation_scored: None,
        decided_at: now(),
    };
    match conduct {
        Conduct::Decide(decision) => outcome.decision = decision.clone(),
        Conduct::Scored(is_scored) => outcome.presentation_scored = Some(*is_scored),
        Conduct::OtherId => outcome.id = VerificationId::from_bytes([1; 16]),
        Conduct::OtherNonce => outcome.nonce = Nonce::from_bytes([1; 32]),
        Conduct::OtherSubject => outcome.subject = verification::Subject::from_bytes([1; 32]),
        Conduct::OtherAudience => "https://elsewhere.example".clone_into(&mut outcome.audience),
        Conduct::OtherPurpose => {
            outcome.purpose = match purpose {
                Purpose::RaiseLevel => Purpose::ChangeMobile,
                _ => Purpose::RaiseLevel,
            }
        }
        Conduct::OtherBasis => {
            outcome.basis = match basis {
                Basis::Counter => Basis::Face,
                Basis::Face | Basis::Elements => Basis::Counter,
            }
        }
        Conduct::Stale => {
            outcome.decided_at = now().checked_sub(SignedDuration::from_hours(1)).unwrap();
        }
        Conduct::UnknownKey => return sign(&Signer::new("other".to_owned(), &[7; 32]), &outcome),
        Conduct::BadSignature => {
            let signed = sign(&signer(), &outcome);
            let (statement, _) = signed.rsplit_once('.').unwrap();
            return format!("{statement}.{}", "A".repeat(86));
        }
        _ => {}
    }
    sign(&signer(), &outcome)
}

fn draw_challenge(draw: &Value, state: &State) -> String {
    let text = |name: &str| draw[name].as_str().unwrap();
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap();
    let challenge = Challenge {
        id: VerificationId::from_bytes(bytes[..16].try_into().unwrap()),
        nonce: Nonce::from_bytes(bytes),
        subject: verification::Subject::parse(text("subject")).unwrap(),
        purpose: Purpose::of_scan(text("purpose")).unwrap(),
        audience: text("audience").to_owned(),
        actions: vec![Action::OpenMouth, Action::TurnLeft],
        timings: Vec::new(),
        action_timeout_ms: 5_000,
        issued_at: now(),
        expires_at: now().checked_add(SignedDuration::from_mins(3)).unwrap(),
        limits: CaptureLimits::default(),
        sealing_key: SealingKey::new("s1".to_owned(), &[9; 32]),
        minimum_client: 1,
        client_windows: Vec::new(),
    };
    let mut challenges = state.challenges.lock().unwrap();
    let kept = (text("number").to_owned(), challenge.clone());
    challenges.insert(challenge.id.to_string(), kept);
    sign(&signer(), &challenge)
}

fn sign<T: Claims>(signer: &Signer, claims: &T) -> String {
    signer.sign(claims).unwrap().as_compact().to_owned()
}

#[expect(
    clippy::disallowed_methods,
    reason = "an authority has a clock, and so has a fake one"
)]
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let milliseconds = since.unwrap().as_millis().try_into().unwrap();
    Timestamp::from_millisecond(milliseconds).unwrap()
}
