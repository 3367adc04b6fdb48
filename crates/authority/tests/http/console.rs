//! The sandbox console.

use crate::edge::{Edge, elements_body};
use crate::film::MODELS;
use authority::console;
use authority::sandbox::samples::number;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};
use data_encoding::BASE64;
use model_import::fixtures;
use serde_json::{Value, json};
use std::sync::Arc;
use tower_service::Service as _;

const HOST: &str = "localhost:8789";

struct Console {
    edge: Edge,
    router: Router,
}

impl Console {
    fn start(with_models: bool) -> Self {
        let edge = Edge::start();
        let models = with_models.then(|| Arc::clone(&MODELS));
        let address = "127.0.0.1:8789".parse().unwrap();
        let router = console::router(Arc::clone(&edge.authority), models, address);
        Self { edge, router }
    }

    async fn call(&self, request: Builder, body: Body) -> (StatusCode, Vec<u8>) {
        let answer = self
            .router
            .clone()
            .call(request.body(body).unwrap())
            .await
            .unwrap();
        let policy = answer.headers().get("x-content-type-options");
        assert!(policy.is_some_and(|value| value == "nosniff"));
        (
            answer.status(),
            to_bytes(answer.into_body(), usize::MAX)
                .await
                .unwrap()
                .to_vec(),
        )
    }

    async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::post(path)
            .header("host", HOST)
            .header("origin", format!("http://{HOST}"))
            .header("x-sandbox-console", "1");
        let (status, body) = self.call(request, Body::from(body.to_string())).await;
        (status.as_u16(), serde_json::from_slice(&body).unwrap())
    }

    async fn citizens(&self) -> Value {
        let request = Request::get("/sandbox/citizens.json").header("host", HOST);
        let (status, body) = self.call(request, Body::empty()).await;
        assert_eq!(status, StatusCode::OK);
        serde_json::from_slice(&body).unwrap()
    }

    async fn check_refused(&self, body: Value, status: u16, code: &str) {
        let (found, body) = self.post("/sandbox/citizens", &body).await;
        assert_eq!((found, &body["code"]), (status, &json!(code)));
    }
}

#[tokio::test]
async fn a_message_arrives_on_a_sample_phone() {
    let console = Console::start(false);
    let message = json!({
        "mobile": "13800138000", "code": "012345", "purpose": "change_mobile", "language": "en",
    });
    let body = message.to_string().into_bytes();
    let answer = console.edge.post("/v1/messages", body).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let request = Request::get("/sandbox/messages.json").header("host", HOST);
    let (_, body) = console.call(request, Body::empty()).await;
    let listing: Value = serde_json::from_slice(&body).unwrap();
    let arrived = &listing["messages"][0];
    assert_eq!(
        (&arrived["mobile"], &arrived["code"]),
        (&json!("13800138000"), &json!("012345"))
    );
    assert!(
        arrived["text"]
            .as_str()
            .unwrap()
            .contains("change your mobile number")
    );
}

fn person(number: &str, portrait: Option<&[u8]>) -> Value {
    json!({
        "name": "样例自己", "number": number, "valid_from": "2010-01-01", "valid_until": "长期",
        "portrait": portrait.map(|bytes| BASE64.encode(bytes)),
    })
}

#[tokio::test]
async fn everybody_is_listed_and_a_free_number_offered() {
    let list = Console::start(false).citizens().await;
    assert_eq!(list["citizens"].as_array().unwrap().len(), 21);
    assert_eq!(list["citizens"][0]["number"], json!(number(1)));
    assert_eq!(list["citizens"][4]["valid_from"], json!("2010-01-01"));
    assert_eq!(list["free_number"], json!(number(22)));
}

#[tokio::test]
async fn who_is_added_can_register_until_deleted() {
    let console = Console::start(true);
    let portrait = std::fs::read(fixtures::astronaut().unwrap()).unwrap();
    let (status, added) = console
        .post("/sandbox/citizens", &person(&number(22), Some(&portrait)))
        .await;
    assert_eq!(
        (status, &added["face_found"]),
        (200, &json!(true)),
        "{added}"
    );
    assert!(!added["findings"].as_array().unwrap().is_empty());
    let list = console.citizens().await;
    assert_eq!(
        (&list["citizens"][21]["portrait"], &list["free_number"]),
        (&json!(true), &json!(number(23)))
    );
    let body = elements_body("样例自己", &number(22))
        .to_string()
        .into_bytes();
    let answer = console.edge.post("/v1/elements", body).await;
    assert_eq!(
        console.edge.outcome(&answer).decision,
        verification::Decision::Passed
    );
    let removed = console
        .post("/sandbox/citizens/remove", &json!({ "number": number(22) }))
        .await;
    assert_eq!(removed.0, 200);
    assert_eq!(
        console.citizens().await["citizens"]
            .as_array()
            .unwrap()
            .len(),
        21
    );
}

#[tokio::test]
async fn a_sample_that_was_replaced_comes_back_when_deleted() {
    let console = Console::start(false);
    assert_eq!(
        console
            .post("/sandbox/citizens", &person(&number(1), None))
            .await
            .0,
        200
    );
    assert_eq!(
        console.citizens().await["citizens"][0]["name"],
        json!("样例自己")
    );
    let removed = console
        .post("/sandbox/citizens/remove", &json!({ "number": number(1) }))
        .await;
    assert_eq!(removed.0, 200);
    assert_eq!(
        console.citizens().await["citizens"][0]["name"],
        json!("样例甲")
    );
}

