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
            let own = |kept: &&mut Visit| kept.id == *visit;
            if let Some(visit) = record.visits.iter_mut().find(own) {
                visit.code = None;
                visit.access = Some(*access);
                visit.narrowed.clone_from(narrowed);
                visit.refresh = *refresh;
            }
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
    let at_portal = |kept: &Visit| kept.portal == begun.portal;
    let own = visits.iter().filter(|kept| at_portal(kept)).count();
    let mut surplus = (own + 1).saturating_sub(visit::MOST);
    visits.retain(|kept| {
        let ends = surplus > 0 && at_portal(kept);
        surplus -= usize::from(ends);
        !ends
    });
    visits.push(begun.clone());
}

fn end(visits: &mut Vec<Visit>, id: VisitId) {
    visits.retain(|kept| kept.id != id);
}
