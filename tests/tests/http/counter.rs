//! The counter: vouchers, the staff's sign-in, and what a clerk's word gives.

use std::sync::Mutex;

use counter::OneTimeCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use verification::{Decision, Refusal};

use crate::client::{Answer, send};
use crate::fake_authority::{Conduct, now};
use crate::filings::authorise;
use crate::setting::{
    PASSWORD, Person, Session, Setting, TERMS, fake, files, number, with_fake, with_real,
};

const NEW_PASSWORD: &str = "another battery staple";

/// A voucher that was made.
pub(crate) struct Made {
    pub(crate) code: String,
    letters: Option<String>,
    pub(crate) ticket: String,
}

impl Made {
    #[track_caller]
    pub(crate) fn of(answer: Answer) -> Self {
        Self::from_json(&answer.expect(201, "").json())
    }

    /// One that was made before, as its maker was told.
    pub(crate) fn from_json(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().unwrap().to_owned();
        Self {
            code: text("short_code"),
            letters: json["letters"].as_str().map(str::to_owned),
            ticket: text("ticket"),
        }
    }

    fn send(&self, setting: &Setting, method: &str, path: &str) -> Answer {
        let authorization = format!("Ticket {}", self.ticket);
        let headers = [("authorization", authorization.as_str())];
        send(method, &setting.url(path), &headers, b"")
    }

    pub(crate) fn is_attested(&self, setting: &Setting) -> bool {
        let status = self.send(setting, "GET", "/v1/vouchers/current");
        status.expect(200, "").json()["is_attested"] == true
    }

    pub(crate) fn claim(&self, setting: &Setting) -> Answer {
        self.send(setting, "POST", "/v1/vouchers/current/claims")
    }
}

fn voucher(setting: &Setting, purpose: &str, person: &Person) -> Made {
    let mut body = json!({ "purpose": purpose, "number": person.number });
    if purpose != "sign_in" {
        body["name"] = json!(person.name);
    }
    Made::of(setting.post("/v1/vouchers", &body))
}

fn holders_voucher(session: &Session<'_>, purpose: &str) -> Made {
    let body = json!({ "purpose": purpose }).to_string();
    let path = "/v1/vouchers";
    Made::of(session.send("POST", path, "application/json", body.as_bytes()))
}

/// What the clerk types to sign in, with a code that was not used before: one of the three that count now.
fn typed(setting: &Setting) -> Value {
    static USED: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let clerk = setting.stack.clerk();
    let codes = OneTimeCode::parse(&clerk.one_time_codes).unwrap();
    let mut used = USED.lock().unwrap();
    let code = [-30, 0, 30]
        .map(|seconds| codes.at(now() + SignedDuration::from_secs(seconds)))
        .into_iter()
        .find(|code| !used.contains(code))
        .unwrap();
    used.push(code.clone());
    json!({ "member": clerk.member, "password": clerk.password, "code": code })
}

/// A clerk who is signed in.
pub(crate) struct Clerk<'a> {
    setting: &'a Setting,
    cookie: String,
}

impl<'a> Clerk<'a> {
    pub(crate) fn sign_in(setting: &'a Setting) -> Self {
        let answer = setting.post("/v1/staff/sessions", &typed(setting));
        let answer = answer.expect(201, "");
        let cookie = answer.header("set-cookie").split(';').next().unwrap();
        Self {
            setting,
            cookie: cookie.to_owned(),
        }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/json"),
        ];
        let body = match method {
            "POST" => body.to_string(),
            _ => String::new(),
        };
        send(method, &self.setting.url(path), &headers, body.as_bytes())
    }

    pub(crate) fn look_up(&self, code: &str) -> Answer {
        self.send("POST", "/v1/staff/vouchers", &json!({ "code": code }))
    }

    pub(crate) fn attest(&self, made: &Made, person: &Person) -> Answer {
        self.send("POST", "/v1/staff/attestations", &card(made, person))
    }

    fn actions(&self) -> Vec<String> {
        let records = self.send("GET", "/v1/staff/records", &Value::Null);
        let json = records.expect(200, "").json();
        assert_eq!(json["is_intact"], true);
        let records = json["records"].as_array().unwrap().iter();
        let action = |record: &Value| record["action"].as_str().unwrap().to_owned();
        records.map(action).collect()
    }
}

fn card(made: &Made, person: &Person) -> Value {
    json!({
        "code": made.code,
        "letters": made.letters,
        "name": person.name,
        "number": person.number,
        "valid_from": "2010-01-01",
        "valid_until": "long_term",
        "confirmed": "person_and_card",
    })
}

