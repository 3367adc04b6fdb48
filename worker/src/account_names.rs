//! How accounts, subjects, counters and shards are named: by keyed hashes that tell nothing of what they name.

use counter::VoucherCode;
use data_encoding::BASE64URL_NOPAD;
use identity::{IdNumber, PersonName};
use keyring::NameKey;
use serde::{Deserialize, Serialize};
use verification::Subject;

use accounts::limits::Kind;

use crate::openid::user_code::UserCode;

/// Registry, throttle and device grants are spread over so many objects each. Changing it loses what they hold.
pub(crate) const SHARDS: u8 = 16;

/// How far everybody is, is spread over fewer: a filing asks each of them once.
const STANDING_SHARDS: u8 = 8;

/// Names one account, and its object: a keyed hash of the ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountId([u8; 32]);

impl AccountId {
    /// The account of the person with this number.
    pub(crate) fn of(number: &IdNumber, key: &NameKey) -> Self {
        Self(key.name("account", number.expose().as_bytes()))
    }

    /// From its bytes.
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The name of its object.
    pub(crate) fn object_name(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The account whose object has this name.
    pub(crate) fn of_object(name: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(name.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// How the portal with this id knows its holder: two portals cannot tell that it is the same person.
    pub(crate) fn pairwise(&self, portal: &str, key: &NameKey) -> String {
        let both = [self.0.as_slice(), portal.as_bytes()].concat();
        BASE64URL_NOPAD.encode(&key.name("portal's subject", &both))
    }

    /// The name of the registry shard that is told how far its holder is.
    pub(crate) fn standing_shard(&self) -> String {
        format!("standing-{}", self.0[0] % STANDING_SHARDS)
    }

    /// The name of the registry shard that knows it.
    pub(crate) fn registry_shard(&self) -> String {
        shard("registry", &self.0)
    }
}

/// Names the desk of a member of the staff, and its object, in the way of an account.
pub(crate) fn desk(member: &str, key: &NameKey) -> AccountId {
    AccountId(key.name("desk", member.as_bytes()))
}

/// How the authority's transcripts name a clerk.
pub(crate) fn clerk(member: &str, key: &NameKey) -> Subject {
    Subject::from_bytes(key.name("clerk", member.as_bytes()))
}

/// The name of a voucher's object.
pub(crate) fn voucher(code: &VoucherCode, key: &NameKey) -> String {
    BASE64URL_NOPAD.encode(&key.name("voucher", code.expose().as_bytes()))
}

/// Names a sign-in that another device asks for, and the shard that keeps it: what somebody types opens no object of its
/// own.
pub(crate) struct GrantName {
    /// Its name within the shard.
    pub(crate) key: String,
    /// The name of the shard.
    pub(crate) shard: String,
}

impl GrantName {
    /// The grant whose device shows `code`.
    pub(crate) fn of(code: &UserCode, key: &NameKey) -> Self {
        let name = key.name("device grant", code.expose().as_bytes());
        Self {
            key: BASE64URL_NOPAD.encode(&name),
            shard: shard("device-grant", &name),
        }
    }
}

/// How the authority's statements name the person with this number.
pub(crate) fn subject(number: &IdNumber, key: &NameKey) -> Subject {
    Subject::from_bytes(key.name("subject", number.expose().as_bytes()))
}

/// Names one filing, and its object: a keyed hash of whose it is and of the key under which it was made, so that the same
/// key finds it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FilingId([u8; 32]);

impl FilingId {
    /// The filing that `portal` makes under an idempotency key. A client id holds no colon.
    pub(crate) fn of(portal: &str, idempotency_key: &str, key: &NameKey) -> Self {
        let value = format!("{portal}:{idempotency_key}");
        Self(key.name("filing", value.as_bytes()))
    }

    /// From its bytes.
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The filing that a path names.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl std::fmt::Display for FilingId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

/// What ties an account to a person entered elsewhere: a keyed hash of number and canonical name.
pub(crate) fn holder(number: &IdNumber, name: &PersonName, key: &NameKey) -> String {
    let value = [number.expose(), &name.expose_canonical()].concat();
    BASE64URL_NOPAD.encode(&key.name("holder", value.as_bytes()))
}

/// What a portal asked for, as it is recognised when it comes again.
pub(crate) fn request(body: &[u8], key: &NameKey) -> [u8; 32] {
    key.name("filing request", body)
}

/// Names one counter, and the throttle shard that keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CounterName {
    /// Its name within the shard.
    pub(crate) key: String,
    /// The name of the shard.
    pub(crate) shard: String,
}

impl CounterName {
    /// The counter of `kind` for a number or an address.
    pub(crate) fn of(kind: Kind, value: &str, key: &NameKey) -> Self {
        let domain = match kind {
            Kind::SignInNumber => "sign in, number",
            Kind::SignInNetwork => "sign in, network",
            Kind::SignInAddress => "sign in, address",
            Kind::RegistrationNumber => "registration, number",
            Kind::RegistrationNetwork => "registration, network",
            Kind::RegistrationAddress => "registration, address",
            Kind::BegunScan => "begun scan",
            Kind::FailedScan => "failed scan",
            Kind::RequestAddress => "request, address",
            Kind::FailedPassword => "failed password",
            Kind::FaceBegun => "face, begun",
            Kind::FaceNumber => "face, number",
            Kind::FaceNetwork => "face, network",
            Kind::FaceAddress => "face, address",
            Kind::FaceUnread => "face, unread",
            Kind::SignInDevice => "sign in, device",
            Kind::SignInDevices => "sign in, devices",
            Kind::FaceDevice => "face, device",
            Kind::FaceDevices => "face, devices",
            Kind::VoucherNetwork => "voucher, network",
            Kind::VoucherAddress => "voucher, address",
            Kind::StaffMember => "staff, member",
            Kind::StaffAddress => "staff, address",
            Kind::StaffCode => "staff, code",
            Kind::VoucherDevice => "voucher, device",
            Kind::VoucherLookUp => "voucher, look-up",
            Kind::UserCode => "user code",
            Kind::DeviceGrantPortal => "device grant, portal",
            Kind::CodeMinute => "code, minute",
            Kind::CodeDay => "code, day",
            Kind::CodeHolder => "code, holder",
            Kind::CodeAddress => "code, address",
            Kind::CodeDeployment => "code, deployment",
            Kind::CodeGuess => "code, guess",
            Kind::CodeReturn => "code, return",
            Kind::Upload => "upload",
            Kind::FilingPortal => "filing, portal",
            Kind::InvitationPortal => "invitation, portal",
            Kind::PersonPortal => "person, portal",
            Kind::UnknownPortal => "unknown, portal",
        };
        let name = key.name(domain, value.as_bytes());
        Self {
            key: BASE64URL_NOPAD.encode(&name),
            shard: shard("throttle", &name),
        }
    }
}

fn shard(kind: &str, name: &[u8; 32]) -> String {
    format!("{kind}-{}", name[0] % SHARDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity::LegalDay;

    #[test]
    fn a_filing_is_named_by_its_portal_and_key_and_named_back() {
        let key = NameKey::from_bytes([1; 32]);
        let filing = FilingId::of("one-window", "a", &key);
        assert_eq!(FilingId::parse(&filing.to_string()), Some(filing));
        assert_ne!(filing, FilingId::of("other", "a", &key));
        assert_ne!(filing, FilingId::of("one-window", "b", &key));
        assert_ne!(filing, FilingId::of("one", "window:a", &key));
        assert_eq!(FilingId::parse("AAAA"), None);
    }

    #[test]
    fn a_holder_has_number_and_name() {
        let key = NameKey::from_bytes([1; 32]);
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let number = IdNumber::parse("440524188001010014", today).unwrap();
        let of = |name: &str| holder(&number, &PersonName::parse(name).unwrap(), &key);
        assert_eq!(of("样例甲"), of(" 样例甲 "));
        assert_eq!(of("⾦甲"), of("金甲"));
        assert_ne!(of("样例甲"), of("样例乙"));
    }

    #[test]
    fn account_subject_and_counters_cannot_be_linked() {
        let key = NameKey::from_bytes([1; 32]);
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let number = IdNumber::parse("440524188001010014", today).unwrap();
        let account = AccountId::of(&number, &key);
        assert_ne!(account.as_bytes(), subject(&number, &key).as_bytes());
        let counter = |kind| CounterName::of(kind, number.expose(), &key).key;
        let (sign_in, registration) = (
            counter(Kind::SignInNumber),
            counter(Kind::RegistrationNumber),
        );
        assert_ne!(sign_in, registration);
        assert_ne!(sign_in, account.object_name());
    }
}
