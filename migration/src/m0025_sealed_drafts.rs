//! Half-filled answers that the database cannot read: one sealed document in the place of language, answers and identity.
//!
//! What was half-filled before is lost, both ways: only the browser that began it holds a key, and it hands it over when it comes
//! and not when a table changes. Keeping the readable rows until they expire would break the promise for two weeks more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Draft {
    Table,
    Id,
    WaveId,
    PreviewCode,
    Sealed,
    Language,
    Answers,
    ResponseId,
    ExpiresOn,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut sealed = draft();
        sealed.col(ColumnDef::new(Draft::Sealed).binary().not_null());
        make_anew(manager, sealed).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut plain = draft();
        plain
            .col(ColumnDef::new(Draft::Language).text().not_null())
            .col(ColumnDef::new(Draft::Answers).text().not_null())
            .col(ColumnDef::new(Draft::ResponseId).uuid().not_null());
        make_anew(manager, plain).await
    }
}

/// What the table has in either form.
fn draft() -> TableCreateStatement {
    Table::create()
        .table(Draft::Table)
        .col(ColumnDef::new(Draft::Id).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(Draft::WaveId).uuid())
        .col(ColumnDef::new(Draft::PreviewCode).text())
        .col(ColumnDef::new(Draft::ExpiresOn).date().not_null())
        .foreign_key(
            ForeignKey::create().name("draft_wave_fk").from(Draft::Table, Draft::WaveId).to(Wave::Table, Wave::Id),
        )
        .to_owned()
}

async fn make_anew(manager: &SchemaManager<'_>, mut table: TableCreateStatement) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        // As before: a rowid would count arrivals.
        table.extra("WITHOUT ROWID");
    }
    manager.drop_table(Table::drop().table(Draft::Table).to_owned()).await?;
    manager.create_table(table).await?;
    manager
        .create_index(Index::create().name("draft_expires_on").table(Draft::Table).col(Draft::ExpiresOn).to_owned())
        .await
}
