//! What indicators are held against: figures of registers, baselines and targets. Rows are added and never changed; a figure that is
//! put right is the next revision of what it was, with the reason, and one that is taken back is a revision without a value.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum RegisterFigure {
    Table,
    Id,
    ProgrammeId,
    Indicator,
    Kind,
    PlaceKind,
    Place,
    HoldsOn,
    Revision,
    Value,
    People,
    Source,
    Reason,
    EnteredOn,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(RegisterFigure::Table)
            .col(ColumnDef::new(RegisterFigure::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(RegisterFigure::ProgrammeId).uuid().not_null())
            .col(ColumnDef::new(RegisterFigure::Indicator).text().not_null())
            .col(ColumnDef::new(RegisterFigure::Kind).text().not_null())
            .col(ColumnDef::new(RegisterFigure::PlaceKind).text().not_null())
            .col(ColumnDef::new(RegisterFigure::Place).text().not_null())
            .col(ColumnDef::new(RegisterFigure::HoldsOn).date().not_null())
            .col(ColumnDef::new(RegisterFigure::Revision).integer().not_null())
            .col(ColumnDef::new(RegisterFigure::Value).double())
            .col(ColumnDef::new(RegisterFigure::People).big_integer())
            .col(ColumnDef::new(RegisterFigure::Source).text().not_null())
            .col(ColumnDef::new(RegisterFigure::Reason).text().not_null())
            .col(ColumnDef::new(RegisterFigure::EnteredOn).date().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("register_figure_programme_fk")
                    .from(RegisterFigure::Table, RegisterFigure::ProgrammeId)
                    .to(Programme::Table, Programme::Id),
            )
            .to_owned();
        manager.create_table(table).await?;
        let mut once = Index::create();
        once.name("register_figure_about").unique().table(RegisterFigure::Table).col(RegisterFigure::ProgrammeId);
        once.col(RegisterFigure::Indicator).col(RegisterFigure::Kind).col(RegisterFigure::PlaceKind);
        once.col(RegisterFigure::Place).col(RegisterFigure::HoldsOn).col(RegisterFigure::Revision);
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(RegisterFigure::Table).to_owned()).await
    }
}
