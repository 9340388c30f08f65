//! Published form versions: their content is written once, never changed, never removed. That one is retired, or can be looked
//! at by a link, is no part of it.

use entity::form_version::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use serde_json::Value;

use super::{Digest, Error, LinkCode, Reads, Tx, day};

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
    /// What becomes of answers to the version before, as JSON text.
    pub mapping: Option<String>,
    /// The code of the link to a look at it, if there is one.
    pub preview_code: Option<LinkCode>,
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
    /// Day since which no new answers start.
    pub retired_on: Option<Date>,
    /// What becomes of answers to the version before.
    pub mapping: Option<Value>,
}

/// Adds a version. `false` if there is one of this name, whatever its content.
pub async fn insert(tx: &Tx, new: &FormVersion) -> Result<bool, Error> {
    let row = form_version::ActiveModel {
        form_id: Set(new.form_id.clone()),
        version: Set(new.version.clone()),
        definition: Set(new.definition.clone()),
        sha256: Set(new.sha256.to_column()),
        published_on: Set(day::to_column(new.published_on)),
        retired_on: Set(None),
        mapping: Set(new.mapping.clone()),
        preview_code: Set(new.preview_code.as_ref().map(|code| code.as_str().to_owned())),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::FormId, Column::Version]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One version.
pub async fn find(from: &impl Reads, form_id: &str, version: &str) -> Result<Option<FormVersion>, Error> {
    let query = Entity::find_by_id((form_id.to_owned(), version.to_owned()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The version that a link leads to.
pub async fn find_by_code(from: &impl Reads, code: &LinkCode) -> Result<Option<FormVersion>, Error> {
    let query = Entity::find().filter(Column::PreviewCode.eq(code.as_str()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// One version, without its definition.
pub async fn about(from: &impl Reads, form_id: &str, version: &str) -> Result<Option<Published>, Error> {
    let query = without_definition(Entity::find_by_id((form_id.to_owned(), version.to_owned())));
    let row = query.into_model::<PublishedRow>().one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(PublishedRow::read).transpose()
}

/// Retires a version on a day, or, without one, takes that back. `false` if there is no such version.
pub async fn retire(tx: &Tx, form_id: &str, version: &str, on: Option<Date>) -> Result<bool, Error> {
    let update = Entity::update_many()
        .col_expr(Column::RetiredOn, Expr::value(on.map(day::to_column)))
        .filter(Column::FormId.eq(form_id).and(Column::Version.eq(version)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Gives a version the code of a link, unless it has one.
pub async fn set_code(tx: &Tx, form_id: &str, version: &str, code: &LinkCode) -> Result<(), Error> {
    let is_wanted = Column::FormId.eq(form_id).and(Column::Version.eq(version)).and(Column::PreviewCode.is_null());
    let code = Expr::value(code.as_str());
    Entity::update_many().col_expr(Column::PreviewCode, code).filter(is_wanted).exec(tx.connection()).await?;
    Ok(())
}

/// All versions, by form and version, without their definitions, which are large.
pub async fn list(from: &impl Reads) -> Result<Vec<Published>, Error> {
    let query = without_definition(Entity::find()).order_by_asc(Column::FormId).order_by_asc(Column::Version);
    let rows = query.into_model::<PublishedRow>().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(PublishedRow::read).collect()
}

fn without_definition(query: Select<Entity>) -> Select<Entity> {
    let columns =
        [Column::FormId, Column::Version, Column::Sha256, Column::PublishedOn, Column::RetiredOn, Column::Mapping];
    query.select_only().columns(columns)
}

fn read(row: form_version::Model) -> Result<FormVersion, Error> {
    let key = format!("{} {}", row.form_id, row.version);
    let code = row.preview_code.as_deref().map(LinkCode::parse);
    Ok(FormVersion {
        sha256: Digest::from_column(&row.sha256, TABLE, "sha256", &key)?,
        published_on: day::from_column(row.published_on, TABLE, "published_on", &key)?,
        preview_code: code.map(|code| code.ok_or_else(|| Error::bad_row(TABLE, "preview_code", &key))).transpose()?,
        form_id: row.form_id,
        version: row.version,
        definition: row.definition,
        mapping: row.mapping,
    })
}

#[derive(FromQueryResult)]
struct PublishedRow {
    form_id: String,
    version: String,
    sha256: Vec<u8>,
    published_on: TimeDate,
    retired_on: Option<TimeDate>,
    mapping: Option<String>,
}

impl PublishedRow {
    fn read(self) -> Result<Published, Error> {
        let key = format!("{} {}", self.form_id, self.version);
        let mapping = self.mapping.map(|mapping| serde_json::from_str(&mapping));
        let retired_on = self.retired_on.map(|day| day::from_column(day, TABLE, "retired_on", &key));
        Ok(Published {
            sha256: Digest::from_column(&self.sha256, TABLE, "sha256", &key)?,
            published_on: day::from_column(self.published_on, TABLE, "published_on", &key)?,
            retired_on: retired_on.transpose()?,
            form_id: self.form_id,
            version: self.version,
            mapping: mapping.transpose().map_err(|_| Error::bad_row(TABLE, "mapping", &key))?,
        })
    }
}
