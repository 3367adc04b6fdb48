//! Limits as the handlers use them: some in the throttle's shards, the ceiling on requests in this isolate's memory.

use std::cell::RefCell;
use std::collections::HashMap;

use accounts::limits::{self, Counter, Kind, RetryAfter};

use crate::account_names::CounterName;
use crate::client_address::ClientAddress;
use crate::clock;
use crate::edge::Edge;
use crate::objects::throttle;
use crate::problem::Fault;

/// Addresses remembered at once by the ceiling.
const MOST_ADDRESSES: usize = 10_000;

thread_local! {
    static CEILING: RefCell<HashMap<ClientAddress, Counter>> = RefCell::new(HashMap::new());
}

/// An attempt that was counted; [`Attempt::forgive`] takes it back.
pub(crate) struct Attempt {
    counters: [(Kind, CounterName); 2],
}

impl Attempt {
    /// Signing in with `number` from `address`.
    pub(crate) async fn sign_in(
        edge: &Edge,
        number: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let kinds = [Kind::SignInAddress, Kind::SignInNumber];
        Self::admit(edge, kinds, number, address).await
    }

    /// Registering `number` from `address`.
    pub(crate) async fn registration(
        edge: &Edge,
        number: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let kinds = [Kind::RegistrationAddress, Kind::RegistrationNumber];
        Self::admit(edge, kinds, number, address).await
    }

    async fn admit(
        edge: &Edge,
        [of_address, of_number]: [Kind; 2],
        number: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let key = &edge.config.name_key;
        let counters = [
            (
                of_address,
                CounterName::of(of_address, address.expose(), key),
            ),
            (of_number, CounterName::of(of_number, number, key)),
        ];
        for (kind, name) in &counters {
            let allowance = edge.config.address_allowance;
            throttle::admit(&edge.env, *kind, name, allowance).await??;
        }
        Ok(Self { counters })
    }

    /// The attempt succeeded, or failed for no fault of the person's.
    pub(crate) async fn forgive(&self, edge: &Edge) -> Result<(), Fault> {
        for (kind, name) in &self.counters {
            throttle::forgive(&edge.env, *kind, name).await?;
        }
        Ok(())
    }
}

/// Counts a request against what one address may ask of this isolate: a flood is stopped before it costs anything.
pub(crate) fn count_request(address: &ClientAddress, allowance: u32) -> Result<(), RetryAfter> {
    let (kind, now) = (Kind::RequestAddress, clock::now());
    CEILING.with_borrow_mut(|ceiling| {
        if ceiling.len() >= MOST_ADDRESSES {
            ceiling.retain(|_, counter| now < limits::expires_at(kind, counter));
        }
        let next = limits::admit(kind, ceiling.get(address), allowance, now)?;
        if ceiling.len() < MOST_ADDRESSES {
            ceiling.insert(address.clone(), next);
        }
        Ok(())
    })
}
