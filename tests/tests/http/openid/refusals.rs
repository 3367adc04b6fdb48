//! Whatever is wrong, forged, late or somebody else's.

use serde_json::{Value, json};

use super::flow::{
    VERIFIER, authorize, challenge, expect_error, form, parameter, post, post_as, redeem, refresh,
    request, sealed, session, setting, user_info,
};
use crate::client::send;
use crate::portals::basic;

#[test]
fn nobody_is_sent_to_an_address_that_is_not_listed() {
    for changes in [
        [("client_id", "nobody")],
        [("client_id", "")],
        [("redirect_uri", "https://elsewhere.example/back")],
        [("redirect_uri", "https://one-window.example/back/")],
        [("redirect_uri", "https://one-window.example/back?a=1")],
        [("redirect_uri", "https://one-window.example/back#a")],
        [("redirect_uri", "https://one-window.example/back/../x")],
        [("redirect_uri", "https://one-window.example/%62ack")],
        [("redirect_uri", "https://one-window.example:443/back")],
        [("redirect_uri", "https://one-window.example./back")],
        [("redirect_uri", "https://ONE-WINDOW.example/back")],
        [(
            "redirect_uri",
            "https://one-window.example@elsewhere.example/back",
        )],
        [(
            "redirect_uri",
            "https://one-window.example.elsewhere.example/back",
        )],
        [(
            "redirect_uri",
            "https://elsewhere.example\\@one-window.example/back",
        )],
        [("redirect_uri", "http://one-window.example/back")],
        [("redirect_uri", "//one-window.example/back")],
        [("redirect_uri", "/back")],
        [("redirect_uri", "javascript:alert(1)")],
        [("redirect_uri", " https://one-window.example/back")],
        [("redirect_uri", "")],
    ] {
        assert_eq!(
            authorize(&request("one-window", &changes), None),
            "/authorize#",
            "{changes:?}"
        );
    }
    let own = "https%3A%2F%2Fone-window.example%2Fback";
    for twice in [
        "client_id=other",
        "client_id=one-window",
        &format!("redirect_uri={own}"),
    ] {
        let twice = format!("{}&{twice}", request("one-window", &[]));
        assert_eq!(authorize(&twice, None), "/authorize#", "{twice}");
    }
    let oversized = request("one-window", &[("login_hint", &"x".repeat(9_000))]);
    assert_eq!(authorize(&oversized, None), "/authorize#");
}

