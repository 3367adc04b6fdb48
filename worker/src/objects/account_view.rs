//! What of an account is shown to whom.

use accounts::{Account, CheckAsked, Credential, Question, SessionDigest, VisitId, journal};
use api::{
    AccountResponse, BusinessAuthorisation, ExportResponse, FaceConsentGiven, LevelReached,
    RecordEntry, RecordsResponse, SessionEntry, SessionsResponse,
};
use counter::OfAccount;
use identity::{CardEnd, Mobile};
use jiff::Timestamp;
use serde::Serialize;
use verification::{Level, VerificationId};

use super::account_question::{Applicant, Holder, Visitor};
use super::call::{self, ObjectError};
use super::journal_table::Line;
use crate::alarm;
use crate::openid::known::Known;
use crate::portals::{self, Portal};

/// What the account shows of itself in `session`; personal data only in part.
pub(super) fn account(
    account: &Account,
    session: Option<SessionDigest>,
    now: Timestamp,
) -> AccountResponse {
    let session = session.and_then(|session| account.session(session, now));
    let person = &account.person;
    let levels = account.record.levels.iter().map(|reached| LevelReached {
        level: reached.level,
        method: reached.method.code().to_owned(),
        reached_at: reached.at,
    });
    let business = account.business(now).map(|given| BusinessAuthorisation {
        last_day: given.last_day.0.to_string(),
        ends_at: given.ends_at(),
        given_at: given.given_at,
    });
    let face_consent = account.record.face_consent.as_ref();
    let face_consent = face_consent.map(|given| FaceConsentGiven {
        version: given.consent.version.clone(),
        given_at: given.given_at,
    });
    AccountResponse {
        name: person.name.masked(),
        number: person.number.masked(),
        mobile: person.mobile.as_ref().map(Mobile::masked),
        session: session.map(|session| session.id().to_string()),
        level: session.map_or(account.level_by_password(), |it| account.level_in(it)),
        levels: levels.collect(),
        registered_at: account.record.registered_at,
        business,
        face_consent,
        mobile_open: session.is_some_and(|it| account.is_mobile_open(it, now)),
        business_open: session.is_some_and(|it| account.is_business_open(it, now)),
    }
}

/// Of whom the authority is asked for a challenge.
pub(super) fn applicant(account: &Account) -> Applicant {
    let person = &account.person;
    Applicant {
        subject: account.record.subject,
        name: person.name.expose().to_owned(),
        number: person.number.expose().to_owned(),
    }
}

/// Who goes to the counter, and with what they asked for the way there.
pub(super) fn holder(
    account: &Account,
    current: SessionDigest,
    now: Timestamp,
) -> Result<Holder, ObjectError> {
    let session = account.session(current, now);
    let session = session.ok_or(ObjectError::Contradiction)?;
    Ok(Holder {
        applicant: applicant(account),
        account: OfAccount {
            credential: Credential::of(account, session),
            mobile: account.person.mobile.as_ref().map(Mobile::masked),
            registered_at: account.record.registered_at,
        },
    })
}

/// What the outcome of the scan `id` has to answer.
pub(super) fn asked(account: &Account, id: VerificationId) -> Result<CheckAsked, ObjectError> {
    let scan = account.record.scan.as_ref().filter(|scan| scan.id == id);
    let scan = scan.ok_or(ObjectError::Contradiction)?;
    Ok(CheckAsked {
        id,
        nonce: scan.nonce,
        question: Question {
            subject: account.record.subject,
            purpose: scan.purpose,
            audience: scan.audience.clone(),
        },
    })
}

/// The sessions that last, the one used last first.
pub(super) fn sessions(
    account: &Account,
    current: SessionDigest,
    now: Timestamp,
) -> SessionsResponse {
    let lasting = account.record.sessions.iter();
    let mut lasting: Vec<_> = lasting.filter(|session| session.lasts(now)).collect();
    lasting.sort_by_key(|session| std::cmp::Reverse(session.used_at));
    let entries = lasting.into_iter().map(|session| SessionEntry {
        id: session.id().to_string(),
        is_current: session.digest == current,
        browser: code(&session.device.browser),
        system: code(&session.device.system),
        began_at: session.began_at,
        used_at: session.used_at,
        expires_at: session.expires_at(),
    });
    SessionsResponse {
        sessions: entries.collect(),
    }
}

/// What counts of the owner of `current` before a portal.
pub(super) fn visitor(
    account: &Account,
    current: SessionDigest,
    now: Timestamp,
) -> Result<Visitor, ObjectError> {
    let session = account.session(current, now);
    let session = session.ok_or(ObjectError::Contradiction)?;
    Ok(Visitor {
        since: session.began_at,
        level: account.level_in(session),
        portals: account.record.portals.clone(),
    })
}

