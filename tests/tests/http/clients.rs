//! `GET /v1/clients`

use serde_json::json;

use crate::setting::{fake, real};

#[test]
fn what_the_authority_states_is_told() {
    let clients = real().get("/v1/clients").expect(200, "").json();
    assert_eq!(
        (&clients["minimum"], &clients["windows"]),
        (&json!(1), &json!([]))
    );
    assert!(clients["now"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn an_authority_that_states_nothing_keeps_nobody_from_scanning() {
    let clients = fake().get("/v1/clients").expect(200, "").json();
    assert_eq!(
        (&clients["minimum"], &clients["windows"]),
        (&json!(0), &json!([]))
    );
}