#[test]
fn what_is_wrong_with_a_request_is_told_at_the_portal() {
    let long = "x".repeat(2_000);
    let plain = [
        ("code_challenge", VERIFIER),
        ("code_challenge_method", "plain"),
    ];
    for (changes, error) in [
        (
            &[("response_type", "token")][..],
            "unsupported_response_type",
        ),
        (
            &[("response_type", "id_token")],
            "unsupported_response_type",
        ),
        (&[("response_mode", "fragment")], "invalid_request"),
        (&[("response_mode", "form_post")], "invalid_request"),
        (
            &[("request", "eyJhbGciOiJub25lIn0.e30.")],
            "request_not_supported",
        ),
        (
            &[("request_uri", "https://portal.example/r")],
            "request_uri_not_supported",
        ),
        (&[("code_challenge", "")], "invalid_request"),
        (&plain, "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("scope", "profile")], "invalid_scope"),
        (&[("state", &long)], "invalid_request"),
        (&[("prompt", "none consent")], "invalid_request"),
        (&[("max_age", "soon")], "invalid_request"),
    ] {
        let back = authorize(&request("one-window", changes), None);
        assert!(
            back.starts_with("https://one-window.example/back?"),
            "{back}"
        );
        assert_eq!(parameter(&back, "error"), error, "{changes:?}");
        parameter(&back, "error_description");
        parameter(&back, "iss");
    }
    let bare = [("code_challenge", ""), ("code_challenge_method", "")];
    for (changes, words) in [
        (&bare[..], "code+challenge+required"),
        (&plain, "transform+algorithm+not+supported%3A+use+S256"),
    ] {
        let back = authorize(&request("one-window", changes), None);
        assert_eq!(parameter(&back, "error_description"), words);
    }
    for name in [
        "scope",
        "response_type",
        "code_challenge",
        "code_challenge_method",
        "nonce",
    ] {
        let twice = format!("{}&{name}=x", request("one-window", &[]));
        let back = authorize(&twice, None);
        assert_eq!(parameter(&back, "error"), "invalid_request", "{name}");
        assert_eq!(parameter(&back, "state"), "a+state");
    }
}

#[test]
fn whoever_refuses_goes_back_with_nothing() {
    let session = session();
    let asked = sealed(&authorize(&request("one-window", &[]), None));
    let body = json!({ "request": asked, "decision": "refuse" });
    let answer = session.decide(&body).expect(200, "").json();
    let back = answer["return_to"].as_str().unwrap();
    assert_eq!(parameter(back, "error"), "access_denied");
    assert_eq!(parameter(back, "state"), "a+state");
    let portals = session.send("GET", "/v1/account/portals", "application/json", b"");
    assert_eq!(portals.expect(200, "").json()["portals"], json!([]));
}

#[test]
fn a_request_that_this_edge_did_not_seal_is_unknown() {
    let session = session();
    let asked = sealed(&authorize(&request("one-window", &[]), None));
    let mut forged = asked.clone();
    forged.replace_range(60..61, if &asked[60..61] == "A" { "B" } else { "A" });
    for request in [forged.as_str(), "", "x"] {
        let body = json!({ "request": request });
        session
            .authorization(&body)
            .expect(404, "authorization_unknown");
    }
    for body in [
        json!({}),
        json!({ "request": asked, "user_code": "BCDF-GHJK" }),
    ] {
        session
            .authorization(&body)
            .expect(400, "malformed_request");
    }
    let perhaps = json!({ "request": asked, "decision": "perhaps" });
    session.decide(&perhaps).expect(422, "invalid_field");
    let url = setting().url("/v1/authorizations");
    let headers = [
        ("content-type", "application/json"),
        ("origin", "https://one-window.example"),
    ];
    let body = json!({ "request": asked }).to_string();
    send("POST", &url, &headers, body.as_bytes()).expect(403, "foreign_origin");
}

#[test]
fn a_code_is_its_portals_its_verifiers_and_its_addresses() {
    let session = session();
    let code = session.code("one-window", &[]);
    let invalid = |answer| expect_error(answer, 400, "invalid_grant");
    let own = [("redirect_uri", "https://one-window.example/back")];
    invalid(redeem("other", &code, &own));
    invalid(redeem("page", &code, &own));
    invalid(redeem(
        "one-window",
        &code,
        &[("redirect_uri", "http://localhost:8791/back")],
    ));
    invalid(redeem(
        "one-window",
        &code,
        &[("code_verifier", &"x".repeat(43))],
    ));
    invalid(redeem(
        "one-window",
        &code,
        &[("code_verifier", &challenge(VERIFIER))],
    ));
    let missing = redeem("one-window", &code, &[("code_verifier", "")]);
    expect_error(missing, 400, "invalid_request");
    for forged in [
        "x",
        "v1.k1.AAAA",
        &code.replace("v1.", "v2."),
        &format!("{code}A"),
    ] {
        invalid(redeem("one-window", forged, &[]));
    }
    redeem("one-window", &code, &[]).expect(200, "");
}

#[test]
fn a_code_that_comes_again_ends_what_it_gave() {
    let session = session();
    let code = session.code("one-window", &[]);
    let tokens = redeem("one-window", &code, &[]).expect(200, "").json();
    let access = tokens["access_token"].as_str().unwrap();
    user_info(access).expect(200, "");
    expect_error(redeem("one-window", &code, &[]), 400, "invalid_grant");
    expect_error(user_info(access), 401, "invalid_token");
    let token = tokens["refresh_token"].as_str().unwrap();
    expect_error(refresh("one-window", token), 400, "invalid_grant");
    let records = session.send("GET", "/v1/account/records", "application/json", b"");
    let records = records.expect(200, "").json();
    let last = records["records"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&last["event"], &last["detail"]),
        (&json!("visit_ended"), &json!("code_reused"))
    );
    assert_eq!(last["portal"], "one-window");
}

