//! How many a wave had invited, when it is forgotten whom: the least that a response rate needs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum WaveInvited {
    Table,
    WaveId,
    People,
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
            .table(WaveInvited::Table)
            .col(ColumnDef::new(WaveInvited::WaveId).uuid().not_null().primary_key())
            .col(ColumnDef::new(WaveInvited::People).integer().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("wave_invited_wave_fk")
                    .from(WaveInvited::Table, WaveInvited::WaveId)
                    .to(Wave::Table, Wave::Id),
            );
        if manager.get_database_backend() == DbBackend::Sqlite {
            table.extra("WITHOUT ROWID");
        }
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(WaveInvited::Table).to_owned()).await
    }
}
