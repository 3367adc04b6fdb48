//! How far the holder of an account is, as the account tells it. It does not say who the holder is: number and name are
//! compared by a keyed hash.

use accounts::{Account, LastDay};
use filings::{Duty, Participant, Standing};
use jiff::Timestamp;
use keyring::NameKey;
use serde::{Deserialize, Serialize};
use verification::Level;

use crate::account_names::{self, AccountId};
use crate::edge::Edge;

/// What an account tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Whose it is: a keyed hash of number and name.
    pub(crate) holder: String,
    /// 实名等级.
    level: Level,
    /// 截止日期, where an authorisation of business was given.
    last_day: Option<LastDay>,
}

/// What can change of it: number and name stay as long as the account.
type Changing = (Level, Option<LastDay>);

impl Told {
    /// What `account` tells.
    pub(crate) fn of(account: &Account, key: &NameKey) -> Self {
        let (level, last_day) = changing(account);
        Self {
            holder: account_names::holder(&account.person.number, &account.person.name, key),
            level,
            last_day,
        }
    }

    /// The same, as filings need it.
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            level: self.level,
            authorised_until: self.last_day.map(|last| last.0),
        }
    }
}

/// What of `account` would be told anew if it changed.
pub(crate) fn changing(account: &Account) -> Changing {
    let business = account.record.business.as_ref();
    (account.level(), business.map(|given| given.last_day))
}

/// Somebody, as a filing names them to the registry.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Sought {
    /// Whose account.
    pub(crate) id: AccountId,
    /// The keyed hash of number and name.
    pub(crate) holder: String,
}

/// Whom a filing's participants may have accounts as; none of whoever need not be verified.
pub(crate) fn sought(
    edge: &Edge,
    participants: &[Participant],
    now: Timestamp,
) -> Vec<Option<Sought>> {
    let key = &edge.config.name_key;
    let seek = |participant: &Participant| {
        let person = &participant.person;
        let (number, name) = (person.id_number(now)?, person.person_name()?);
        (person.duty == Duty::Verified).then(|| Sought {
            id: AccountId::of(&number, key),
            holder: account_names::holder(&number, &name, key),
        })
    };
    participants.iter().map(seek).collect()
}
