//! Events that wait for their consequences. An event is appended in the transaction of what it tells, so both are or neither
//! is. Who works on one holds a claim that ends by itself, so the work of a machine that died comes back.

use std::slice;
use std::time::Duration;

use entity::outbox::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, moment};
use crate::clock::Clock;
use crate::event::{self, Event, Unknown};

const TABLE: &str = "outbox";

/// How long a claim lasts. Work that takes longer is begun again by somebody else.
pub const LEASE: Duration = Duration::from_mins(1);
/// So often an event is tried, which takes about half a day; then it is dead until a person says otherwise.
pub const MOST_TRIES: i32 = 24;
/// The first wait after a failure; each is twice as long as the one before.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_hours(1);
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 500;
/// Of the reason of a failure, no more letters are kept.
const MOST_LETTERS: usize = 500;

/// An event that the caller is to work on.
#[derive(Debug)]
pub struct Claimed {
    /// Identity of the event.
    pub id: Uuid,
    /// What happened.
    pub event: Result<Event, Unknown>,
    claim: Uuid,
    tries: i32,
}

/// An event that waits or is dead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Identity.
    pub id: Uuid,
    /// Its kind and version.
    pub kind: String,
    /// How often it was tried.
    pub tries: i32,
    /// Whether it was given up.
    pub is_dead: bool,
    /// When it happened.
    pub appended_at: Timestamp,
    /// Why the last try failed.
    pub failure: Option<String>,
}

/// How things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Events that wait or are worked on.
    pub waiting: u64,
    /// Events that were given up.
    pub dead: u64,
    /// How long the oldest that waits has done so.
    pub oldest: Duration,
}

/// Which events to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that are dead.
    Dead,
    /// This one.
    One(Uuid),
}

/// Appends an event. When the transaction has been committed, somebody begins to work on it at once.
pub async fn append(tx: &Tx, clock: &Clock, event: &Event) -> Result<(), Error> {
    append_apart(tx, clock, slice::from_ref(event), Duration::ZERO).await
}

