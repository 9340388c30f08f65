//! Answers that change: revisions with what was there before, cases of quarantine that a person has settled, and answers
//! that were taken back.
//!
//! An answer that was taken back stays as a row without content (`answers` is empty): its key is what keeps a late
//! repetition out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
    Revision,
}

#[derive(DeriveIden)]
enum ResponseRevision {
    Table,
    ResponseId,
    Revision,
    Language,
    Answers,
    Sha256,
    ReplacedOn,
}

#[derive(DeriveIden)]
enum Quarantine {
    Table,
    Resolution,
    ResolvedOn,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revision = ColumnDef::new(Response::Revision).integer().not_null().default(1).to_owned();
        manager.alter_table(Table::alter().table(Response::Table).add_column(revision).to_owned()).await?;
        let mut history = response_revision();
        if manager.get_database_backend() == DbBackend::Sqlite {
            history.extra("WITHOUT ROWID");
        }
        manager.create_table(history).await?;
        // One column at a time: SQLite adds no more in one statement.
        for column in [ColumnDef::new(Quarantine::Resolution).text(), ColumnDef::new(Quarantine::ResolvedOn).date()] {
            manager.alter_table(Table::alter().table(Quarantine::Table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // An older program would take a settled case for one that is open.
        let settled = "DELETE FROM quarantine WHERE resolution IS NOT NULL";
        manager.get_connection().execute_unprepared(settled).await?;
        for column in [Quarantine::ResolvedOn, Quarantine::Resolution] {
            manager.alter_table(Table::alter().table(Quarantine::Table).drop_column(column).to_owned()).await?;
        }
        manager.drop_table(Table::drop().table(ResponseRevision::Table).to_owned()).await?;
        manager.alter_table(Table::alter().table(Response::Table).drop_column(Response::Revision).to_owned()).await
    }
}

fn response_revision() -> TableCreateStatement {
    Table::create()
        .table(ResponseRevision::Table)
        .col(ColumnDef::new(ResponseRevision::ResponseId).uuid().not_null())
        .col(ColumnDef::new(ResponseRevision::Revision).integer().not_null())
        .col(ColumnDef::new(ResponseRevision::Language).text().not_null())
        .col(ColumnDef::new(ResponseRevision::Answers).text().not_null())
        .col(ColumnDef::new(ResponseRevision::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(ResponseRevision::ReplacedOn).date().not_null())
        .primary_key(
            Index::create()
                .name("response_revision_pk")
                .col(ResponseRevision::ResponseId)
                .col(ResponseRevision::Revision),
        )
        .foreign_key(
            ForeignKey::create()
                .name("response_revision_response_fk")
                .from(ResponseRevision::Table, ResponseRevision::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .to_owned()
}
