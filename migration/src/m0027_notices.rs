//! What residents are told of their data before they answer a wave: who decides about it, what allows it, whom to ask, and for how
//! long it is kept.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Wave {
    Table,
    LegalBasis,
    Controller,
    Contact,
    KeptMonths,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ColumnDef::new(Wave::LegalBasis).text().take(),
            ColumnDef::new(Wave::Controller).text().take(),
            ColumnDef::new(Wave::Contact).text().take(),
            ColumnDef::new(Wave::KeptMonths).integer().take(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table(Wave::Table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [Wave::KeptMonths, Wave::Contact, Wave::Controller, Wave::LegalBasis] {
            manager.alter_table(Table::alter().table(Wave::Table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
