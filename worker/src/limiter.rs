//! Limits as the handlers use them: some in the throttle's shards, the ceiling on requests in this isolate's memory.

use std::cell::RefCell;

use accounts::Refusal;
use accounts::limits::{Kind, RetryAfter, UPLOAD_SECONDS};
use verification::VerificationId;

use crate::account_names::CounterName;
use crate::ceiling::Ceiling;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::objects::throttle;
use crate::problem::Fault;
use crate::strangers::Strangers;
use crate::uploads::UploadError;
use crate::{alarm, clock};

/// An upload that is not judged yet keeps others out for no longer.
const UNDERWAY_SECONDS: u64 = UPLOAD_SECONDS.unsigned_abs() + 1;

thread_local! {
    static CEILING: RefCell<Ceiling> = RefCell::default();
    static STRANGERS: RefCell<Strangers> = RefCell::default();
}

/// An attempt that was counted; [`Attempt::forgive`] takes it back.
#[derive(Default)]
pub(crate) struct Attempt {
    counters: Vec<Counted>,
    is_strangers: bool,
    /// Until when the number is past its ceiling, if it is. The attempt is not counted against it then.
    past_ceiling: Option<RetryAfter>,
}

/// One counter that an attempt goes to.
struct Counted {
    kind: Kind,
    name: CounterName,
    /// How many times as much as usual is free.
    allowance: u32,
}

/// Who makes an attempt, as far as counters tell them apart.
pub(crate) struct Attempter<'a> {
    /// Whose account it is about.
    pub(crate) number: &'a str,
    /// Where the request comes from.
    pub(crate) address: &'a ClientAddress,
    /// What is known of them.
    pub(crate) known: Known<'a>,
}

/// What is known of who makes an attempt.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    /// Nothing: anybody can name a number.
    Stranger,
    /// They use a device that is known to the account, by this token.
    Device(&'a str),
    /// They do what the holder or a portal asked for: that is counted by itself, under this name.
    Asked(&'a str),
}

/// What one kind of attempt is counted as.
struct Kinds {
    /// By strangers from one address, with whatever number.
    address: Option<Kind>,
    /// By strangers with one number, from one network.
    network: Kind,
    /// By strangers with one number, from anywhere: a ceiling that anybody can reach.
    number: Option<Kind>,
    /// On one device that is known, or by who was asked.
    device: Kind,
    /// On all devices that are known to one account.
    devices: Option<Kind>,
}

const SIGN_IN: Kinds = Kinds {
    address: Some(Kind::SignInAddress),
    network: Kind::SignInNetwork,
    number: Some(Kind::SignInNumber),
    device: Kind::SignInDevice,
    devices: Some(Kind::SignInDevices),
};

const BEGUN_FACE: Kinds = Kinds {
    address: Some(Kind::FaceAddress),
    network: Kind::FaceBegun,
    number: None,
    device: Kind::FaceBegun,
    devices: None,
};

const FACE: Kinds = Kinds {
    address: None,
    network: Kind::FaceNetwork,
    number: Some(Kind::FaceNumber),
    device: Kind::FaceDevice,
    devices: Some(Kind::FaceDevices),
};

const VOUCHER: Kinds = Kinds {
    address: Some(Kind::VoucherAddress),
    network: Kind::VoucherNetwork,
    number: None,
    device: Kind::VoucherDevice,
    devices: None,
};

const REGISTRATION: Kinds = Kinds {
    address: Some(Kind::RegistrationAddress),
    network: Kind::RegistrationNetwork,
    number: Some(Kind::RegistrationNumber),
    device: Kind::RegistrationNetwork,
    devices: None,
};

/// Against whom an attempt counts that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// Against the number: something that is its owner's was compared and differed.
    Number,
    /// Against the network it came from: there was nothing that could be compared.
    Network,
    /// Against nobody.
    Nobody,
}

impl Attempt {
    /// Signing in with a password.
    pub(crate) async fn sign_in(edge: &Edge, attempter: &Attempter<'_>) -> Result<Self, Fault> {
        Self::of(edge, &SIGN_IN, attempter).await
    }

