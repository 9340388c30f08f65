//! How often something changed that nodes keep in memory: a count for each kind, which every node looks at. It says neither when
//! something changed nor what.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Change {
    Table,
    Topic,
    Count,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Change::Table)
            .col(ColumnDef::new(Change::Topic).text().not_null().primary_key())
            .col(ColumnDef::new(Change::Count).big_integer().not_null())
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Change::Table).to_owned()).await
    }
}
