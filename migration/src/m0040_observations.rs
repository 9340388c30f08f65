//! What indicators were observed to be: rows that are added and never changed, each with a number in one sequence by which others follow.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Observation {
    Table,
    Number,
    Id,
    SeriesId,
    ProgrammeId,
    AreaId,
    Indicator,
    Whom,
    Definition,
    PeriodFrom,
    PeriodTo,
    Revision,
    WaveId,
    ReleaseId,
    Status,
    Value,
    Low,
    High,
    Respondents,
    MadeOn,
}

#[derive(DeriveIden)]
enum ObservationHead {
    Table,
    Id,
    Number,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(observation()).await?;
        let mut once = Index::create();
        once.name("observation_series").unique().table(Observation::Table).col(Observation::SeriesId);
        once.col(Observation::PeriodFrom).col(Observation::PeriodTo).col(Observation::Revision);
        manager.create_index(once).await?;
        let mut of_programme = Index::create();
        of_programme.name("observation_programme").table(Observation::Table).col(Observation::ProgrammeId);
        manager.create_index(of_programme.col(Observation::Number).clone()).await?;
        manager.create_table(head()).await?;
        let start = Query::insert()
            .into_table(ObservationHead::Table)
            .columns([ObservationHead::Id, ObservationHead::Number])
            .values_panic([1.into(), 0_i64.into()])
            .to_owned();
        manager.execute(start).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(ObservationHead::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Observation::Table).to_owned()).await
    }
}

fn observation() -> TableCreateStatement {
    Table::create()
        .table(Observation::Table)
        .col(ColumnDef::new(Observation::Number).big_integer().not_null().primary_key())
        .col(ColumnDef::new(Observation::Id).uuid().not_null().unique_key())
        .col(ColumnDef::new(Observation::SeriesId).uuid().not_null())
        .col(ColumnDef::new(Observation::ProgrammeId).uuid().not_null())
        .col(ColumnDef::new(Observation::AreaId).uuid())
        .col(ColumnDef::new(Observation::Indicator).text().not_null())
        .col(ColumnDef::new(Observation::Whom).text().not_null())
        .col(ColumnDef::new(Observation::Definition).integer().not_null())
        .col(ColumnDef::new(Observation::PeriodFrom).date().not_null())
        .col(ColumnDef::new(Observation::PeriodTo).date().not_null())
        .col(ColumnDef::new(Observation::Revision).integer().not_null())
        .col(ColumnDef::new(Observation::WaveId).uuid())
        .col(ColumnDef::new(Observation::ReleaseId).uuid())
        .col(ColumnDef::new(Observation::Status).text().not_null())
        .col(ColumnDef::new(Observation::Value).double())
        .col(ColumnDef::new(Observation::Low).double())
        .col(ColumnDef::new(Observation::High).double())
        .col(ColumnDef::new(Observation::Respondents).big_integer())
        .col(ColumnDef::new(Observation::MadeOn).date().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("observation_programme_fk")
                .from(Observation::Table, Observation::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .to_owned()
}

fn head() -> TableCreateStatement {
    Table::create()
        .table(ObservationHead::Table)
        .col(ColumnDef::new(ObservationHead::Id).integer().not_null().primary_key())
        .col(ColumnDef::new(ObservationHead::Number).big_integer().not_null())
        .to_owned()
}
