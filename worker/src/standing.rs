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

/// The form of holder hashes: the first was of the name as printed, this one is of the canonical name.
const HOLDER_FORM: u8 = 2;

/// What an account tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Whose it is: a keyed hash of number and name.
    pub(crate) holder: String,
    /// In which form; 0 for what was told before there were two.
    #[serde(default)]
    form: u8,
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
            form: HOLDER_FORM,
            level,
            last_day,
        }
    }

    /// Whether its hash is in an earlier form, so that only the account can say whose it is.
    pub(crate) fn is_earlier(&self) -> bool {
        self.form < HOLDER_FORM
    }

    /// Whether it is about the person who is sought.
    pub(crate) fn is_of(&self, sought: &Sought) -> bool {
        self.holder == sought.holder
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_before_there_were_two_forms_is_of_the_earlier() {
        let told: Told =
            serde_json::from_str(r#"{"holder":"x","level":3,"last_day":null}"#).unwrap();
        assert!(told.is_earlier());
        let told = Told {
            form: HOLDER_FORM,
            ..told
        };
        let json = serde_json::to_string(&told).unwrap();
        assert!(!serde_json::from_str::<Told>(&json).unwrap().is_earlier());
    }
}