#[tokio::test]
async fn what_cannot_be_added_is_refused_with_its_reason() {
    let console = Console::start(true);
    console
        .check_refused(person(&number(9), None), 409, "number_reserved")
        .await;
    console
        .check_refused(person("440524188001010015", None), 400, "malformed")
        .await;
    console
        .check_refused(
            person(&number(22), Some(b"GIF89a")),
            422,
            "portrait_unreadable",
        )
        .await;
    let heic = person(&number(22), Some(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"));
    let (status, body) = console.post("/sandbox/citizens", &heic).await;
    assert_eq!((status, &body["rule"]), (422, &json!("heic")));
    let mut blank = Vec::new();
    let grey = image::RgbImage::from_pixel(64, 64, image::Rgb([127; 3]));
    grey.write_to(
        &mut std::io::Cursor::new(&mut blank),
        image::ImageFormat::Png,
    )
    .unwrap();
    console
        .check_refused(person(&number(22), Some(&blank)), 422, "portrait_unusable")
        .await;
    let nobody = console
        .post("/sandbox/citizens/remove", &json!({ "number": number(22) }))
        .await;
    assert_eq!(nobody.0, 404);
}

#[tokio::test]
async fn without_models_no_portrait_is_taken() {
    let console = Console::start(false);
    console
        .check_refused(person(&number(22), Some(b"picture")), 503, "busy")
        .await;
}

fn opening(number: &str, portrait: &[u8]) -> Value {
    json!({ "number": number, "portrait": BASE64.encode(portrait) })
}

/// What the list says of 网证 for the sample with this place in it.
async fn ctid(console: &Console, place: usize) -> Value {
    console.citizens().await["citizens"][place]["ctid"].clone()
}

#[tokio::test]
async fn who_has_no_portrait_opens_ctid_and_closes_it() {
    let console = Console::start(true);
    let portrait = std::fs::read(fixtures::astronaut().unwrap()).unwrap();
    assert_eq!(ctid(&console, 7).await, json!(false));
    let (status, opened) = console
        .post("/sandbox/ctid", &opening(&number(8), &portrait))
        .await;
    assert_eq!((status, &opened["face_found"]), (200, &json!(true)));
    assert_eq!(ctid(&console, 7).await, json!(true));
    assert_eq!(console.edge.transcripts.count_faces().unwrap(), 1);
    let close = json!({ "number": number(8) });
    assert_eq!(console.post("/sandbox/ctid/close", &close).await.0, 200);
    assert_eq!(console.post("/sandbox/ctid/close", &close).await.0, 404);
    assert_eq!(ctid(&console, 7).await, json!(false));
    assert_eq!(console.edge.transcripts.count_faces().unwrap(), 0);
}

#[tokio::test]
async fn ctid_is_for_whom_it_can_help() {
    let console = Console::start(true);
    let portrait = std::fs::read(fixtures::astronaut().unwrap()).unwrap();
    let check = async |body: Value, status: u16, code: &str| {
        let (found, body) = console.post("/sandbox/ctid", &body).await;
        assert_eq!((found, &body["code"]), (status, &json!(code)));
    };
    assert_eq!(ctid(&console, 8).await, Value::Null);
    check(opening(&number(9), &portrait), 409, "number_reserved").await;
    check(opening(&number(22), &portrait), 404, "not_found").await;
    check(json!({ "number": number(8) }), 400, "malformed").await;
    check(opening(&number(8), b"GIF89a"), 422, "portrait_unreadable").await;
    let added = person(&number(22), Some(&portrait));
    assert_eq!(console.post("/sandbox/citizens", &added).await.0, 200);
    assert_eq!(ctid(&console, 21).await, Value::Null);
    check(opening(&number(22), &portrait), 409, "portrait_on_file").await;
}

#[tokio::test]
async fn who_is_deleted_leaves_no_ctid_behind() {
    let console = Console::start(true);
    let portrait = std::fs::read(fixtures::astronaut().unwrap()).unwrap();
    let citizen = json!({ "number": number(22) });
    let added = person(&number(22), None);
    assert_eq!(console.post("/sandbox/citizens", &added).await.0, 200);
    let opened = opening(&number(22), &portrait);
    assert_eq!(console.post("/sandbox/ctid", &opened).await.0, 200);
    let removed = console.post("/sandbox/citizens/remove", &citizen).await;
    assert_eq!(removed.0, 200);
    assert_eq!(console.edge.transcripts.count_faces().unwrap(), 0);
}

#[tokio::test]
async fn other_pages_and_other_names_are_refused() {
    let console = Console::start(false);
    let elsewhere = Request::get("/").header("host", "elsewhere.example");
    assert_eq!(
        console.call(elsewhere, Body::empty()).await.0,
        StatusCode::FORBIDDEN
    );
    let other_page = Request::post("/sandbox/citizens")
        .header("host", HOST)
        .header("origin", "http://elsewhere.example");
    assert_eq!(
        console.call(other_page, Body::from("{}")).await.0,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_page_brings_a_strict_policy() {
    let console = Console::start(false);
    for path in ["/", "/console.css", "/console.js", "/picture.js"] {
        let request = Request::get(path)
            .header("host", HOST)
            .body(Body::empty())
            .unwrap();
        let answer = console.router.clone().call(request).await.unwrap();
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    }
}
