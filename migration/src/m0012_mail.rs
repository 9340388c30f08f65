//! Mails that wait to be sent. What they say and to whom is nowhere else, so that it is gone with the row.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum MailMessage {
    Table,
    Id,
    Recipient,
    Subject,
    Text,
    Html,
    Calendar,
    Refusal,
    CreatedOn,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(MailMessage::Table)
            .col(ColumnDef::new(MailMessage::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(MailMessage::Recipient).text().not_null())
            .col(ColumnDef::new(MailMessage::Subject).text().not_null())
            .col(ColumnDef::new(MailMessage::Text).text().not_null())
            .col(ColumnDef::new(MailMessage::Html).text().not_null())
            .col(ColumnDef::new(MailMessage::Calendar).text())
            .col(ColumnDef::new(MailMessage::Refusal).text())
            .col(ColumnDef::new(MailMessage::CreatedOn).date().not_null())
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(MailMessage::Table).to_owned()).await
    }
}
