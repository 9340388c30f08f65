//! Records: forms that staff fill about an area or about a year of an activity. Every change names the version of the record
//! that it was made on.

use entity::record::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::walk::Sheet;
use super::{Error, Reads, Tx, day};

const TABLE: &str = "record";

/// A form that staff fill, or have filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Identity: random. The response that comes of it has the same.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// The account of who began it, if it was somebody with one.
    pub author: Option<Uuid>,
    /// The day that it is about, or on which it was begun.
    pub on: Date,
    /// What is being written, while it is.
    pub sheet: Option<Sheet>,
    /// The revision of its response that it has come to, or is a correction of; none before it was finished.
    pub revision: Option<i32>,
    /// How often it was changed, and one more.
    pub version: i32,
}

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Something that happened in an area.
    Area(Uuid),
    /// A year of an activity. There is one record of each.
    Year(Uuid, i32),
}

/// Adds a record, unless one of its identity or of its year is there. `false` if so.
pub async fn insert(tx: &Tx, new: &Record) -> Result<bool, Error> {
    let (area, activity, year) = match new.about {
        About::Area(area) => (Some(area), None, None),
        About::Year(activity, year) => (None, Some(activity), Some(year)),
    };
    let row = record::ActiveModel {
        id: Set(new.id),
        area_id: Set(area),
        activity_id: Set(activity),
        year: Set(year),
        author_id: Set(new.author),
        version: Set(new.version),
        ..changeable(new)
    };
    // Either constraint may be the one.
    let any = OnConflict::new().do_nothing().to_owned();
    let insert = Entity::insert(row).on_conflict(any).try_insert();
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Changes a record that is still of the version that `changed` says, and counts that up. `false` if it is not.
pub async fn update(tx: &Tx, changed: &Record) -> Result<bool, Error> {
    let update = Entity::update_many()
        .set(record::ActiveModel { version: Set(changed.version + 1), ..changeable(changed) })
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(changed.version));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes a record of a version. `false` if it is another one by now.
pub async fn remove(tx: &Tx, id: Uuid, version: i32) -> Result<bool, Error> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::Version.eq(version));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// One record.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Record>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The records about some areas from a first day to a last one, the latest first.
pub async fn of_areas(from: &impl Reads, areas: &[Uuid], first: Date, last: Date) -> Result<Vec<Record>, Error> {
    let query = Entity::find()
        .filter(Column::AreaId.is_in(areas.iter().copied()))
        .filter(Column::HappenedOn.between(day::to_column(first), day::to_column(last)))
        .order_by_desc(Column::HappenedOn)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The records about a year of some activities.
pub async fn of_year(from: &impl Reads, activities: &[Uuid], year: i32) -> Result<Vec<Record>, Error> {
    let query =
        Entity::find().filter(Column::ActivityId.is_in(activities.iter().copied())).filter(Column::Year.eq(year));
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// All that may change of a record, but for its version.
fn changeable(record: &Record) -> record::ActiveModel {
    let sheet = record.sheet.as_ref();
    record::ActiveModel {
        happened_on: Set(day::to_column(record.on)),
        form_version: Set(sheet.map(|sheet| sheet.form_version.clone())),
        language: Set(sheet.map(|sheet| sheet.language.clone())),
        answers: Set(sheet.map(|sheet| sheet.answers.clone())),
        revision: Set(record.revision),
        ..Default::default()
    }
}

fn read(row: record::Model) -> Result<Record, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let sheet = match (row.form_version, row.language, row.answers) {
        (Some(form_version), Some(language), Some(answers)) => Some(Sheet { form_version, language, answers }),
        (None, None, None) => None,
        _ => return Err(bad("answers")),
    };
    let about = match (row.area_id, row.activity_id, row.year) {
        (Some(area), None, None) => About::Area(area),
        (None, Some(activity), Some(year)) => About::Year(activity, year),
        _ => return Err(bad("area_id")),
    };
    Ok(Record {
        on: day::from_column(row.happened_on, TABLE, "happened_on", &row.id)?,
        id: row.id,
        about,
        author: row.author_id,
        sheet,
        revision: row.revision,
        version: row.version,
    })
}
