//! What is done again and again, by one machine of all: whoever changes the row first has it. A machine that dies in the
//! middle loses it when the time it asked for is over.

use std::time::Duration;

use entity::schedule::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, moment};
use crate::clock::Clock;

const TABLE: &str = "schedule";

/// How long one run may take; then somebody else may begin it again.
pub const LEASE: Duration = Duration::from_mins(10);
/// After a failure nobody tries again before this.
pub const PAUSE: Duration = Duration::from_mins(5);

/// That the caller, and nobody else, is to do it now.
#[derive(Debug)]
pub struct Turn {
    name: &'static str,
    holder: Uuid,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// What is done.
    pub name: String,
    /// When it was last done to its end.
    pub at: Option<Timestamp>,
    /// Whether the last try failed.
    pub has_failed: bool,
}

/// Takes the turn, if it is due and nobody has it.
pub async fn take(tx: &Tx, clock: &Clock, name: &'static str, every: Duration) -> Result<Option<Turn>, Error> {
    let row = schedule::ActiveModel { name: Set(name.to_owned()), has_failed: Set(false), ..Default::default() };
    Entity::insert(row).on_conflict_do_nothing_on([Column::Name]).exec_without_returning(tx.connection()).await?;
    let (now, holder) = (moment::now(clock), clock.identity());
    let taken = schedule::ActiveModel {
        holder: Set(Some(holder)),
        held_until: Set(Some(now + moment::length(LEASE))),
        ..Default::default()
    };
    let last = now.saturating_sub(moment::length(every));
    // What ran in the future ran before a clock was set back.
    let is_due = Column::RanAt.is_null().or(Column::RanAt.lte(last)).or(Column::RanAt.gt(now));
    let is_free = moment::is_over(Column::HeldUntil, now, LEASE);
    let update = Entity::update_many().set(taken).filter(Column::Name.eq(name).and(is_due).and(is_free));
    let is_ours = update.exec(tx.connection()).await?.rows_affected == 1;
    Ok(is_ours.then_some(Turn { name, holder }))
}

/// Gives the turn back after the work was done. `false` if it was over and somebody else has it.
pub async fn done(tx: &Tx, clock: &Clock, turn: &Turn) -> Result<bool, Error> {
    let row = schedule::ActiveModel {
        held_until: Set(None),
        ran_at: Set(Some(moment::now(clock))),
        has_failed: Set(false),
        ..Default::default()
    };
    give_back(tx, turn, row).await
}

/// Gives the turn back after a failure: it stays due, but not at once. `false` as for [`done`].
pub async fn failed(tx: &Tx, clock: &Clock, turn: &Turn) -> Result<bool, Error> {
    let until = moment::now(clock) + moment::length(PAUSE);
    let row = schedule::ActiveModel { held_until: Set(Some(until)), has_failed: Set(true), ..Default::default() };
    give_back(tx, turn, row).await
}

/// Everything that was ever begun, by name.
pub async fn list(from: &impl Reads) -> Result<Vec<Ran>, Error> {
    let rows = Entity::find().order_by_asc(Column::Name).all(from.connection()).await;
    rows.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

async fn give_back(tx: &Tx, turn: &Turn, mut row: schedule::ActiveModel) -> Result<bool, Error> {
    row.holder = Set(None);
    let ours = Column::Name.eq(turn.name).and(Column::Holder.eq(turn.holder));
    Ok(Entity::update_many().set(row).filter(ours).exec(tx.connection()).await?.rows_affected == 1)
}

fn read(row: schedule::Model) -> Result<Ran, Error> {
    let at = row.ran_at.map(Timestamp::from_millisecond).transpose();
    Ok(Ran {
        at: at.map_err(|_| Error::bad_row(TABLE, "ran_at", &row.name))?,
        name: row.name,
        has_failed: row.has_failed,
    })
}
