//! Evidence on its way through this isolate: which bytes are held, whose, and who has to go when there are too many. An
//! isolate is where memory runs out, so this is kept in its memory and nowhere else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use jiff::Timestamp;
use verification::VerificationId;

use crate::client_address::ClientAddress;

/// Bytes that are held at once: ten scans as browsers send them, or the longest that any challenge allows beside others. Cloudflare
/// gives an isolate 128 MB, and evidence lies in it twice while the authority is asked.
const BUDGET: usize = 32 << 20;

/// What one network may hold; so many times as much where the deployment lets so many persons share one address.
const OF_NETWORK: usize = 20 << 20;

/// What an upload counts for before it has sent anything, bytes: connections cost memory too.
const LEAST: usize = 256 << 10;

/// A body that takes longer is broken off, seconds.
pub(crate) const LONGEST_SECONDS: i64 = 120;

/// A body of which nothing comes for so long is broken off, seconds.
const QUIET_SECONDS: i64 = 15;

/// The authority takes no longer with what is complete, seconds: an upload that holds room for longer was left behind.
const LONGEST_JUDGING_SECONDS: i64 = 120;

/// Why an upload does not go on. The same evidence may come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UploadError {
    /// There was no room for it, and it was not worth the room of another.
    #[error("the evidence on its way takes all the room there is")]
    NoRoom,
    /// It took too long.
    #[error("the evidence takes too long")]
    TooSlow,
    /// The same evidence is on its way already.
    #[error("the same evidence is on its way already")]
    Underway,
    /// The connection ended before the body did.
    #[error("the evidence broke off")]
    BrokenOff,
}

/// Names one upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UploadId(u64);

/// The uploads of one isolate.
#[derive(Default)]
pub(crate) struct Uploads {
    next: u64,
    held: BTreeMap<UploadId, Upload>,
}

struct Upload {
    verification: VerificationId,
    network: String,
    /// How many persons may share the network's address.
    allowance: u32,
    began_at: Timestamp,
    heard_at: Timestamp,
    bytes: usize,
    body: Body,
}

enum Body {
    /// Pieces that have come so far.
    Coming(Vec<Bytes>),
    /// It is complete, and with the authority.
    Complete,
}

impl Uploads {
    /// Makes room for an upload of the evidence for `verification` from `address`.
    pub(crate) fn begin(
        &mut self,
        verification: VerificationId,
        (address, allowance): (&ClientAddress, u32),
        now: Timestamp,
    ) -> Result<UploadId, UploadError> {
        self.held.retain(|_, upload| !upload.is_over(now));
        let mut held = self.held.values();
        if held.any(|upload| upload.verification == verification) {
            return Err(UploadError::Underway);
        }
        let id = UploadId(self.next);
        self.next += 1;
        let upload = Upload {
            verification,
            network: address.line(),
            allowance,
            began_at: now,
            heard_at: now,
            bytes: 0,
            body: Body::Coming(Vec::new()),
        };
        self.held.insert(id, upload);
        self.make_room(id, now)?;
        Ok(id)
    }

    /// Adds a piece to an upload.
    pub(crate) fn add(
        &mut self,
        id: UploadId,
        piece: Bytes,
        now: Timestamp,
    ) -> Result<(), UploadError> {
        self.check(id, now)?;
        let upload = self.held.get_mut(&id).ok_or(UploadError::NoRoom)?;
        upload.heard_at = now;
        upload.bytes += piece.len();
        if let Body::Coming(pieces) = &mut upload.body {
            pieces.push(piece);
        }
        self.make_room(id, now)
    }

    /// Whether an upload still goes on.
    pub(crate) fn check(&mut self, id: UploadId, now: Timestamp) -> Result<(), UploadError> {
        let upload = self.held.get(&id).ok_or(UploadError::NoRoom)?;
        if upload.is_over(now) {
            self.end(id);
            return Err(UploadError::TooSlow);
        }
        Ok(())
    }

