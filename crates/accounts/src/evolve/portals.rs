//! How events change what portals were given.

use jiff::Timestamp;

use crate::event::PortalEvent;
use crate::{PortalConsent, Record, Visit, VisitId, visit};

pub(super) fn apply(record: &mut Record, event: &PortalEvent, at: Timestamp) {
    match event {
        PortalEvent::Consented { portal, scopes } => {
            record.portals.retain(|given| given.portal != *portal);
            record.portals.push(PortalConsent {
                portal: portal.clone(),
                scopes: scopes.clone(),
                given_at: at,
            });
        }
        PortalEvent::Withdrawn { portal } => {
            record.portals.retain(|given| given.portal != *portal);
            record.visits.retain(|visit| visit.portal != *portal);
        }
        PortalEvent::Visited { visit } => begin(&mut record.visits, visit, at),
        PortalEvent::TokensIssued {
            visit,
            access,
            narrowed,
            refresh,
        } => {
            let issued = |kept: &mut Visit| {
                kept.code = None;
                kept.access = Some(*access);
                kept.narrowed.clone_from(narrowed);
                kept.refresh = *refresh;
            };
            issue(&mut record.visits, *visit, issued);
        }
        PortalEvent::VisitEnded {
            visit,
            portal: _,
            reason: _,
        } => end(&mut record.visits, *visit),
    }
}

fn begin(visits: &mut Vec<Visit>, begun: &Visit, at: Timestamp) {
    visits.retain(|kept| kept.lasts(at));
    make_room(visits, |kept| {
        is_waiting(kept) && kept.portal == begun.portal
    });
    visits.push(begun.clone());
}

fn issue(visits: &mut Vec<Visit>, id: VisitId, issued: impl FnOnce(&mut Visit)) {
    let Some(own) = visits.iter().find(|kept| kept.id == id) else {
        return;
    };
    if is_waiting(own) {
        let portal = own.portal.clone();
        make_room(visits, |kept| !is_waiting(kept) && kept.portal == portal);
    }
    if let Some(own) = visits.iter_mut().find(|kept| kept.id == id) {
        issued(own);
    }
}

/// Whether its code waits to be redeemed.
fn is_waiting(visit: &Visit) -> bool {
    visit.code.is_some()
}

/// Ends as many of the visits that `compete` as one more needs: those first that the person did not decide on, then those
/// that began first.
fn make_room(visits: &mut Vec<Visit>, compete: impl Fn(&Visit) -> bool) {
    let competing = visits.iter().filter(|kept| compete(kept));
    let surplus = (competing.count() + 1).saturating_sub(visit::MOST);
    for _ in 0..surplus {
        let competing = visits.iter().enumerate().filter(|(_, kept)| compete(kept));
        if let Some((place, _)) = competing.min_by_key(|(_, kept)| !kept.silent) {
            visits.remove(place);
        }
    }
}

fn end(visits: &mut Vec<Visit>, id: VisitId) {
    visits.retain(|kept| kept.id != id);
}
