//! Codes and tokens of portals. They are sealed, so that two portals cannot tell by them that they serve the same person.

use accounts::{SecretDigest, VisitId};
use sha2::{Digest as _, Sha256};

use super::user_code::{self, UserCode};
use crate::account_names::AccountId;
use crate::token::{Sealed, Token, TokenKind, TokenName};

const SECRET_LENGTH: usize = 32;

/// Redeemed once, for tokens.
pub(crate) type PortalCode = Token<Code>;

/// Asks for what the portal may know.
pub(crate) type AccessToken = Token<Access>;

/// Asks for further tokens.
pub(crate) type RefreshToken = Token<Refresh>;

/// Fetches the code of a sign-in on another device (RFC 8628).
pub(crate) type DeviceCode = Token<Device>;

/// The kind of [`PortalCode`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Code {}

/// The kind of [`AccessToken`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Access {}

/// The kind of [`RefreshToken`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refresh {}

/// The kind of [`DeviceCode`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Device {}

/// Names a sign-in to a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VisitName {
    /// Whose account.
    pub(crate) account: AccountId,
    /// Which sign-in.
    pub(crate) visit: VisitId,
}

/// The digest of a secret, a verifier or an address.
pub(crate) fn digest(secret: &[u8]) -> SecretDigest {
    SecretDigest(Sha256::digest(secret).into())
}

impl Sealed for Code {}
impl Sealed for Access {}
impl Sealed for Refresh {}
impl Sealed for Device {}

impl TokenKind for Code {
    const DOMAIN: &'static str = "portal code";
    const SECRET_LENGTH: usize = SECRET_LENGTH;
    type Names = VisitName;
    type Digest = SecretDigest;
    const DIGEST: fn([u8; 32]) -> SecretDigest = SecretDigest;
}

impl TokenKind for Access {
    const DOMAIN: &'static str = "access token";
    const SECRET_LENGTH: usize = SECRET_LENGTH;
    type Names = VisitName;
    type Digest = SecretDigest;
    const DIGEST: fn([u8; 32]) -> SecretDigest = SecretDigest;
}

impl TokenKind for Refresh {
    const DOMAIN: &'static str = "refresh token";
    const SECRET_LENGTH: usize = SECRET_LENGTH;
    type Names = VisitName;
    type Digest = SecretDigest;
    const DIGEST: fn([u8; 32]) -> SecretDigest = SecretDigest;
}

impl TokenKind for Device {
    const DOMAIN: &'static str = "device code";
    const SECRET_LENGTH: usize = SECRET_LENGTH;
    type Names = UserCode;
    type Digest = SecretDigest;
    const DIGEST: fn([u8; 32]) -> SecretDigest = SecretDigest;
}

impl TokenName for VisitName {
    const LENGTH: usize = AccountId::LENGTH + 16;

    fn append_to(&self, body: &mut Vec<u8>) {
        self.account.append_to(body);
        body.extend(self.visit.0);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (account, visit) = bytes.split_at_checked(AccountId::LENGTH)?;
        Some(Self {
            account: AccountId::read(account)?,
            visit: VisitId(visit.try_into().ok()?),
        })
    }
}

impl TokenName for UserCode {
    const LENGTH: usize = user_code::LENGTH;

    fn append_to(&self, body: &mut Vec<u8>) {
        body.extend(self.expose().as_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Self::parse(std::str::from_utf8(bytes).ok()?)
    }
}

#[cfg(test)]
mod tests;
