//! Bodies, methods, origins and paths that no route takes.

use serde_json::json;

use crate::client::{Answer, agent, send};
use crate::setting::{Person, fake};
use ureq::SendBody;
use ureq::http::Request;

const JSON: (&str, &str) = ("content-type", "application/json");

fn post(headers: &[(&str, &str)], body: &[u8]) -> Answer {
    send("POST", &fake().url("/v1/sessions"), headers, body)
}

#[test]
fn what_is_no_json_object_is_malformed() {
    for body in [
        &b""[..],
        b"{",
        b"[]",
        b"null",
        b"\"text\"",
        b"{\"number\":1,\"number\":2}",
        b"{\"number\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{}",
        b"{\"number\":\"\\ud800\"}",
        "{\"number\":\"样\"}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
            .as_slice(),
    ] {
        post(&[JSON], body).expect(400, "malformed_request");
    }
}

#[test]
fn another_content_type_is_refused() {
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=gbk",
        "multipart/form-data; boundary=x",
    ] {
        post(&[("content-type", content_type)], b"{}").expect(415, "unsupported_media_type");
    }
    let session = fake().session(&Person::fresh());
    session
        .send(
            "PUT",
            "/v1/verifications/AAAAAAAAAAAAAAAAAAAAAA/evidence",
            "image/jpeg",
            b"x",
        )
        .expect(415, "unsupported_media_type");
}

#[test]
fn a_body_too_large_is_refused_by_its_announced_length() {
    let large = format!("{{\"number\":\"{}\"}}", "1".repeat(16 << 10));
    post(&[JSON], large.as_bytes()).expect(413, "body_too_large");
}

#[test]
fn a_body_too_large_is_refused_while_it_is_read() {
    let reader = std::io::Read::take(std::io::repeat(b' '), 20 << 10);
    let request =
        Request::post(fake().url("/v1/sessions")).header("content-type", "application/json");
    let request = request.body(SendBody::from_owned_reader(reader)).unwrap();
    assert_eq!(agent().run(request).unwrap().status(), 413);
}

#[test]
fn another_origin_may_change_nothing() {
    let own = fake().stack.edge_url();
    for origin in ["https://elsewhere.example", "null", "http://127.0.0.1"] {
        post(&[JSON, ("origin", origin)], b"{}").expect(403, "foreign_origin");
    }
    post(&[JSON, ("sec-fetch-site", "cross-site")], b"{}").expect(403, "foreign_origin");
    post(
        &[JSON, ("origin", &own), ("sec-fetch-site", "same-origin")],
        b"{}",
    )
    .expect(422, "invalid_field");
    let health = fake().url("/healthz");
    send(
        "GET",
        &health,
        &[("origin", "https://elsewhere.example")],
        b"",
    )
    .expect(200, "");
}

#[test]
fn other_methods_and_paths_are_problems() {
    for (method, path) in [
        ("GET", "/v1/accounts"),
        ("PUT", "/v1/account"),
        ("DELETE", "/v1/sessions"),
        ("POST", "/v1/deployment"),
        ("POST", "/"),
        ("PUT", "/healthz"),
    ] {
        send(method, &fake().url(path), &[JSON], b"{}").expect(405, "method_not_allowed");
    }
    for path in [
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/accounts/1",
        "/v1/verifications/x",
    ] {
        fake().get(path).expect(404, "not_found");
    }
}

#[test]
fn the_deployment_is_public() {
    let deployment = fake().get("/v1/deployment").expect(200, "").json();
    assert_eq!(deployment["demonstration"], true);
    assert_eq!(deployment["terms_version"], crate::setting::TERMS);
}

#[test]
fn every_answer_carries_the_strict_headers() {
    let answers = [
        fake().get("/healthz"),
        fake().get("/v1/nothing"),
        fake().get("/v1/account"),
        fake().get("/nothing"),
        fake().post("/v1/sessions", &json!({})),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(
            answer
                .header("permissions-policy")
                .starts_with("camera=(self)")
        );
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}
