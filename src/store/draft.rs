//! Half-filled answers, found again by a cookie of which only the hash is here, and sealed under a key that is not here at all.

use std::fmt::{self, Debug, Formatter};

use entity::draft::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, LinkCode, Reads, Tx, day};

const TABLE: &str = "draft";

/// A half-filled answer document as the database has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Digest of the cookie.
    pub id: Digest,
    /// What it is for.
    pub occasion: Occasion,
    /// First day on which it is removed.
    pub expires_on: Date,
    /// What was answered so far and all that goes with it, as the service sealed it.
    pub sealed: Vec<u8>,
}

/// What somebody fills a form for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// To answer this wave.
    Wave(Uuid),
    /// To try a form, by the link with this code. It never becomes an answer.
    Preview(LinkCode),
}

impl Debug for Draft {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Adds a draft.
pub async fn insert(tx: &Tx, new: &Draft) -> Result<(), Error> {
    let (wave_id, preview_code) = match &new.occasion {
        Occasion::Wave(id) => (Some(*id), None),
        Occasion::Preview(code) => (None, Some(code.as_str().to_owned())),
    };
    let row = draft::ActiveModel {
        id: Set(new.id.to_column()),
        wave_id: Set(wave_id),
        preview_code: Set(preview_code),
        expires_on: Set(day::to_column(new.expires_on)),
        sealed: Set(new.sealed.clone()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// One draft, expired or not.
pub async fn find(from: &impl Reads, id: Digest) -> Result<Option<Draft>, Error> {
    let query = Entity::find_by_id(id.to_column());
    let Some(row) = query.one(from.connection()).await.map_err(Error::reading(TABLE))? else {
        return Ok(None);
    };
    let occasion = match (row.wave_id, row.preview_code.as_deref().map(LinkCode::parse)) {
        (Some(wave), None) => Occasion::Wave(wave),
        (None, Some(Some(code))) => Occasion::Preview(code),
        _ => return Err(Error::bad_row(TABLE, "preview_code", &id)),
    };
    Ok(Some(Draft {
        id,
        expires_on: day::from_column(row.expires_on, TABLE, "expires_on", &id)?,
        occasion,
        sealed: row.sealed,
    }))
}

/// Changes what a person can change: what is sealed, and with it how long it is kept. `false` if it is gone.
pub async fn update(tx: &Tx, changed: &Draft) -> Result<bool, Error> {
    let row = draft::ActiveModel {
        expires_on: Set(day::to_column(changed.expires_on)),
        sealed: Set(changed.sealed.clone()),
        ..Default::default()
    };
    let update = Entity::update_many().set(row).filter(Column::Id.eq(changed.id.to_column()));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes a draft. `false` if it was gone.
pub async fn remove(tx: &Tx, id: Digest) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(id.to_column()).exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes what was typed in a preview, everybody's.
pub async fn remove_of_preview(tx: &Tx, code: &LinkCode) -> Result<(), Error> {
    Entity::delete_many().filter(Column::PreviewCode.eq(code.as_str())).exec(tx.connection()).await?;
    Ok(())
}

/// Removes every draft that has expired on a day, and says how many there were.
pub async fn remove_expired(tx: &Tx, on: Date) -> Result<u64, Error> {
    let delete = Entity::delete_many().filter(Column::ExpiresOn.lte(day::to_column(on)));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}
