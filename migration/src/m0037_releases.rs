//! What was released: protected tables, the plan that they follow, and what was counted. One for a wave.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Release {
    Table,
    Id,
    WaveId,
    MadeOn,
    Software,
    Plan,
    Published,
    Counted,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Release::Table)
            .col(ColumnDef::new(Release::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(Release::WaveId).uuid().not_null().unique_key())
            .col(ColumnDef::new(Release::MadeOn).date().not_null())
            .col(ColumnDef::new(Release::Software).text().not_null())
            .col(ColumnDef::new(Release::Plan).text().not_null())
            .col(ColumnDef::new(Release::Published).text().not_null())
            .col(ColumnDef::new(Release::Counted).text().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("release_wave_fk")
                    .from(Release::Table, Release::WaveId)
                    .to(Wave::Table, Wave::Id),
            )
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Release::Table).to_owned()).await
    }
}
