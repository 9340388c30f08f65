//! The life of a finding: what was done about it, version by version, who was reminded of its deadline, and what of it the
//! residents may see.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum FindingEvent {
    Table,
    Id,
    FindingId,
    Version,
    At,
    WhoId,
    WhoName,
    Deed,
    Changes,
    Words,
    Photo,
}

#[derive(DeriveIden)]
enum FindingReminder {
    Table,
    FindingId,
    Deadline,
    Stage,
    RemindedOn,
}

#[derive(DeriveIden)]
enum Finding {
    Table,
    Id,
    AssigneeAddress,
}

#[derive(DeriveIden)]
enum FindingPhoto {
    Table,
    IsPublic,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let address = ColumnDef::new(Finding::AssigneeAddress).text().to_owned();
        manager.alter_table(Table::alter().table(Finding::Table).add_column(address).to_owned()).await?;
        let is_public = ColumnDef::new(FindingPhoto::IsPublic).boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table(FindingPhoto::Table).add_column(is_public).to_owned()).await?;
        manager.create_table(finding_event()).await?;
        manager.create_table(finding_reminder()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(FindingReminder::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(FindingEvent::Table).to_owned()).await?;
        let photo = Table::alter().table(FindingPhoto::Table).drop_column(FindingPhoto::IsPublic).to_owned();
        manager.alter_table(photo).await?;
        let finding = Table::alter().table(Finding::Table).drop_column(Finding::AssigneeAddress).to_owned();
        manager.alter_table(finding).await
    }
}

/// One row a version: of two who change the same version, the constraint lets one.
fn finding_event() -> TableCreateStatement {
    Table::create()
        .table(FindingEvent::Table)
        .col(ColumnDef::new(FindingEvent::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(FindingEvent::FindingId).uuid().not_null())
        .col(ColumnDef::new(FindingEvent::Version).integer().not_null())
        .col(ColumnDef::new(FindingEvent::At).big_integer().not_null())
        .col(ColumnDef::new(FindingEvent::WhoId).uuid())
        .col(ColumnDef::new(FindingEvent::WhoName).text().not_null())
        .col(ColumnDef::new(FindingEvent::Deed).text().not_null())
        .col(ColumnDef::new(FindingEvent::Changes).text().not_null())
        .col(ColumnDef::new(FindingEvent::Words).text())
        .col(ColumnDef::new(FindingEvent::Photo).binary_len(32))
        .foreign_key(
            ForeignKey::create()
                .name("finding_event_finding_fk")
                .from(FindingEvent::Table, FindingEvent::FindingId)
                .to(Finding::Table, Finding::Id),
        )
        .index(
            Index::create()
                .name("finding_event_version")
                .unique()
                .col(FindingEvent::FindingId)
                .col(FindingEvent::Version),
        )
        .to_owned()
}

fn finding_reminder() -> TableCreateStatement {
    Table::create()
        .table(FindingReminder::Table)
        .col(ColumnDef::new(FindingReminder::FindingId).uuid().not_null())
        .col(ColumnDef::new(FindingReminder::Deadline).date().not_null())
        .col(ColumnDef::new(FindingReminder::Stage).text().not_null())
        .col(ColumnDef::new(FindingReminder::RemindedOn).date().not_null())
        .primary_key(
            Index::create()
                .name("finding_reminder_pk")
                .col(FindingReminder::FindingId)
                .col(FindingReminder::Deadline)
                .col(FindingReminder::Stage),
        )
        .foreign_key(
            ForeignKey::create()
                .name("finding_reminder_finding_fk")
                .from(FindingReminder::Table, FindingReminder::FindingId)
                .to(Finding::Table, Finding::Id),
        )
        .to_owned()
}
