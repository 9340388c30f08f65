//! What still has to happen: events that wait for their consequences, and what is done again and again by one machine of
//! many. Moments are milliseconds since 1970, as whole numbers: both databases compare them in the same way.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Outbox {
    Table,
    Id,
    Event,
    AppendedAt,
    NextTryAt,
    Tries,
    Claim,
    ClaimedUntil,
    IsDead,
    Failure,
}

#[derive(DeriveIden)]
enum Schedule {
    Table,
    Name,
    Holder,
    HeldUntil,
    RanAt,
    HasFailed,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox()).await?;
        manager.create_table(schedule()).await?;
        let due = Index::create()
            .name("outbox_due")
            .table(Outbox::Table)
            .col(Outbox::IsDead)
            .col(Outbox::NextTryAt)
            .to_owned();
        manager.create_index(due).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Schedule::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Outbox::Table).to_owned()).await
    }
}

fn outbox() -> TableCreateStatement {
    Table::create()
        .table(Outbox::Table)
        .col(ColumnDef::new(Outbox::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Outbox::Event).text().not_null())
        .col(ColumnDef::new(Outbox::AppendedAt).big_integer().not_null())
        .col(ColumnDef::new(Outbox::NextTryAt).big_integer().not_null())
        .col(ColumnDef::new(Outbox::Tries).integer().not_null())
        .col(ColumnDef::new(Outbox::Claim).uuid())
        .col(ColumnDef::new(Outbox::ClaimedUntil).big_integer())
        .col(ColumnDef::new(Outbox::IsDead).boolean().not_null())
        .col(ColumnDef::new(Outbox::Failure).text())
        .to_owned()
}

fn schedule() -> TableCreateStatement {
    Table::create()
        .table(Schedule::Table)
        .col(ColumnDef::new(Schedule::Name).text().not_null().primary_key())
        .col(ColumnDef::new(Schedule::Holder).uuid())
        .col(ColumnDef::new(Schedule::HeldUntil).big_integer())
        .col(ColumnDef::new(Schedule::RanAt).big_integer())
        .col(ColumnDef::new(Schedule::HasFailed).boolean().not_null())
        .to_owned()
}
