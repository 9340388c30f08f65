//! Which answers a release counted, so that the next one knows who came since. An answer that is taken back goes from here, too.

use std::collections::HashMap;

use entity::release_answer::{self, Column, Entity};
use entity::response;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

const TABLE: &str = "release_answer";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 1_000;

/// Notes the answers that a release counted, each with its revision. In the order of their identities, so that where they lie says
/// nothing about when they came.
pub async fn insert(tx: &Tx, release: Uuid, mut counted: Vec<(Uuid, i32)>) -> Result<(), Error> {
    counted.sort_unstable();
    for part in counted.chunks(AT_ONCE) {
        let row = |(response_id, revision): &(Uuid, i32)| release_answer::ActiveModel {
            release_id: Set(release),
            response_id: Set(*response_id),
            revision: Set(*revision),
        };
        Entity::insert_many(part.iter().map(row)).exec_without_returning(tx.connection()).await?;
    }
    // One may have been taken back while it was being counted.
    let mut gone = Query::select();
    gone.column(response::Column::Id).from(response::Entity).and_where(response::Column::WaveId.is_null());
    let gone = Column::ResponseId.in_subquery(gone);
    Entity::delete_many().filter(Column::ReleaseId.eq(release)).filter(gone).exec(tx.connection()).await?;
    Ok(())
}

/// The answers that a release counted and that are still there, each with the revision that it counted.
pub async fn of_release(from: &impl Reads, release: Uuid) -> Result<HashMap<Uuid, i32>, Error> {
    let query = Entity::find().filter(Column::ReleaseId.eq(release));
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|row| (row.response_id, row.revision)).collect())
}

/// Forgets that an answer was counted.
pub async fn remove_all(tx: &Tx, response: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ResponseId.eq(response)).exec(tx.connection()).await?;
    Ok(())
}
