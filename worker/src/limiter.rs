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
    counters: Vec<(Kind, CounterName)>,
}

/// Who makes an attempt, as far as counters tell them apart.
pub(crate) struct Attempter<'a> {
    /// Whose account it is about.
    pub(crate) number: &'a str,
    /// Where the request comes from.
    pub(crate) address: &'a ClientAddress,
    /// The token by which the device is known to that account.
    pub(crate) device: Option<&'a str>,
}

impl Attempt {
    /// Signing in with a password.
    pub(crate) async fn sign_in(edge: &Edge, attempter: &Attempter<'_>) -> Result<Self, Fault> {
        let strangers = [Kind::SignInAddress, Kind::SignInNumber];
        Self::by_device(edge, Kind::SignInDevice, strangers, attempter).await
    }

    /// The beginning of a face scan by somebody who is not signed in: it is counted, and those that failed are looked at.
    pub(crate) async fn begun_face_check(
        edge: &Edge,
        attempter: &Attempter<'_>,
    ) -> Result<(), Fault> {
        for (kind, name) in Self::failed_faces(edge, attempter) {
            throttle::check(&edge.env, kind, &name).await??;
        }
        Self::admit(edge, Self::begun_faces(edge, attempter))
            .await
            .map(drop)
    }

    /// The evidence of such a scan: it counts as failed until it passes.
    pub(crate) async fn face_check(edge: &Edge, attempter: &Attempter<'_>) -> Result<Self, Fault> {
        Self::admit(edge, Self::failed_faces(edge, attempter)).await
    }

    /// The scan passed: what it counted for is forgiven.
    pub(crate) async fn face_check_passed(
        edge: &Edge,
        attempter: &Attempter<'_>,
    ) -> Result<(), Fault> {
        let mut counters = Self::failed_faces(edge, attempter);
        counters.extend(Self::begun_faces(edge, attempter));
        Self { counters }.forgive(edge).await
    }

    fn begun_faces(edge: &Edge, attempter: &Attempter<'_>) -> Vec<(Kind, CounterName)> {
        let strangers = [Kind::FaceAddress, Kind::FaceBegun];
        Self::counters(edge, Kind::FaceBegun, strangers, attempter)
    }

    fn failed_faces(edge: &Edge, attempter: &Attempter<'_>) -> Vec<(Kind, CounterName)> {
        let (kind, value) = match attempter.device {
            Some(token) => (Kind::FaceDevice, token),
            None => (Kind::FaceNumber, attempter.number),
        };
        vec![(kind, CounterName::of(kind, value, &edge.config.name_key))]
    }

    /// A device that is known to the account has a count of its own: what strangers try with the same number, or from
    /// the same address, does not keep its owner out.
    async fn by_device(
        edge: &Edge,
        of_device: Kind,
        strangers: [Kind; 2],
        attempter: &Attempter<'_>,
    ) -> Result<Self, Fault> {
        let counters = Self::counters(edge, of_device, strangers, attempter);
        Self::admit(edge, counters).await
    }

    fn counters(
        edge: &Edge,
        of_device: Kind,
        strangers: [Kind; 2],
        attempter: &Attempter<'_>,
    ) -> Vec<(Kind, CounterName)> {
        match attempter.device {
            Some(token) => {
                let name = CounterName::of(of_device, token, &edge.config.name_key);
                vec![(of_device, name)]
            }
            None => Self::strangers(edge, strangers, attempter),
        }
    }

    fn strangers(
        edge: &Edge,
        [of_address, of_number]: [Kind; 2],
        attempter: &Attempter<'_>,
    ) -> Vec<(Kind, CounterName)> {
        let named = |kind, value| (kind, CounterName::of(kind, value, &edge.config.name_key));
        vec![
            named(of_address, attempter.address.expose()),
            named(of_number, attempter.number),
        ]
    }

    /// Registering `number` from `address`.
    pub(crate) async fn registration(
        edge: &Edge,
        number: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let kinds = [Kind::RegistrationAddress, Kind::RegistrationNumber];
        let attempter = Attempter {
            number,
            address,
            device: None,
        };
        let counters = Self::strangers(edge, kinds, &attempter);
        Self::admit(edge, counters).await
    }

    /// Making a voucher for the counter.
    pub(crate) async fn voucher(edge: &Edge, attempter: &Attempter<'_>) -> Result<(), Fault> {
        let strangers = [Kind::VoucherAddress, Kind::VoucherNumber];
        let admitted = Self::by_device(edge, Kind::VoucherDevice, strangers, attempter);
        admitted.await.map(drop)
    }

