//! What people and programs did with an answer since it came: who, when, and why where that was asked.

use entity::response_event::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

const TABLE: &str = "response_event";

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseEvent {
    /// The answer.
    pub response_id: Uuid,
    /// The revision that it made, or that it was about.
    pub revision: i32,
    /// When.
    pub at: Timestamp,
    /// The account or token, if it was not the installation itself.
    pub who_id: Option<Uuid>,
    /// The name that they had.
    pub who_name: String,
    /// What.
    pub deed: Deed,
    /// Why, where that was asked.
    pub words: Option<String>,
}

/// What can be done with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It says something else from then on.
    Revise,
    /// It says from then on what came under its identity later.
    TakeSecond,
    /// It counts although it breaks rules.
    Accept,
    /// It was written down for the one who gave it.
    WriteDown,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Revise, Self::TakeSecond, Self::Accept, Self::WriteDown];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revise => "revise",
            Self::TakeSecond => "take_second",
            Self::Accept => "accept",
            Self::WriteDown => "write_down",
        }
    }
}

/// Adds what was done. The caller holds the lock of the answer.
pub async fn append(tx: &Tx, new: &ResponseEvent) -> Result<(), Error> {
    let before = Entity::find().filter(Column::ResponseId.eq(new.response_id)).count(tx.connection()).await?;
    let row = response_event::ActiveModel {
        response_id: Set(new.response_id),
        number: Set(i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1)),
        revision: Set(new.revision),
        at: Set(new.at.as_millisecond()),
        who_id: Set(new.who_id),
        who_name: Set(new.who_name.clone()),
        deed: Set(new.deed.as_str().to_owned()),
        words: Set(new.words.clone()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What was done with an answer, the oldest first.
pub async fn list(from: &impl Reads, response: Uuid) -> Result<Vec<ResponseEvent>, Error> {
    let query = Entity::find().filter(Column::ResponseId.eq(response)).order_by_asc(Column::Number);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Removes everything that was done with an answer.
pub async fn remove_all(tx: &Tx, response: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ResponseId.eq(response)).exec(tx.connection()).await?;
    Ok(())
}

fn read(row: response_event::Model) -> Result<ResponseEvent, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &format!("{} {}", row.response_id, row.number));
    Ok(ResponseEvent {
        at: Timestamp::from_millisecond(row.at).map_err(|_| bad("at"))?,
        deed: Deed::ALL.into_iter().find(|deed| deed.as_str() == row.deed).ok_or_else(|| bad("deed"))?,
        response_id: row.response_id,
        revision: row.revision,
        who_id: row.who_id,
        who_name: row.who_name,
        words: row.words,
    })
}
