use super::table::Row;
use super::*;
use std::collections::BTreeMap;
use verification::{Action, Refusal};

fn check(provider: Provider, [action, field, code]: [&str; 3], expected: &Reading) {
    let reading = provider.table().unwrap().read(action, field, code);
    assert_eq!(reading, *expected, "{action} {field} {code}");
}

fn check_refused(provider: Provider, place: [&str; 3], reason: Refusal) {
    check(provider, place, &Reading::Refused(reason));
}

fn places(provider: Provider, wanted: impl Fn(&Row) -> bool) -> Vec<[String; 3]> {
    let table = provider.table().unwrap();
    let rows = table.rows.iter().filter(|row| wanted(row));
    rows.map(|row| [row.action.clone(), row.field.clone(), row.code.clone()])
        .collect()
}

#[test]
fn every_code_is_there() {
    let count = |provider, action, field| {
        places(provider, |row| row.action == action && row.field == field).len()
    };
    assert_eq!(count(Provider::Tencent, "*", "*"), 95);
    assert_eq!(count(Provider::Tencent, "IdCardVerification", "Result"), 8);
    let with_picture = count(Provider::Tencent, "IdCardOCRVerification", "Result");
    assert_eq!(with_picture, 8);
    assert_eq!(count(Provider::Tencent, "CheckIdNameDate", "Result"), 9);
    assert_eq!(
        count(Provider::Alibaba, "Id2MetaPeriodVerify", "BizCode"),
        3
    );
    assert_eq!(
        count(Provider::Alibaba, "ContrastFaceVerify", "SubCode"),
        10
    );
    let codes = ["*", "Id2MetaPeriodVerify", "ContrastFaceVerify"];
    let codes = codes.map(|action| count(Provider::Alibaba, action, "Code"));
    assert_eq!(codes, [18, 2, 2]);
}

#[test]
fn the_95_errors_fall_into_the_categories_as_counted() {
    let mut counted = BTreeMap::new();
    for row in Provider::Tencent.table().unwrap().rows {
        if row.action == "*" {
            *counted.entry(format!("{:?}", row.category)).or_insert(0) += 1;
        }
    }
    let expected = [
        ("CheckInput", 3),
        ("FaceMismatch", 2),
        ("FaceQuality", 31),
        ("LivenessAction", 9),
        ("LivenessSpoof", 7),
        ("NoPhoto", 2),
        ("NoRecord", 1),
        ("OpsAlert", 20),
        ("RateLimit", 3),
        ("RetryLater", 16),
        ("SessionExpired", 1),
    ];
    let expected = expected.map(|(category, count)| (category.to_owned(), count));
    assert_eq!(counted, BTreeMap::from(expected));
}

#[test]
fn only_the_listed_codes_pass() {
    let passing = |provider: Provider| {
        let table = provider.table().unwrap();
        places(provider, |row| {
            table.read(&row.action, &row.field, &row.code) == Reading::Passes
        })
    };
    let tencent = [
        "IdCardVerification",
        "IdCardOCRVerification",
        "CheckIdNameDate",
    ];
    assert_eq!(
        passing(Provider::Tencent),
        tencent.map(|action| [action, "Result", "0"].map(str::to_owned))
    );
    let alibaba = [
        ["Id2MetaPeriodVerify", "BizCode", "1"],
        ["ContrastFaceVerify", "SubCode", "200"],
        ["ContrastFaceVerify", "SubCode", "210"],
    ];
    assert_eq!(
        passing(Provider::Alibaba),
        alibaba.map(|place| place.map(str::to_owned))
    );
}

#[test]
fn no_code_has_two_meanings_in_one_place() {
    for provider in Provider::ALL {
        let table = provider.table().unwrap();
        for row in &table.rows {
            let fitting = table
                .rows
                .iter()
                .filter(|other| other.fits(&row.action, &row.field, &row.code));
            assert_eq!(fitting.count(), 1, "{} {}", row.action, row.code);
            let meaning = table.meaning(&row.action, &row.field, &row.code);
            assert!(meaning.is_some_and(|words| !words.is_empty()));
        }
    }
}

#[test]
fn the_same_number_means_another_thing_in_another_action() {
    let tencent = Provider::Tencent;
    let four = |code| ["CheckIdNameDate", "Result", code];
    let two = |code| ["IdCardVerification", "Result", code];
    check_refused(tencent, two("-1"), Refusal::CheckInput);
    check_refused(tencent, four("-1"), Refusal::ElementsDiffer);
    check(tencent, two("-4"), &Reading::Later);
    check_refused(tencent, four("-4"), Refusal::ElementsDiffer);
    check_refused(tencent, two("-7"), Refusal::DailyLimit);
    check_refused(tencent, four("-7"), Refusal::NoRecord);
    let alibaba = Provider::Alibaba;
    check(
        alibaba,
        ["Id2MetaPeriodVerify", "Code", "402"],
        &Reading::Later,
    );
    check(
        alibaba,
        ["ContrastFaceVerify", "Code", "402"],
        &Reading::Alert,
    );
    check(
        alibaba,
        ["ContrastFaceVerify", "Code", "200"],
        &Reading::Proceeds,
    );
    check(
        alibaba,
        ["ContrastFaceVerify", "SubCode", "200"],
        &Reading::Passes,
    );
}

#[test]
fn suspicion_reads_like_another_face() {
    for provider in Provider::ALL {
        let table = provider.table().unwrap();
        let suspicious = table.rows.iter();
        let suspicious = suspicious.filter(|row| row.category == Category::LivenessSpoof);
        let readings: Vec<_> = suspicious
            .map(|row| table.read(&row.action, &row.field, &row.code))
            .collect();
        let differs = Reading::Refused(Refusal::FaceDiffers);
        assert!(!readings.is_empty() && readings.iter().all(|reading| *reading == differs));
    }
}

#[test]
fn what_no_table_has_is_an_alert() {
    for provider in Provider::ALL {
        check(
            provider,
            ["CheckIdNameDate", "Result", "-9"],
            &Reading::Alert,
        );
        check(
            provider,
            ["ContrastFaceVerify", "SubCode", "999"],
            &Reading::Alert,
        );
        check(provider, ["Unheard", "Result", "0"], &Reading::Alert);
        check(provider, ["CheckIdNameDate", "Result", ""], &Reading::Alert);
    }
}

#[test]
fn a_person_is_told_what_the_provider_says_of_it() {
    let read = |code: &str| {
        let table = Provider::Tencent.table().unwrap();
        table.read(
            "LivenessRecognition",
            "Result",
            &format!("FailedOperation.{code}"),
        )
    };
    let action = Action::Blink;
    let not_seen = Refusal::ActionNotSeen { action };
    assert_eq!(read("ActionCloseEye"), Reading::Refused(not_seen));
    let poor = |measure: &str| {
        let measure = measure.to_owned();
        Reading::Refused(Refusal::PoorQuality { measure })
    };
    assert_eq!(read("ImageBlur"), poor("sharpness"));
    assert_eq!(read("LipVoiceLow"), poor("unspecified"));
    assert_eq!(
        read("IdPhotoNoExist"),
        Reading::Refused(Refusal::NoPortrait)
    );
    assert_eq!(read("RequestLimitExceeded"), Reading::Later);
    assert_eq!(read("DbError"), Reading::Later);
}
