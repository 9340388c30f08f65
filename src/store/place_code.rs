//! As what forms know areas and departments. A place may be known by several codes, and keeps them when its name changes.

use entity::place_code::{self, Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

const TABLE: &str = "place_code";

/// A code of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCode {
    /// The programme whose forms know the place so.
    pub programme_id: Uuid,
    /// What is known so.
    pub kind: Kind,
    /// The name of the choice.
    pub code: String,
    /// The area or department.
    pub place_id: Uuid,
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An area.
    Area,
    /// A department.
    Department,
}

impl Kind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Department => "department",
        }
    }
}

/// Adds a code. `false` if it stands for a place already, perhaps for this one.
pub async fn insert(tx: &Tx, new: &PlaceCode) -> Result<bool, Error> {
    let row = place_code::ActiveModel {
        programme_id: Set(new.programme_id),
        kind: Set(new.kind.as_str().to_owned()),
        code: Set(new.code.clone()),
        place_id: Set(new.place_id),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::ProgrammeId, Column::Kind, Column::Code]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Takes a code from a place. `false` if it did not have it.
pub async fn remove(tx: &Tx, code: &PlaceCode) -> Result<bool, Error> {
    let delete = Entity::delete_by_id((code.programme_id, code.kind.as_str().to_owned(), code.code.clone()));
    Ok(delete.filter(Column::PlaceId.eq(code.place_id)).exec(tx.connection()).await?.rows_affected == 1)
}

/// All codes of one kind, in their order.
pub async fn list(from: &impl Reads, kind: Kind) -> Result<Vec<PlaceCode>, Error> {
    let query = Entity::find().filter(Column::Kind.eq(kind.as_str())).order_by_asc(Column::Code);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let read = |row: place_code::Model| PlaceCode {
        programme_id: row.programme_id,
        kind,
        code: row.code,
        place_id: row.place_id,
    };
    Ok(rows.into_iter().map(read).collect())
}
