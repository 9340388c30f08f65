//! Monthly reports, one a programme and month, never changed; and who is told of them.

use entity::report::{self, Column, Entity};
use entity::report_reader::{self, Column as Reader};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "report";
const READERS: &str = "report_reader";

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Identity.
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// First day of the month that it is about.
    pub month: Date,
    /// Day on which it was made.
    pub made_on: Date,
    /// What it says, as JSON text.
    pub content: String,
}

/// Adds a report. `false` if there is one of this month.
pub async fn insert(tx: &Tx, new: &Report) -> Result<bool, Error> {
    let row = report::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        month: Set(day::to_column(new.month)),
        made_on: Set(day::to_column(new.made_on)),
        content: Set(new.content.clone()),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::ProgrammeId, Column::Month]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One report.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Report>, Error> {
    let query = Entity::find_by_id(id);
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The reports of a programme, the latest month first.
pub async fn list(from: &impl Reads, programme: Uuid) -> Result<Vec<Report>, Error> {
    let query = Entity::find().filter(Column::ProgrammeId.eq(programme)).order_by_desc(Column::Month);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Whether there is a report of a month.
pub async fn is_made(from: &impl Reads, programme: Uuid, month: Date) -> Result<bool, Error> {
    let query =
        Entity::find().filter(Column::ProgrammeId.eq(programme)).filter(Column::Month.eq(day::to_column(month)));
    Ok(query.one(from.connection()).await.map_err(Error::reading(TABLE))?.is_some())
}

/// From now on somebody is told.
pub async fn add_reader(tx: &Tx, programme: Uuid, account: Uuid) -> Result<(), Error> {
    let row = report_reader::ActiveModel { programme_id: Set(programme), account_id: Set(account) };
    let insert = report_reader::Entity::insert(row).on_conflict_do_nothing_on([Reader::ProgrammeId, Reader::AccountId]);
    super::inserted(insert.exec_without_returning(tx.connection()).await).map(drop)
}

/// From now on somebody is not.
pub async fn remove_reader(tx: &Tx, programme: Uuid, account: Uuid) -> Result<(), Error> {
    report_reader::Entity::delete_by_id((programme, account)).exec(tx.connection()).await?;
    Ok(())
}

/// Who is told.
pub async fn readers(from: &impl Reads, programme: Uuid) -> Result<Vec<Uuid>, Error> {
    let query = report_reader::Entity::find().filter(Reader::ProgrammeId.eq(programme)).order_by_asc(Reader::AccountId);
    let rows = query.all(from.connection()).await.map_err(Error::reading(READERS))?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

fn read(row: report::Model) -> Result<Report, Error> {
    Ok(Report {
        id: row.id,
        programme_id: row.programme_id,
        month: day::from_column(row.month, TABLE, "month", &row.id)?,
        made_on: day::from_column(row.made_on, TABLE, "made_on", &row.id)?,
        content: row.content,
    })
}