/// The statuses of `work`, done by several at once.
fn at_once(work: impl Fn() -> u16 + Sync) -> Vec<u16> {
    std::thread::scope(|scope| {
        let begun: Vec<_> = (0..6).map(|_| scope.spawn(&work)).collect();
        begun.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

#[test]
fn a_code_or_a_refresh_token_that_comes_at_once_serves_one_at_most() {
    let session = session();
    let code = session.code("one-window", &[]);
    let statuses = at_once(|| redeem("one-window", &code, &[]).status);
    let served = |statuses: &[u16]| statuses.iter().filter(|status| **status == 200).count();
    assert_eq!(served(&statuses), 1, "{statuses:?}");
    let tokens = session.tokens("one-window", &[]);
    let token = tokens["refresh_token"].as_str().unwrap();
    let statuses = at_once(|| refresh("one-window", token).status);
    assert_eq!(served(&statuses), 1, "{statuses:?}");
}

#[test]
fn a_token_of_one_kind_is_none_of_another() {
    let session = session();
    let tokens = session.tokens("one-window", &[]);
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let cookie = session.cookie.strip_prefix("session=").unwrap().to_owned();
    let request = sealed(&authorize(&request("one-window", &[]), None));
    let device = post_as(
        "one-window",
        "/oauth/device_authorization",
        &[("scope", "openid")],
    );
    let device = device.expect(200, "").json()["device_code"].clone();
    let code = session.code("one-window", &[]);
    let [access, refreshing] = ["access_token", "refresh_token"].map(text);
    let all = [
        &access,
        &refreshing,
        &cookie,
        &request,
        device.as_str().unwrap(),
        &code,
    ];
    for token in all.iter().filter(|token| **token != refreshing.as_str()) {
        expect_error(refresh("one-window", token), 400, "invalid_grant");
    }
    for token in all.iter().filter(|token| **token != code.as_str()) {
        expect_error(redeem("one-window", token, &[]), 400, "invalid_grant");
    }
    for token in all.iter().filter(|token| **token != access.as_str()) {
        expect_error(user_info(token), 401, "invalid_token");
    }
    let ticket = |method, path, token: &str| {
        let authorization = format!("Ticket {token}");
        let headers = [("authorization", authorization.as_str())];
        send(method, &setting().url(path), &headers, b"")
    };
    for token in all {
        ticket("GET", "/v1/vouchers/current", token).expect(404, "voucher_unknown");
        ticket("GET", "/v1/checks/current", token).expect(404, "check_unknown");
        ticket("GET", "/v1/invitations/current", token).expect(404, "invitation_unknown");
        let body = json!({ "grant": token, "password": "another battery staple" });
        setting()
            .post("/v1/password-resets", &body)
            .expect(410, "grant_spent");
        if token != cookie {
            let cookie = format!("session={token}");
            let headers = [("cookie", cookie.as_str())];
            let answer = send("GET", &setting().url("/v1/account"), &headers, b"");
            answer.expect(401, "session_expired");
        }
    }
    user_info(&access).expect(200, "");
}

#[test]
fn a_refresh_token_that_comes_again_ends_the_sign_in() {
    let first = session().tokens("one-window", &[]);
    let old = first["refresh_token"].as_str().unwrap();
    expect_error(refresh("other", old), 400, "invalid_grant");
    let second = refresh("one-window", old).expect(200, "").json();
    expect_error(refresh("one-window", old), 400, "invalid_grant");
    let (access, new) = (&second["access_token"], &second["refresh_token"]);
    expect_error(user_info(access.as_str().unwrap()), 401, "invalid_token");
    expect_error(
        refresh("one-window", new.as_str().unwrap()),
        400,
        "invalid_grant",
    );
}

#[test]
fn a_refresh_asks_for_no_more_than_was_granted() {
    let scope = "openid profile offline_access";
    let tokens = session().tokens("one-window", &[("scope", scope)]);
    for wide in [
        "openid realname",
        "openid email realname",
        "profile",
        "email",
    ] {
        let asked = [
            ("grant_type", "refresh_token"),
            ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
            ("scope", wide),
        ];
        let answer = post_as("one-window", "/oauth/token", &asked);
        expect_error(answer, 400, "invalid_scope");
    }
    let token = tokens["refresh_token"].as_str().unwrap();
    refresh("one-window", token).expect(200, "");
}

#[test]
fn a_token_that_was_given_back_is_worth_nothing() {
    for kind in ["access_token", "refresh_token"] {
        let tokens = session().tokens("one-window", &[]);
        let token = tokens[kind].as_str().unwrap();
        let revoke = |portal, token| post_as(portal, "/oauth/revoke", &[("token", token)]);
        let give_back = |token| {
            let answer = revoke("one-window", token).expect(200, "");
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!(answer.json(), json!({}));
        };
        expect_error(revoke("other", token), 400, "unauthorized_client");
        user_info(tokens["access_token"].as_str().unwrap()).expect(200, "");
        give_back(token);
        expect_error(
            user_info(tokens["access_token"].as_str().unwrap()),
            401,
            "invalid_token",
        );
        let token = tokens["refresh_token"].as_str().unwrap();
        expect_error(refresh("one-window", token), 400, "invalid_grant");
        give_back(token);
        give_back("nobody's");
        let nothing = post_as("one-window", "/oauth/revoke", &[]);
        expect_error(nothing, 400, "invalid_request");
    }
}

#[test]
fn a_portal_proves_who_it_is() {
    let code = session().code("one-window", &[]);
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", "https://one-window.example/back"),
        ("code_verifier", VERIFIER),
    ];
    let wrong = basic("one-window", "wrong");
    let answer = post("/oauth/token", &[("authorization", &wrong)], &form(&grant));
    let answer = expect_error(answer, 401, "invalid_client");
    assert!(answer.header("www-authenticate").starts_with("Basic"));
    let mut named = grant.to_vec();
    named.push(("client_id", "one-window"));
    expect_error(
        post("/oauth/token", &[], &form(&named)),
        401,
        "invalid_client",
    );
    expect_error(
        post("/oauth/token", &[], &form(&grant)),
        401,
        "invalid_client",
    );
    let twice = format!("{}&code={code}", form(&grant));
    let right = basic("one-window", "secret");
    let right = [("authorization", right.as_str())];
    expect_error(post("/oauth/token", &right, &twice), 400, "invalid_request");
    let json = [
        ("authorization", right[0].1),
        ("content-type", "application/json"),
    ];
    let answer = send("POST", &setting().url("/oauth/token"), &json, b"{}");
    expect_error(answer, 400, "invalid_request");
    let password = [
        ("grant_type", "password"),
        ("username", "a"),
        ("password", "b"),
    ];
    let answer = post("/oauth/token", &right, &form(&password));
    expect_error(answer, 400, "unsupported_grant_type");
    let oversized = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &"x".repeat(20_000)),
    ];
    expect_error(
        post("/oauth/token", &right, &form(&oversized)),
        400,
        "invalid_request",
    );
    post("/oauth/token", &right, &form(&grant)).expect(200, "");
}

