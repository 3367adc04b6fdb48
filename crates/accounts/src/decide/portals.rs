//! Portals that a person signs in to with this account: consents, codes and tokens (RFC 6749, OpenID Connect Core).

use jiff::Timestamp;

use super::sessions::use_session;
use crate::command::{PortalCommand, Redemption};
use crate::event::PortalEvent;
use crate::visit::{NewTokens, NewVisit, SecretDigest, SignedIn, Visit, VisitEnd, VisitId};
use crate::{Account, Event, Refusal, Refused, Scopes, Session, SessionDigest};

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &PortalCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        PortalCommand::Visit {
            session,
            visit: new,
            consents,
        } => visit(account, *session, (new, *consents), now),
        PortalCommand::Redeem { redemption, tokens } => redeem(account, redemption, tokens, now),
        PortalCommand::Refresh {
            visit,
            portal,
            refresh: secret,
            scopes,
            tokens,
        } => {
            let asked = (*secret, scopes.as_ref());
            refresh(account, (*visit, portal), asked, tokens, now)
        }
        PortalCommand::UseAccess {
            visit,
            access: secret,
        } => access(account, *visit, *secret, now),
        PortalCommand::Revoke { visit, portal } => revoke(account, *visit, portal, now),
        PortalCommand::Withdraw { session, portal } => withdraw(account, *session, portal, now),
    }
}

/// A sign-in to a portal, with the consent given just now or one that covers what it asks for.
fn visit(
    account: &Account,
    session: SessionDigest,
    (new, consents): (&NewVisit, bool),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    let session = account.session(session, now).ok_or(Refusal::SessionEnded)?;
    if account.level_in(session) < new.level {
        return Err(Refusal::LevelTooLow.into());
    }
    let consent = account.portal_consent(&new.portal);
    let is_covered = consent.is_some_and(|given| given.scopes.is_superset(&new.scopes));
    if !is_covered && !consents {
        return Err(Refusal::PortalConsentMissing.into());
    }
    if !is_covered {
        // What was consented to before stays consented to.
        let before = consent.into_iter().flat_map(|given| &given.scopes);
        let consented = PortalEvent::Consented {
            portal: new.portal.clone(),
            scopes: before.chain(&new.scopes).copied().collect(),
        };
        events.push(consented.into());
    }
    let visit = Box::new(begin(account, session, (new, !consents), now));
    events.push(PortalEvent::Visited { visit }.into());
    Ok(events)
}

fn begin(
    account: &Account,
    session: &Session,
    (new, silent): (&NewVisit, bool),
    now: Timestamp,
) -> Visit {
    Visit {
        id: new.id,
        portal: new.portal.clone(),
        scopes: new.scopes.clone(),
        signed_in: SignedIn {
            at: session.began_at,
            method: session.method,
            scanned: session.scanned,
            compared: session.is_compared(),
        },
        level: account.level_in(session),
        nonce: new.nonce.clone(),
        began_at: now,
        silent,
        code: Some(new.code),
        access: None,
        narrowed: None,
        refresh: None,
    }
}

/// A code serves once, for the portal, the address and the verifier it was drawn for; a second time it ends the visit.
fn redeem(
    account: &Account,
    redemption: &Redemption,
    tokens: &NewTokens,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let visit = of_portal(account, redemption.visit, &redemption.portal, now)?;
    let Some(code) = visit.code else {
        return Err(ended(visit, VisitEnd::CodeReused));
    };
    let fits = code.digest == redemption.code
        && code.redirect == redemption.redirect
        && code.challenge == redemption.verifier
        && now < code.expires_at;
    if !fits {
        return Err(Refusal::TokenInvalid.into());
    }
    Ok(vec![issued(visit, None, tokens, now).into()])
}