    /// The beginning of a face scan by somebody who is not signed in: it is counted, and those that failed are looked at. `Some`
    /// if the number is past its ceiling, as of [`Attempt::past_ceiling`].
    pub(crate) async fn begun_face_check(
        edge: &Edge,
        attempter: &Attempter<'_>,
    ) -> Result<Option<RetryAfter>, Fault> {
        let failed = counters(edge, &FACE, attempter);
        for counted in failed {
            throttle::check(&edge.env, counted.kind, &counted.name).await??;
        }
        check_unread(edge, attempter.address).await?;
        let begun = counters(edge, &BEGUN_FACE, attempter);
        Self::admit(edge, begun).await?;
        let Some(Counted { kind, name, .. }) = ceiling(edge, &FACE, attempter) else {
            return Ok(None);
        };
        Ok(throttle::check(&edge.env, kind, &name).await?.err())
    }

    /// The evidence of such a scan: it counts as failed until it passes.
    pub(crate) async fn face_check(edge: &Edge, attempter: &Attempter<'_>) -> Result<Self, Fault> {
        Self::of(edge, &FACE, attempter).await
    }

    /// The scan passed: what it counted for is forgiven.
    pub(crate) async fn face_check_passed(
        self,
        edge: &Edge,
        attempter: &Attempter<'_>,
    ) -> Result<(), Fault> {
        let begun = counters(edge, &BEGUN_FACE, attempter);
        let counters = self.counters.into_iter().chain(begun).collect();
        let both = Self { counters, ..self };
        both.forgive(edge).await
    }

    /// The scan did not pass: it stays counted against the number, or is not counted at all.
    pub(crate) async fn face_check_failed(&self, edge: &Edge, blame: Blame) -> Result<(), Fault> {
        match blame {
            Blame::Number => Ok(()),
            Blame::Network | Blame::Nobody => self.withdraw(edge).await,
        }
    }

    /// Registering. Past the ceiling of the number, whom a clerk has seen registers ([`Known::Asked`]).
    pub(crate) async fn registration(
        edge: &Edge,
        attempter: &Attempter<'_>,
    ) -> Result<Self, Fault> {
        let attempt = Self::of(edge, &REGISTRATION, attempter).await?;
        attempt
            .past_ceiling
            .map_or(Ok(attempt), |retry| Err(retry.into()))
    }

    /// Making a voucher for the counter.
    pub(crate) async fn voucher(edge: &Edge, attempter: &Attempter<'_>) -> Result<(), Fault> {
        let counters = counters(edge, &VOUCHER, attempter);
        Self::admit(edge, counters).await.map(drop)
    }

    /// Uploading the evidence of a verification: one upload at a time, and none after one that was judged.
    pub(crate) async fn upload(edge: &Edge, id: &VerificationId) -> Result<Self, Fault> {
        let counters = vec![counted(edge, Kind::Upload, &id.to_string())];
        match Self::admit(edge, counters).await {
            Err(Fault::Limited(retry)) => Err(if retry.seconds > UNDERWAY_SECONDS {
                Refusal::ScanSpent.into()
            } else {
                UploadError::Underway.into()
            }),
            admitted => admitted,
        }
    }

    /// What was counted serves no further time.
    pub(crate) async fn spend(&self, edge: &Edge) -> Result<(), Fault> {
        for Counted { kind, name, .. } in &self.counters {
            throttle::spend(&edge.env, *kind, name).await?;
        }
        Ok(())
    }

    /// Signing in as a member of the staff: whoever knows the name keeps nobody out who comes from elsewhere.
    pub(crate) async fn staff_sign_in(
        edge: &Edge,
        member: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let from_here = format!("{member} {}", address.expose());
        let mut counters = of_address(edge, Kind::StaffAddress, address);
        counters.push(counted(edge, Kind::StaffMember, &from_here));
        Self::admit(edge, counters).await
    }

    /// Looking a voucher up; it is taken back where there is one.
    pub(crate) async fn voucher_look_up(edge: &Edge, member: &str) -> Result<Self, Fault> {
        Self::admit(edge, vec![counted(edge, Kind::VoucherLookUp, member)]).await
    }