/// One clerk serves all tests over the fake authority: codes serve once, and new ones take half a minute.
pub(crate) fn clerk() -> &'static Clerk<'static> {
    static CLERK: std::sync::OnceLock<Clerk<'static>> = std::sync::OnceLock::new();
    CLERK.get_or_init(|| Clerk::sign_in(fake()))
}

#[test]
fn level_four_is_reached_at_the_counter() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let made = holders_voucher(&session, "raise_level");
    assert!(!made.is_attested(fake()));
    made.claim(fake()).expect(409, "voucher_waiting");
    let seen = clerk().look_up(&made.code.to_lowercase()).expect(200, "");
    assert_eq!(seen.json()["purpose"], "raise_level");
    assert!(!seen.text.contains(&person.number) && !seen.text.contains(&person.name));
    let account = session.account().expect(200, "").json();
    assert_eq!(seen.json()["account"]["mobile"], account["mobile"]);
    let registered_at = &account["registered_at"];
    assert_eq!(&seen.json()["account"]["registered_at"], registered_at);
    clerk().attest(&made, &person).expect(204, "");
    assert!(made.is_attested(fake()));
    let account = session.account().expect(200, "").json();
    assert_eq!(account["level"], 4);
    assert_eq!(account["levels"][1]["method"], "counter");
    clerk()
        .attest(&made, &person)
        .expect(409, "voucher_settled");
    let again = json!({ "purpose": "raise_level" }).to_string();
    session
        .send("POST", "/v1/vouchers", "application/json", again.as_bytes())
        .expect(409, "already_at_level");
}

#[test]
fn a_card_of_somebody_else_gives_nothing_and_is_written_down() {
    let (person, other) = (Person::fresh(), Person::fresh());
    let session = fake().session(&person);
    let made = holders_voucher(&session, "raise_level");
    clerk().attest(&made, &other).expect(422, "card_differs");
    let mut renamed = person.clone();
    "样例别名".clone_into(&mut renamed.name);
    clerk().attest(&made, &renamed).expect(422, "card_differs");
    assert_eq!(session.level(), 3);
    assert!(clerk().actions().contains(&"card_differed".to_owned()));
    clerk().attest(&made, &person).expect(204, "");
    assert_eq!(session.level(), 4);
    assert!(clerk().actions().contains(&"attested".to_owned()));
}

#[test]
fn a_code_alone_is_no_voucher_and_the_holder_says_what_the_screen_shows() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let made = holders_voucher(&session, "raise_level");
    let mut body = card(&made, &person);
    for said in [json!("ZZZZ"), Value::Null] {
        body["letters"] = said;
        let refused = clerk().send("POST", "/v1/staff/attestations", &body);
        assert_eq!(
            refused.expect(422, "invalid_field").fields(),
            ["letters: differ"]
        );
    }
    assert!(clerk().actions().contains(&"letters_differed".to_owned()));
    assert_eq!(session.level(), 3);
    body["letters"] = json!(made.letters.as_ref().unwrap().to_lowercase());
    clerk()
        .send("POST", "/v1/staff/attestations", &body)
        .expect(204, "");
    assert_eq!(session.level(), 4);
}

#[test]
fn business_is_authorised_after_the_counter() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let too_low = json!({ "purpose": "authorise_business" }).to_string();
    session
        .send(
            "POST",
            "/v1/vouchers",
            "application/json",
            too_low.as_bytes(),
        )
        .expect(403, "level_too_low");
    let made = holders_voucher(&session, "raise_level");
    clerk().attest(&made, &person).expect(204, "");
    let next = fake().session_of(&person.number, PASSWORD);
    assert_eq!(next.level(), 4);
    authorise(&next, "2999-12-31").expect(403, "scan_missing");
    let made = holders_voucher(&next, "authorise_business");
    clerk().attest(&made, &person).expect(204, "");
    authorise(&next, "2999-12-31").expect(200, "");
}

#[test]
fn a_forgotten_password_is_reset_after_the_counter() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let made = voucher(fake(), "reset_password", &person);
    clerk().attest(&made, &person).expect(204, "");
    let claimed = made.claim(fake()).expect(200, "").json();
    let body = json!({ "grant": claimed["grant"], "password": NEW_PASSWORD });
    fake().post("/v1/password-resets", &body).expect(204, "");
    fake().sign_in(&person.number, NEW_PASSWORD).expect(201, "");
    fake()
        .post("/v1/password-resets", &body)
        .expect(410, "grant_spent");
}

#[test]
fn the_counter_signs_in_once() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let made = voucher(fake(), "sign_in", &person);
    clerk().attest(&made, &person).expect(204, "");
    let answer = made.claim(fake()).expect(200, "");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let url = fake().url("/v1/account");
    send("GET", &url, &[("cookie", cookie)], b"").expect(200, "");
    made.claim(fake()).expect(404, "voucher_unknown");
}

