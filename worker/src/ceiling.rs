//! The ceiling on requests of one address, in the memory of an isolate: a flood is stopped before it costs anything.

use std::collections::HashMap;

use accounts::limits::{self, Counter, Kind, RetryAfter};
use jiff::Timestamp;

use crate::client_address::ClientAddress;

const KIND: Kind = Kind::RequestAddress;

/// Addresses remembered at once, and buckets of addresses besides.
const MOST: usize = 10_000;

/// A bucket holds many addresses, and may do so many times as much as one.
const BUCKET_FACTOR: u32 = 16;

/// Counters of addresses. When there are too many, those that ask least share a counter with their neighbours.
#[derive(Default)]
pub(crate) struct Ceiling {
    addresses: HashMap<ClientAddress, Counter>,
    buckets: HashMap<ClientAddress, Counter>,
}

impl Ceiling {
    /// Counts a request from `address`, of which `allowance` persons may share one.
    pub(crate) fn count(
        &mut self,
        address: &ClientAddress,
        allowance: u32,
        now: Timestamp,
    ) -> Result<(), RetryAfter> {
        let known = self.addresses.get(address);
        let bucket = address.bucket();
        if known.is_none()
            && let Some(shared) = self.buckets.get(&bucket)
            && now < limits::expires_at(KIND, shared)
        {
            let allowance = allowance.saturating_mul(BUCKET_FACTOR);
            let next = limits::admit(KIND, Some(shared), allowance, now)?;
            self.buckets.insert(bucket, next);
            return Ok(());
        }
        let next = limits::admit(KIND, known, allowance, now)?;
        if known.is_none() && self.addresses.len() >= MOST {
            self.make_room(now);
        }
        self.addresses.insert(address.clone(), next);
        Ok(())
    }

    /// Forgets expired counters. If all count, the half that asks least goes into buckets.
    fn make_room(&mut self, now: Timestamp) {
        let counts = |counter: &Counter| now < limits::expires_at(KIND, counter);
        self.addresses.retain(|_, counter| counts(counter));
        self.buckets.retain(|_, counter| counts(counter));
        if self.addresses.len() < MOST {
            return;
        }
        let mut by_use: Vec<_> = self.addresses.drain().collect();
        by_use.select_nth_unstable_by_key(MOST / 2, |(_, counter)| counter.count);
        self.addresses.extend(by_use.drain(MOST / 2..));
        for (address, counter) in by_use {
            self.share(address.bucket(), counter);
        }
    }

    /// Adds `counter` to that of a bucket. With too many buckets it is forgotten: a flood from so many networks is not for
    /// one isolate to stop.
    fn share(&mut self, bucket: ClientAddress, counter: Counter) {
        if self.buckets.len() >= MOST && !self.buckets.contains_key(&bucket) {
            return;
        }
        let shared = self.buckets.entry(bucket);
        let shared = shared.or_insert(Counter {
            count: 0,
            ..counter
        });
        shared.count = shared.count.saturating_add(counter.count);
        shared.last = shared.last.max(counter.last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    /// The free requests of one address within a window.
    const FREE: usize = 120;

    fn address(index: usize) -> ClientAddress {
        let [.., a, b, c] = index.to_be_bytes();
        ClientAddress::parse(&format!("10.{a}.{b}.{c}"))
    }

    fn full() -> Ceiling {
        let mut ceiling = Ceiling::default();
        for index in 0..MOST {
            ceiling.count(&address(index), 1, NOW).unwrap();
        }
        ceiling
    }

    fn admitted(ceiling: &mut Ceiling, address: &ClientAddress, requests: usize) -> usize {
        let attempts = (0..requests).map(|_| ceiling.count(address, 1, NOW));
        attempts.flatten().count()
    }

    #[test]
    fn one_address_may_ask_so_often() {
        let mut ceiling = Ceiling::default();
        assert_eq!(admitted(&mut ceiling, &address(1), FREE * 2), FREE);
        assert_eq!(admitted(&mut ceiling, &address(2), FREE * 2), FREE);
    }

    #[test]
    fn a_full_table_lets_nobody_by_uncounted() {
        let mut ceiling = full();
        let late = address(MOST + 256);
        assert_eq!(admitted(&mut ceiling, &late, FREE * 2), FREE);
        assert!(ceiling.addresses.len() <= MOST);
    }

    #[test]
    fn the_least_used_share_a_counter_and_the_most_used_keep_theirs() {
        let mut ceiling = full();
        let busy = address(7);
        assert_eq!(admitted(&mut ceiling, &busy, FREE * 2), FREE - 1);
        ceiling.count(&address(MOST + 256), 1, NOW).unwrap();
        assert!(ceiling.addresses.contains_key(&busy));
        assert_eq!(admitted(&mut ceiling, &busy, 1), 0);
        let neighbours = (0..MOST).map(address);
        let shared: Vec<_> = neighbours
            .filter(|address| !ceiling.addresses.contains_key(address))
            .collect();
        let bucket = shared[0].bucket();
        let in_bucket: Vec<_> = shared.iter().filter(|it| it.bucket() == bucket).collect();
        let requests = in_bucket.iter().cycle().take(FREE * 32);
        let requests: Vec<_> = requests
            .map(|address| ceiling.count(address, 1, NOW))
            .collect();
        let admitted = requests.iter().filter(|answer| answer.is_ok()).count();
        assert!(admitted < FREE * 16 && requests.last().is_some_and(Result::is_err));
        let later = Timestamp::from_second(NOW.as_second() + 21).unwrap();
        assert_eq!(ceiling.count(in_bucket[0], 1, later), Ok(()));
    }
}
