//! Files that answers refer to. As with answers, no key counts arrivals and nothing is finer than a day; the one day that is
//! kept says how long a file waits for an answer, and goes once one refers to it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Attachment {
    Table,
    Sha256,
    Blob,
    Size,
    MediaType,
    Width,
    Height,
    KeptSha256,
    ForgetOn,
}

#[derive(DeriveIden)]
enum ResponseAttachment {
    Table,
    ResponseId,
    Sha256,
    IsCurrent,
}

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
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
        manager.create_table(clustered(attachment())).await?;
        manager.create_table(clustered(response_attachment())).await?;
        let waiting =
            Index::create().name("attachment_forget_on").table(Attachment::Table).col(Attachment::ForgetOn).to_owned();
        manager.create_index(waiting).await?;
        let referred = Index::create()
            .name("response_attachment_sha256")
            .table(ResponseAttachment::Table)
            .col(ResponseAttachment::Sha256)
            .to_owned();
        manager.create_index(referred).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(ResponseAttachment::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Attachment::Table).to_owned()).await
    }
}

fn attachment() -> TableCreateStatement {
    Table::create()
        .table(Attachment::Table)
        .col(ColumnDef::new(Attachment::Sha256).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(Attachment::Blob).uuid().not_null().unique_key())
        .col(ColumnDef::new(Attachment::Size).big_integer().not_null())
        .col(ColumnDef::new(Attachment::MediaType).text().not_null())
        .col(ColumnDef::new(Attachment::Width).integer().not_null())
        .col(ColumnDef::new(Attachment::Height).integer().not_null())
        .col(ColumnDef::new(Attachment::KeptSha256).binary_len(32).not_null())
        .col(ColumnDef::new(Attachment::ForgetOn).date())
        .to_owned()
}

/// What an answer refers to may not be there yet, so only the answer is a foreign key.
fn response_attachment() -> TableCreateStatement {
    Table::create()
        .table(ResponseAttachment::Table)
        .col(ColumnDef::new(ResponseAttachment::ResponseId).uuid().not_null())
        .col(ColumnDef::new(ResponseAttachment::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(ResponseAttachment::IsCurrent).boolean().not_null())
        .primary_key(
            Index::create()
                .name("response_attachment_pk")
                .col(ResponseAttachment::ResponseId)
                .col(ResponseAttachment::Sha256),
        )
        .foreign_key(
            ForeignKey::create()
                .name("response_attachment_response_fk")
                .from(ResponseAttachment::Table, ResponseAttachment::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .to_owned()
}
