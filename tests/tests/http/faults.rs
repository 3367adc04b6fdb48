//! The authority down, slow, answering nonsense, or with statements that cannot be believed: the account is unchanged,
//! nothing is half-done, and the same request succeeds once the authority is well again.

use verification::Decision;

use crate::fake_authority::Conduct;
use crate::setting::{PASSWORD, Person, fake, without_authority};

const EVIDENCE: &[u8] = b"sealed";

fn faults() -> Vec<Conduct> {
    vec![
        Conduct::HangUp,
        Conduct::Silent,
        Conduct::Nonsense,
        Conduct::Endless,
        Conduct::BadSignature,
        Conduct::UnknownKey,
        Conduct::OtherId,
        Conduct::OtherNonce,
        Conduct::OtherSubject,
        Conduct::OtherAudience,
        Conduct::OtherPurpose,
        Conduct::OtherBasis,
        Conduct::Stale,
        Conduct::Problem(503, "busy"),
        Conduct::Problem(500, "internal"),
        Conduct::Problem(401, "signature_refused"),
        Conduct::Problem(401, "replayed"),
        Conduct::Problem(418, "teapot"),
    ]
}

fn leaves_the_scan(conduct: &Conduct) -> bool {
    !matches!(
        conduct,
        Conduct::OtherId
            | Conduct::OtherNonce
            | Conduct::OtherSubject
            | Conduct::OtherAudience
            | Conduct::OtherPurpose
            | Conduct::OtherBasis
            | Conduct::Stale
    )
}

#[test]
fn a_fault_while_registering_leaves_nothing_and_the_form_can_be_sent_again() {
    for fault in faults() {
        let person = Person::fresh();
        fake().fake().conduct(&person.number, fault);
        let answer = fake().register(&person).expect(503, "try_later");
        assert_eq!(answer.json()["retry"], "later");
        fake()
            .sign_in(&person.number, PASSWORD)
            .expect(401, "credentials_wrong");
        fake()
            .fake()
            .conduct(&person.number, Conduct::Decide(Decision::Passed));
        fake().register(&person).expect(201, "");
    }
}

#[test]
fn a_fault_while_scanning_leaves_the_level_and_the_scan_can_be_done_again() {
    for fault in faults() {
        let person = Person::fresh();
        let session = fake().session(&person);
        let id = session.begun();
        let is_same_again = leaves_the_scan(&fault);
        fake().fake().conduct(&person.number, fault);
        session.submit(&id, EVIDENCE).expect(503, "try_later");
        assert_eq!(session.level(), 3);
        fake()
            .fake()
            .conduct(&person.number, Conduct::Decide(Decision::Passed));
        let id = if is_same_again { id } else { session.begun() };
        session.submit(&id, EVIDENCE).expect(200, "");
        assert_eq!(session.level(), 4);
    }
}

#[test]
fn an_authority_that_is_down_is_tried_later() {
    let setting = without_authority("down");
    setting.register(&Person::fresh()).expect(503, "try_later");
    setting.get("/healthz").expect(200, "");
}

#[test]
fn what_cannot_be_believed_is_logged_loudly() {
    let person = Person::fresh();
    fake().fake().conduct(&person.number, Conduct::BadSignature);
    fake().register(&person).expect(503, "try_later");
    let foreign = Person::fresh();
    fake().fake().conduct(&foreign.number, Conduct::OtherNonce);
    fake().register(&foreign).expect(503, "try_later");
    let log = fake().stack.edge_log().unwrap();
    let unverified = "the authority's statement does not verify: the signature does not fit";
    assert!(log.contains(unverified));
    assert!(log.contains("the authority's statement is about something else"));
}
