//! What a verification that passed gives the holder.

use jiff::{SignedDuration, Timestamp};
use verification::{Level, VerificationId};

use crate::event::GainEvent;
use crate::scan::ATTESTED;
use crate::{Event, HolderGain, HolderWay, SessionDigest};

/// How long after its scan another mobile number may be given.
const MOBILE_OPEN: SignedDuration = SignedDuration::from_mins(10);

/// The event by which the verification `id` gives `gain`: in `session`, or in any if it is `None`.
pub(super) fn gained(
    gain: HolderGain,
    way: HolderWay,
    (id, session): (VerificationId, Option<SessionDigest>),
    now: Timestamp,
) -> Event {
    let method = way.method();
    let event = match gain {
        HolderGain::LevelFour => GainEvent::LevelReached {
            id,
            level: Level::Four,
            method,
        },
        HolderGain::MobileChange => GainEvent::MobileOpened {
            id,
            session,
            method,
            until: now.saturating_add(mobile_open(way)).unwrap_or(now),
        },
    };
    event.into()
}

fn mobile_open(way: HolderWay) -> SignedDuration {
    match way {
        HolderWay::Scan | HolderWay::Check => MOBILE_OPEN,
        HolderWay::Counter => ATTESTED,
    }
}