    /// Signing in as a member of the staff: whoever knows the name keeps nobody out who comes from elsewhere.
    pub(crate) async fn staff_sign_in(
        edge: &Edge,
        member: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let from_here = format!("{member} {}", address.expose());
        let address = (Kind::StaffAddress, address.expose());
        Self::admit_all(edge, &[address, (Kind::StaffMember, &from_here)]).await
    }

    /// Looking a voucher up; it is taken back where there is one.
    pub(crate) async fn voucher_look_up(edge: &Edge, member: &str) -> Result<Self, Fault> {
        Self::admit_all(edge, &[(Kind::VoucherLookUp, member)]).await
    }

    /// Trying the code that another device shows; it is taken back where one does.
    pub(crate) async fn user_code(edge: &Edge, address: &ClientAddress) -> Result<Self, Fault> {
        Self::admit_all(edge, &[(Kind::UserCode, address.expose())]).await
    }

    /// Beginning a sign-in by another device.
    pub(crate) async fn device_grant(edge: &Edge, portal: &str) -> Result<(), Fault> {
        let counted = [(Kind::DeviceGrantPortal, portal)];
        Self::admit_all(edge, &counted).await.map(drop)
    }

    /// Sending a code to `mobile`, asked for from `address`.
    pub(crate) async fn mobile_code(
        edge: &Edge,
        mobile: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let address = (Kind::CodeAddress, address.expose());
        let counted = [address, (Kind::CodeMinute, mobile), (Kind::CodeDay, mobile)];
        Self::admit_all(edge, &counted).await
    }

    /// Making a filing, or replacing its persons, with `persons` who are new in it: as often within a day as the deployment
    /// lets `portal`, and ten times as many persons.
    pub(crate) async fn filing(edge: &Edge, portal: &str, persons: usize) -> Result<Self, Fault> {
        let attempt = Self::of_portal(edge, Kind::FilingPortal, portal).await?;
        if let Err(fault) = Self::persons(edge, portal, persons).await {
            attempt.withdraw(edge).await?;
            return Err(fault);
        }
        Ok(attempt)
    }

    async fn persons(edge: &Edge, portal: &str, persons: usize) -> Result<(), Fault> {
        if persons == 0 {
            return Ok(());
        }
        let kind = Kind::PersonPortal;
        let name = CounterName::of(kind, portal, &edge.config.name_key);
        let weight = u32::try_from(persons).unwrap_or(u32::MAX);
        let counted = (edge.config.filings.per_day, weight);
        Ok(throttle::admit_many(&edge.env, kind, &name, counted).await??)
    }

    /// Inviting a person of a filing.
    pub(crate) async fn invitation(edge: &Edge, portal: &str) -> Result<Self, Fault> {
        Self::of_portal(edge, Kind::InvitationPortal, portal).await
    }

    async fn of_portal(edge: &Edge, kind: Kind, portal: &str) -> Result<Self, Fault> {
        let counters = vec![(kind, CounterName::of(kind, portal, &edge.config.name_key))];
        Self::admit_up_to(edge, counters, edge.config.filings.per_day).await
    }

    async fn admit_all(edge: &Edge, counted: &[(Kind, &str)]) -> Result<Self, Fault> {
        let name = |(kind, value): &(Kind, &str)| {
            (*kind, CounterName::of(*kind, value, &edge.config.name_key))
        };
        Self::admit(edge, counted.iter().map(name).collect()).await
    }

    async fn admit(edge: &Edge, counters: Vec<(Kind, CounterName)>) -> Result<Self, Fault> {
        Self::admit_up_to(edge, counters, edge.config.address_allowance).await
    }

    async fn admit_up_to(
        edge: &Edge,
        counters: Vec<(Kind, CounterName)>,
        allowance: u32,
    ) -> Result<Self, Fault> {
        for (kind, name) in &counters {
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

    /// The attempt did not take place after all; those before it still count.
    pub(crate) async fn withdraw(&self, edge: &Edge) -> Result<(), Fault> {
        for (kind, name) in &self.counters {
            throttle::withdraw(&edge.env, *kind, name).await?;
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
        if ceiling.len() < MOST_ADDRESSES || ceiling.contains_key(address) {
            ceiling.insert(address.clone(), next);
        }
        Ok(())
    })
}
