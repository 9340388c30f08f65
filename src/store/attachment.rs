//! Files that answers refer to: what is kept of each, and which content refers to it. A file is kept as long as anything
//! refers to it; that is counted in the rows and nowhere else.
//!
//! A file that nothing refers to has a day from which it counts as gone ([`Kept::forget_on`]). It is removed a day after that
//! at the earliest, so that an answer which was told on the last day that its file is there keeps it.

use entity::response_attachment;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

use response_attachment::Column as Reference;

const REFERENCES: &str = "response_attachment";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 1_000;

/// Notes which files new answers refer to.
pub(super) async fn expect(tx: &Tx, references: &[(Uuid, Digest)]) -> Result<(), Error> {
    let mut references = references.to_vec();
    // Two machines that note the same in the same order never wait for each other in a circle.
    references.sort_by_key(|(response, sha256)| (*response, *sha256.as_bytes()));
    for references in references.chunks(AT_ONCE) {
        let rows = references.iter().map(|(response, sha256)| row(*response, *sha256, true));
        let known = [Reference::ResponseId, Reference::Sha256];
        let known = OnConflict::columns(known).update_column(Reference::IsCurrent).to_owned();
        let insert = response_attachment::Entity::insert_many(rows).on_conflict(known);
        insert.exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Makes these the files that an answer refers to. Those it referred to before are kept for its history.
pub async fn replace(tx: &Tx, response: Uuid, now: &[Digest]) -> Result<(), Error> {
    let before = response_attachment::Entity::update_many()
        .col_expr(Reference::IsCurrent, sea_orm::sea_query::Expr::value(false))
        .filter(Reference::ResponseId.eq(response));
    before.exec(tx.connection()).await?;
    let references: Vec<_> = now.iter().map(|sha256| (response, *sha256)).collect();
    expect(tx, &references).await
}

/// Keeps files for content under the identity of an answer that is not the answer itself.
pub async fn refer(tx: &Tx, response: Uuid, files: &[Digest]) -> Result<(), Error> {
    for files in files.chunks(AT_ONCE) {
        let rows = files.iter().map(|sha256| row(response, *sha256, false));
        let known = [Reference::ResponseId, Reference::Sha256];
        let insert = response_attachment::Entity::insert_many(rows).on_conflict_do_nothing_on(known);
        insert.exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Lets go of all files of an answer; those that nothing else refers to are swept.
pub async fn release(tx: &Tx, response: Uuid) -> Result<(), Error> {
    let all = response_attachment::Entity::delete_many().filter(Reference::ResponseId.eq(response));
    all.exec(tx.connection()).await?;
    Ok(())
}

/// The files that an answer refers to.
pub(super) async fn expected(from: &impl Reads, response: Uuid) -> Result<Vec<Digest>, Error> {
    let query = response_attachment::Entity::find()
        .filter(Reference::ResponseId.eq(response))
        .filter(Reference::IsCurrent.eq(true));
    let rows = query.all(from.connection()).await.map_err(Error::reading(REFERENCES))?;
    rows.iter().map(|row| Digest::from_column(&row.sha256, REFERENCES, "sha256", &row.response_id)).collect()
}

fn row(response: Uuid, sha256: Digest, is_current: bool) -> response_attachment::ActiveModel {
    response_attachment::ActiveModel {
        response_id: Set(response),
        sha256: Set(sha256.to_column()),
        is_current: Set(is_current),
    }
}
