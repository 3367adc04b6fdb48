//! The state of an account.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Basis, Level, Subject, VerificationId};

use crate::limits::Counter;
use crate::{
    Authorisation, Consent, Credential, PasswordDigest, Person, PortalConsent, Scan, Session,
    SessionDigest, Visit, VisitId,
};

/// An account. Person and password are encrypted where they are kept; the record tells nothing personal.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Whose it is.
    pub person: Person,
    /// What the password must verify against.
    pub password: PasswordDigest,
    /// Everything else.
    pub record: Record,
}

/// The part of an account that is not personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// How the authority's statements name this person.
    pub subject: Subject,
    /// When the account was registered.
    pub registered_at: Timestamp,
    /// When its holder did anything last, as far as that was written down.
    #[serde(default)]
    pub used_at: Timestamp,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// The face scan that reset the password last: it does not serve again, whatever the clocks say.
    pub reset_by: Option<VerificationId>,
    /// When the password was set last.
    pub password_set_at: Timestamp,
    /// Whether the password in force was set or used by somebody whose face or card was compared. Of accounts from before
    /// this was kept, nobody knows.
    #[serde(default)]
    pub password_proven: bool,
    /// Each level reached, earliest first.
    pub levels: Vec<Reached>,
    /// The sessions, some of which may have ended.
    pub sessions: Vec<Session>,
    /// The face scan begun last.
    pub scan: Option<Scan>,
    /// Face scans begun.
    pub begun_scans: Option<Counter>,
    /// Face scans whose evidence was submitted and did not pass.
    pub failed_scans: Option<Counter>,
    /// Wrong passwords given by whoever is signed in.
    pub failed_passwords: Option<Counter>,
    /// Whether another mobile number may be given now.
    pub mobile_open: Option<Opened>,
    /// Whether business may be authorised now.
    #[serde(default)]
    pub business_open: Option<Opened>,
    /// The consent to face scans, where it was given and not withdrawn.
    pub face_consent: Option<FaceConsent>,
    /// 企业登记注册: until when business may be registered in the holder's name.
    pub business: Option<Authorisation>,
    /// The portals that may know something of the holder.
    #[serde(default)]
    pub portals: Vec<PortalConsent>,
    /// Sign-ins to portals, some of which may be over.
    #[serde(default)]
    pub visits: Vec<Visit>,
}

/// A consent to face scans that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceConsent {
    /// To which text.
    pub consent: Consent,
    /// When it was given last.
    pub given_at: Timestamp,
}

/// What a verification allows for a while: after a face scan in the session that scanned, after the counter in each
/// whose holder's face or card was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// In which session; in each that is proven where none is named.
    pub session: Option<SessionDigest>,
    /// Until when.
    pub until: Timestamp,
}

/// A level, how and when it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The level.
    pub level: Level,
    /// How.
    pub method: Method,
    /// When.
    pub at: Timestamp,
}

/// How a level is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The four elements agree with the authority's register.
    FourElements,
    /// A provincial account was activated: the authority knows name and number, and the account behind them.
    Activation,
    /// The living face agrees as well.
    Face,
    /// A clerk compared person and card at the counter.
    Counter,
}

impl Method {
    /// How a level is reached by an outcome that rests on `basis`.
    #[must_use]
    pub fn of(basis: Basis) -> Self {
        match basis {
            Basis::Elements => Self::FourElements,
            Basis::Face => Self::Face,
            Basis::Counter => Self::Counter,
        }
    }

    /// The method's code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FourElements => "four_elements",
            Self::Activation => "activation",
            Self::Face => "face",
            Self::Counter => "counter",
        }
    }
}

impl Account {
    /// The level it has: the highest reached.
    #[must_use]
    pub fn level(&self) -> Level {
        let reached = self.record.levels.iter().map(|reached| reached.level);
        reached.max().unwrap_or(Level::Three)
    }

    /// The level that `session` has: level four belongs to whom face or card were compared with.
    #[must_use]
    pub fn level_in(&self, session: &Session) -> Level {
        self.level_if(self.is_proven(session))
    }

    /// The level that a sign-in to a portal has.
    #[must_use]
    pub fn level_at(&self, visit: &Visit) -> Level {
        self.level_if(visit.signed_in.is_compared() || self.record.password_proven)
    }

    /// The level of somebody who knows the password and has no session.
    #[must_use]
    pub fn level_by_password(&self) -> Level {
        self.level_if(self.record.password_proven)
    }

    fn level_if(&self, is_proven: bool) -> Level {
        if is_proven {
            self.level()
        } else {
            Level::Three
        }
    }

    /// Whether face or card of the owner of `session` were compared, in it or with the password that began it.
    #[must_use]
    pub fn is_proven(&self, session: &Session) -> bool {
        session.is_compared() || self.record.password_proven
    }

    /// Whether `credential` still counts, and nobody's face or card was compared with it.
    #[must_use]
    pub fn is_unproven(&self, credential: &Credential, now: Timestamp) -> bool {
        let session = self.session(credential.session, now);
        let is_own = credential.is_by_password(self.record.password_set_at);
        session.is_some_and(|session| !self.is_proven(session))
            || (is_own && !self.record.password_proven)
    }

    /// The authorisation of business that counts now: only level four has one.
    #[must_use]
    pub fn business(&self, now: Timestamp) -> Option<&Authorisation> {
        let given = self.record.business.as_ref();
        given.filter(|given| self.level() == Level::Four && given.lasts(now))
    }

    /// Whether another mobile number may be given now in `session`.
    #[must_use]
    pub fn is_mobile_open(&self, session: &Session, now: Timestamp) -> bool {
        self.is_open(self.record.mobile_open.as_ref(), session, now)
    }

    /// Whether business may be authorised now in `session`: any comparison in it will do, while it is fresh.
    #[must_use]
    pub fn is_business_open(&self, session: &Session, now: Timestamp) -> bool {
        session.is_fresh(now) || self.is_open(self.record.business_open.as_ref(), session, now)
    }

    fn is_open(&self, open: Option<&Opened>, session: &Session, now: Timestamp) -> bool {
        let fits = |open: &Opened| match open.session {
            Some(own) => own == session.digest,
            None => self.is_proven(session),
        };
        open.is_some_and(|open| now < open.until && fits(open))
    }

    /// When it was used last; an authorisation of business counts as use until it ends.
    #[must_use]
    pub fn used_last(&self) -> Timestamp {
        let Record {
            used_at,
            registered_at,
            business,
            ..
        } = &self.record;
        let ends_at = business.as_ref().map(Authorisation::ends_at);
        (*used_at)
            .max(*registered_at)
            .max(ends_at.unwrap_or(*used_at))
    }

    /// The consent to this portal.
    #[must_use]
    pub fn portal_consent(&self, portal: &str) -> Option<&PortalConsent> {
        let mut given = self.record.portals.iter();
        given.find(|given| given.portal == portal)
    }

    /// The sign-in to a portal with this id, if anything of it counts.
    #[must_use]
    pub fn visit(&self, id: VisitId, now: Timestamp) -> Option<&Visit> {
        let mut visits = self.record.visits.iter();
        visits.find(|visit| visit.id == id && visit.lasts(now))
    }

    /// The session with this digest, if it lasts.
    #[must_use]
    pub fn session(&self, digest: SessionDigest, now: Timestamp) -> Option<&Session> {
        let mut sessions = self.record.sessions.iter();
        sessions.find(|session| session.digest == digest && session.lasts(now))
    }
}
