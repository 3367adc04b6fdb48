//! How far the holder of an account is, as filings need it: what the account tells the registry whenever it changes, or
//! what it answers when it is asked itself. Neither says who the holder is; number and name are compared by a keyed hash.

use std::collections::BTreeMap;

use accounts::{Account, Command, LastDay, Refusal};
use filings::{Duty, Participant, Standing};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use keyring::NameKey;
use serde::{Deserialize, Serialize};
use verification::Level;

use crate::account_names::{self, AccountId};
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::{ObjectError, registry};

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

    fn standing(&self) -> Standing {
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

/// How far they are as far as the registry was told: one question a shard, all at once.
pub(crate) async fn as_told(
    edge: &Edge,
    sought: &[Option<Sought>],
) -> Result<Vec<Option<Standing>>, ObjectError> {
    let told = told(edge, sought).await?;
    Ok(told
        .iter()
        .map(|told| Some(told.as_ref()?.standing()))
        .collect())
}

/// How far they are as their accounts themselves say, all at once; a number that nobody has opens no account.
pub(crate) async fn as_asked(
    edge: &Edge,
    sought: &[Option<Sought>],
) -> Result<Vec<Option<Standing>>, ObjectError> {
    let told = told(edge, sought).await?;
    let asked = sought
        .iter()
        .zip(&told)
        .map(async |(sought, told)| match (sought, told) {
            (Some(sought), Some(_)) => of_account(edge, sought).await,
            // An account that has told nothing yet is asked as well.
            (Some(sought), None) if registry::knows(&edge.env, &sought.id).await? => {
                of_account(edge, sought).await
            }
            _ => Ok(None),
        });
    try_join_all(asked).await
}

/// What the registry was told of each, in their order.
async fn told(edge: &Edge, sought: &[Option<Sought>]) -> Result<Vec<Option<Told>>, ObjectError> {
    let mut shards: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, sought) in sought.iter().enumerate() {
        if let Some(sought) = sought {
            let shard = shards.entry(sought.id.standing_shard()).or_default();
            shard.push(place);
        }
    }
    let asked = shards.iter().map(async |(shard, places)| {
        let of_shard = places.iter().filter_map(|place| sought[*place].clone());
        let told = registry::told(&edge.env, shard, of_shard.collect()).await?;
        Ok::<_, ObjectError>((places, told))
    });
    let mut all = vec![None; sought.len()];
    for (places, told) in try_join_all(asked).await? {
        for (place, told) in places.iter().zip(told) {
            all[*place] = told;
        }
    }
    Ok(all)
}

async fn of_account(edge: &Edge, sought: &Sought) -> Result<Option<Standing>, ObjectError> {
    let show = Ask::Do(Box::new(Command::ShowStanding));
    let told: Result<Told, Refusal> = ask(&edge.env, sought.id, show, View::Standing).await?;
    let told = told.ok().filter(|told| told.holder == sought.holder);
    Ok(told.map(|told| told.standing()))
}
