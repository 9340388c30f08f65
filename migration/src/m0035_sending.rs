//! Waves that write to those who are invited by themselves: from the day on which they open, or from another one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum WaveSending {
    Table,
    WaveId,
    SendsOn,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(WaveSending::Table)
            .col(ColumnDef::new(WaveSending::WaveId).uuid().not_null().primary_key())
            .col(ColumnDef::new(WaveSending::SendsOn).date())
            .foreign_key(
                ForeignKey::create()
                    .name("wave_sending_wave_fk")
                    .from(WaveSending::Table, WaveSending::WaveId)
                    .to(Wave::Table, Wave::Id),
            );
        if manager.get_database_backend() == DbBackend::Sqlite {
            table.extra("WITHOUT ROWID");
        }
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(WaveSending::Table).to_owned()).await
    }
}
