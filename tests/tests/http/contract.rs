//! The OpenAPI document against the edge's router: what it names exists, with these methods and no others.

use serde_json::Value;

use crate::client::send;
use crate::setting::fake;

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

/// The path with something in place of each of its parameters.
fn filled(path: &str) -> String {
    let parameters = ["{id}", "{reference}", "{check}", "{client_id}"];
    let fill = |path: String, parameter: &str| path.replace(parameter, "AAAAAAAAAAAAAAAAAAAAAA");
    parameters.into_iter().fold(path.to_owned(), fill)
}
