//! The OpenAPI document against the edge's router: what it names exists, with these methods and no others.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::client::{send, send_exactly, session_id};
use crate::setting::{Person, fake};

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

#[test]
fn every_operation_of_the_document_is_a_route_and_nothing_else_is() {
    let document: Value = serde_json::from_str(&api::openapi::openapi_json()).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let url = fake().url(&filled(path));
        for method in METHODS {
            let answer = send(&method.to_uppercase(), &url, &[], b"");
            let is_route = !matches!(answer.code().as_str(), "method_not_allowed" | "not_found");
            let is_named = !operations[method].is_null();
            assert_eq!(is_route, is_named, "{method} {path}: {}", answer.status);
        }
    }
}

#[test]
fn nothing_that_changes_something_is_taken_from_another_origin() {
    let own = fake().stack.edge_url();
    let (host, port) = own.rsplit_once(':').unwrap();
    let foreign = [
        ("origin", "https://elsewhere.example".to_owned()),
        ("origin", "null".to_owned()),
        ("origin", format!("{own}.elsewhere.example")),
        ("origin", format!("{host}.elsewhere.example:{port}")),
        ("origin", format!("{own}0")),
        ("origin", format!("{host}:1")),
        ("origin", host.to_owned()),
        ("origin", own.replace("http:", "https:")),
        ("origin", format!("{own}/")),
        ("origin", format!("{own}, {own}")),
        ("sec-fetch-site", "cross-site".to_owned()),
    ];
    let mut checked = 0;
    for (method, path) in operations() {
        if method == "GET" {
            continue;
        }
        for (name, value) in &foreign {
            let headers = [
                (*name, value.as_str()),
                ("content-type", "application/json"),
            ];
            let answer = send(&method, &fake().url(&path), &headers, b"{}");
            let told = (answer.status, answer.code());
            assert_eq!(
                told,
                (403, "foreign_origin".to_owned()),
                "{method} {path} {name}: {value}"
            );
        }
        let headers = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
        let answer = send(&method, &fake().url(&path), &headers, b"");
        assert_ne!(answer.code(), "foreign_origin", "{method} {path}");
        checked += 1;
    }
    assert!(checked >= 30, "{checked}");
}

/// Routes that read and change the account of nobody who is signed in: what they are about stands in the request.
const OF_NO_SESSION: [&str; 14] = [
    "/v1/accounts",
    "/v1/activations",
    "/v1/checks",
    "/v1/clients",
    "/v1/deployment",
    "/v1/face-checks",
    "/v1/filing",
    "/v1/invitations/current/vouchers",
    "/v1/password-resets",
    "/v1/sessions/codes",
    "/v1/staff/",
    "/v1/verification-tokens",
    "/v1/vouchers/current",
    // A code is asked for first; `invitations` has the same test with one.
    "/v1/invitations/current",
];

/// Signing in replaces whatever session the browser has.
const BEGINS_A_SESSION: (&str, &str) = ("POST", "/v1/sessions");

#[test]
fn no_page_acts_for_another_session_than_it_was_loaded_for() {
    let (opened_for, is_here) = (Person::fresh(), Person::fresh());
    let shown = fake().session(&opened_for);
    let here = fake().session(&is_here);
    let before = here.account().expect(200, "").text;
    let shown = session_id(&shown.cookie).unwrap();
    let mut checked = 0;
    for (method, path) in operations() {
        let is_nobodys = OF_NO_SESSION.iter().any(|route| path.starts_with(route));
        if is_nobodys || (method.as_str(), path.as_str()) == BEGINS_A_SESSION {
            continue;
        }
        let body = match path.as_str() {
            "/v1/vouchers" => json!({ "purpose": "raise_level" }),
            "/v1/mobile-codes" => continue,
            _ => json!({}),
        };
        let headers = [
            ("content-type", "application/json"),
            ("cookie", here.cookie.as_str()),
        ];
        let send = |named: Option<&str>| {
            let named = named.map(|id| ("session-id", id));
            let url = fake().url(&path);
            let body = if method == "GET" {
                String::new()
            } else {
                body.to_string()
            };
            send_exactly(
                &method,
                &url,
                headers.into_iter().chain(named),
                body.as_bytes(),
            )
        };
        for named in [Some(shown.as_str()), Some(""), None] {
            if named.is_none() && (method.as_str(), path.as_str()) == ("GET", "/v1/account") {
                // By this a page learns whom it is for.
                continue;
            }
            let told = send(named);
            assert_eq!(
                (told.status, told.code().as_str()),
                (409, "session_other"),
                "{method} {path}"
            );
        }
        checked += 1;
    }
    assert!(checked >= 20, "{checked}");
    assert_eq!(here.account().expect(200, "").text, before);
}

#[test]
fn no_method_but_a_routes_own_is_taken() {
    let paths = operations().into_iter().map(|(_, path)| path);
    let others = ["/", "/healthz", "/nothing", "/oauth/token", "/oauth/jwks"].map(str::to_owned);
    for path in paths.chain(others).collect::<BTreeSet<_>>() {
        for method in ["TRACE", "PROPFIND", "PURGE", "SEARCH", "QUERY"] {
            let status = status_of(method, &path);
            assert_eq!(status, "HTTP/1.1 405 Method Not Allowed", "{method} {path}");
        }
        // These two the runtime refuses before the edge sees them; no tunnel opens.
        assert_eq!(
            status_of("CONNECT", &path),
            "HTTP/1.1 500 Internal Server Error"
        );
        assert_eq!(status_of("get", &path), "HTTP/1.1 501 Not Implemented");
    }
}

#[test]
fn a_path_that_is_written_oddly_leads_nowhere() {
    for (path, expected) in [
        ("/v1/account/", "404 Not Found"),
        ("/v1//account", "404 Not Found"),
        ("/v1/account%2F", "404 Not Found"),
        ("/v1/account;a=1", "404 Not Found"),
        ("/v1/%61ccount", "404 Not Found"),
        ("/V1/account", "404 Not Found"),
        ("//v1/account", "404 Not Found"),
        ("/v1/nothing/../account", "404 Not Found"),
        ("/../../etc/passwd", "404 Not Found"),
        ("/%2e%2e/%2e%2e/etc/passwd", "404 Not Found"),
        ("/..%2f..%2fetc%2fpasswd", "404 Not Found"),
        ("/assets/..%5c..%5cetc", "404 Not Found"),
        ("/%00", "404 Not Found"),
        ("/%ff%fe", "404 Not Found"),
        ("/a/.git/config", "404 Not Found"),
        ("/?/v1/account", "200 OK"),
    ] {
        assert_eq!(
            status_of("GET", path),
            format!("HTTP/1.1 {expected}"),
            "{path}"
        );
    }
}

/// The status line that answers a request with this method, which is written as it is.
fn status_of(method: &str, path: &str) -> String {
    let url = fake().stack.edge_url();
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

/// Every operation of the document: its method and a path.
fn operations() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&api::openapi::openapi_json()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let each = paths.flat_map(|(path, operations)| {
        let methods = operations.as_object().unwrap().keys();
        let methods = methods.filter(|method| METHODS.contains(&method.as_str()));
        methods.map(|method| (method.to_uppercase(), filled(path)))
    });
    each.collect()
}

/// The path with something in place of each of its parameters.
fn filled(path: &str) -> String {
    let parameters = ["{id}", "{reference}", "{check}", "{client_id}"];
    let fill = |path: String, parameter: &str| path.replace(parameter, "AAAAAAAAAAAAAAAAAAAAAA");
    parameters.into_iter().fold(path.to_owned(), fill)
}
