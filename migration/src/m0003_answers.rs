//! What was answered. None of these tables tells when or in which order answers came: keys are random, no column holds a
//! time finer than a day, and on SQLite the tables are clustered by key (`WITHOUT ROWID`), because a rowid counts arrivals.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
    WaveId,
    FormId,
    FormVersion,
    Language,
    Answers,
    Sha256,
    PeriodStartsOn,
    Review,
}

#[derive(DeriveIden)]
enum Quarantine {
    Table,
    Id,
    ResponseId,
    WaveId,
    FormId,
    FormVersion,
    Language,
    Answers,
    Sha256,
    PeriodStartsOn,
}

#[derive(DeriveIden)]
enum Draft {
    Table,
    Id,
    WaveId,
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

/// The published version, which the two tables of answers point at.
#[derive(DeriveIden)]
enum FormVersion {
    Table,
    FormId,
    Version,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let clustered = |mut table: TableCreateStatement| {
            if manager.get_database_backend() == DbBackend::Sqlite {
                table.extra("WITHOUT ROWID");
            }
            table
        };
        manager.create_table(clustered(response())).await?;
        manager.create_table(clustered(quarantine())).await?;
        manager.create_table(clustered(draft())).await?;
        manager
            .create_index(Index::create().name("response_wave").table(Response::Table).col(Response::WaveId).to_owned())
            .await?;
        manager
            .create_index(Index::create().name("draft_expires_on").table(Draft::Table).col(Draft::ExpiresOn).to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Draft::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Quarantine::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Response::Table).to_owned()).await
    }
}

fn response() -> TableCreateStatement {
    Table::create()
        .table(Response::Table)
        .col(ColumnDef::new(Response::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Response::WaveId).uuid())
        .col(ColumnDef::new(Response::FormId).text().not_null())
        .col(ColumnDef::new(Response::FormVersion).text().not_null())
        .col(ColumnDef::new(Response::Language).text().not_null())
        .col(ColumnDef::new(Response::Answers).text().not_null())
        .col(ColumnDef::new(Response::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(Response::PeriodStartsOn).date().not_null())
        .col(ColumnDef::new(Response::Review).text().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("response_wave_fk")
                .from(Response::Table, Response::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("response_form_version_fk")
                .from(Response::Table, (Response::FormId, Response::FormVersion))
                .to(FormVersion::Table, (FormVersion::FormId, FormVersion::Version)),
        )
        .to_owned()
}

fn quarantine() -> TableCreateStatement {
    Table::create()
        .table(Quarantine::Table)
        .col(ColumnDef::new(Quarantine::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Quarantine::ResponseId).uuid().not_null())
        .col(ColumnDef::new(Quarantine::WaveId).uuid())
        .col(ColumnDef::new(Quarantine::FormId).text().not_null())
        .col(ColumnDef::new(Quarantine::FormVersion).text().not_null())
        .col(ColumnDef::new(Quarantine::Language).text().not_null())
        .col(ColumnDef::new(Quarantine::Answers).text().not_null())
        .col(ColumnDef::new(Quarantine::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(Quarantine::PeriodStartsOn).date().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("quarantine_response_fk")
                .from(Quarantine::Table, Quarantine::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("quarantine_wave_fk")
                .from(Quarantine::Table, Quarantine::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("quarantine_form_version_fk")
                .from(Quarantine::Table, (Quarantine::FormId, Quarantine::FormVersion))
                .to(FormVersion::Table, (FormVersion::FormId, FormVersion::Version)),
        )
        .index(Index::create().name("quarantine_content").unique().col(Quarantine::ResponseId).col(Quarantine::Sha256))
        .to_owned()
}

fn draft() -> TableCreateStatement {
    Table::create()
        .table(Draft::Table)
        .col(ColumnDef::new(Draft::Id).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(Draft::WaveId).uuid().not_null())
        .col(ColumnDef::new(Draft::Language).text().not_null())
        .col(ColumnDef::new(Draft::Answers).text().not_null())
        .col(ColumnDef::new(Draft::ResponseId).uuid().not_null())
        .col(ColumnDef::new(Draft::ExpiresOn).date().not_null())
        .foreign_key(
            ForeignKey::create().name("draft_wave_fk").from(Draft::Table, Draft::WaveId).to(Wave::Table, Wave::Id),
        )
        .to_owned()
}