#[test]
fn pages_ask_from_their_own_origin() {
    let code = session().code("page", &[]);
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "https://page.example/back"),
        ("code_verifier", VERIFIER),
        ("client_id", "page"),
    ]);
    for origin in [
        "https://elsewhere.example",
        "null",
        "https://one-window.example",
    ] {
        let answer = post("/oauth/token", &[("origin", origin)], &body);
        let answer = expect_error(answer, 403, "invalid_request");
        let is_listed = origin == "https://one-window.example";
        assert_eq!(
            answer.header("access-control-allow-origin").is_empty(),
            !is_listed
        );
    }
    let own = [("origin", "https://page.example")];
    let answer = post("/oauth/token", &own, &body).expect(200, "");
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://page.example"
    );
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert!(answer.header("vary").contains("origin"));
    let asks = |path: &str, origin| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization"),
        ];
        send("OPTIONS", &setting().url(path), &headers, b"")
    };
    let told = asks("/oauth/userinfo", "https://page.example").expect(204, "");
    assert_eq!(
        told.header("access-control-allow-origin"),
        "https://page.example"
    );
    assert!(
        told.header("access-control-allow-headers")
            .contains("authorization")
    );
    let told = asks("/oauth/userinfo", "https://elsewhere.example");
    assert_eq!(told.header("access-control-allow-origin"), "");
    let told = asks("/v1/account", "https://page.example");
    assert_eq!(told.header("access-control-allow-origin"), "");
}

