//! The conformance kit, over real HTTP: the sandbox passes, and whatever errs is found out.

use crate::edge::{signer, variables};
use crate::film::{ACTIONS, CAPTURE, CLIP, MODELS};
use authority::conformance::{self, Film, Kit, Limits, Persons, Report, Role, Row};
use authority::judge::{CaptureJudge, draws};
use authority::keys::{DrawnKeys, Keys};
use authority::sandbox::samples;
use authority::store::Store;
use authority::{Authority, Settings, Surroundings, router};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use decision::Rules;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use verification::signed::Claims;
use verification::{Decision, Nonce, Outcome, Signed, Signer, Verifier};

const LIMITS: Limits = Limits {
    answer: Duration::from_mins(1),
    patience: Duration::ZERO,
};

const SLOW: [Role; 2] = [Role::SlowElements, Role::SlowScan];

/// Runs the kit against a sandbox behind `bend`, which is given the authority's own key. There is one film, which it takes
/// again and again.
async fn report(persons: Persons, bend: impl FnOnce(Router, Signer) -> Router) -> Report {
    report_with(
        persons,
        |settings| settings.allow_recurring_frames = true,
        bend,
    )
    .await
}

async fn report_with(
    persons: Persons,
    change: impl FnOnce(&mut Settings),
    bend: impl FnOnce(Router, Signer) -> Router,
) -> Report {
    let drawn = DrawnKeys::draw("test", &mut Surroundings::real().randomness());
    let (keys, edge) = (variables(&drawn.authority), variables(&drawn.edge));
    let own = signer(&keys["SHIMING_AUTHORITY_SIGNING_KEY"]);
    let data = tempfile::tempdir().unwrap();
    let mut settings = Settings::sandbox(data.path().to_owned());
    settings.actions = ACTIONS.to_vec();
    change(&mut settings);
    let authority = Authority::start(
        &settings,
        Keys::read(|name| keys.get(name).cloned()).unwrap(),
        Store::open(data.path()).unwrap(),
        Surroundings::real(),
        Some(Box::new(CaptureJudge::new(
            Arc::clone(&MODELS),
            Rules::in_force(450).unwrap(),
            draws(|| Surroundings::real().randomness()),
        ))),
    );
    let served = bend(router(authority.unwrap()), own);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, served).await });
    let driving = tokio::task::spawn_blocking(move || {
        let kit = Kit::new(
            &address,
            signer(&edge["EDGE_SIGNING_KEY"]),
            Verifier::parse(&edge["EDGE_AUTHORITY_KEYS"]).unwrap(),
            "http://localhost:8787".to_owned(),
            Surroundings::real(),
            LIMITS,
        );
        conformance::run(&kit, &persons)
    });
    let report = driving.await.unwrap();
    serving.abort();
    report
}

/// The names of the cases that end in this way.
fn names(report: &Report, ends: impl Fn(&Row) -> bool) -> Vec<String> {
    let rows = report.rows.iter().filter(|row| ends(row));
    rows.map(|row| format!("{}: {}", row.operation, row.case.name))
        .collect()
}

fn skipped(report: &Report) -> Vec<String> {
    names(report, |row| {
        matches!(row.verdict, conformance::Verdict::Skipped(_))
    })
}

#[tokio::test]
async fn the_sandbox_conforms() {
    let film = Film {
        frames: CLIP[CAPTURE.clone()].to_vec(),
        actions: ACTIONS.to_vec(),
    };
    let mut persons = Persons::samples();
    persons.retain(|role| !SLOW.contains(&role));
    persons.film(Role::Passes, film.clone());
    persons.film(Role::ActivationNeeded, film);
    let report = report(persons, |router, _| router).await;
    assert!(report.conforms(), "{report}");
    let expected = [
        "elements: a slow answer comes in time",
        "challenges: the same is asked for until a scan passes",
        "evidence: a challenge that has expired",
        "scans: a sign-in reveals nothing of a number that nobody has",
        "scans: frames that are no pictures tell nothing of the register",
        "scans: a recording that was handed in before",
        "scans: a sign-in reveals nothing of a missing portrait",
        "scans: frames that are no pictures tell nothing of a missing portrait",
        "scans: a sign-in reveals nothing of a wrong name",
        "scans: frames that are no pictures tell nothing of a wrong name",
        "scans: a slow outcome comes in time",
    ];
    assert_eq!(skipped(&report), expected);
}