    /// Trying the code that another device shows; it is taken back where one does.
    pub(crate) async fn user_code(edge: &Edge, address: &ClientAddress) -> Result<Self, Fault> {
        Self::admit(edge, of_address(edge, Kind::UserCode, address)).await
    }

    /// Beginning a sign-in by another device.
    pub(crate) async fn device_grant(edge: &Edge, portal: &str) -> Result<(), Fault> {
        let counters = vec![counted(edge, Kind::DeviceGrantPortal, portal)];
        Self::admit(edge, counters).await.map(drop)
    }

    /// Sending a code to `mobile`, asked for by a stranger from `address`.
    pub(crate) async fn strangers_code(
        edge: &Edge,
        mobile: &str,
        address: &ClientAddress,
    ) -> Result<Self, Fault> {
        let mut counters = of_address(edge, Kind::CodeAddress, address);
        counters.extend(codes(edge, mobile));
        counters.extend([codes_of_strangers(edge), codes_of_deployment(edge)]);
        Self::admit(edge, counters).await
    }

    /// Sending a code to `mobile`, asked for by `holder`, whom the edge knows: strangers cannot use these codes up, nor one
    /// holder those of everybody else.
    pub(crate) async fn holders_code(
        edge: &Edge,
        mobile: &str,
        holder: &str,
    ) -> Result<Self, Fault> {
        let mut counters = Vec::from(codes(edge, &format!("{mobile} {holder}")));
        counters.push(counted(edge, Kind::CodeHolder, holder));
        counters.push(codes_of_deployment(edge));
        Self::admit(edge, counters).await
    }

    /// Sending a code to the number on file, after what `asker` names has agreed: these few are sent also where strangers have
    /// used up what a deployment sends in all.
    pub(crate) async fn code_on_file(
        edge: &Edge,
        mobile: &str,
        asker: &str,
    ) -> Result<Self, Fault> {
        let counters = Vec::from(codes(edge, &format!("{mobile} {asker}")));
        Self::admit(edge, counters).await
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
        let counter = Counted {
            allowance: edge.config.filings.per_day,
            ..counted(edge, kind, portal)
        };
        Self::admit(edge, vec![counter]).await
    }

    /// An attempt that is noted as failed until it succeeds: an operator wants to know how many strangers fail.
    async fn of(edge: &Edge, kinds: &Kinds, attempter: &Attempter<'_>) -> Result<Self, Fault> {
        let is_strangers = matches!(attempter.known, Known::Stranger);
        if is_strangers {
            let alarming = STRANGERS.with_borrow_mut(|it| it.note_attempt(clock::now()));
            if let Some(share) = alarming {
                alarm::raise(&share);
            }
        }
        let mut admitted = Self::admit(edge, counters(edge, kinds, attempter)).await?;
        admitted.is_strangers = is_strangers;
        if let Some(number) = ceiling(edge, kinds, attempter) {
            match throttle::admit(&edge.env, number.kind, &number.name, 1).await? {
                Ok(()) => admitted.counters.push(number),
                Err(retry) => admitted.past_ceiling = Some(retry),
            }
        }
        Ok(admitted)
    }

    /// Until when the number is past its ceiling, if it is: a proof that strangers do not have lets the attempt go on.
    pub(crate) fn past_ceiling(&self) -> Option<RetryAfter> {
        self.past_ceiling
    }

    async fn admit(edge: &Edge, counters: Vec<Counted>) -> Result<Self, Fault> {
        for Counted {
            kind,
            name,
            allowance,
        } in &counters
        {
            throttle::admit(&edge.env, *kind, name, *allowance).await??;
        }
        Ok(Self {
            counters,
            ..Self::default()
        })
    }

    /// The attempt succeeded.
    pub(crate) async fn forgive(&self, edge: &Edge) -> Result<(), Fault> {
        if self.is_strangers {
            STRANGERS.with_borrow_mut(|it| it.note_success(clock::now()));
        }
        for Counted { kind, name, .. } in &self.counters {
            throttle::forgive(&edge.env, *kind, name).await?;
        }
        Ok(())
    }