    /// The whole body. Its bytes stay counted until the upload ends: they are on their way to the authority.
    pub(crate) fn complete(
        &mut self,
        id: UploadId,
        now: Timestamp,
    ) -> Result<Vec<u8>, UploadError> {
        let upload = self.held.get_mut(&id).ok_or(UploadError::NoRoom)?;
        upload.heard_at = now;
        let Body::Coming(pieces) = std::mem::replace(&mut upload.body, Body::Complete) else {
            return Ok(Vec::new());
        };
        let mut whole = Vec::with_capacity(upload.bytes);
        for piece in pieces {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    /// Nothing of the upload is held any longer.
    pub(crate) fn end(&mut self, id: UploadId) {
        self.held.remove(&id);
    }

    /// While a network holds more than its part, or all together more than the budget, the slowest goes: of that network,
    /// or of those that hold much. `Err(NoRoom)` if that is `id`, or if only what is complete is left.
    fn make_room(&mut self, id: UploadId, now: Timestamp) -> Result<(), UploadError> {
        while let Some(networks) = self.over_its_part(id).or_else(|| self.large_if_full()) {
            let coming = self.held.iter().filter(|(_, one)| one.is_coming());
            let theirs = coming.filter(|(_, one)| networks.contains(&one.network));
            // Of several that are as slow the latest: a sender who begins many drops nobody else's by that.
            let slowest = theirs.min_by_key(|(id, one)| (one.bytes_per_second(now), Reverse(**id)));
            let victim = slowest.map_or(id, |(id, _)| *id);
            self.end(victim);
            if victim == id {
                return Err(UploadError::NoRoom);
            }
        }
        Ok(())
    }

    /// The network of the upload `id`, if it holds more than its part.
    fn over_its_part(&self, id: UploadId) -> Option<BTreeSet<String>> {
        let upload = self.held.get(&id)?;
        let part = OF_NETWORK.saturating_mul(upload.allowance.max(1) as usize);
        let own = self
            .held
            .values()
            .filter(|one| one.network == upload.network);
        let held: usize = own.map(Upload::weight).sum();
        (held > part.min(BUDGET)).then(|| BTreeSet::from([upload.network.clone()]))
    }

    /// The networks that hold at least half as much as all on average, if all together hold more than the budget: a network
    /// that holds little is not cut off because others hold much.
    fn large_if_full(&self) -> Option<BTreeSet<String>> {
        let mut held: BTreeMap<&str, usize> = BTreeMap::new();
        for upload in self.held.values() {
            *held.entry(&upload.network).or_default() += upload.weight();
        }
        let all: usize = held.values().sum();
        if all <= BUDGET {
            return None;
        }
        let least = all / held.len() / 2;
        let large = held.into_iter().filter(|(_, own)| *own >= least);
        Some(large.map(|(network, _)| network.to_owned()).collect())
    }
}

impl Upload {
    fn weight(&self) -> usize {
        self.bytes.max(LEAST)
    }

    /// Whether it has taken longer than it may.
    fn is_over(&self, now: Timestamp) -> bool {
        let passed = now.duration_since(self.began_at).as_secs();
        let quiet = now.duration_since(self.heard_at).as_secs();
        match self.body {
            Body::Coming(_) => passed >= LONGEST_SECONDS || quiet >= QUIET_SECONDS,
            Body::Complete => quiet >= LONGEST_JUDGING_SECONDS,
        }
    }

    fn is_coming(&self) -> bool {
        matches!(self.body, Body::Coming(_))
    }

    /// Within its first second an upload is as fast as one of a second.
    fn bytes_per_second(&self, now: Timestamp) -> u128 {
        let passed_ms = now.duration_since(self.began_at).as_millis().max(1_000);
        self.bytes as u128 * 1_000 / passed_ms.unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
    const PIECE: usize = 1 << 20;

    fn later(seconds: i64) -> Timestamp {
        Timestamp::from_second(NOW.as_second() + seconds).unwrap()
    }

    fn address(network: u8) -> ClientAddress {
        ClientAddress::parse(&format!("10.0.0.{network}"))
    }

    fn piece(bytes: usize) -> Bytes {
        Bytes::from(vec![0; bytes])
    }

    /// Begins an upload of evidence that nobody else has.
    fn begin(uploads: &mut Uploads, network: u8, at: Timestamp) -> Result<UploadId, UploadError> {
        let verification = VerificationId::from_bytes(u128::from(uploads.next).to_be_bytes());
        uploads.begin(verification, (&address(network), 1), at)
    }

    fn held(uploads: &Uploads) -> usize {
        uploads.held.values().map(Upload::weight).sum()
    }

    #[test]
    fn a_body_comes_in_pieces_and_is_counted_until_it_ends() {
        let mut uploads = Uploads::default();
        let id = begin(&mut uploads, 1, NOW).unwrap();
        uploads.add(id, Bytes::from_static(b"sea"), NOW).unwrap();
        uploads.add(id, Bytes::from_static(b"led"), NOW).unwrap();
        assert_eq!(uploads.complete(id, NOW).unwrap(), b"sealed");
        assert_eq!(held(&uploads), LEAST);
        uploads.end(id);
        assert_eq!(held(&uploads), 0);
    }

    #[test]
    fn the_same_evidence_is_not_uploaded_twice_at_once() {
        let mut uploads = Uploads::default();
        let verification = VerificationId::from_bytes([1; 16]);
        let sender = (&address(1), 1);
        let first = uploads.begin(verification, sender, NOW).unwrap();
        let second = uploads.begin(verification, sender, NOW);
        assert_eq!(second, Err(UploadError::Underway));
        uploads.end(first);
        assert!(uploads.begin(verification, sender, NOW).is_ok());
    }

    #[test]
    fn one_network_holds_its_part_and_starves_nobody() {
        let mut uploads = Uploads::default();
        let honest = begin(&mut uploads, 2, NOW).unwrap();
        for _ in 0..1_000 {
            if let Ok(id) = begin(&mut uploads, 1, NOW) {
                let _dropped = uploads.add(id, piece(PIECE), NOW);
            }
            assert!(held(&uploads) <= OF_NETWORK + LEAST);
        }
        for second in 0..6 {
            uploads.add(honest, piece(PIECE), later(second)).unwrap();
        }
        assert_eq!(uploads.complete(honest, NOW).unwrap().len(), 6 * PIECE);
    }

    #[test]
    fn many_networks_share_the_budget_and_the_slowest_goes_first() {
        let mut uploads = Uploads::default();
        let slow = begin(&mut uploads, 1, NOW).unwrap();
        uploads.add(slow, piece(2 * PIECE), NOW).unwrap();
        let mut quick = Vec::new();
        for network in 2..18 {
            let id = begin(&mut uploads, network, later(60)).unwrap();
            quick.push(id);
            uploads.add(id, piece(2 * PIECE), later(60)).unwrap();
            assert!(held(&uploads) <= BUDGET);
        }
        assert_eq!(uploads.check(slow, later(60)), Err(UploadError::NoRoom));
        assert_eq!(uploads.check(quick[0], later(60)), Ok(()));
    }

    #[test]
    fn what_is_with_the_authority_is_not_dropped() {
        let mut uploads = Uploads::default();
        let first = begin(&mut uploads, 1, NOW).unwrap();
        uploads.add(first, piece(OF_NETWORK), NOW).unwrap();
        uploads.complete(first, NOW).unwrap();
        let second = begin(&mut uploads, 1, NOW);
        assert_eq!(second, Err(UploadError::NoRoom));
        assert!(begin(&mut uploads, 2, NOW).is_ok());
        uploads.end(first);
        assert!(begin(&mut uploads, 1, NOW).is_ok());
    }

    /// Nobody may be left to end them: a runtime can end a request at any moment.
    #[test]
    fn uploads_that_nobody_ends_make_room_after_their_deadline() {
        let mut uploads = Uploads::default();
        for network in 0..=255 {
            if let Ok(id) = begin(&mut uploads, network, NOW)
                && network % 2 == 0
            {
                uploads.complete(id, NOW).unwrap();
            }
        }
        assert_eq!(held(&uploads), BUDGET);
        begin(&mut uploads, 1, later(QUIET_SECONDS)).unwrap();
        assert!(held(&uploads) < BUDGET);
        begin(&mut uploads, 1, later(LONGEST_JUDGING_SECONDS)).unwrap();
        assert_eq!(held(&uploads), LEAST);
    }

    #[test]
    fn a_body_has_a_deadline_and_may_not_be_quiet() {
        let mut uploads = Uploads::default();
        let quiet = begin(&mut uploads, 1, NOW).unwrap();
        assert_eq!(uploads.check(quiet, later(QUIET_SECONDS - 1)), Ok(()));
        let too_slow = Err(UploadError::TooSlow);
        assert_eq!(uploads.check(quiet, later(QUIET_SECONDS)), too_slow);
        let steady = begin(&mut uploads, 1, NOW).unwrap();
        for second in 0..LONGEST_SECONDS {
            uploads.add(steady, piece(1), later(second)).unwrap();
        }
        let late = uploads.add(steady, piece(1), later(LONGEST_SECONDS));
        assert_eq!(late, too_slow);
        assert_eq!(held(&uploads), 0);
    }
}
