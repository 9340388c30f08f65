//! Who may call the API: tokens of programs, of which only the hash is kept.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ApiToken {
    Table,
    Id,
    Name,
    Hash,
    CreatedOn,
    RevokedOn,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(ApiToken::Table)
                    .col(ColumnDef::new(ApiToken::Id).uuid().not_null().primary_key())
                    .col(ColumnDef::new(ApiToken::Name).text().not_null())
                    .col(ColumnDef::new(ApiToken::Hash).binary_len(32).not_null().unique_key())
                    .col(ColumnDef::new(ApiToken::CreatedOn).date().not_null())
                    .col(ColumnDef::new(ApiToken::RevokedOn).date())
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(ApiToken::Table).to_owned()).await
    }
}
