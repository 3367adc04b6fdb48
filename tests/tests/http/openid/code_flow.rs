//! The way of a person to a portal, and of what it may know: code, tokens, UserInfo, refresh.

use serde_json::{Value, json};

use super::flow::{
    ALL, authorize, claims, expect_error, form, header, parameter, post, redeem, refresh, request,
    sealed, session, setting, user_info,
};
use super::schema::check_schema;
use crate::client::send;
use crate::setting::{PASSWORD, Person};

#[test]
fn a_person_consents_once_and_the_portal_learns_what_they_consented_to() {
    let person = Person::fresh();
    let session = setting().session(&person);
    let asked = sealed(&authorize(&request("one-window", &[]), None));
    let body = json!({ "request": asked });
    let first = session.authorization(&body).expect(200, "").json();
    let expected = json!({
        "step": "consent",
        "portal": { "zh": "示例门户", "en": "Sample portal" },
        "scopes": ["profile", "realname", "business", "offline_access"],
        "user_code": null,
        "return_to": null,
    });
    assert_eq!(first, expected);
    let body = json!({ "request": asked, "decision": "allow" });
    let decided = session.decide(&body).expect(200, "").json();
    let back = decided["return_to"].as_str().unwrap();
    assert!(
        back.starts_with("https://one-window.example/back?code="),
        "{back}"
    );
    assert_eq!(parameter(back, "state"), "a+state");
    let issuer = setting().url("").replace(':', "%3A").replace('/', "%2F");
    assert_eq!(parameter(back, "iss"), issuer);

    let answer = redeem("one-window", &parameter(back, "code"), &[]).expect(200, "");
    assert_eq!(answer.header("cache-control"), "no-store");
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 600);
    assert_eq!(tokens["scope"], ALL);
    let id_token = claims(&tokens["id_token"]);
    assert_eq!(id_token["iss"], setting().url(""));
    assert_eq!(id_token["aud"], "one-window");
    assert_eq!(id_token["nonce"], "a nonce");
    assert_eq!(id_token["acr"], "urn:cn:realname:3");
    assert_eq!(id_token["amr"], json!(["pwd"]));
    assert_eq!(id_token["name"], person.name.as_str());
    assert!(!id_token.to_string().contains(&person.number));
    assert_eq!(header(&tokens["id_token"])["alg"], "RS256");

    let info = user_info(tokens["access_token"].as_str().unwrap());
    let info = info.expect(200, "").json();
    assert_eq!(info["sub"], id_token["sub"]);
    assert_eq!(info["name"], person.name.as_str());
    assert_eq!(info["id_number"], person.number.as_str());
    assert_eq!(
        info["business_registration"],
        json!({ "authorised_until": null })
    );
    let verified = &info["verified_claims"];
    assert_eq!(*verified, id_token["verified_claims"]);
    assert_eq!(verified["claims"]["name"], person.name.as_str());
    assert_eq!(verified["claims"]["birthdate"], "1880-01-01");
    assert_eq!(verified["verification"]["assurance_level"], "level3");
    check_schema(&info);
    check_schema(&id_token);

    let again = sealed(&authorize(&request("one-window", &[]), None));
    let again = session.authorization(&json!({ "request": again }));
    assert_eq!(again.expect(200, "").json()["step"], "return");
}

#[test]
fn two_portals_cannot_tell_that_they_serve_the_same_person() {
    let session = session();
    let [one, other] = ["one-window", "other"].map(|portal| session.tokens(portal, &[]));
    let subject = |tokens: &Value| claims(&tokens["id_token"])["sub"].clone();
    assert_ne!(subject(&one), subject(&other));
    let again = session.tokens("one-window", &[]);
    assert_eq!(subject(&one), subject(&again));
}

#[test]
fn a_page_that_keeps_no_secret_signs_people_in() {
    let session = session();
    let tokens = session.tokens("page", &[("scope", "openid profile")]);
    assert_eq!(tokens["refresh_token"], Value::Null);
    let info = user_info(tokens["access_token"].as_str().unwrap());
    let info = info.expect(200, "").json();
    assert!(info["name"].is_string() && info["id_number"].is_null());
    assert_eq!(claims(&tokens["id_token"])["name"], info["name"]);
    let tokens = session.tokens("page", &[("scope", "openid")]);
    assert!(claims(&tokens["id_token"])["name"].is_null());
}

