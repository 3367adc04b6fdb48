//! With whom face or card were compared, as somebody writes it down who sees every command and its result.

use jiff::{SignedDuration, Timestamp};
use verification::Purpose;

use crate::fixtures::{self, NOW};
use crate::{
    Account, AccountCommand, CheckCommand, Command, CounterCommand, Credential, CredentialsCommand,
    OpenCommand, Refused, ScanCommand, SessionCommand, SessionDigest,
};

/// A session, as it is written down.
struct Noted {
    digest: SessionDigest,
    is_by_password: bool,
    compared_at: Option<Timestamp>,
}

/// What is written down.
pub(super) struct Ledger {
    sessions: Vec<Noted>,
    is_password_compared: bool,
    password_set_at: Timestamp,
    attested_business_at: Option<Timestamp>,
}

/// Of an account with session 1, registered and signed in with the password.
impl Default for Ledger {
    fn default() -> Self {
        let mut ledger = Self::opened(false, NOW);
        ledger.begin(fixtures::session(1), None);
        ledger
    }
}

impl Ledger {
    fn opened(is_password_compared: bool, now: Timestamp) -> Self {
        Self {
            sessions: Vec::new(),
            is_password_compared,
            password_set_at: now,
            attested_business_at: None,
        }
    }

    /// Whether anybody was compared in the session, or with the password.
    pub(super) fn is_compared(&self, session: SessionDigest) -> bool {
        self.is_password_compared || self.compared_at(session).is_some()
    }

    /// Whether anybody was compared who set the password or used it.
    pub(super) fn is_password_compared(&self) -> bool {
        self.is_password_compared
    }

    /// Whether a comparison in the session, or a clerk's word for this very purpose, is young enough.
    pub(super) fn may_authorise(&self, session: SessionDigest, now: Timestamp) -> bool {
        let within = |at: Option<Timestamp>, longest: SignedDuration| {
            at.is_some_and(|at| now.duration_since(at) < longest)
        };
        let word = within(self.attested_business_at, SignedDuration::from_hours(24));
        let scan = within(self.compared_at(session), SignedDuration::from_mins(10));
        scan || (word && self.is_compared(session))
    }

    fn compared_at(&self, session: SessionDigest) -> Option<Timestamp> {
        let mut sessions = self.sessions.iter();
        sessions.find(|kept| kept.digest == session)?.compared_at
    }

    /// Writes down what `command` was and came to.
    pub(super) fn note(
        &mut self,
        before: Option<&Account>,
        command: &Command,
        result: &Result<(), Refused>,
        now: Timestamp,
    ) {
        if result.is_err() {
            return;
        }
        match command {
            Command::Open(OpenCommand::Register(_)) => *self = Self::opened(false, now),
            Command::Open(OpenCommand::Activate(_)) => *self = Self::opened(true, now),
            Command::Account(AccountCommand::Session(command)) => self.note_session(command, now),
            Command::Account(AccountCommand::Credentials(command)) => {
                self.note_password(command, now);
            }
            Command::Account(AccountCommand::Scan(ScanCommand::Finish { .. })) => {
                let scan = before.and_then(|account| account.record.scan.as_ref());
                self.compared_in(before, scan.map(|scan| scan.session), now);
            }
            Command::Account(AccountCommand::Check(CheckCommand::Finish { session, .. })) => {
                self.compared_in(before, *session, now);
            }
            Command::Account(AccountCommand::Counter(CounterCommand::Attest {
                answered,
                credential,
            })) => {
                if answered.check.question.purpose == Purpose::AuthoriseBusiness {
                    self.attested_business_at = Some(now);
                }
                if let Some(credential) = credential {
                    self.compared_with(before, credential, now);
                }
            }
            Command::Account(_) => {}
        }
    }

    fn note_session(&mut self, command: &SessionCommand, now: Timestamp) {
        let (digest, compared_at) = match command {
            SessionCommand::SignIn { session, .. } => (*session, None),
            SessionCommand::SignInByFace { session, .. } => (*session, Some(now)),
            SessionCommand::Use { .. }
            | SessionCommand::ProveAgain { .. }
            | SessionCommand::End { .. }
            | SessionCommand::SignOut { .. } => return,
        };
        self.begin(digest, compared_at);
    }

    fn begin(&mut self, digest: SessionDigest, compared_at: Option<Timestamp>) {
        self.sessions.retain(|kept| kept.digest != digest);
        self.sessions.push(Noted {
            digest,
            is_by_password: compared_at.is_none(),
            compared_at,
        });
    }

    fn note_password(&mut self, command: &CredentialsCommand, now: Timestamp) {
        let is_compared = match command {
            CredentialsCommand::ResetPassword { .. } => true,
            CredentialsCommand::ChangePassword { session, .. } => self.is_compared(*session),
            CredentialsCommand::ChangeMobile { .. } => return,
        };
        self.is_password_compared = is_compared;
        self.password_set_at = now;
    }

    fn compared_in(
        &mut self,
        before: Option<&Account>,
        session: Option<SessionDigest>,
        now: Timestamp,
    ) {
        let lasting =
            session.filter(|digest| before.is_some_and(|it| it.session(*digest, now).is_some()));
        let mut sessions = self.sessions.iter_mut();
        if let Some(noted) = sessions.find(|kept| Some(kept.digest) == lasting) {
            noted.compared_at = Some(now);
            self.is_password_compared |= noted.is_by_password;
        }
    }

    fn compared_with(&mut self, before: Option<&Account>, credential: &Credential, now: Timestamp) {
        let lasts = |it: &Account| it.session(credential.session, now).is_some();
        let mut sessions = self.sessions.iter_mut();
        let noted = sessions.find(|kept| kept.digest == credential.session);
        if let Some(noted) = noted.filter(|_| before.is_some_and(lasts)) {
            noted.compared_at = Some(now);
        }
        self.is_password_compared |= credential.is_by_password(self.password_set_at);
    }
}
