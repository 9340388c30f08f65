//! Who is sent what indicators were observed to be, and what of it still has to be sent. Moments are milliseconds since 1970.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Subscription {
    Table,
    Id,
    Name,
    Kind,
    Target,
    ProgrammeId,
    Salt,
    FormerSalt,
    FormerUntil,
    Number,
    Pending,
    CreatedOn,
    EndedOn,
}

#[derive(DeriveIden)]
enum Delivery {
    Table,
    SubscriptionId,
    Number,
    ObservationId,
    SeriesId,
    Tries,
    NextTryAt,
    Claim,
    ClaimedUntil,
    IsDead,
    Failure,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Observation {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(subscription()).await?;
        manager.create_table(delivery()).await?;
        let mut in_order = Index::create();
        in_order.name("delivery_series").table(Delivery::Table).col(Delivery::SubscriptionId);
        manager.create_index(in_order.col(Delivery::SeriesId).col(Delivery::Number).clone()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Delivery::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Subscription::Table).to_owned()).await
    }
}

fn subscription() -> TableCreateStatement {
    Table::create()
        .table(Subscription::Table)
        .col(ColumnDef::new(Subscription::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Subscription::Name).text().not_null())
        .col(ColumnDef::new(Subscription::Kind).text().not_null())
        .col(ColumnDef::new(Subscription::Target).text().not_null())
        .col(ColumnDef::new(Subscription::ProgrammeId).uuid())
        .col(ColumnDef::new(Subscription::Salt).uuid().not_null())
        .col(ColumnDef::new(Subscription::FormerSalt).uuid())
        .col(ColumnDef::new(Subscription::FormerUntil).big_integer())
        .col(ColumnDef::new(Subscription::Number).big_integer().not_null())
        .col(ColumnDef::new(Subscription::Pending).big_integer())
        .col(ColumnDef::new(Subscription::CreatedOn).date().not_null())
        .col(ColumnDef::new(Subscription::EndedOn).date())
        .foreign_key(
            ForeignKey::create()
                .name("subscription_programme_fk")
                .from(Subscription::Table, Subscription::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .to_owned()
}

fn delivery() -> TableCreateStatement {
    Table::create()
        .table(Delivery::Table)
        .col(ColumnDef::new(Delivery::SubscriptionId).uuid().not_null())
        .col(ColumnDef::new(Delivery::Number).big_integer().not_null())
        .col(ColumnDef::new(Delivery::ObservationId).uuid().not_null())
        .col(ColumnDef::new(Delivery::SeriesId).uuid().not_null())
        .col(ColumnDef::new(Delivery::Tries).integer().not_null())
        .col(ColumnDef::new(Delivery::NextTryAt).big_integer().not_null())
        .col(ColumnDef::new(Delivery::Claim).uuid())
        .col(ColumnDef::new(Delivery::ClaimedUntil).big_integer())
        .col(ColumnDef::new(Delivery::IsDead).boolean().not_null())
        .col(ColumnDef::new(Delivery::Failure).text())
        .primary_key(Index::create().name("delivery_pk").col(Delivery::SubscriptionId).col(Delivery::Number))
        .foreign_key(
            ForeignKey::create()
                .name("delivery_subscription_fk")
                .from(Delivery::Table, Delivery::SubscriptionId)
                .to(Subscription::Table, Subscription::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("delivery_observation_fk")
                .from(Delivery::Table, Delivery::ObservationId)
                .to(Observation::Table, Observation::Id),
        )
        .to_owned()
}