#[test]
fn refresh_tokens_rotate() {
    let session = session();
    let first = session.tokens("one-window", &[]);
    let second = refresh("one-window", first["refresh_token"].as_str().unwrap());
    let second = second.expect(200, "").json();
    let id_token = claims(&second["id_token"]);
    let before = claims(&first["id_token"]);
    assert_eq!(id_token["sub"], before["sub"]);
    assert_eq!(id_token["auth_time"], before["auth_time"]);
    assert!(id_token["nonce"].is_null());
    let token = |tokens: &Value| tokens["access_token"].as_str().unwrap().to_owned();
    user_info(&token(&second)).expect(200, "");
    expect_error(user_info(&token(&first)), 401, "invalid_token");
    let narrow = [
        ("grant_type", "refresh_token"),
        ("refresh_token", second["refresh_token"].as_str().unwrap()),
        ("scope", "openid"),
    ];
    let third = super::flow::post_as("one-window", "/oauth/token", &narrow);
    let third = third.expect(200, "").json();
    assert_eq!(third["scope"], "openid");
    let info = user_info(&token(&third)).expect(200, "").json();
    assert_eq!(info.as_object().unwrap().len(), 1, "{info}");
}

#[test]
fn a_scope_that_signs_in_refreshes() {
    let scope = "openid profile email offline_access";
    let tokens = session().tokens("one-window", &[("scope", scope)]);
    assert_eq!(tokens["scope"], "openid profile offline_access");
    let again = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("scope", scope),
    ];
    let again = super::flow::post_as("one-window", "/oauth/token", &again);
    assert_eq!(again.expect(200, "").json()["scope"], tokens["scope"]);
}

#[test]
fn a_portal_that_asks_for_level_four_gets_it_after_a_scan() {
    let session = session();
    let asked = sealed(&authorize(
        &request("one-window", &[("acr_values", "urn:cn:realname:4")]),
        None,
    ));
    let allow = json!({ "request": asked, "decision": "allow" });
    let step = session.decide(&allow).expect(200, "").json();
    assert_eq!(
        (step["step"].as_str(), &step["return_to"]),
        (Some("raise_level"), &Value::Null)
    );
    let id = session.begun();
    session.submit(&id, b"sealed").expect(200, "");
    let back = session.decide(&allow).expect(200, "").json();
    let code = parameter(back["return_to"].as_str().unwrap(), "code");
    let tokens = redeem("one-window", &code, &[]).expect(200, "").json();
    let id_token = claims(&tokens["id_token"]);
    assert_eq!(id_token["acr"], "urn:cn:realname:4");
    assert_eq!(id_token["amr"], json!(["pwd", "face"]));
    let verification = &id_token["verified_claims"]["verification"];
    assert_eq!(verification["assurance_level"], "level4");
    assert_eq!(
        verification["evidence"][1]["document_details"]["date_of_issuance"],
        "2010-01-01"
    );
    check_schema(&id_token);
}

#[test]
fn whoever_is_not_signed_in_is_asked_to_and_goes_on() {
    let person = Person::fresh();
    setting().register(&person).expect(201, "");
    let asked = sealed(&authorize(&request("one-window", &[]), None));
    let body = json!({ "request": asked });
    let answer = setting()
        .post("/v1/authorizations", &body)
        .expect(200, "")
        .json();
    assert_eq!(answer["step"], "sign_in");
    assert_eq!(answer["portal"]["en"], "Sample portal");
    let allow = json!({ "request": asked, "decision": "allow" });
    let answer = setting().post("/v1/authorizations/decisions", &allow);
    assert_eq!(answer.expect(200, "").json()["step"], "sign_in");
}

