//! The JSON in which journal lines and records are stored: older data must be read, and the journal's digests cover its
//! bytes.

use identity::{LegalDay, Mobile};
use verification::{Level, Purpose};

use crate::event::{
    AccountEvent, BusinessEvent, CredentialsEvent, GainEvent, OpenedEvent, Opening, PortalEvent,
    ScanEvent, SessionEvent,
};
use crate::fixtures::{self, NOW, consent, digest, id, later, session, subject};
use crate::visit::{Issued, Visit, VisitEnd};
use crate::{Device, Entry, Event, LastDay, Method, Proof, Record, Scan, Scope, SignedIn, VisitId};

const ID_5: &str = "BQUFBQUFBQUFBQUFBQUFBQ";
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `rest` is what follows the time.
fn check(event: &(impl Into<Event> + Clone), rest: &str) {
    let line =
        Entry::of(&event.clone().into(), NOW).map(|entry| serde_json::to_string(&entry).unwrap());
    let expected = format!(r#"{{"at":"2026-11-18T11:06:40Z",{rest}}}"#);
    assert_eq!(line, Some(expected));
}

fn visit() -> Visit {
    Visit {
        id: VisitId([7; 16]),
        portal: "portal".to_owned(),
        scopes: [Scope::OpenId].into(),
        signed_in: SignedIn {
            at: NOW,
            method: Proof::Face,
            scanned: true,
            compared: true,
        },
        level: Level::Four,
        nonce: None,
        began_at: NOW,
        code: None,
        access: None,
        narrowed: None,
        silent: false,
        refresh: None,
    }
}

fn consented() -> String {
    format!(r#""consent":{{"version":"2026-11","text_digest":"{ZEROS}"}}"#)
}

#[test]
fn what_opens_and_closes_an_account_keeps_its_line() {
    let registered = OpenedEvent::Registered {
        person: Box::new(fixtures::person()),
        password: fixtures::new_password(),
        subject: subject(),
        terms_version: "2026-11".to_owned(),
        check: id(5),
    };
    let line = format!(r#""event":"registered","verification":"{ID_5}""#);
    check(&registered, &line);
    let activated = OpenedEvent::Activated {
        person: Box::new(fixtures::person()),
        password: fixtures::new_password(),
        subject: subject(),
        terms_version: "2026-11".to_owned(),
        verification: id(5),
        method: Method::Face,
    };
    let line = format!(r#""event":"activated","verification":"{ID_5}""#);
    check(&activated, &line);
    check(&Event::Closed { unused: false }, r#""event":"closed""#);
    check(
        &Event::Closed { unused: true },
        r#""event":"closed","detail":"unused""#,
    );
}

#[test]
fn what_happens_to_sessions_keeps_its_line() {
    let session = session(1);
    for (method, code) in [
        (Proof::Password, "password"),
        (Proof::Face, "face"),
        (Proof::Counter, "counter"),
    ] {
        let signed_in = SessionEvent::SignedIn {
            session,
            device: Device::default(),
            method,
            compared_at: None,
        };
        let line = format!(r#""event":"signed_in","detail":"{code}""#);
        check(&signed_in, &line);
    }
    check(&AccountEvent::SignInFailed, r#""event":"sign_in_failed""#);
    check(
        &SessionEvent::SignedOut { session },
        r#""event":"signed_out""#,
    );
    check(
        &SessionEvent::Ended { session },
        r#""event":"session_ended""#,
    );
    assert_eq!(Entry::of(&SessionEvent::Used { session }.into(), NOW), None);
}

#[test]
fn what_happens_to_credentials_keeps_its_line() {
    for (method, code) in [(Proof::Password, "password"), (Proof::Counter, "counter")] {
        let changed = CredentialsEvent::PasswordChanged {
            password: fixtures::new_password(),
            kept: None,
            method,
            scan: Some(id(5)),
        };
        let line = format!(r#""event":"password_changed","detail":"{code}""#);
        check(&changed, &line);
    }
    check(
        &CredentialsEvent::PasswordRefused,
        r#""event":"password_refused""#,
    );
    let changed = CredentialsEvent::MobileChanged {
        mobile: Mobile::parse("13900139000").unwrap(),
    };
    check(&changed, r#""event":"mobile_changed""#);
}

#[test]
fn what_a_verification_gives_keeps_its_line() {
    for (method, code) in [
        (Method::FourElements, "four_elements"),
        (Method::Activation, "activation"),
        (Method::Face, "face"),
        (Method::Counter, "counter"),
    ] {
        let reached = GainEvent::LevelReached {
            id: id(5),
            level: Level::Four,
            method,
            credential: None,
        };
        let line = format!(r#""event":"level_reached","verification":"{ID_5}","detail":"{code}""#);
        check(&reached, &line);
        let proven = GainEvent::Proven {
            id: id(5),
            method,
            credential: fixtures::credential(1),
        };
        let line = format!(r#""event":"session_proven","verification":"{ID_5}","detail":"{code}""#);
        check(&proven, &line);
        let opening = Opening {
            id: id(5),
            session: None,
            method,
            until: later(9),
            credential: None,
        };
        let line = format!(r#""event":"mobile_opened","verification":"{ID_5}","detail":"{code}""#);
        check(&GainEvent::MobileOpened(opening.clone()), &line);
        let line =
            format!(r#""event":"business_opened","verification":"{ID_5}","detail":"{code}""#);
        check(&GainEvent::BusinessOpened(opening), &line);
    }
}

#[test]
fn what_happens_to_business_keeps_its_line() {
    let authorised = BusinessEvent::Authorised {
        last_day: LastDay(LegalDay::parse("2026-12-31").unwrap()),
    };
    check(
        &authorised,
        r#""event":"business_authorised","last_day":"2026-12-31""#,
    );
    check(&BusinessEvent::Withdrawn, r#""event":"business_withdrawn""#);
}

#[test]
fn what_happens_to_portals_keeps_its_line() {
    let portal = || "portal".to_owned();
    let consented = PortalEvent::Consented {
        portal: portal(),
        scopes: [Scope::OpenId].into(),
    };
    check(
        &consented,
        r#""event":"portal_consented","portal":"portal""#,
    );
    let withdrawn = PortalEvent::Withdrawn { portal: portal() };
    check(
        &withdrawn,
        r#""event":"portal_withdrawn","portal":"portal""#,
    );
    let visited = PortalEvent::Visited {
        visit: Box::new(visit()),
    };
    check(&visited, r#""event":"portal_visited","portal":"portal""#);
    for (reason, code) in [
        (VisitEnd::Revoked, "revoked"),
        (VisitEnd::CodeReused, "code_reused"),
        (VisitEnd::RefreshReused, "refresh_reused"),
    ] {
        let ended = PortalEvent::VisitEnded {
            visit: VisitId([7; 16]),
            portal: portal(),
            reason,
        };
        let line = format!(r#""event":"visit_ended","detail":"{code}","portal":"portal""#);
        check(&ended, &line);
    }
    let issued = PortalEvent::TokensIssued {
        visit: VisitId([7; 16]),
        access: Issued {
            digest: digest(1),
            expires_at: NOW,
        },
        narrowed: None,
        refresh: None,
    };
    assert_eq!(Entry::of(&issued.into(), NOW), None);
}

#[test]
fn what_happens_to_scans_keeps_its_line() {
    let consented = consented();
    for (purpose, code) in [
        (Purpose::RaiseLevel, "raise_level"),
        (Purpose::ChangeMobile, "change_mobile"),
    ] {
        let mut challenge = fixtures::challenge(5, NOW);
        challenge.purpose = purpose;
        let began = ScanEvent::Began {
            scan: Box::new(Scan::begin(&challenge, session(1), NOW)),
            consent: consent(),
        };
        let line = format!(
            r#""event":"scan_began","verification":"{ID_5}","detail":"{code}",{consented}"#
        );
        check(&began, &line);
    }
    let (id, reason) = (id(5), "face_differs");
    let about = format!(r#""verification":"{ID_5}""#);
    let check = |event: &ScanEvent, code: &str, rest: &str| {
        check(event, &format!(r#""event":"{code}",{about}{rest}"#));
    };
    check(
        &ScanEvent::EvidenceSubmitted { id },
        "evidence_submitted",
        "",
    );
    check(&ScanEvent::EvidenceReturned { id }, "evidence_returned", "");
    check(&ScanEvent::Ended { id }, "scan_ended", "");
    check(
        &ScanEvent::Refused {
            id,
            reason,
            is_compared: true,
        },
        "scan_refused",
        r#","detail":"face_differs""#,
    );
    let given = ScanEvent::ConsentGiven {
        id,
        consent: consent(),
    };
    check(&given, "consent_given", &format!(",{consented}"));
    self::check(
        &ScanEvent::ConsentWithdrawn,
        r#""event":"face_consent_withdrawn""#,
    );
}

/// One line for each field of a record, every field set.
const RECORD: &str = concat!(
    r#"{"subject":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","#,
    r#""registered_at":"2026-11-18T11:06:40Z","#,
    r#""used_at":"2026-11-18T11:06:41Z","#,
    r#""terms_version":"2026-11","#,
    r#""reset_by":"BQUFBQUFBQUFBQUFBQUFBQ","#,
    r#""password_set_at":"2026-11-18T11:06:40Z","password_proven":true,"#,
    r#""levels":[{"level":3,"method":"four_elements","at":"2026-11-18T11:06:40Z"},"#,
    r#"{"level":4,"method":"counter","at":"2026-11-18T11:06:40Z"}],"#,
    r#""sessions":[{"digest":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","#,
    r#""device":{"browser":"wechat","system":"android"},"method":"face","scanned":true,"compared_at":"2026-11-18T11:06:40Z","#,
    r#""began_at":"2026-11-18T11:06:40Z","used_at":"2026-11-18T11:06:40Z"}],"#,
    r#""scan":{"id":"BQUFBQUFBQUFBQUFBQUFBQ","nonce":"BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU","#,
    r#""purpose":"change_mobile","session":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","#,
    r#""audience":"https://edge.example","began_at":"2026-11-18T11:06:40Z","#,
    r#""expires_at":"2026-11-18T11:09:40Z","most_bytes":1000,"state":"submitted"},"#,
    r#""begun_scans":{"count":1,"since":"2026-11-18T11:06:40Z","last":"2026-11-18T11:06:40Z","paused_until":null},"#,
    r#""failed_scans":{"count":5,"since":"2026-11-18T11:06:40Z","last":"2026-11-18T11:06:40Z","#,
    r#""paused_until":"2026-11-18T11:36:40Z"},"#,
    r#""failed_passwords":null,"#,
    r#""mobile_open":{"session":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","until":"2026-11-18T11:16:40Z"},"#,
    r#""business_open":{"session":null,"until":"2026-11-18T11:16:40Z"},"#,
    r#""face_consent":{"consent":{"version":"2026-11","text_digest":"00"},"given_at":"2026-11-18T11:06:40Z"},"#,
    r#""business":{"last_day":"2026-12-31","given_at":"2026-11-18T11:06:40Z"},"#,
    r#""portals":[{"portal":"portal","scopes":["openid","realname"],"given_at":"2026-11-18T11:06:40Z"}],"#,
    r#""visits":[{"id":"BwcHBwcHBwcHBwcHBwcHBw","portal":"portal","scopes":["openid"],"#,
    r#""signed_in":{"at":"2026-11-18T11:06:40Z","method":"password","scanned":false,"compared":true},"level":3,"#,
    r#""nonce":"n","began_at":"2026-11-18T11:06:40Z","#,
    r#""code":{"digest":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","redirect":null,"challenge":null,"#,
    r#""expires_at":"2026-11-18T11:07:40Z"},"#,
    r#""access":{"digest":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","expires_at":"2026-11-18T11:07:40Z"},"#,
    r#""narrowed":["openid"],"refresh":null}]}"#,
);

#[test]
fn a_record_keeps_its_form() {
    let record: Record = serde_json::from_str(RECORD).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), RECORD);
    assert_eq!(record.sessions[0].method, Proof::Face);
    assert_eq!(record.visits[0].signed_in.method, Proof::Password);
}

/// What was added since, in the order of the record.
const ADDED: [&str; 4] = [
    r#""password_proven":true,"#,
    r#""compared_at":"2026-11-18T11:06:40Z","#,
    r#""business_open":{"session":null,"until":"2026-11-18T11:16:40Z"},"#,
    r#","compared":true"#,
];

#[test]
fn a_record_from_before_proves_no_password() {
    let before = ADDED.iter().fold(RECORD.to_owned(), |json, added| {
        assert!(json.contains(added));
        json.replacen(added, "", 1)
    });
    let record: Record = serde_json::from_str(&before).unwrap();
    assert!(!record.password_proven);
    assert!(record.sessions[0].is_compared());
    assert!(!record.visits[0].signed_in.is_compared());
    assert_eq!(record.business_open, None);
}