/// Each refresh token serves once; whoever shows an older one has stolen it, or was stolen from: the visit ends.
fn refresh(
    account: &Account,
    (id, portal): (VisitId, &str),
    (secret, scopes): (SecretDigest, Option<&Scopes>),
    tokens: &NewTokens,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let visit = of_portal(account, id, portal, now)?;
    match visit.refresh {
        Some(refresh) if refresh.digest == secret && now < refresh.expires_at => {
            if scopes.is_some_and(|scopes| !scopes.is_subset(&visit.scopes)) {
                return Err(Refusal::ScopeTooWide.into());
            }
            Ok(vec![issued(visit, scopes, tokens, now).into()])
        }
        Some(refresh) if refresh.digest == secret => Err(Refusal::TokenInvalid.into()),
        Some(_) | None => Err(ended(visit, VisitEnd::RefreshReused)),
    }
}

/// An access token counts until it expires, another is issued, or the visit ends.
fn access(
    account: &Account,
    id: VisitId,
    secret: SecretDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let access = account.visit(id, now).and_then(|visit| visit.access);
    let fits = access.is_some_and(|own| own.digest == secret && now < own.expires_at);
    if fits {
        Ok(Vec::new())
    } else {
        Err(Refusal::TokenInvalid.into())
    }
}

/// A portal gives a token back (RFC 7009); a visit that is over changes nothing.
fn revoke(
    account: &Account,
    id: VisitId,
    portal: &str,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let Some(visit) = account.visit(id, now) else {
        return Ok(Vec::new());
    };
    if visit.portal != portal {
        return Err(Refusal::TokenInvalid.into());
    }
    Ok(vec![end(visit, VisitEnd::Revoked).into()])
}

/// Withdrawing what was not given, or was withdrawn before, changes nothing.
fn withdraw(
    account: &Account,
    session: SessionDigest,
    portal: &str,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if account.portal_consent(portal).is_some() {
        let portal = portal.to_owned();
        events.push(PortalEvent::Withdrawn { portal }.into());
    }
    Ok(events)
}

fn of_portal<'a>(
    account: &'a Account,
    id: VisitId,
    portal: &str,
    now: Timestamp,
) -> Result<&'a Visit, Refusal> {
    let visit = account.visit(id, now);
    let own = visit.filter(|visit| visit.portal == portal);
    own.ok_or(Refusal::TokenInvalid)
}

fn issued(
    visit: &Visit,
    narrowed: Option<&Scopes>,
    tokens: &NewTokens,
    now: Timestamp,
) -> PortalEvent {
    let (access, refresh) = visit.issue(tokens, now);
    PortalEvent::TokensIssued {
        visit: visit.id,
        access,
        narrowed: narrowed.cloned(),
        refresh,
    }
}

fn ended(visit: &Visit, reason: VisitEnd) -> Refused {
    Refused {
        events: vec![end(visit, reason).into()],
        refusal: Refusal::TokenInvalid,
    }
}

