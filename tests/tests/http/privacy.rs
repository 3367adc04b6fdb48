//! Nothing personal in any file or log of edge and authority.

use crate::setting::{PASSWORD, Person, files, real};

#[test]
fn no_file_and_no_log_knows_anybody() {
    let person = Person {
        mobile: "13912345678".to_owned(),
        ..Person::sample(4, "样例丁")
    };
    let session = real().session(&person);
    let id = session.begun();
    let evidence = "a picture that is none ".repeat(1_000);
    session.submit(&id, evidence.as_bytes());
    real()
        .sign_in(&person.number, "a wrong password!")
        .expect(401, "credentials_wrong");
    let token = session.cookie.strip_prefix("session=").unwrap();
    let secrets = [
        person.name.as_str(),
        &person.number,
        &person.mobile,
        PASSWORD,
        "a wrong password!",
        "a picture that is none",
        token,
        "2010-01-01",
    ];
    for path in files(real().stack.data_dir()) {
        // An object that goes to rest takes its log with it, between listing and reading.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for secret in secrets {
            let is_found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!is_found, "{} knows {secret}", path.display());
        }
    }
}