/// The same film twice, for an authority that remembers, and for one that does not.
#[tokio::test]
async fn an_authority_that_takes_a_recording_twice_or_lets_it_be_drawn_for_is_found_out() {
    let recording = "scans: a recording that was handed in before";
    for is_taken in [false, true] {
        let mut persons = Persons::samples();
        persons.recur(Role::Passes);
        persons.retain(|role| role == Role::Recurring);
        persons.film(
            Role::Recurring,
            Film {
                frames: CLIP[CAPTURE.clone()].to_vec(),
                actions: ACTIONS.to_vec(),
            },
        );
        let allow = |settings: &mut Settings| settings.allow_recurring_frames = is_taken;
        // Each authority asks for one thing until a scan passes: of some it is what the film shows, twice.
        let report = loop {
            let report = report_with(persons.clone(), allow, |router, _| router).await;
            if !skipped(&report).contains(&recording.to_owned()) {
                break report;
            }
        };
        let found = names(&report, Row::differs);
        let again = "challenges: the same is asked for until a scan passes";
        let expected: &[&str] = if is_taken { &[again, recording] } else { &[] };
        assert_eq!(found, expected, "{report}");
    }
}

/// Persons whose outcome no sandbox forces: the register has nobody with one number, and another name under the other.
#[tokio::test]
async fn what_the_register_says_is_told_after_a_look_at_the_pictures() {
    let mut persons = Persons::samples();
    persons.retain(|role| role == Role::NoRecord || role == Role::CheckInput);
    let film = Film {
        frames: CLIP[CAPTURE.clone()].to_vec(),
        actions: ACTIONS.to_vec(),
    };
    for (role, number) in [
        (Role::NoRecord, samples::number(900)),
        (Role::CheckInput, samples::number(1)),
    ] {
        persons.change(role, |person| {
            person.number = number;
            person.is_forced = false;
            person.films = vec![film.clone()];
        });
    }
    let report = report(persons, |router, _| router).await;
    assert!(report.conforms(), "{report}");
    let scans = skipped(&report);
    let told = [
        "reveals nothing of a number",
        "tell nothing of the register",
        "nothing of a wrong name",
    ];
    for name in told {
        assert!(
            !scans.iter().any(|skipped| skipped.contains(name)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn slow_answers_of_the_sandbox_conform_too() {
    let mut persons = Persons::samples();
    persons.retain(|role| SLOW.contains(&role));
    let report = report(persons, |router, _| router).await;
    assert!(report.conforms(), "{report}");
    let slow = [
        "elements: a slow answer comes in time",
        "scans: a slow outcome comes in time",
    ];
    assert!(
        slow.iter()
            .all(|name| !skipped(&report).contains(&(*name).to_owned()))
    );
}

#[tokio::test]
async fn a_case_without_a_person_is_skipped_and_never_passed() {
    let mut persons = Persons::samples();
    persons.retain(|role| role == Role::NoRecord);
    let report = report(persons, |router, _| router).await;
    assert!(report.conforms(), "{report}");
    assert!(skipped(&report).contains(&"elements: four elements that agree".to_owned()));
    assert!(report.to_string().contains("skipped: no person given"));
}

/// An authority that answers what `bend` makes of the path, the request and the sandbox's own answer.
async fn erring(
    bend: impl Fn(&Signer, &str, &Bytes, Answer) -> Answer + Clone + Send + Sync + 'static,
) -> Report {
    let mut persons = Persons::samples();
    persons.retain(|role| !SLOW.contains(&role));
    report(persons, |router, own| {
        let own = Arc::new(own);
        router.layer(from_fn(move |request: Request, next: Next| {
            let (own, bend) = (Arc::clone(&own), bend.clone());
            async move {
                let (head, body) = request.into_parts();
                let path = head.uri.path().to_owned();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                let answer = Answer::of(next, head, body.clone()).await;
                bend(&own, &path, &body, answer).into_response()
            }
        }))
    })
    .await
}

/// An answer that can be bent.
struct Answer {
    status: StatusCode,
    kind: String,
    text: String,
}

impl Answer {
    async fn of(next: Next, head: Parts, body: Bytes) -> Self {
        let answer = next.run(Request::from_parts(head, Body::from(body))).await;
        let (head, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Self {
            status: head.status,
            kind: head.headers["content-type"].to_str().unwrap().to_owned(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    fn into_response(self) -> Response {
        (self.status, [("content-type", self.kind)], self.text).into_response()
    }

    /// Says something else under the authority's own signature; whatever is no such statement stays as it is.
    fn say<T: Claims>(mut self, own: &Signer, change: impl FnOnce(&mut T)) -> Self {
        let signed: Signed<T> = Signed::from_compact(self.text.clone());
        if let Ok(mut claims) = signed.read_unverified() {
            change(&mut claims);
            own.sign(&claims)
                .unwrap()
                .as_compact()
                .clone_into(&mut self.text);
        }
        self
    }
}

fn check_found(report: &Report, expected: &[&str]) {
    let found = names(report, Row::differs);
    for name in expected {
        assert!(found.contains(&(*name).to_owned()), "{name}\n{report}");
    }
    let text = report.to_string();
    assert!(!text.contains("样例") && !text.contains("440524"));
}

#[tokio::test]
async fn another_nonce_is_found_out() {
    let report = erring(|own, _, _, answer| {
        answer.say(own, |outcome: &mut Outcome| {
            outcome.nonce = Nonce::from_bytes([1; 32]);
        })
    });
    let report = report.await;
    check_found(&report, &["elements: four elements that agree"]);
    assert!(
        report
            .to_string()
            .contains("the statement does not fit in nonce")
    );
}

#[tokio::test]
async fn an_unsigned_statement_is_found_out() {
    let report = erring(|_, _, _, mut answer| {
        if let Some((said, _)) = answer.text.rsplit_once('.') {
            answer.text = format!("{said}.");
        }
        answer
    });
    let expected = [
        "elements: four elements that agree",
        "activation: a national account does not",
        "challenges: a challenge names subject, purpose and audience",
        "erasures: nothing to erase",
    ];
    check_found(&report.await, &expected);
}

#[tokio::test]
async fn a_refusal_that_repeats_the_number_is_found_out() {
    let report = erring(|_, _, body, mut answer| {
        if answer.status == StatusCode::BAD_REQUEST {
            answer.text = answer.text.replace(
                "malformed:",
                &String::from_utf8_lossy(body).replace('"', ""),
            );
        }
        answer
    });
    let report = report.await;
    check_found(&report, &["elements: no name"]);
    assert!(
        report
            .to_string()
            .contains("the answer holds the person's number")
    );
}

#[tokio::test]
async fn a_challenge_that_is_worth_something_twice_is_found_out() {
    let answers: Arc<Mutex<HashMap<String, String>>> = Arc::default();
    let report = erring(move |_, path, _, mut answer| {
        let mut answers = answers.lock().unwrap();
        if answer.status == StatusCode::OK {
            answers.insert(path.to_owned(), answer.text.clone());
        }
        if let (StatusCode::CONFLICT, Some(before)) = (answer.status, answers.get(path)) {
            answer.status = StatusCode::OK;
            answer.text.clone_from(before);
        }
        answer
    });
    check_found(&report.await, &["scans: an outcome spends the challenge"]);
}

#[tokio::test]
async fn an_authority_that_believes_anybody_is_found_out() {
    let report = erring(|_, _, _, mut answer| {
        if answer.status == StatusCode::UNAUTHORIZED {
            answer.status = StatusCode::OK;
        }
        answer
    });
    let expected = [
        "requests: nobody signed it",
        "requests: an unknown key signed evidence",
        "requests: signed a minute and a half ago",
        "requests: a request that was taken is not taken again",
    ];
    check_found(&report.await, &expected);
}

#[tokio::test]
async fn an_authority_that_passes_everybody_is_found_out() {
    let report = erring(|own, _, _, answer| {
        answer.say(own, |outcome: &mut Outcome| {
            outcome.decision = Decision::Passed;
        })
    });
    let report = report.await;
    check_found(
        &report,
        &["elements: elements that differ", "scans: another face"],
    );
    assert!(
        report
            .to_string()
            .contains("it decides passed, not face_differs")
    );
}

#[tokio::test]
async fn nonsense_and_nobody_there_are_found_out() {
    let nonsense = erring(|_, _, _, mut answer| {
        "nonsense".clone_into(&mut answer.text);
        answer
    });
    let nonsense = nonsense.await;
    check_found(
        &nonsense,
        &[
            "elements: four elements that agree",
            "evidence: an id that is none",
        ],
    );
    let silent = report(Persons::samples(), |_, _| Router::new()).await;
    assert!(!silent.conforms());
}
