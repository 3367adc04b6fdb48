//! Looks up the states of the persons of a filing: what their accounts told the registry when they changed, or what the
//! accounts answer now.

use std::collections::BTreeMap;

use accounts::{AccountCommand, Refusal};
use filings::Standing;
use futures_util::future::try_join_all;

use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::{ObjectError, registry};
use crate::standing::{Sought, Told};

/// How far they are as far as the registry was told: one question a shard, all at once.
pub(crate) async fn as_told(
    edge: &Edge,
    sought: &[Option<Sought>],
) -> Result<Vec<Option<Standing>>, ObjectError> {
    let told = told(edge, sought).await?;
    Ok(standings(&told))
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
            (Some(sought), Some(_)) => of_account(edge, sought, View::Standing).await,
            // An account that has told nothing yet is asked as well.
            (Some(sought), None) if registry::knows(&edge.env, &sought.id).await? => {
                of_account(edge, sought, View::Standing).await
            }
            _ => Ok(None),
        });
    Ok(standings(&try_join_all(asked).await?))
}

fn standings(told: &[Option<Told>]) -> Vec<Option<Standing>> {
    let standing = |told: &Option<Told>| Some(told.as_ref()?.standing());
    told.iter().map(standing).collect()
}

/// What the registry was told of each, in their order. Each account whose word is in an earlier form is asked, and tells
/// the registry again.
async fn told(edge: &Edge, sought: &[Option<Sought>]) -> Result<Vec<Option<Told>>, ObjectError> {
    let told = of_shards(edge, sought).await?;
    let renewed = sought
        .iter()
        .zip(told)
        .map(async |(sought, told)| match (sought, told) {
            (Some(sought), Some(told)) if told.is_earlier() => {
                of_account(edge, sought, View::StandingToldAgain).await
            }
            (_, told) => Ok(told),
        });
    try_join_all(renewed).await
}

async fn of_shards(
    edge: &Edge,
    sought: &[Option<Sought>],
) -> Result<Vec<Option<Told>>, ObjectError> {
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

async fn of_account(edge: &Edge, sought: &Sought, view: View) -> Result<Option<Told>, ObjectError> {
    let show = Ask::of(AccountCommand::ShowStanding);
    let told: Result<Told, Refusal> = ask(&edge.env, sought.id, show, view).await?;
    Ok(told.ok().filter(|told| told.is_of(sought)))
}