#[test]
fn a_provincial_account_is_activated_at_the_counter() {
    let person = Person::fresh();
    let made = voucher(fake(), "activate", &person);
    clerk().attest(&made, &person).expect(204, "");
    let grant = made.claim(fake()).expect(200, "").json()["grant"].clone();
    let body = json!({ "grant": grant, "password": NEW_PASSWORD, "terms_version": TERMS });
    let account = fake().post("/v1/activations", &body).expect(201, "").json();
    assert_eq!(account["level"], 4);
    assert_eq!(account["levels"][1]["method"], "counter");
}

#[test]
fn the_mobile_number_is_changed_after_the_counter() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let made = holders_voucher(&session, "change_mobile");
    clerk().attest(&made, &person).expect(204, "");
    let body = json!({ "mobile": "13900139000" }).to_string();
    let json = "application/json";
    session
        .send("PUT", "/v1/account/mobile", json, body.as_bytes())
        .expect(200, "");
    assert_eq!(session.level(), 3);
}

#[test]
fn whether_there_is_an_account_is_told_to_whom_a_clerk_has_seen() {
    let person = Person::fresh();
    let made = voucher(fake(), "reset_password", &person);
    made.claim(fake()).expect(409, "voucher_waiting");
    clerk().attest(&made, &person).expect(204, "");
    made.claim(fake()).expect(404, "not_registered");
}

#[test]
fn an_authority_that_does_not_take_the_word_or_answers_something_else_changes_nothing() {
    let reason = Refusal::ElementsDiffer;
    let refused = Decision::Refused { reason };
    for (conduct, status, code) in [
        (Conduct::Decide(refused), 422, "elements_differ"),
        (Conduct::OtherNonce, 503, "try_later"),
        (Conduct::OtherSubject, 503, "try_later"),
        (Conduct::OtherPurpose, 503, "try_later"),
        (Conduct::OtherBasis, 503, "try_later"),
        (Conduct::Stale, 503, "try_later"),
        (Conduct::BadSignature, 503, "try_later"),
        (Conduct::HangUp, 503, "try_later"),
    ] {
        let person = Person::fresh();
        let session = fake().session(&person);
        let made = holders_voucher(&session, "raise_level");
        fake().fake().conduct(&person.number, conduct.clone());
        let answer = clerk().attest(&made, &person);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{conduct:?}"
        );
        assert_eq!(session.level(), 3, "{conduct:?}");
        assert!(!made.is_attested(fake()), "{conduct:?}");
    }
}

#[test]
fn vouchers_ask_for_what_they_need() {
    let person = Person::fresh();
    let check = |body: Value, status: u16, code: &str, fields: &[&str]| {
        let answer = fake().post("/v1/vouchers", &body).expect(status, code);
        assert_eq!(answer.fields(), fields);
    };
    let missing = ["number: missing", "name: missing"];
    check(
        json!({ "purpose": "activate" }),
        422,
        "invalid_field",
        &missing,
    );
    let unknown = json!({ "purpose": "lunch", "number": person.number });
    check(unknown, 422, "invalid_field", &["purpose: choice"]);
    check(
        json!({ "purpose": "raise_level" }),
        401,
        "session_expired",
        &[],
    );
    let made = voucher(fake(), "sign_in", &person);
    let broken = [
        ("number", json!("1"), "number: length"),
        ("valid_until", json!("2011-01-01"), "valid_until: expired"),
        ("confirmed", json!("maybe"), "confirmed: choice"),
        ("code", json!("ABCD-012U"), "code: character"),
    ];
    for (field, value, expected) in broken {
        let mut body = card(&made, &person);
        body[field] = value;
        let answer = clerk().send("POST", "/v1/staff/attestations", &body);
        assert_eq!(answer.expect(422, "invalid_field").fields(), [expected]);
    }
    clerk().look_up("0000-0000").expect(404, "voucher_unknown");
    let foreign = Made {
        code: String::new(),
        letters: None,
        ticket: "AAAA".to_owned(),
    };
    foreign.claim(fake()).expect(404, "voucher_unknown");
}

#[test]
fn a_voucher_expires_and_is_erased_by_itself() {
    let setting = with_fake("voucher_expires", &[("EDGE_VOUCHER_SECONDS", "2")]);
    let person = Person::fresh();
    let clerk = Clerk::sign_in(&setting);
    let made = voucher(&setting, "sign_in", &person);
    clerk.look_up(&made.code).expect(200, "");
    assert!(is_kept(&setting));
    std::thread::sleep(std::time::Duration::from_millis(3_500));
    clerk.look_up(&made.code).expect(404, "voucher_unknown");
    made.claim(&setting).expect(404, "voucher_unknown");
    assert!(!is_kept(&setting), "the alarm has erased everything");
}

