//! Tokens of programs get a role and perhaps a last day. Those that were there keep what they could, which was everything.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ApiToken {
    Table,
    Role,
    ExpiresOn,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let role = ColumnDef::new(ApiToken::Role).text().not_null().default("administrator").to_owned();
        manager.alter_table(Table::alter().table(ApiToken::Table).add_column(role).to_owned()).await?;
        let expires_on = ColumnDef::new(ApiToken::ExpiresOn).date().to_owned();
        manager.alter_table(Table::alter().table(ApiToken::Table).add_column(expires_on).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // An older program would let every token do everything, for ever.
        let limited = "DELETE FROM api_token WHERE role <> 'administrator' OR expires_on IS NOT NULL";
        manager.get_connection().execute_unprepared(limited).await?;
        for column in [ApiToken::ExpiresOn, ApiToken::Role] {
            manager.alter_table(Table::alter().table(ApiToken::Table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
