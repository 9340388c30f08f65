//! Findings as they change: under a lock, from the version that somebody saw to the next one.

use entity::finding::{self, Column, Entity};
use entity::finding_photo::{self, Column as Pictured};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::finding::{Finding, Published, Taken, read, row};
use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "finding";

/// One finding, which nobody else changes before the transaction ends. SQLite knows no locks and needs none: there is one
/// writer.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Finding>, Error> {
    let query = Entity::find_by_id(id).lock_exclusive();
    query.one(tx.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// Puts the next version in the place of the one before. `false` if that is not there any more.
pub async fn replace(tx: &Tx, next: &Finding) -> Result<bool, Error> {
    // The key is not set: it says which row is meant.
    let changed = finding::ActiveModel { id: sea_orm::NotSet, ..row(next) };
    let update = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(next.id))
        .filter(Column::Version.eq(next.version.saturating_sub(1)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Adds a photo that was taken afterwards. `false` if the finding has it.
pub async fn add_photo(tx: &Tx, finding: Uuid, sha256: Digest) -> Result<bool, Error> {
    let before = finding_photo::Entity::find().filter(Pictured::FindingId.eq(finding)).count(tx.connection()).await?;
    let row = finding_photo::ActiveModel {
        finding_id: Set(finding),
        sha256: Set(sha256.to_column()),
        position: Set(i32::try_from(before).unwrap_or(i32::MAX)),
        taken: Set(Taken::After.as_str().to_owned()),
        is_public: Set(false),
    };
    let insert = finding_photo::Entity::insert(row).on_conflict_do_nothing_on([Pictured::FindingId, Pictured::Sha256]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Makes these the photos of a finding that residents may see, and no others.
pub async fn show_photos(tx: &Tx, finding: Uuid, shown: &[Digest]) -> Result<(), Error> {
    let set = |is_public: bool| {
        finding_photo::Entity::update_many()
            .col_expr(Pictured::IsPublic, Expr::value(is_public))
            .filter(Pictured::FindingId.eq(finding))
    };
    set(false).exec(tx.connection()).await?;
    let shown = set(true).filter(Pictured::Sha256.is_in(shown.iter().map(|sha256| sha256.to_column())));
    shown.exec(tx.connection()).await?;
    Ok(())
}

/// The findings of an area that residents may see, the latest day first.
pub async fn published(from: &impl Reads, area: Uuid) -> Result<Vec<Finding>, Error> {
    let mut findings = super::finding::list(from, &[area]).await?;
    findings.retain(|finding| finding.published == Published::Approved);
    Ok(findings)
}