fn end(visit: &Visit, reason: VisitEnd) -> PortalEvent {
    PortalEvent::VisitEnded {
        visit: visit.id,
        portal: visit.portal.clone(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use verification::Level;

    use super::*;
    use crate::Scope;
    use crate::fixtures::{self, check, digest, later, session, signed_in};

    /// An account with session 1, and a visit of `portal` with a code.
    fn visited() -> Option<Account> {
        let mut account = signed_in();
        check(&mut account, &fixtures::visit(1, 1, true), 1, Ok(()));
        account
    }

    fn invalid() -> Result<(), Refusal> {
        Err(Refusal::TokenInvalid)
    }

    #[test]
    fn nobody_visits_a_portal_without_a_consent_to_it() {
        let mut account = signed_in();
        let silent = fixtures::visit(1, 1, false);
        let missing = || Err(Refusal::PortalConsentMissing);
        check(&mut account, &silent, 1, missing());
        check(&mut account, &fixtures::visit(1, 1, true), 2, Ok(()));
        check(&mut account, &fixtures::visit(1, 2, false), 3, Ok(()));
        let mut more = fixtures::new_visit(3);
        more.scopes.insert(Scope::RealName);
        let more = |consents| PortalCommand::Visit {
            session: session(1),
            visit: Box::new(more.clone()),
            consents,
        };
        check(&mut account, &more(false), 4, missing());
        check(&mut account, &more(true), 4, Ok(()));
        check(&mut account, &fixtures::visit(1, 4, false), 4, Ok(()));
        let withdraw = PortalCommand::Withdraw {
            session: session(1),
            portal: "portal".to_owned(),
        };
        check(&mut account, &withdraw, 5, Ok(()));
        assert_eq!(account.as_ref().unwrap().record.visits, []);
        check(&mut account, &silent, 6, missing());
        check(&mut account, &withdraw, 7, Ok(()));
    }

    #[test]
    fn a_portal_that_asks_for_level_four_is_not_visited_at_level_three() {
        let visit = PortalCommand::Visit {
            session: session(1),
            visit: Box::new(NewVisit {
                level: Level::Four,
                ..fixtures::new_visit(1)
            }),
            consents: true,
        };
        check(&mut signed_in(), &visit, 1, Err(Refusal::LevelTooLow));
    }

    #[test]
    fn a_code_serves_once_and_a_second_time_ends_the_visit() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        check(&mut account, &fixtures::use_access(1), 3, Ok(()));
        check(&mut account, &fixtures::redeem(1), 4, invalid());
        check(&mut account, &fixtures::use_access(1), 5, invalid());
    }

    #[test]
    fn a_code_is_worth_nothing_elsewhere_or_later() {
        check(&mut visited(), &fixtures::redeem(1), 61, invalid());
        let wrong = |change: fn(&mut Redemption)| {
            let mut redemption = fixtures::redemption(1);
            change(&mut redemption);
            let command = PortalCommand::Redeem {
                redemption: Box::new(redemption),
                tokens: fixtures::tokens(1),
            };
            let mut account = visited();
            check(&mut account, &command, 2, invalid());
            check(&mut account, &fixtures::redeem(1), 3, Ok(()));
        };
        wrong(|redemption| redemption.portal = "other".to_owned());
        wrong(|redemption| redemption.redirect = Some(digest(99)));
        wrong(|redemption| redemption.verifier = Some(digest(99)));
        wrong(|redemption| redemption.verifier = None);
        wrong(|redemption| redemption.code = digest(99));
    }

    #[test]
    fn a_refresh_token_is_replaced_and_the_older_one_ends_the_visit() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        check(&mut account, &fixtures::refresh(1, 1, 2), 3, Ok(()));
        check(&mut account, &fixtures::use_access(1), 4, invalid());
        check(&mut account, &fixtures::use_access(2), 4, Ok(()));
        check(&mut account, &fixtures::refresh(1, 1, 3), 5, invalid());
        check(&mut account, &fixtures::use_access(2), 6, invalid());
        check(&mut account, &fixtures::refresh(1, 2, 3), 7, invalid());
    }

    #[test]
    fn refresh_tokens_end_when_they_are_idle_and_at_last_however_they_are_used() {
        let day = 24 * 3600;
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        let mut idle = account.clone();
        check(
            &mut idle,
            &fixtures::refresh(1, 1, 2),
            7 * day + 3,
            invalid(),
        );
        for number in 1..=4 {
            let second = i64::from(number) * (7 * day - 60);
            check(
                &mut account,
                &fixtures::refresh(1, number, number + 1),
                second,
                Ok(()),
            );
        }
        check(&mut account, &fixtures::refresh(1, 5, 6), 30 * day, Ok(()));
        check(
            &mut account,
            &fixtures::refresh(1, 6, 7),
            30 * day + 1,
            invalid(),
        );
    }

    #[test]
    fn a_portal_may_ask_for_less_than_it_was_granted_and_not_for_more() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        let ask = |old, new, scopes: &[Scope]| PortalCommand::Refresh {
            visit: VisitId([1; 16]),
            portal: "portal".to_owned(),
            refresh: digest(old),
            scopes: Some(scopes.iter().copied().collect()),
            tokens: fixtures::tokens(new),
        };
        let wide = ask(1, 2, &[Scope::OpenId, Scope::RealName]);
        check(&mut account, &wide, 3, Err(Refusal::ScopeTooWide));
        check(&mut account, &ask(1, 2, &[Scope::OpenId]), 4, Ok(()));
        let reach =
            |account: &Option<Account>| account.as_ref().unwrap().record.visits[0].reach().len();
        assert_eq!(reach(&account), 1);
        check(&mut account, &fixtures::refresh(1, 2, 3), 5, Ok(()));
        assert_eq!(reach(&account), 2);
    }

    #[test]
    fn without_offline_access_nothing_outlives_the_access_token() {
        let mut account = signed_in();
        let mut new = fixtures::new_visit(1);
        new.scopes.remove(&Scope::OfflineAccess);
        let visit = PortalCommand::Visit {
            session: session(1),
            visit: Box::new(new),
            consents: true,
        };
        check(&mut account, &visit, 1, Ok(()));
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        check(&mut account, &fixtures::use_access(1), 600, Ok(()));
        check(&mut account, &fixtures::use_access(1), 602, invalid());
        check(&mut account, &fixtures::refresh(1, 1, 2), 603, invalid());
    }

    #[test]
    fn a_portal_gives_back_its_own_tokens_alone() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        let revoke = |portal: &str| PortalCommand::Revoke {
            visit: VisitId([1; 16]),
            portal: portal.to_owned(),
        };
        check(&mut account, &revoke("other"), 3, invalid());
        check(&mut account, &fixtures::use_access(1), 3, Ok(()));
        check(&mut account, &revoke("portal"), 4, Ok(()));
        check(&mut account, &fixtures::use_access(1), 4, invalid());
        check(&mut account, &revoke("portal"), 5, Ok(()));
    }

    #[test]
    fn a_new_password_ends_every_visit() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        check(&mut account, &fixtures::change_password(1, true), 3, Ok(()));
        check(&mut account, &fixtures::use_access(1), 4, invalid());
    }

    #[test]
    fn a_further_code_ends_the_first_of_many_at_the_same_portal() {
        let mut account = signed_in();
        let elsewhere = PortalCommand::Visit {
            session: session(1),
            visit: Box::new(NewVisit {
                portal: "other".to_owned(),
                ..fixtures::new_visit(99)
            }),
            consents: true,
        };
        check(&mut account, &elsewhere, 1, Ok(()));
        for number in 1..=17 {
            check(&mut account, &fixtures::visit(1, number, true), 1, Ok(()));
        }
        let kept = ids(account.as_ref());
        assert_eq!(kept.len(), crate::visit::MOST + 1);
        assert_eq!(kept[..2], [99, 2]);
        let visits = account.unwrap().record.visits;
        let lasts = |seconds| visits[0].lasts(later(seconds));
        assert!(lasts(60) && !lasts(61));
    }

    #[test]
    fn codes_that_nobody_redeems_end_no_visit_that_has_tokens() {
        let mut account = visited();
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        for number in 2..=40 {
            check(&mut account, &fixtures::visit(1, number, false), 3, Ok(()));
        }
        check(&mut account, &fixtures::refresh(1, 1, 2), 4, Ok(()));
        assert_eq!(ids(account.as_ref()).len(), crate::visit::MOST + 1);
    }

    #[test]
    fn a_silent_visit_makes_room_before_one_that_the_person_decided_on() {
        let mut account = visited();
        for number in 2..=40 {
            check(&mut account, &fixtures::visit(1, number, false), 2, Ok(()));
        }
        check(&mut account, &fixtures::visit(1, 41, true), 3, Ok(()));
        let kept = ids(account.as_ref());
        assert_eq!((kept.len(), kept[0]), (crate::visit::MOST, 1));
        check(&mut account, &fixtures::redeem(1), 4, Ok(()));
        check(&mut account, &fixtures::redeem(41), 4, Ok(()));
    }

    #[test]
    fn a_further_visit_with_tokens_ends_the_first_of_many() {
        let mut account = signed_in();
        for number in 1..=17 {
            check(&mut account, &fixtures::visit(1, number, true), 1, Ok(()));
            check(&mut account, &fixtures::redeem(number), 2, Ok(()));
        }
        let kept = ids(account.as_ref());
        assert_eq!((kept.len(), kept[0]), (crate::visit::MOST, 2));
    }

    /// The numbers of the visits that are kept, in their order.
    fn ids(account: Option<&Account>) -> Vec<u8> {
        let visits = &account.unwrap().record.visits;
        visits.iter().map(|visit| visit.id.0[0]).collect()
    }
}
