//! Observations that still have to be sent to somebody: of each series one after the other, so that one that cannot be sent holds back
//! those behind it and nothing else. Who works on one holds a claim that ends by itself.

use std::time::Duration;

use entity::delivery::{self, Column, Entity};
use sea_orm::sea_query::{Alias, Expr, LockBehavior, LockType, Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::subscription::Subscription;
use super::{Error, Reads, Tx, moment, observation};
use crate::clock::Clock;

const TABLE: &str = "delivery";

/// How long a claim lasts. What takes longer is begun again by somebody else.
pub const LEASE: Duration = Duration::from_mins(1);
/// The furthest ahead that a next try is put.
pub const LONGEST_WAIT: Duration = Duration::from_hours(30);
/// Of the reason of a failure, no more letters are kept.
const MOST_LETTERS: usize = 500;
/// So many are handed out at once: far below the parameters that either database takes.
const AT_ONCE: u64 = 500;

/// An observation that the caller is to send.
#[derive(Debug)]
pub struct Claimed {
    /// The observation.
    pub observation_id: Uuid,
    /// How often it was tried before.
    pub tries: u32,
    subscription_id: Uuid,
    number: i64,
    claim: Uuid,
}

/// An observation that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its place in the sequence of all.
    pub number: i64,
    /// The observation.
    pub observation_id: Uuid,
    /// How often it was tried.
    pub tries: u32,
    /// Why the last try failed.
    pub failure: String,
}

/// How things stand with a subscription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Observations that wait, also behind one that was given up.
    pub waiting: u64,
    /// Observations that were given up.
    pub dead: u64,
}

/// What becomes of an observation that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again after this.
    After(Duration),
    /// It is given up, until a person says otherwise.
    Dead,
}

/// Puts the next observations of a subscription, which the caller holds, among those that have to be sent. Gives the number up to
/// which all of them are.
pub async fn hand_out(tx: &Tx, clock: &Clock, held: &Subscription) -> Result<i64, Error> {
    // Read before those that it counts, so that none of them is passed over.
    let newest = observation::last_number(tx).await?;
    let next = observation::places(tx, held.programme_id, held.number, AT_ONCE).await?;
    let Some(last) = next.last().map(|last| last.number) else { return Ok(newest) };
    let now = moment::now(clock);
    let rows = next.into_iter().map(|row| delivery::ActiveModel {
        subscription_id: Set(held.id),
        number: Set(row.number),
        observation_id: Set(row.id),
        series_id: Set(row.series),
        tries: Set(0),
        next_try_at: Set(now),
        is_dead: Set(false),
        ..Default::default()
    });
    Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(last)
}

/// Whether a subscription has anything to claim. Cheap, and no write.
pub async fn is_any_due(from: &impl Reads, clock: &Clock, subscription: Uuid) -> Result<bool, Error> {
    let query = Entity::find().filter(is_due(moment::now(clock), subscription)).limit(1);
    Ok(query.one(from.connection()).await.map_err(Error::reading(TABLE))?.is_some())
}

