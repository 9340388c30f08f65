//! The rules that an answer breaks which a person has to look at. They stand beside the table of answers, so that answers
//! without any cost nothing more.

use entity::response_doubt::{self, Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

const TABLE: &str = "response_doubt";
/// Rows that go in one statement: each has five values.
const AT_ONCE: usize = 500;

/// A rule that an answer breaks. `Debug` does not show the message, which may quote the answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Which answer: `findings[2]/theme`.
    pub path: String,
    /// Which kind of rule.
    pub code: String,
    /// What the form says of it.
    pub message: String,
}

impl std::fmt::Debug for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Doubt").field("path", &self.path).field("code", &self.code).finish_non_exhaustive()
    }
}

/// Notes the doubts about an answer that has none.
pub(super) async fn insert(tx: &Tx, response: Uuid, doubts: &[Doubt]) -> Result<(), Error> {
    let rows: Vec<_> = (1..).zip(doubts).map(|(position, doubt)| row(response, position, doubt)).collect();
    for rows in rows.chunks(AT_ONCE) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Removes all doubts about an answer.
pub(super) async fn remove_all(tx: &Tx, response: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ResponseId.eq(response)).exec(tx.connection()).await?;
    Ok(())
}

/// The doubts about an answer, in the order of its form.
pub(super) async fn of(from: &impl Reads, response: Uuid) -> Result<Vec<Doubt>, Error> {
    let query = Entity::find().filter(Column::ResponseId.eq(response)).order_by_asc(Column::Position);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|row| Doubt { path: row.path, code: row.code, message: row.message }).collect())
}

fn row(response: Uuid, position: i32, doubt: &Doubt) -> response_doubt::ActiveModel {
    response_doubt::ActiveModel {
        response_id: Set(response),
        position: Set(position),
        path: Set(doubt.path.clone()),
        code: Set(doubt.code.clone()),
        message: Set(doubt.message.clone()),
    }
}
