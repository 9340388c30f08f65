//! Files that answers, findings and plans refer to: what is kept of each, and what refers to it. A file is kept as long as
//! anything refers to it; that is counted in the rows and nowhere else.
//!
//! A file that nothing refers to has a day from which it counts as gone. It is removed a day after that at the earliest, so
//! that an answer which was told on the last day that its file is there keeps it.

use std::collections::HashSet;

use entity::{area_plan, attachment, finding_photo, response, response_attachment};
use jiff::civil::Date;
use sea_orm::sea_query::{ColumnRef, Expr, OnConflict, Query, SelectStatement, TableRef};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

use attachment::Column;
use response_attachment::Column as Reference;

const TABLE: &str = "attachment";

const REFERENCES: &str = "response_attachment";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 1_000;

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Of the file as the client has it.
    pub sha256: Digest,
    /// The identity under which it lies in the object store.
    pub blob: Uuid,
    /// Bytes of what is kept.
    pub size: u64,
    /// Media type of what is kept.
    pub media_type: String,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Of what is kept.
    pub kept_sha256: Digest,
    /// The day from which it counts as gone, unless something refers to it.
    pub forget_on: Option<Date>,
}

/// Adds a file, unless it is there. `false` if it is.
pub async fn insert(tx: &Tx, new: &Kept) -> Result<bool, Error> {
    let bounded = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let row = attachment::ActiveModel {
        sha256: Set(new.sha256.to_column()),
        blob: Set(new.blob),
        size: Set(i64::try_from(new.size).unwrap_or(i64::MAX)),
        media_type: Set(new.media_type.clone()),
        width: Set(bounded(new.width)),
        height: Set(bounded(new.height)),
        kept_sha256: Set(new.kept_sha256.to_column()),
        forget_on: Set(new.forget_on.map(day::to_column)),
    };
    let insert = attachment::Entity::insert(row).on_conflict_do_nothing_on([Column::Sha256]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// A file, if it is there and does not count as gone.
pub async fn find(from: &impl Reads, sha256: Digest, today: Date) -> Result<Option<Kept>, Error> {
    let query = attachment::Entity::find_by_id(sha256.to_column()).filter(is_there(today));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// Keeps a file until another day, if it was to be forgotten. `false` if it is not there.
pub async fn keep_until(tx: &Tx, sha256: Digest, until: Date) -> Result<bool, Error> {
    // The row is written in any case, so that nobody removes it before this transaction ends.
    let later = Expr::case(Expr::col(Column::ForgetOn).is_not_null(), Some(day::to_column(until)))
        .finally(Expr::value(None::<sea_orm::prelude::TimeDate>));
    let update = attachment::Entity::update_many()
        .col_expr(Column::ForgetOn, later.into())
        .filter(Column::Sha256.eq(sha256.to_column()));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Of the files that an answer refers to, those that are not there.
pub async fn missing(from: &impl Reads, response: Uuid, today: Date) -> Result<Vec<Digest>, Error> {
    let query = response_attachment::Entity::find()
        .filter(Reference::ResponseId.eq(response))
        .filter(Reference::IsCurrent.eq(true))
        .filter(Expr::not_exists(file_of_reference(today)))
        .order_by_asc(Reference::Sha256);
    digests(&query.all(from.connection()).await.map_err(Error::reading(REFERENCES))?)
}

/// How many answers of a wave lack a file that they refer to.
pub async fn count_incomplete(from: &impl Reads, wave: Uuid, today: Date) -> Result<u64, Error> {
    let lacking = Query::select()
        .expr(Expr::val(1))
        .from(response_attachment::Entity)
        .and_where(reference(Reference::ResponseId).equals((response::Entity, response::Column::Id)))
        .and_where(reference(Reference::IsCurrent).eq(true))
        .and_where(Expr::not_exists(file_of_reference(today)))
        .to_owned();
    let query = response::Entity::find().filter(response::Column::WaveId.eq(wave)).filter(Expr::exists(lacking));
    Ok(query.count(from.connection()).await?)
}

/// The answers that refer to a file as they are now: at most so many.
pub async fn referring(from: &impl Reads, sha256: Digest, most: u64) -> Result<Vec<Uuid>, Error> {
    let query = response_attachment::Entity::find()
        .filter(Reference::Sha256.eq(sha256.to_column()))
        .filter(Reference::IsCurrent.eq(true))
        .limit(most);
    let rows = query.all(from.connection()).await.map_err(Error::reading(REFERENCES))?;
    Ok(rows.into_iter().map(|row| row.response_id).collect())
}

/// The bytes of all files that nothing refers to.
pub async fn waiting_bytes(from: &impl Reads) -> Result<u64, Error> {
    let query = attachment::Entity::find()
        .select_only()
        .column(Column::Size)
        .filter(Column::ForgetOn.is_not_null())
        .filter(is_referred().not());
    let sizes: Vec<i64> = query.into_tuple().all(from.connection()).await?;
    Ok(sizes.into_iter().filter_map(|size| u64::try_from(size).ok()).sum())
}

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
        .col_expr(Reference::IsCurrent, Expr::value(false))
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

/// Lets go of all files of an answer. Those that nothing else refers to count as gone at once, and are swept.
pub async fn release(tx: &Tx, response: Uuid, today: Date) -> Result<(), Error> {
    let all = referred(tx, response).await?;
    let_go(tx, response, &all, today).await
}

/// Lets go of some files that content under the identity of an answer referred to, as [`release`] does.
pub async fn let_go(tx: &Tx, response: Uuid, files: &[Digest], today: Date) -> Result<(), Error> {
    for files in files.chunks(AT_ONCE) {
        let files = || files.iter().map(|sha256| sha256.to_column());
        let some = response_attachment::Entity::delete_many()
            .filter(Reference::ResponseId.eq(response))
            .filter(Reference::Sha256.is_in(files()));
        some.exec(tx.connection()).await?;
        let gone = attachment::Entity::update_many()
            .col_expr(Column::ForgetOn, Expr::value(day::to_column(today)))
            .filter(Column::Sha256.is_in(files()))
            .filter(is_referred().not());
        gone.exec(tx.connection()).await?;
    }
    Ok(())
}

/// All files that content under the identity of an answer refers to: the answer, what it was, what is in quarantine.
pub async fn referred(from: &impl Reads, response: Uuid) -> Result<Vec<Digest>, Error> {
    let query = response_attachment::Entity::find().filter(Reference::ResponseId.eq(response));
    digests(&query.all(from.connection()).await.map_err(Error::reading(REFERENCES))?)
}

/// The files that an answer refers to.
pub(super) async fn expected(from: &impl Reads, response: Uuid) -> Result<Vec<Digest>, Error> {
    let query = response_attachment::Entity::find()
        .filter(Reference::ResponseId.eq(response))
        .filter(Reference::IsCurrent.eq(true))
        .order_by_asc(Reference::Sha256);
    digests(&query.all(from.connection()).await.map_err(Error::reading(REFERENCES))?)
}

/// Takes the day from files that something refers to, and gives one to files that nothing refers to.
pub async fn review(tx: &Tx, forget_on: Date) -> Result<(), Error> {
    let wanted = attachment::Entity::update_many()
        .col_expr(Column::ForgetOn, Expr::value(None::<sea_orm::prelude::TimeDate>))
        .filter(Column::ForgetOn.is_not_null())
        .filter(is_referred());
    wanted.exec(tx.connection()).await?;
    let unwanted = attachment::Entity::update_many()
        .col_expr(Column::ForgetOn, Expr::value(day::to_column(forget_on)))
        .filter(Column::ForgetOn.is_null())
        .filter(is_referred().not());
    unwanted.exec(tx.connection()).await?;
    Ok(())
}

/// Removes up to so many files that have counted as gone since before `today` and that nothing refers to; the objects of
/// those are nobody's any more.
pub async fn remove_forgotten(tx: &Tx, today: Date, most: u64) -> Result<Vec<Uuid>, Error> {
    let query = attachment::Entity::find()
        .filter(Column::ForgetOn.lt(day::to_column(today)))
        .filter(is_referred().not())
        .order_by_asc(Column::Sha256)
        .limit(most);
    let mut removed = Vec::new();
    for row in query.all(tx.connection()).await.map_err(Error::reading(TABLE))? {
        // Asked again of each, because somebody may want it by now.
        let delete = attachment::Entity::delete_many()
            .filter(Column::Sha256.eq(row.sha256))
            .filter(Column::ForgetOn.lt(day::to_column(today)))
            .filter(is_referred().not());
        if delete.exec(tx.connection()).await?.rows_affected == 1 {
            removed.push(row.blob);
        }
    }
    Ok(removed)
}

/// Of some objects, those that a row names.
pub async fn named(from: &impl Reads, blobs: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    let query = attachment::Entity::find().select_only().column(Column::Blob);
    let query = query.filter(Column::Blob.is_in(blobs.iter().copied()));
    let named: Vec<Uuid> = query.into_tuple().all(from.connection()).await?;
    Ok(named.into_iter().collect())
}

/// Whether anything refers to the file of the row around.
fn is_referred() -> Condition {
    let refers = |table: TableRef, column: ColumnRef| {
        let own = Expr::col(column).equals((attachment::Entity, Column::Sha256));
        Expr::exists(Query::select().expr(Expr::val(1)).from(table).and_where(own).to_owned())
    };
    let (photo, plan) = (finding_photo::Column::Sha256, area_plan::Column::Sha256);
    Condition::any()
        .add(refers(response_attachment::Entity.into(), (response_attachment::Entity, Reference::Sha256).into()))
        .add(refers(finding_photo::Entity.into(), (finding_photo::Entity, photo).into()))
        .add(refers(area_plan::Entity.into(), (area_plan::Entity, plan).into()))
}

/// The file of the reference around, if it is there.
fn file_of_reference(today: Date) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(attachment::Entity)
        .and_where(
            Expr::col((attachment::Entity, Column::Sha256)).equals((response_attachment::Entity, Reference::Sha256)),
        )
        .cond_where(is_there(today))
        .to_owned()
}

fn is_there(today: Date) -> Condition {
    Condition::any().add(Column::ForgetOn.is_null()).add(Column::ForgetOn.gt(day::to_column(today)))
}

fn reference(column: Reference) -> Expr {
    Expr::col((response_attachment::Entity, column))
}

fn digests(rows: &[response_attachment::Model]) -> Result<Vec<Digest>, Error> {
    rows.iter().map(|row| Digest::from_column(&row.sha256, REFERENCES, "sha256", &row.response_id)).collect()
}

fn read(row: attachment::Model) -> Result<Kept, Error> {
    let key = row.blob;
    let bad = |column| Error::bad_row(TABLE, column, &key);
    Ok(Kept {
        sha256: Digest::from_column(&row.sha256, TABLE, "sha256", &key)?,
        size: u64::try_from(row.size).map_err(|_| bad("size"))?,
        width: u32::try_from(row.width).map_err(|_| bad("width"))?,
        height: u32::try_from(row.height).map_err(|_| bad("height"))?,
        kept_sha256: Digest::from_column(&row.kept_sha256, TABLE, "kept_sha256", &key)?,
        forget_on: row.forget_on.map(|day| day::from_column(day, TABLE, "forget_on", &key)).transpose()?,
        blob: row.blob,
        media_type: row.media_type,
    })
}

fn row(response: Uuid, sha256: Digest, is_current: bool) -> response_attachment::ActiveModel {
    response_attachment::ActiveModel {
        response_id: Set(response),
        sha256: Set(sha256.to_column()),
        is_current: Set(is_current),
    }
}