/// Claims up to `most` observations of a subscription that are due, each the first of its series that was not sent. Two machines never
/// get the same one while the claim lasts.
pub async fn claim(tx: &Tx, clock: &Clock, subscription: Uuid, most: u64) -> Result<Vec<Claimed>, Error> {
    let now = moment::now(clock);
    let due = Entity::find().filter(is_due(now, subscription)).order_by_asc(Column::Number).limit(most);
    let due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let rows = due.all(tx.connection()).await.map_err(Error::reading(TABLE))?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let claim = clock.identity();
    let claimed = delivery::ActiveModel {
        claim: Set(Some(claim)),
        claimed_until: Set(Some(now + moment::length(LEASE))),
        ..Default::default()
    };
    let update = Entity::update_many().set(claimed).col_expr(Column::Tries, Expr::col(Column::Tries).add(1));
    let numbers = rows.iter().map(|row| row.number);
    let these = Column::SubscriptionId.eq(subscription).and(Column::Number.is_in(numbers));
    update.filter(these).exec(tx.connection()).await?;
    let read = |row: delivery::Model| Claimed {
        observation_id: row.observation_id,
        tries: tries(row.tries),
        subscription_id: row.subscription_id,
        number: row.number,
        claim,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Says that an observation was taken. `false` if the claim was over.
pub async fn done(tx: &Tx, claimed: &Claimed) -> Result<bool, Error> {
    Ok(Entity::delete_many().filter(is_held(claimed)).exec(tx.connection()).await?.rows_affected == 1)
}

/// Says that an observation was not taken, and why. `false` if the claim was over.
pub async fn failed(tx: &Tx, clock: &Clock, claimed: &Claimed, why: &str, next: Next) -> Result<bool, Error> {
    let wait = match next {
        Next::After(wait) => wait.min(LONGEST_WAIT),
        Next::Dead => Duration::ZERO,
    };
    let row = delivery::ActiveModel {
        is_dead: Set(next == Next::Dead),
        next_try_at: Set(moment::now(clock) + moment::length(wait)),
        failure: Set(Some(why.chars().take(MOST_LETTERS).collect())),
        ..free()
    };
    Ok(Entity::update_many().set(row).filter(is_held(claimed)).exec(tx.connection()).await?.rows_affected == 1)
}

/// Those that were given up, in their order; of very many only the first.
pub async fn dead(from: &impl Reads, subscription: Uuid, most: u64) -> Result<Vec<DeadLetter>, Error> {
    let query = Entity::find().filter(is_dead(subscription)).order_by_asc(Column::Number).limit(most);
    let read = |row: delivery::Model| DeadLetter {
        number: row.number,
        observation_id: row.observation_id,
        tries: tries(row.tries),
        failure: row.failure.unwrap_or_default(),
    };
    Ok(query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect())
}

/// Why the last try failed of the first of those that are tried again.
pub async fn last_failure(from: &impl Reads, subscription: Uuid) -> Result<Option<String>, Error> {
    let waiting = Column::SubscriptionId.eq(subscription).and(Column::IsDead.eq(false));
    let query = Entity::find().filter(waiting.and(Column::Failure.is_not_null())).order_by_asc(Column::Number).limit(1);
    let row = query.one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(row.and_then(|row| row.failure))
}

/// Has what was given up tried again at once, as if it were new: one, or all. Says how many.
pub async fn replay(tx: &Tx, clock: &Clock, subscription: Uuid, number: Option<i64>) -> Result<u64, Error> {
    let row = delivery::ActiveModel {
        is_dead: Set(false),
        tries: Set(0),
        next_try_at: Set(moment::now(clock)),
        failure: Set(None),
        ..free()
    };
    let update = Entity::update_many().set(row).filter(these(subscription, number));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// Lets go of one that was given up, so that those behind it are sent. `false` if it is none.
pub async fn skip(tx: &Tx, subscription: Uuid, number: i64) -> Result<bool, Error> {
    let delete = Entity::delete_many().filter(these(subscription, Some(number)));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// Lets go of all of a subscription that has ended.
pub async fn forget(tx: &Tx, subscription: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::SubscriptionId.eq(subscription)).exec(tx.connection()).await?;
    Ok(())
}

/// How things stand with a subscription.
pub async fn standing(from: &impl Reads, subscription: Uuid) -> Result<Standing, Error> {
    let of =
        |is_dead: bool| Entity::find().filter(Column::SubscriptionId.eq(subscription).and(Column::IsDead.eq(is_dead)));
    Ok(Standing { waiting: of(false).count(from.connection()).await?, dead: of(true).count(from.connection()).await? })
}

fn these(subscription: Uuid, number: Option<i64>) -> SimpleExpr {
    let dead = is_dead(subscription);
    number.map_or(dead.clone(), |number| dead.and(Column::Number.eq(number)))
}

fn is_dead(subscription: Uuid) -> SimpleExpr {
    Column::SubscriptionId.eq(subscription).and(Column::IsDead.eq(true))
}

/// In nobody's hands.
fn free() -> delivery::ActiveModel {
    delivery::ActiveModel { claim: Set(None), claimed_until: Set(None), ..Default::default() }
}

/// Due, and the first of its series: what was given up stays in its place, and so holds back what comes after it.
fn is_due(now: i64, subscription: Uuid) -> SimpleExpr {
    let earlier = Alias::new("earlier");
    let column = |column: Column| Expr::col((earlier.clone(), column));
    let before = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, earlier.clone())
        .and_where(column(Column::SubscriptionId).eq(subscription))
        .and_where(column(Column::SeriesId).equals((Entity, Column::SeriesId)))
        .and_where(column(Column::Number).lt(Expr::col((Entity, Column::Number))))
        .to_owned();
    Column::SubscriptionId
        .eq(subscription)
        .and(Column::IsDead.eq(false))
        .and(moment::is_over(Column::NextTryAt, now, LONGEST_WAIT))
        .and(moment::is_over(Column::ClaimedUntil, now, LEASE))
        .and(Expr::exists(before).not())
}

fn is_held(claimed: &Claimed) -> SimpleExpr {
    let this = Column::SubscriptionId.eq(claimed.subscription_id).and(Column::Number.eq(claimed.number));
    this.and(Column::Claim.eq(claimed.claim))
}

fn tries(column: i32) -> u32 {
    u32::try_from(column).unwrap_or_default()
}
