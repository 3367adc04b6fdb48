//! Retention: what nobody uses is erased by the objects themselves, when their alarm goes off.

use std::thread::sleep;
use std::time::Duration;

use crate::setting::{PASSWORD, Person, Setting, again, files, with_fake};

/// How long things are kept in these tests, and a while longer.
const KEPT: &str = "4";
const LONGER: Duration = Duration::from_millis(5_500);

fn setting(name: &str) -> Setting {
    with_fake(name, &[("EDGE_RETENTION_SECONDS", KEPT)])
}

/// Whether any account's object still has a journal.
fn has_journal(setting: &Setting) -> bool {
    let table = b"CREATE TABLE journal";
    files(&setting.objects()).iter().any(|path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        let is_account = path.to_string_lossy().contains("shiming-account");
        is_account && bytes.windows(table.len()).any(|window| window == table)
    })
}

#[test]
fn an_account_that_nobody_uses_is_closed_and_its_journal_erased_as_long_after() {
    let setting = setting("retention");
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    assert!(has_journal(&setting));
    sleep(LONGER);
    setting
        .sign_in(&person.number, PASSWORD)
        .expect(401, "credentials_wrong");
    assert!(has_journal(&setting), "the journal stays for a while");
    sleep(LONGER);
    assert!(!has_journal(&setting), "nothing stays for good");
    setting.register(&person).expect(201, "");
}

#[test]
fn use_begins_the_time_anew_and_a_restart_does_not_forget_it() {
    let setting = setting("retention_restarted");
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    sleep(Duration::from_millis(2_500));
    setting.sign_in(&person.number, PASSWORD).expect(201, "");
    sleep(Duration::from_millis(2_500));
    setting.sign_in(&person.number, PASSWORD).expect(201, "");
    let setting = again(setting);
    sleep(LONGER);
    setting
        .sign_in(&person.number, PASSWORD)
        .expect(401, "credentials_wrong");
}
