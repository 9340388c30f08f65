//! Published form versions: written once, never changed, never removed.

use entity::form_version::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::{EntityTrait, FromQueryResult, QueryOrder, QuerySelect, Set};

use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "form_version";

/// One published version with its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormVersion {
    /// Identifier of the form.
    pub form_id: String,
    /// Version of the form.
    pub version: String,
    /// The canonical definition, as JSON text.
    pub definition: String,
    /// Digest of the definition.
    pub sha256: Digest,
    /// Day of publication.
    pub published_on: Date,
}

/// One published version without its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Identifier of the form.
    pub form_id: String,
    /// Version of the form.
    pub version: String,
    /// Digest of the definition.
    pub sha256: Digest,
    /// Day of publication.
    pub published_on: Date,
}

/// Adds a version. `false` if there is one of this name, whatever its content.
pub async fn insert(tx: &Tx, new: &FormVersion) -> Result<bool, Error> {
    let row = form_version::ActiveModel {
        form_id: Set(new.form_id.clone()),
        version: Set(new.version.clone()),
        definition: Set(new.definition.clone()),
        sha256: Set(new.sha256.to_column()),
        published_on: Set(day::to_column(new.published_on)),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::FormId, Column::Version]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One version.
pub async fn find(from: &impl Reads, form_id: &str, version: &str) -> Result<Option<FormVersion>, Error> {
    let query = Entity::find_by_id((form_id.to_owned(), version.to_owned()));
    let Some(row) = query.one(from.connection()).await.map_err(Error::reading(TABLE))? else {
        return Ok(None);
    };
    let key = format!("{} {}", row.form_id, row.version);
    Ok(Some(FormVersion {
        sha256: Digest::from_column(&row.sha256, TABLE, "sha256", &key)?,
        published_on: day::from_column(row.published_on, TABLE, "published_on", &key)?,
        form_id: row.form_id,
        version: row.version,
        definition: row.definition,
    }))
}

/// All versions, by form and version, without their definitions, which are large.
pub async fn list(from: &impl Reads) -> Result<Vec<Published>, Error> {
    let query = Entity::find()
        .select_only()
        .columns([Column::FormId, Column::Version, Column::Sha256, Column::PublishedOn])
        .order_by_asc(Column::FormId)
        .order_by_asc(Column::Version)
        .into_model::<PublishedRow>();
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(PublishedRow::read).collect()
}

#[derive(FromQueryResult)]
struct PublishedRow {
    form_id: String,
    version: String,
    sha256: Vec<u8>,
    published_on: TimeDate,
}

impl PublishedRow {
    fn read(self) -> Result<Published, Error> {
        let key = format!("{} {}", self.form_id, self.version);
        Ok(Published {
            sha256: Digest::from_column(&self.sha256, TABLE, "sha256", &key)?,
            published_on: day::from_column(self.published_on, TABLE, "published_on", &key)?,
            form_id: self.form_id,
            version: self.version,
        })
    }
}