/// Appends events of which one after the other is due, so that many together neither flood who is asked nor keep others waiting.
pub async fn append_apart(tx: &Tx, clock: &Clock, events: &[Event], apart: Duration) -> Result<(), Error> {
    let now = moment::now(clock);
    let mut next_try_at = now;
    for part in events.chunks(AT_ONCE) {
        let rows: Vec<_> = part
            .iter()
            .map(|event| {
                let row = outbox::ActiveModel {
                    id: Set(clock.identity()),
                    event: Set(event.to_text()),
                    appended_at: Set(now),
                    next_try_at: Set(next_try_at),
                    tries: Set(0),
                    is_dead: Set(false),
                    ..Default::default()
                };
                next_try_at += moment::length(apart);
                row
            })
            .collect();
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    tx.ring_after_commit();
    Ok(())
}

/// Whether there is anything to claim. Cheap, and no write.
pub async fn is_any_due(from: &impl Reads, clock: &Clock) -> Result<bool, Error> {
    let query = Entity::find().select_only().column(Column::Id).filter(is_due(moment::now(clock))).limit(1);
    Ok(query.into_tuple::<Uuid>().one(from.connection()).await?.is_some())
}

/// Claims up to `most` events that are due, the longest waiting first. Two machines never get the same one while the claim
/// lasts: PostgreSQL passes over rows that somebody else is just claiming, on SQLite there is one writer.
pub async fn claim(tx: &Tx, clock: &Clock, most: u64) -> Result<Vec<Claimed>, Error> {
    let now = moment::now(clock);
    let due = Entity::find().filter(is_due(now)).order_by_asc(Column::NextTryAt).limit(most);
    let due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let rows = due.all(tx.connection()).await.map_err(Error::reading(TABLE))?;
    // Whoever tried so often without ever telling what came of it did not survive it.
    let (fatal, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.tries >= MOST_TRIES);
    if !fatal.is_empty() {
        let failure = Some("it was tried so often, and nobody came back from it".to_owned());
        let row = outbox::ActiveModel { is_dead: Set(true), failure: Set(failure), ..free() };
        let ids = fatal.iter().map(|row| row.id);
        Entity::update_many().set(row).filter(Column::Id.is_in(ids)).exec(tx.connection()).await?;
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let claim = clock.identity();
    let claimed = outbox::ActiveModel {
        claim: Set(Some(claim)),
        claimed_until: Set(Some(now + moment::length(LEASE))),
        ..Default::default()
    };
    let update = Entity::update_many().set(claimed).col_expr(Column::Tries, Expr::col(Column::Tries).add(1));
    update.filter(Column::Id.is_in(rows.iter().map(|row| row.id))).exec(tx.connection()).await?;
    let read = |row: outbox::Model| Claimed { id: row.id, event: Event::read(&row.event), claim, tries: row.tries + 1 };
    Ok(rows.into_iter().map(read).collect())
}

/// Says that an event has had its consequences; to be called in their transaction. `false` if the claim was over and somebody
/// else has the event or is done: then the transaction must not be committed.
pub async fn done(tx: &Tx, claimed: &Claimed) -> Result<bool, Error> {
    let delete = Entity::delete_many().filter(is_held(claimed));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// Gives an event back to be tried later, or never again if that was its last try. `true` if it is dead now. `asked` is how long
/// somebody wants to be left alone; for longer than the longest wait nobody is.
pub async fn failed(tx: &Tx, clock: &Clock, claimed: &Claimed, reason: &str, asked: Duration) -> Result<bool, Error> {
    let wait = wait(claimed.tries).max(asked).min(LONGEST_WAIT);
    let is_dead = claimed.tries >= MOST_TRIES;
    let row = outbox::ActiveModel {
        is_dead: Set(is_dead),
        next_try_at: Set(moment::now(clock) + moment::length(wait)),
        failure: Set(Some(reason.chars().take(MOST_LETTERS).collect())),
        ..free()
    };
    let update = Entity::update_many().set(row).filter(is_held(claimed));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1 && is_dead)
}

/// Has events tried again at once, as if they were new. Says how many.
pub async fn retry(tx: &Tx, clock: &Clock, which: Which) -> Result<u64, Error> {
    let filter = match which {
        Which::Dead => Column::IsDead.eq(true),
        Which::One(id) => Column::Id.eq(id),
    };
    let row =
        outbox::ActiveModel { is_dead: Set(false), tries: Set(0), next_try_at: Set(moment::now(clock)), ..free() };
    let retried = Entity::update_many().set(row).filter(filter).exec(tx.connection()).await?.rows_affected;
    tx.ring_after_commit();
    Ok(retried)
}

/// The events that wait or are dead, the oldest first; of very many only the first.
pub async fn list(from: &impl Reads, most: u64) -> Result<Vec<Pending>, Error> {
    let query = Entity::find().order_by_asc(Column::AppendedAt).order_by_asc(Column::Id).limit(most);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// How many events wait, how many are dead, and how long the oldest waits.
pub async fn standing(from: &impl Reads, clock: &Clock) -> Result<Standing, Error> {
    let of = |is_dead: bool| Entity::find().filter(Column::IsDead.eq(is_dead));
    let oldest = of(false).select_only().column_as(Column::AppendedAt.min(), "oldest").into_tuple::<Option<i64>>();
    let oldest = oldest.one(from.connection()).await?.flatten();
    let age = oldest.and_then(|appended| u64::try_from(moment::now(clock).saturating_sub(appended)).ok());
    Ok(Standing {
        waiting: of(false).count(from.connection()).await?,
        dead: of(true).count(from.connection()).await?,
        oldest: Duration::from_millis(age.unwrap_or(0)),
    })
}

/// In nobody's hands.
fn free() -> outbox::ActiveModel {
    outbox::ActiveModel { claim: Set(None), claimed_until: Set(None), ..Default::default() }
}

fn is_due(now: i64) -> SimpleExpr {
    Column::IsDead.eq(false).and(moment::is_over(Column::NextTryAt, now, LONGEST_WAIT)).and(moment::is_over(
        Column::ClaimedUntil,
        now,
        LEASE,
    ))
}

fn is_held(claimed: &Claimed) -> SimpleExpr {
    Column::Id.eq(claimed.id).and(Column::Claim.eq(claimed.claim))
}

fn wait(tries: i32) -> Duration {
    let doublings = u32::try_from(tries - 1).unwrap_or(0);
    2_u32
        .checked_pow(doublings)
        .and_then(|times| FIRST_WAIT.checked_mul(times))
        .map_or(LONGEST_WAIT, |wait| Ord::min(wait, LONGEST_WAIT))
}

fn read(row: outbox::Model) -> Result<Pending, Error> {
    let appended_at = Timestamp::from_millisecond(row.appended_at);
    Ok(Pending {
        appended_at: appended_at.map_err(|_| Error::bad_row(TABLE, "appended_at", &row.id))?,
        kind: event::kind(&row.event),
        id: row.id,
        tries: row.tries,
        is_dead: row.is_dead,
        failure: row.failure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_an_hour_and_all_tries_take_about_half_a_day() {
        assert_eq!(wait(1), FIRST_WAIT);
        assert_eq!(wait(4), Duration::from_secs(8));
        assert_eq!(wait(i32::MAX), LONGEST_WAIT);
        let all: Duration = (1..MOST_TRIES).map(wait).sum();
        assert!((11..14).contains(&(all.as_secs() / 3600)), "{all:?}");
    }
}
