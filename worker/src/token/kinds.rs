//! The tokens that are tagged: sessions, devices, invitations, checks.

use accounts::SessionDigest;
use accounts::check::KeyDigest;

use super::{Tagged, Token, TokenKind, TokenName};
use crate::account_names::{AccountId, FilingId};
use crate::check_id::CheckId;

/// Says who is signed in: the account, or the desk of a member of the staff.
pub(crate) type SessionToken = Token<Session>;

/// Says to which account a device is known.
pub(crate) type DeviceToken = Token<Device>;

/// Opens the part of a filing that is about one invited person.
pub(crate) type InvitationCode = Token<Invitation>;

/// Opens a check: it is redeemed once, for a ticket.
pub(crate) type CheckToken = Token<Redemption>;

/// Goes with each further request of the screen that has redeemed a check's token, or made the check.
pub(crate) type CheckTicket = Token<Screen>;

/// The kind of [`SessionToken`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Session {}

/// The kind of [`DeviceToken`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Device {}

/// The kind of [`InvitationCode`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Invitation {}

/// The kind of [`CheckToken`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Redemption {}

/// The kind of [`CheckTicket`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Screen {}

impl Tagged for Session {}
impl Tagged for Device {}
impl Tagged for Invitation {}
impl Tagged for Redemption {}
impl Tagged for Screen {}

impl TokenKind for Session {
    const DOMAIN: &'static str = "session token";
    const SECRET_LENGTH: usize = 32;
    type Names = AccountId;
    type Digest = SessionDigest;
    const DIGEST: fn([u8; 32]) -> SessionDigest = SessionDigest::from_bytes;
}

impl TokenKind for Device {
    const DOMAIN: &'static str = "device token";
    const SECRET_LENGTH: usize = 16;
    type Names = AccountId;
    type Digest = ();
    const DIGEST: fn([u8; 32]) = drop;
}

impl TokenKind for Invitation {
    const DOMAIN: &'static str = "invitation";
    const SECRET_LENGTH: usize = 16;
    type Names = FilingId;
    type Digest = [u8; 32];
    const DIGEST: fn([u8; 32]) -> [u8; 32] = std::convert::identity;
}

impl TokenKind for Redemption {
    const DOMAIN: &'static str = "check token";
    const SECRET_LENGTH: usize = 32;
    type Names = CheckId;
    type Digest = KeyDigest;
    const DIGEST: fn([u8; 32]) -> KeyDigest = KeyDigest::from_bytes;
}

impl TokenKind for Screen {
    const DOMAIN: &'static str = "check ticket";
    const SECRET_LENGTH: usize = 32;
    type Names = CheckId;
    type Digest = KeyDigest;
    const DIGEST: fn([u8; 32]) -> KeyDigest = KeyDigest::from_bytes;
}

impl TokenName for AccountId {
    const LENGTH: usize = 32;

    fn append_to(&self, body: &mut Vec<u8>) {
        body.extend(self.as_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_bytes(bytes.try_into().ok()?))
    }
}

impl TokenName for FilingId {
    const LENGTH: usize = 32;

    fn append_to(&self, body: &mut Vec<u8>) {
        body.extend(self.as_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_bytes(bytes.try_into().ok()?))
    }
}

impl TokenName for CheckId {
    const LENGTH: usize = 16;

    fn append_to(&self, body: &mut Vec<u8>) {
        body.extend(self.as_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_bytes(bytes.try_into().ok()?))
    }
}
