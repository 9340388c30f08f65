//! Form versions before they are published.

use entity::form_draft::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set};

use super::{Digest, Error, LinkCode, Reads, Tx, day};

const TABLE: &str = "form_draft";

/// A form version that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormDraft {
    /// What there is to know of it without reading it.
    pub entry: Entry,
    /// The canonical definition, as JSON text.
    pub definition: String,
}

/// A draft without its definition, which is large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identifier of the form.
    pub form_id: String,
    /// Version that it is to become.
    pub version: String,
    /// Digest of the definition.
    pub sha256: Digest,
    /// The secret part of the link to a look at it.
    pub code: LinkCode,
    /// Day of the last upload.
    pub uploaded_on: Date,
    /// First day on which it is removed.
    pub expires_on: Date,
}

/// Adds a draft. `false` if there is one of this form and version.
pub async fn insert(tx: &Tx, new: &FormDraft) -> Result<bool, Error> {
    let row = form_draft::ActiveModel { preview_code: Set(new.entry.code.as_str().to_owned()), ..content(new) };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::FormId, Column::Version]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Puts other content, which may be of another form or version, behind the code of a draft. `false` if there is none of this
/// code.
pub async fn replace(tx: &Tx, changed: &FormDraft) -> Result<bool, Error> {
    let update =
        Entity::update_many().set(content(changed)).filter(Column::PreviewCode.eq(changed.entry.code.as_str()));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// One draft, expired or not.
pub async fn find(from: &impl Reads, form_id: &str, version: &str) -> Result<Option<FormDraft>, Error> {
    let query = Entity::find_by_id((form_id.to_owned(), version.to_owned()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The draft that a link leads to, expired or not.
pub async fn find_by_code(from: &impl Reads, code: &LinkCode) -> Result<Option<FormDraft>, Error> {
    let query = Entity::find().filter(Column::PreviewCode.eq(code.as_str()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All drafts, by form and version, expired or not.
pub async fn list(from: &impl Reads) -> Result<Vec<Entry>, Error> {
    let columns =
        [Column::FormId, Column::Version, Column::Sha256, Column::PreviewCode, Column::UploadedOn, Column::ExpiresOn];
    let query = Entity::find().select_only().columns(columns);
    let query = query.order_by_asc(Column::FormId).order_by_asc(Column::Version).into_model::<Row>();
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(Row::read).collect()
}

/// Removes a draft. `false` if it was gone.
pub async fn remove(tx: &Tx, form_id: &str, version: &str) -> Result<bool, Error> {
    let delete = Entity::delete_by_id((form_id.to_owned(), version.to_owned()));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes every draft that has expired on a day, and says how many there were.
pub async fn remove_expired(tx: &Tx, on: Date) -> Result<u64, Error> {
    let delete = Entity::delete_many().filter(Column::ExpiresOn.lte(day::to_column(on)));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

fn content(draft: &FormDraft) -> form_draft::ActiveModel {
    let entry = &draft.entry;
    form_draft::ActiveModel {
        form_id: Set(entry.form_id.clone()),
        version: Set(entry.version.clone()),
        definition: Set(draft.definition.clone()),
        sha256: Set(entry.sha256.to_column()),
        uploaded_on: Set(day::to_column(entry.uploaded_on)),
        expires_on: Set(day::to_column(entry.expires_on)),
        ..Default::default()
    }
}

fn read(row: form_draft::Model) -> Result<FormDraft, Error> {
    let entry = Row {
        form_id: row.form_id,
        version: row.version,
        sha256: row.sha256,
        preview_code: row.preview_code,
        uploaded_on: row.uploaded_on,
        expires_on: row.expires_on,
    };
    Ok(FormDraft { entry: entry.read()?, definition: row.definition })
}

#[derive(FromQueryResult)]
struct Row {
    form_id: String,
    version: String,
    sha256: Vec<u8>,
    preview_code: String,
    uploaded_on: TimeDate,
    expires_on: TimeDate,
}

impl Row {
    fn read(self) -> Result<Entry, Error> {
        let key = format!("{} {}", self.form_id, self.version);
        Ok(Entry {
            sha256: Digest::from_column(&self.sha256, TABLE, "sha256", &key)?,
            code: LinkCode::parse(&self.preview_code).ok_or_else(|| Error::bad_row(TABLE, "preview_code", &key))?,
            uploaded_on: day::from_column(self.uploaded_on, TABLE, "uploaded_on", &key)?,
            expires_on: day::from_column(self.expires_on, TABLE, "expires_on", &key)?,
            form_id: self.form_id,
            version: self.version,
        })
    }
}