/// Whether any voucher's object keeps a voucher.
fn is_kept(setting: &Setting) -> bool {
    let table = b"CREATE TABLE voucher";
    files(&setting.objects()).iter().any(|path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        let is_vouchers = path.to_string_lossy().contains("shiming-voucher");
        is_vouchers && bytes.windows(table.len()).any(|window| window == table)
    })
}

#[test]
fn a_second_factor_is_not_guessed_from_one_address_after_another() {
    let setting = with_fake("staff_codes", &[("EDGE_ADDRESS_HEADER", "x-real-ip")]);
    let right = typed(&setting);
    let sign_in = |address: &str, body: &Value| {
        let headers = [("content-type", "application/json"), ("x-real-ip", address)];
        let url = setting.url("/v1/staff/sessions");
        send("POST", &url, &headers, body.to_string().as_bytes())
    };
    let mut wrong = right.clone();
    wrong["code"] = json!("00000x");
    for attempt in 0..5 {
        let address = format!("10.0.0.{attempt}");
        sign_in(&address, &wrong).expect(401, "staff_credentials_wrong");
    }
    let paused = sign_in("10.0.0.9", &right).expect(429, "too_many_attempts");
    assert!(paused.json()["retry_after_seconds"].as_u64() <= Some(31));
}

#[test]
fn staff_sign_in_takes_both_factors_and_each_code_once() {
    let setting = with_fake("staff_sign_in", &[]);
    let right = typed(&setting);
    let wrong = |field: &str, value: &str| {
        let mut body = right.clone();
        body[field] = json!(value);
        let answer = setting.post("/v1/staff/sessions", &body);
        answer.expect(401, "staff_credentials_wrong").text
    };
    let told = wrong("member", "nobody");
    assert_eq!(wrong("password", "a wrong password"), told);
    assert_eq!(wrong("code", "00000x"), told);
    let answer = setting.post("/v1/staff/sessions", &right).expect(201, "");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let again = setting.post("/v1/staff/sessions", &right);
    assert_eq!(again.expect(401, "staff_credentials_wrong").text, told);
    let clerk = Clerk {
        setting: &setting,
        cookie: cookie.to_owned(),
    };
    let current = "/v1/staff/sessions/current";
    let who = clerk.send("GET", current, &Value::Null).expect(200, "");
    assert_eq!(who.json()["member"], "clerk");
    let failed = clerk.actions();
    assert_eq!(
        failed,
        [
            "code_refused",
            "signed_in",
            "code_refused",
            "sign_in_failed"
        ]
    );
    clerk.send("DELETE", current, &Value::Null).expect(204, "");
    clerk
        .send("GET", current, &Value::Null)
        .expect(401, "staff_session_expired");
    clerk
        .look_up("ABCD-0123")
        .expect(401, "staff_session_expired");
}

#[test]
fn guessing_the_staffs_password_is_paused() {
    let setting = with_fake("staff_paused", &[]);
    let body = json!({ "member": "clerk", "password": "a wrong password", "code": "000000" });
    for _ in 0..5 {
        let answer = setting.post("/v1/staff/sessions", &body);
        answer.expect(401, "staff_credentials_wrong");
    }
    let answer = setting.post("/v1/staff/sessions", &typed(&setting));
    answer.expect(429, "too_many_attempts");
}

#[test]
fn a_session_of_a_persons_is_none_of_the_staffs_nor_the_other_way_round() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let token = session.cookie.strip_prefix("session=").unwrap();
    let as_staff = format!("staff={token}");
    let url = fake().url("/v1/staff/sessions/current");
    send("GET", &url, &[("cookie", as_staff.as_str())], b"").expect(401, "staff_session_expired");
    let token = clerk().cookie.strip_prefix("staff=").unwrap();
    let as_person = format!("session={token}");
    let url = fake().url("/v1/account");
    send("GET", &url, &[("cookie", as_person.as_str())], b"").expect(401, "session_expired");
}

#[test]
fn whom_the_register_does_not_know_registers_after_the_counter() {
    let setting = with_real("counter");
    let clerk = Clerk::sign_in(&setting);
    for (sequence, name, code) in [(5, "样例戊", "elements_differ"), (6, "样例己", "no_record")]
    {
        let person = Person::sample(sequence, name);
        assert_eq!(person.number, number(sequence));
        setting.register(&person).expect(422, code);
        let made = voucher(&setting, "register", &person);
        clerk.attest(&made, &person).expect(204, "");
        let claimed = made.claim(&setting).expect(200, "");
        assert_eq!(claimed.json()["grant"], Value::Null);
        setting.register(&person).expect(201, "");
        setting.sign_in(&person.number, PASSWORD).expect(201, "");
    }
}
