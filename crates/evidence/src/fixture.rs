//! A challenge and a capture for this crate's tests.

use crate::{Capture, Evidence, Frame, SealingSecrets, Terms, chain};
use jiff::Timestamp;
use rand_core::{TryCryptoRng, TryRng};
use verification::{
    Action, CaptureLimits, Challenge, Nonce, Purpose, Signer, Subject, VerificationId,
};

/// The secret of the key `seal-1`.
pub(crate) const SECRETS: &str = "seal-1:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

/// Randomness that is none, so that tests repeat.
pub(crate) struct Counting(u64);

impl TryRng for Counting {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        Ok((self.0 >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from(self.try_next_u32()?) << 32 | u64::from(self.try_next_u32()?))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for byte in bytes {
            *byte = self.try_next_u32()?.to_be_bytes()[0];
        }
        Ok(())
    }
}

impl TryCryptoRng for Counting {}

pub(crate) fn randomness() -> Counting {
    Counting(1)
}

pub(crate) fn other_randomness() -> Counting {
    Counting(2)
}

pub(crate) fn secrets() -> SealingSecrets {
    SealingSecrets::parse(SECRETS).unwrap()
}

pub(crate) fn terms() -> Terms {
    terms_with(|_| ())
}

pub(crate) fn terms_with(change: impl FnOnce(&mut Challenge)) -> Terms {
    let mut challenge = Challenge {
        id: VerificationId::from_bytes([7; 16]),
        nonce: Nonce::from_bytes([8; 32]),
        subject: Subject::from_bytes([9; 32]),
        purpose: Purpose::RaiseLevel,
        audience: "http://localhost:8787".to_owned(),
        actions: vec![Action::OpenMouth, Action::TurnLeft],
        timings: Vec::new(),
        action_timeout_ms: 7_000,
        issued_at: Timestamp::constant(1_795_000_000, 0),
        expires_at: Timestamp::constant(1_795_000_180, 0),
        limits: CaptureLimits::default(),
        sealing_key: secrets().current().unwrap(),
        minimum_client: 1,
        client_windows: Vec::new(),
    };
    change(&mut challenge);
    let signed = Signer::new("authority-1".to_owned(), &[5; 32])
        .sign(&challenge)
        .unwrap();
    Terms::read(&signed).unwrap()
}

/// Twelve frames, a tenth of a second apart.
pub(crate) fn evidence(terms: &Terms) -> Evidence {
    let mut capture = Capture::begin(terms);
    for number in 0..12 {
        let Frame { jpeg, at_ms, .. } = frame(number, u64::from(number) * 100);
        capture.add(jpeg, at_ms).unwrap();
    }
    capture.finish()
}

pub(crate) fn frame(number: u32, at_ms: u64) -> Frame {
    Frame {
        number,
        at_ms,
        link: [0; 32],
        jpeg: format!("picture {number}").into_bytes(),
    }
}

/// Makes the chain fit the frames as they are.
pub(crate) fn relink(evidence: &mut Evidence, terms: &Terms) {
    let mut link = terms.origin();
    for frame in &mut evidence.frames {
        link = chain::next(
            &link,
            frame.number,
            frame.at_ms,
            &chain::picture_digest(&frame.jpeg),
        );
        frame.link = link;
    }
}