#[test]
fn no_endpoint_for_portals_is_asked_from_a_foreign_page() {
    let secret = basic("one-window", "secret");
    for path in [
        "/oauth/token",
        "/oauth/revoke",
        "/oauth/device_authorization",
    ] {
        for origin in [
            "https://elsewhere.example",
            "null",
            "https://other.example",
            "https://one-window.example.elsewhere.example",
            "https://one-window.example:8443",
            "http://one-window.example",
            "https://one-window.example/",
        ] {
            let headers = [("authorization", secret.as_str()), ("origin", origin)];
            let answer = post(path, &headers, "scope=openid&token=x&grant_type=x");
            expect_error(answer, 403, "invalid_request");
        }
        let own = [
            ("authorization", secret.as_str()),
            ("origin", "https://one-window.example"),
        ];
        let answer = post(path, &own, "scope=openid&token=x&grant_type=x");
        assert_ne!(answer.status, 403, "{path}");
    }
}

#[test]
fn tokens_that_others_made_are_refused() {
    let tokens = session().tokens("one-window", &[]);
    let id_token = tokens["id_token"].as_str().unwrap();
    let (refresh_token, access) = (&tokens["refresh_token"], &tokens["access_token"]);
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.";
    let mut damaged = access.as_str().unwrap().to_owned();
    let other = if &damaged[60..61] == "A" { "B" } else { "A" };
    damaged.replace_range(60..61, other);
    for token in [
        unsigned,
        id_token,
        refresh_token.as_str().unwrap(),
        &session().code("one-window", &[]),
        &damaged,
    ] {
        let answer = user_info(token);
        let answer = expect_error(answer, 401, "invalid_token");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
    }
    let none = setting().get("/oauth/userinfo");
    assert_eq!(
        (none.status, none.header("www-authenticate")),
        (401, "Bearer")
    );
    let cookie = session().cookie;
    let headers = [("cookie", cookie.as_str())];
    let answer = send("GET", &setting().url("/oauth/userinfo"), &headers, b"");
    assert_eq!(answer.status, 401, "no cookie counts here");
}

#[test]
fn nothing_personal_and_no_secret_is_in_a_log_or_a_file() {
    let person = crate::setting::Person {
        mobile: "13912340000".to_owned(),
        ..crate::setting::Person::sample(97, "样例壬")
    };
    let session = setting().session(&person);
    let code = session.code("one-window", &[("login_hint", &person.number)]);
    let tokens = redeem("one-window", &code, &[]).expect(200, "").json();
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    user_info(&text("access_token")).expect(200, "");
    let subject = super::flow::claims(&Value::from(text("id_token")))["sub"].clone();
    let secrets = [
        person.name.clone(),
        person.number.clone(),
        code,
        text("access_token"),
        text("refresh_token"),
        text("id_token"),
        subject.as_str().unwrap().to_owned(),
        VERIFIER.to_owned(),
        "\"d\":".to_owned(),
    ];
    for path in crate::setting::files(setting().stack.data_dir()) {
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for secret in &secrets {
            let mut windows = bytes.windows(secret.len());
            let is_found = windows.any(|part| part == secret.as_bytes());
            assert!(!is_found, "{} knows {secret}", path.display());
        }
    }
}
