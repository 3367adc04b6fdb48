//! One line of the journal.

use jiff::Timestamp;
use serde::Serialize;
use verification::VerificationId;

use crate::event::{
    AccountEvent, BusinessEvent, CredentialsEvent, GainEvent, OpenedEvent, Opening, PortalEvent,
    ScanEvent, SessionEvent,
};
use crate::{Consent, Event, LastDay};

/// One line of the journal, kept for as long as the account. It carries no personal data by construction: fixed
/// words, opaque ids, the names of portals, and the version and digest of a text that was agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: &'static str,
    /// In which verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<VerificationId>,
    /// Why, or how, by code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
    /// What was agreed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// At which portal, by its client id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// Until which day business was authorised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<LastDay>,
}

impl Entry {
    /// The journal's line for `event`; `None` if a session or a token was merely used.
    #[must_use]
    pub fn of(event: &Event, at: Timestamp) -> Option<Self> {
        match event {
            Event::Opened(event) => Some(opened(event, at)),
            Event::Account(AccountEvent::SignInFailed) => Some(line("sign_in_failed", at)),
            Event::Account(AccountEvent::Session(event)) => of_session(event, at),
            Event::Account(AccountEvent::Credentials(event)) => Some(of_credentials(event, at)),
            Event::Account(AccountEvent::Business(event)) => Some(of_business(event, at)),
            Event::Account(AccountEvent::Portal(event)) => of_portal(event, at),
            Event::Account(AccountEvent::Scan(event)) => Some(of_scan(event, at)),
            Event::Account(AccountEvent::Gain(event)) => Some(of_gain(event, at)),
            Event::Closed { unused } => Some(Self {
                detail: unused.then_some("unused"),
                ..line("closed", at)
            }),
        }
    }

    fn about(self, id: VerificationId) -> Self {
        Self {
            verification: Some(id),
            ..self
        }
    }

    fn detail(self, code: &'static str) -> Self {
        Self {
            detail: Some(code),
            ..self
        }
    }

    fn consent(self, consent: &Consent) -> Self {
        Self {
            consent: Some(consent.clone()),
            ..self
        }
    }

    fn portal(self, portal: &str) -> Self {
        Self {
            portal: Some(portal.to_owned()),
            ..self
        }
    }
}

fn line(event: &'static str, at: Timestamp) -> Entry {
    Entry {
        at,
        event,
        verification: None,
        detail: None,
        consent: None,
        portal: None,
        last_day: None,
    }
}

fn opened(event: &OpenedEvent, at: Timestamp) -> Entry {
    match event {
        OpenedEvent::Registered { check, .. } => line("registered", at).about(*check),
        OpenedEvent::Activated { verification, .. } => line("activated", at).about(*verification),
    }
}

fn of_session(event: &SessionEvent, at: Timestamp) -> Option<Entry> {
    match event {
        SessionEvent::SignedIn { method, .. } => Some(line("signed_in", at).detail(method.code())),
        SessionEvent::Used { session: _ } => None,
        SessionEvent::SignedOut { session: _ } => Some(line("signed_out", at)),
        SessionEvent::Ended { session: _ } => Some(line("session_ended", at)),
    }
}

fn of_credentials(event: &CredentialsEvent, at: Timestamp) -> Entry {
    match event {
        CredentialsEvent::PasswordChanged { method, .. } => {
            line("password_changed", at).detail(method.code())
        }
        CredentialsEvent::PasswordRefused => line("password_refused", at),
        CredentialsEvent::MobileChanged { mobile: _ } => line("mobile_changed", at),
    }
}

fn of_business(event: &BusinessEvent, at: Timestamp) -> Entry {
    match event {
        BusinessEvent::Authorised { last_day } => Entry {
            last_day: Some(*last_day),
            ..line("business_authorised", at)
        },
        BusinessEvent::Withdrawn => line("business_withdrawn", at),
    }
}

fn of_portal(event: &PortalEvent, at: Timestamp) -> Option<Entry> {
    match event {
        PortalEvent::Consented { portal, scopes: _ } => {
            Some(line("portal_consented", at).portal(portal))
        }
        PortalEvent::Withdrawn { portal } => Some(line("portal_withdrawn", at).portal(portal)),
        PortalEvent::Visited { visit } => Some(line("portal_visited", at).portal(&visit.portal)),
        PortalEvent::TokensIssued { .. } => None,
        PortalEvent::VisitEnded { portal, reason, .. } => {
            let ended = line("visit_ended", at).portal(portal);
            Some(ended.detail(reason.code()))
        }
    }
}

fn of_scan(event: &ScanEvent, at: Timestamp) -> Entry {
    match event {
        ScanEvent::ConsentGiven { id, consent } => {
            line("consent_given", at).about(*id).consent(consent)
        }
        ScanEvent::ConsentWithdrawn => line("face_consent_withdrawn", at),
        ScanEvent::Began { scan, consent } => {
            let began = line("scan_began", at).about(scan.id).consent(consent);
            began.detail(scan.purpose.code())
        }
        ScanEvent::EvidenceSubmitted { id } => line("evidence_submitted", at).about(*id),
        ScanEvent::EvidenceReturned { id } => line("evidence_returned", at).about(*id),
        ScanEvent::Ended { id } => line("scan_ended", at).about(*id),
        ScanEvent::Refused { id, reason, .. } => line("scan_refused", at).about(*id).detail(reason),
    }
}

fn of_gain(event: &GainEvent, at: Timestamp) -> Entry {
    match event {
        GainEvent::LevelReached { id, method, .. } => {
            line("level_reached", at).about(*id).detail(method.code())
        }
        GainEvent::Proven { id, method, .. } => {
            line("session_proven", at).about(*id).detail(method.code())
        }
        GainEvent::MobileOpened(opening) => of_opening("mobile_opened", opening, at),
        GainEvent::BusinessOpened(opening) => of_opening("business_opened", opening, at),
    }
}

fn of_opening(event: &'static str, opening: &Opening, at: Timestamp) -> Entry {
    line(event, at)
        .about(opening.id)
        .detail(opening.method.code())
}
