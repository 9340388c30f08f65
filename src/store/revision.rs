//! What answers said before they were changed.

use entity::response_revision::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::response::Response;
use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "response_revision";

/// A revision that another one has replaced. `Debug` does not show the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Revision {
    /// What there is to know of it without reading it.
    pub entry: Entry,
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text.
    pub answers: String,
}

/// A revision that another one has replaced, without its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which revision of the response it was; 1 is the first.
    pub revision: i32,
    /// Digest of form, version, wave and answers.
    pub sha256: Digest,
    /// The day on which the next one took its place.
    pub replaced_on: Date,
}

impl std::fmt::Debug for Revision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Revision").field("entry", &self.entry).finish_non_exhaustive()
    }
}

/// Keeps what a response says before it is replaced.
pub async fn keep(tx: &Tx, old: &Response, replaced_on: Date) -> Result<(), Error> {
    let row = response_revision::ActiveModel {
        response_id: Set(old.id),
        revision: Set(old.revision),
        language: Set(old.language.clone()),
        answers: Set(old.answers.clone()),
        sha256: Set(old.sha256.to_column()),
        replaced_on: Set(day::to_column(replaced_on)),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The replaced revisions of a response, the oldest first.
pub async fn list(from: &impl Reads, response: Uuid) -> Result<Vec<Entry>, Error> {
    let columns = [Column::Revision, Column::Sha256, Column::ReplacedOn];
    let query = Entity::find().filter(Column::ResponseId.eq(response)).order_by_asc(Column::Revision);
    let query = query.select_only().columns(columns).into_model::<Row>();
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(|row| row.read(response)).collect()
}

/// The replaced revisions of a response with all they said, the oldest first.
pub async fn read_all(from: &impl Reads, response: Uuid) -> Result<Vec<Revision>, Error> {
    let query = Entity::find().filter(Column::ResponseId.eq(response)).order_by_asc(Column::Revision);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// One replaced revision.
pub async fn find(from: &impl Reads, response: Uuid, revision: i32) -> Result<Option<Revision>, Error> {
    let query = Entity::find_by_id((response, revision));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// Removes all replaced revisions of a response.
pub async fn remove_all(tx: &Tx, response: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ResponseId.eq(response)).exec(tx.connection()).await?;
    Ok(())
}

fn read(row: response_revision::Model) -> Result<Revision, Error> {
    let entry = Row { revision: row.revision, sha256: row.sha256, replaced_on: row.replaced_on };
    Ok(Revision { entry: entry.read(row.response_id)?, language: row.language, answers: row.answers })
}

#[derive(FromQueryResult)]
struct Row {
    revision: i32,
    sha256: Vec<u8>,
    replaced_on: TimeDate,
}

impl Row {
    fn read(self, response: Uuid) -> Result<Entry, Error> {
        let key = format!("{response} {}", self.revision);
        Ok(Entry {
            sha256: Digest::from_column(&self.sha256, TABLE, "sha256", &key)?,
            replaced_on: day::from_column(self.replaced_on, TABLE, "replaced_on", &key)?,
            revision: self.revision,
        })
    }
}