/// What is known of the person to whom this sign-in to a portal belongs.
pub(super) fn visit(account: &Account, id: VisitId, now: Timestamp) -> Result<Known, ObjectError> {
    let visit = account.visit(id, now).ok_or(ObjectError::Contradiction)?;
    let person = &account.person;
    let text = person.to_text();
    let valid_until = person
        .validity
        .as_ref()
        .and_then(|validity| match validity.end {
            CardEnd::On(day) => Some(day.to_string()),
            CardEnd::LongTerm => None,
        });
    // What was reached without whom signed in here says nothing of them.
    let level = account.level_at(visit);
    let levels = account.record.levels.iter();
    let business = account.business(now).filter(|_| level == Level::Four);
    Ok(Known {
        portal: visit.portal.clone(),
        scopes: visit.reach().clone(),
        signed_in: visit.signed_in,
        level: visit.level.min(level),
        nonce: visit.nonce.clone(),
        may_refresh: visit.refresh.is_some(),
        name: text.name,
        number: text.number,
        birth_date: person.number.birth_date().to_string(),
        valid_from: Some(text.valid_from).filter(|day| !day.is_empty()),
        valid_until,
        levels: levels.filter(|it| it.level <= level).copied().collect(),
        business_until: business.map(|given| given.last_day.0.to_string()),
    })
}

/// The code of a family, as it is kept.
fn code(family: &impl Serialize) -> String {
    let value = serde_json::to_value(family).unwrap_or_default();
    value.as_str().unwrap_or("other").to_owned()
}

/// What happened, and whether the chain holds.
pub(super) fn records(lines: &[Line]) -> Result<RecordsResponse, ObjectError> {
    let read = lines.iter().map(|(json, digest)| {
        let entry: RecordEntry = call::read(json.as_bytes())?;
        Ok(RecordEntry {
            digest: String::from(*digest),
            ..entry
        })
    });
    let chain = lines.iter().map(|(json, digest)| (json.as_str(), *digest));
    Ok(RecordsResponse {
        records: read.collect::<Result<_, ObjectError>>()?,
        is_intact: journal::is_intact(chain),
    })
}

/// The ids of the face scans that were ever consented to.
pub(super) fn scans(lines: &[Line]) -> Result<Vec<VerificationId>, ObjectError> {
    let records = records(lines)?.records.into_iter();
    Ok(readable(ids(
        records.filter(|entry| entry.consent.is_some())
    )))
}

/// The ids of all verifications, whatever they rested on.
pub(super) fn verifications(lines: &[Line]) -> Result<Vec<VerificationId>, ObjectError> {
    let mut ids = readable(ids(records(lines)?.records.into_iter()));
    ids.dedup();
    Ok(ids)
}

/// The ids that the entries name, and why others cannot be read.
fn ids(entries: impl Iterator<Item = RecordEntry>) -> (Vec<VerificationId>, Vec<ObjectError>) {
    let (mut ids, mut damages) = (Vec::new(), Vec::new());
    for id in entries.filter_map(|entry| entry.verification) {
        match VerificationId::parse(&id) {
            Ok(id) => ids.push(id),
            Err(error) => damages.push(ObjectError::damaged(error)),
        }
    }
    (ids, damages)
}

/// Raises an alarm for each id that cannot be read, which keeps no other from being erased.
fn readable((ids, damages): (Vec<VerificationId>, Vec<ObjectError>)) -> Vec<VerificationId> {
    for damage in &damages {
        alarm::raise(damage);
    }
    ids
}

/// Everything that is kept of the person.
pub(super) fn export(
    account: &Account,
    current: SessionDigest,
    history: RecordsResponse,
    (listed, now): (&[Portal], Timestamp),
) -> ExportResponse {
    let text = account.person.to_text();
    let given = account.record.portals.iter();
    let portals = given.map(|given| portals::consent(listed, given));
    let known = |text: String| Some(text).filter(|text| !text.is_empty());
    ExportResponse {
        name: text.name,
        number: text.number,
        valid_from: known(text.valid_from),
        valid_until: known(text.valid_until),
        mobile: known(text.mobile),
        terms_version: account.record.terms_version.clone(),
        account: self::account(account, Some(current), now),
        sessions: sessions(account, current, now).sessions,
        portals: portals.collect(),
        history,
    }
}

#[cfg(test)]
mod tests {
    use accounts::EntryDigest;
    use serde_json::json;

    use super::*;

    fn line(verification: &str) -> Line {
        let at = Timestamp::UNIX_EPOCH;
        let entry = json!({ "at": at, "event": "scan_began", "verification": verification });
        (entry.to_string(), EntryDigest::default())
    }

    #[test]
    fn one_id_that_cannot_be_read_keeps_no_other_from_being_erased() {
        let id = VerificationId::from_bytes([1; 16]);
        let good = line(&id.to_string());
        let twice = verifications(&[good.clone(), good.clone()]);
        assert_eq!(twice.unwrap(), [id]);
        let entries = records(&[good, line("x")]).unwrap().records;
        let (readable, damages) = ids(entries.into_iter());
        assert_eq!((readable, damages.len()), (vec![id], 1));
    }
}