#[test]
fn a_portal_may_want_a_sign_in_that_is_fresh() {
    let person = Person::fresh();
    let session = setting().session(&person);
    session.tokens("one-window", &[]);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    let step = |session: &crate::setting::Session<'_>, asked: &str| {
        let answer = session.authorization(&json!({ "request": asked }));
        answer.expect(200, "").json()["step"].clone()
    };
    for (name, value, expected) in [
        ("prompt", "login", "sign_in"),
        ("max_age", "0", "sign_in"),
        ("max_age", "1", "sign_in"),
        ("max_age", "1000", "return"),
        ("prompt", "consent", "consent"),
    ] {
        let asked = sealed(&authorize(&request("one-window", &[(name, value)]), None));
        assert_eq!(step(&session, &asked), expected, "{name}={value}");
        if expected == "sign_in" {
            let answer = setting().sign_in(&person.number, PASSWORD).expect(201, "");
            let cookie = answer.header("set-cookie").split(';').next().unwrap();
            let fresh = crate::setting::Session {
                setting: setting(),
                cookie: cookie.to_owned(),
            };
            assert_eq!(step(&fresh, &asked), "return", "{name}={value}");
        }
    }
}

#[test]
fn a_portal_that_wants_nothing_shown_gets_a_code_or_the_reason() {
    let session = session();
    let cookie = Some(session.cookie.as_str());
    let ask = |changes: &[(&str, &str)], cookie| {
        let mut all = vec![("prompt", "none")];
        all.extend(changes);
        authorize(&request("one-window", &all), cookie)
    };
    let error = |address: &str| parameter(address, "error");
    assert_eq!(error(&ask(&[], None)), "login_required");
    assert_eq!(error(&ask(&[], Some("session=forged"))), "login_required");
    assert_eq!(error(&ask(&[], cookie)), "consent_required");
    session.tokens("one-window", &[]);
    let four = [("acr_values", "urn:cn:realname:4")];
    assert_eq!(error(&ask(&four, cookie)), "interaction_required");
    let back = ask(&[], cookie);
    assert_eq!(parameter(&back, "state"), "a+state");
    redeem("one-window", &parameter(&back, "code"), &[]).expect(200, "");
}

#[test]
fn a_request_may_come_in_a_form() {
    let answer = post(
        "/oauth/authorize",
        &[("origin", "https://elsewhere.example")],
        &request("one-window", &[]),
    );
    sealed(answer.expect(303, "").header("location"));
}

#[test]
fn an_access_token_may_stand_in_a_form() {
    let tokens = session().tokens("one-window", &[]);
    let token = tokens["access_token"].as_str().unwrap();
    let body = form(&[("access_token", token)]);
    let ask = |headers: &[(&str, &str)], body: &str| post("/oauth/userinfo", headers, body);
    let info = ask(&[], &body).expect(200, "").json();
    assert_eq!(info, user_info(token).expect(200, "").json());
    let bearer = format!("Bearer {token}");
    let header = [("authorization", bearer.as_str())];
    ask(&header, "").expect(200, "");
    let json = [header[0], ("content-type", "application/json")];
    let url = setting().url("/oauth/userinfo");
    send("POST", &url, &json, b"{}").expect(200, "");

    let both = expect_error(ask(&header, &body), 400, "invalid_request");
    let challenge = both.header("www-authenticate");
    assert_eq!(challenge, "Bearer error=\"invalid_request\"");
    let twice = format!("{body}&{body}");
    expect_error(ask(&[], &twice), 400, "invalid_request");
    expect_error(ask(&[], ""), 401, "invalid_request");
    let wrong = form(&[("access_token", "v1.k1.AAAA")]);
    expect_error(ask(&[], &wrong), 401, "invalid_token");
    let address = format!("{url}?{body}");
    assert_eq!(send("GET", &address, &[], b"").status, 401);
}

#[test]
fn a_secret_may_stand_in_the_form() {
    let code = session().code("one-window", &[]);
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "https://one-window.example/back"),
        ("code_verifier", super::flow::VERIFIER),
        ("client_id", "one-window"),
        ("client_secret", "secret"),
    ]);
    post("/oauth/token", &[], &body).expect(200, "");
}
