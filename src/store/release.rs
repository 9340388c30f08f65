//! What was released of waves. A release is never changed.

use entity::release::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, Order as Sorted, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, Value,
};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "release";

/// Protected tables, and what they were made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Identity.
    pub id: Uuid,
    /// The wave whose answers were counted.
    pub wave_id: Uuid,
    /// Which release of the wave it is; 0 is the first.
    pub snapshot: u32,
    /// Day on which it was made.
    pub made_on: Date,
    /// Version of the program that made it.
    pub software: String,
    /// The plan, as it was written.
    pub plan: String,
    /// The protected tables, as JSON text.
    pub published: String,
    /// What was counted, as JSON text.
    pub counted: String,
}

/// A release in a list, without its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identity.
    pub id: Uuid,
    /// The wave whose answers were counted.
    pub wave_id: Uuid,
    /// Which release of the wave it is.
    pub snapshot: u32,
    /// Day on which it was made.
    pub made_on: Date,
    /// Version of the program that made it.
    pub software: String,
}

/// From which end a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What was made first comes first.
    Oldest,
    /// What was made last does.
    Newest,
}

impl From<&Release> for Entry {
    fn from(release: &Release) -> Self {
        let &Release { id, wave_id, snapshot, made_on, ref software, .. } = release;
        Self { id, wave_id, snapshot, made_on, software: software.clone() }
    }
}

/// Adds a release. `false` if the wave has one of this number.
pub async fn insert(tx: &Tx, new: &Release) -> Result<bool, Error> {
    let row = release::ActiveModel {
        id: Set(new.id),
        wave_id: Set(new.wave_id),
        snapshot: Set(i32::try_from(new.snapshot).unwrap_or(i32::MAX)),
        made_on: Set(day::to_column(new.made_on)),
        software: Set(new.software.clone()),
        plan: Set(new.plan.clone()),
        published: Set(new.published.clone()),
        counted: Set(new.counted.clone()),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::WaveId, Column::Snapshot]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One release.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Release>, Error> {
    let query = Entity::find_by_id(id);
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All releases of a wave, the first one first.
pub async fn all_of_wave(from: &impl Reads, wave: Uuid) -> Result<Vec<Release>, Error> {
    let query = Entity::find().filter(Column::WaveId.eq(wave)).order_by_asc(Column::Snapshot);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The latest release of a wave.
pub async fn of_wave(from: &impl Reads, wave: Uuid) -> Result<Option<Release>, Error> {
    let query = Entity::find().filter(Column::WaveId.eq(wave)).order_by_desc(Column::Snapshot);
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All releases, by the day on which they were made.
pub async fn list(from: &impl Reads) -> Result<Vec<Release>, Error> {
    let query = Entity::find().order_by_asc(Column::MadeOn).order_by_asc(Column::WaveId).order_by_asc(Column::Snapshot);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// At most so many releases of some waves, by the day on which they were made, and behind one of them.
pub async fn part(
    from: &impl Reads,
    waves: Vec<Uuid>,
    order: Order,
    behind: Option<&Entry>,
    most: u64,
) -> Result<Vec<Entry>, Error> {
    let sorted = match order {
        Order::Oldest => Sorted::Asc,
        Order::Newest => Sorted::Desc,
    };
    let columns = [Column::Id, Column::WaveId, Column::Snapshot, Column::MadeOn, Column::Software];
    let query = Entity::find().select_only().columns(columns).filter(Column::WaveId.is_in(waves)).limit(most);
    let query = query.apply_if(behind, |query, behind| query.filter(is_behind(order, behind)));
    let by = [Column::MadeOn, Column::WaveId, Column::Snapshot];
    let query = by.into_iter().fold(query, |query, column| query.order_by(column, sorted.clone()));
    let rows = query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(entry).collect()
}

/// The waves that were released.
pub async fn released(from: &impl Reads) -> Result<Vec<Uuid>, Error> {
    let query = Entity::find().select_only().column(Column::WaveId).distinct().into_tuple();
    query.all(from.connection()).await.map_err(Error::reading(TABLE))
}

fn is_behind(order: Order, entry: &Entry) -> SimpleExpr {
    let behind = |column: Column, value: Value| match order {
        Order::Oldest => column.gt(value),
        Order::Newest => column.lt(value),
    };
    let (day, snapshot) = (day::to_column(entry.made_on), i32::try_from(entry.snapshot).unwrap_or(i32::MAX));
    let of_wave = Column::WaveId.eq(entry.wave_id).and(behind(Column::Snapshot, snapshot.into()));
    let of_day = Column::MadeOn.eq(day).and(behind(Column::WaveId, entry.wave_id.into()).or(of_wave));
    behind(Column::MadeOn, day.into()).or(of_day)
}

fn entry((id, wave_id, snapshot, made_on, software): (Uuid, Uuid, i32, TimeDate, String)) -> Result<Entry, Error> {
    let snapshot = u32::try_from(snapshot).map_err(|_| Error::bad_row(TABLE, "snapshot", &id))?;
    Ok(Entry { id, wave_id, snapshot, made_on: day::from_column(made_on, TABLE, "made_on", &id)?, software })
}

fn read(row: release::Model) -> Result<Release, Error> {
    Ok(Release {
        made_on: day::from_column(row.made_on, TABLE, "made_on", &row.id)?,
        snapshot: u32::try_from(row.snapshot).map_err(|_| Error::bad_row(TABLE, "snapshot", &row.id))?,
        id: row.id,
        wave_id: row.wave_id,
        software: row.software,
        plan: row.plan,
        published: row.published,
        counted: row.counted,
    })
}
