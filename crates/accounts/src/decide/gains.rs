//! What a verification that passed gives the holder.

use jiff::{SignedDuration, Timestamp};
use verification::{Level, VerificationId};

use crate::event::{GainEvent, Opening};
use crate::scan::ATTESTED;
use crate::{Account, Credential, Event, HolderGain, HolderWay, Refusal};

/// How long after its scan another mobile number may be given, or business authorised.
const OPEN: SignedDuration = SignedDuration::from_mins(10);

/// A verification that passed.
#[derive(Clone, Copy)]
pub(super) struct Passed {
    /// Which.
    pub(super) id: VerificationId,
    /// How the holder was verified.
    pub(super) way: HolderWay,
    /// With what the holder asked for it; `None` if somebody else did.
    pub(super) credential: Option<Credential>,
}

/// The event by which `passed` gives `gain`; `Err(AlreadyAtLevel)` if the account has the level, and nothing is left to
/// prove.
pub(super) fn gained(
    account: &Account,
    gain: HolderGain,
    passed: Passed,
    now: Timestamp,
) -> Result<Event, Refusal> {
    let event = match gain {
        HolderGain::LevelFour => level_four(account, passed, now)?,
        HolderGain::MobileChange => GainEvent::MobileOpened(opening(passed, now)),
        HolderGain::Business => GainEvent::BusinessOpened(opening(passed, now)),
    };
    Ok(event.into())
}

fn level_four(account: &Account, passed: Passed, now: Timestamp) -> Result<GainEvent, Refusal> {
    let Passed {
        id,
        way,
        credential,
    } = passed;
    let method = way.method();
    if account.level() < Level::Four {
        return Ok(GainEvent::LevelReached {
            id,
            level: Level::Four,
            method,
            credential,
        });
    }
    let unproven = credential.filter(|credential| account.is_unproven(credential, now));
    let credential = unproven.ok_or(Refusal::AlreadyAtLevel)?;
    Ok(GainEvent::Proven {
        id,
        method,
        credential,
    })
}

/// The way to the counter, and home, may be long: what a clerk attested counts for a day, in whatever session is proven.
fn opening(passed: Passed, now: Timestamp) -> Opening {
    let session = passed.credential.map(|credential| credential.session);
    let (session, lasts) = match passed.way {
        HolderWay::Scan | HolderWay::Check => (session, OPEN),
        HolderWay::Counter => (None, ATTESTED),
    };
    Opening {
        id: passed.id,
        session,
        method: passed.way.method(),
        until: now.saturating_add(lasts).unwrap_or(now),
        credential: passed.credential,
    }
}