    /// The attempt did not take place after all; those before it still count.
    pub(crate) async fn withdraw(&self, edge: &Edge) -> Result<(), Fault> {
        for Counted { kind, name, .. } in &self.counters {
            throttle::withdraw(&edge.env, *kind, name).await?;
        }
        Ok(())
    }
}

/// A device that is known to the account has counts of its own: what strangers try with the same number, or from the same
/// address, does not keep its owner out. Strangers with one number share a count with those in their own network first.
fn counters(edge: &Edge, kinds: &Kinds, attempter: &Attempter<'_>) -> Vec<Counted> {
    let Attempter {
        number, address, ..
    } = attempter;
    match attempter.known {
        Known::Asked(name) => vec![counted(edge, kinds.device, name)],
        Known::Device(token) => {
            let all = kinds.devices.map(|kind| counted(edge, kind, number));
            let own = counted(edge, kinds.device, token);
            std::iter::once(own).chain(all).collect()
        }
        Known::Stranger => {
            let from_here = format!("{number} {}", address.line());
            let anywhere = kinds.address.map(|kind| of_address(edge, kind, address));
            let mut counters = anywhere.unwrap_or_default();
            counters.push(counted(edge, kinds.network, &from_here));
            counters
        }
    }
}

/// The ceiling of strangers with one number, from anywhere.
fn ceiling(edge: &Edge, kinds: &Kinds, attempter: &Attempter<'_>) -> Option<Counted> {
    match attempter.known {
        Known::Stranger => kinds
            .number
            .map(|kind| counted(edge, kind, attempter.number)),
        Known::Device(_) | Known::Asked(_) => None,
    }
}

/// Whether too many captures from this address could not be compared.
pub(crate) async fn check_unread(edge: &Edge, address: &ClientAddress) -> Result<(), Fault> {
    for counted in of_address(edge, Kind::FaceUnread, address) {
        throttle::check(&edge.env, counted.kind, &counted.name).await??;
    }
    Ok(())
}

/// Counts a capture from this address against its network, if that is to blame.
pub(crate) async fn note_unread(
    edge: &Edge,
    address: &ClientAddress,
    blame: Blame,
) -> Result<(), Fault> {
    if blame != Blame::Network {
        return Ok(());
    }
    for counted in of_address(edge, Kind::FaceUnread, address) {
        let Counted {
            kind,
            name,
            allowance,
        } = counted;
        // Whether there may be another is asked before that.
        let _refused = throttle::admit(&edge.env, kind, &name, allowance).await?;
    }
    Ok(())
}

/// What bounds the codes that are counted as `name`.
fn codes(edge: &Edge, name: &str) -> [Counted; 2] {
    [Kind::CodeMinute, Kind::CodeDay].map(|kind| counted(edge, kind, name))
}

/// What bounds the codes of a deployment.
fn codes_of_deployment(edge: &Edge) -> Counted {
    Counted {
        allowance: edge.config.codes_per_day,
        ..counted(edge, Kind::CodeDeployment, "")
    }
}

/// What bounds those of them that strangers ask for: a quarter is left to whom the edge knows.
fn codes_of_strangers(edge: &Edge) -> Counted {
    let all = edge.config.codes_per_day;
    Counted {
        allowance: all - all / 4,
        ..counted(edge, Kind::CodeDeployment, "strangers")
    }
}

/// The address and the networks around it.
fn of_address(edge: &Edge, kind: Kind, address: &ClientAddress) -> Vec<Counted> {
    let networks = address.networks().into_iter();
    let counters = networks.map(|(network, factor)| Counted {
        allowance: edge.config.address_allowance.saturating_mul(factor),
        ..counted(edge, kind, &network)
    });
    counters.collect()
}

fn counted(edge: &Edge, kind: Kind, value: &str) -> Counted {
    Counted {
        kind,
        name: CounterName::of(kind, value, &edge.config.name_key),
        allowance: 1,
    }
}

/// Counts a request against what one address may ask of this isolate: a flood is stopped before it costs anything.
pub(crate) fn count_request(address: &ClientAddress, allowance: u32) -> Result<(), RetryAfter> {
    CEILING.with_borrow_mut(|ceiling| ceiling.count(address, allowance, clock::now()))
}
