//! A portal whose client has no PKCE: a nonce stands in for it.

use serde_json::json;

use super::flow::{
    VERIFIER, authorize, claims, expect_error, parameter, redeem, request, sealed, session, setting,
};
use crate::portals::listed;
use crate::setting::{Person, again_with, with_fake};

const BARE: [(&str, &str); 2] = [("code_challenge", ""), ("code_challenge_method", "")];
const UNVERIFIED: [(&str, &str); 1] = [("code_verifier", "")];

#[test]
fn a_portal_whose_client_has_no_pkce_signs_people_in() {
    let code = session().code("plain", &BARE);
    let [without, with] = [&UNVERIFIED[..], &[]];
    expect_error(redeem("plain", &code, with), 400, "invalid_grant");
    expect_error(redeem("other", &code, with), 400, "invalid_grant");
    expect_error(redeem("other", &code, without), 400, "invalid_request");
    let tokens = redeem("plain", &code, without).expect(200, "").json();
    assert_eq!(claims(&tokens["id_token"])["nonce"], "a nonce");
    expect_error(redeem("plain", &code, without), 400, "invalid_grant");
}

#[test]
fn a_code_that_was_drawn_with_pkce_is_not_redeemed_without() {
    let code = session().code("plain", &[]);
    expect_error(redeem("plain", &code, &UNVERIFIED), 400, "invalid_grant");
    let right = [("code_verifier", VERIFIER)];
    redeem("plain", &code, &right).expect(200, "");
}

#[test]
fn a_request_without_pkce_has_a_nonce_and_an_entry_that_allows_it() {
    let ask = |portal: &str, more: &[(&str, &str)]| {
        let back = authorize(&request(portal, &[&BARE[..], more].concat()), None);
        assert_eq!(parameter(&back, "error"), "invalid_request");
        parameter(&back, "error_description")
    };
    let neither = "code+challenge+or+nonce+required";
    assert_eq!(ask("plain", &[("nonce", "")]), neither);
    for portal in ["one-window", "other", "page"] {
        assert_eq!(ask(portal, &[]), "code+challenge+required");
    }
}

#[test]
fn the_log_names_the_portals_that_have_no_pkce() {
    setting().get("/healthz").expect(200, "");
    let log = setting().stack.edge_log().unwrap();
    let notice = r#""portals":["plain"]"#;
    assert!(log.contains(notice), "{log}");
}

#[test]
fn a_request_without_pkce_ends_with_the_entrys_permission() {
    let setting = with_fake("openid_plain", &[]);
    let url = setting.url(&format!("/oauth/authorize?{}", request("plain", &BARE)));
    let sent = crate::client::send("GET", &url, &[], b"").expect(303, "");
    let asked = sealed(sent.header("location"));
    let mut portals: serde_json::Value = serde_json::from_str(&listed()).unwrap();
    for portal in portals.as_array_mut().unwrap() {
        portal["nonce_instead_of_pkce"] = false.into();
    }
    let setting = again_with(setting, &[("EDGE_PORTALS", &portals.to_string())]);
    let session = setting.session(&Person::fresh());
    let body = json!({ "request": asked, "decision": "allow" });
    let answer = session.decide(&body);
    answer.expect(404, "authorization_unknown");
}
