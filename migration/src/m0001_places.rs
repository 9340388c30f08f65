//! Who asks and where: programmes, housing organisations, areas and departments.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
    Name,
    IsDemo,
}

#[derive(DeriveIden)]
enum HousingOrganisation {
    Table,
    Id,
    Name,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
    ProgrammeId,
    Name,
    Municipality,
}

#[derive(DeriveIden)]
enum Department {
    Table,
    Id,
    AreaId,
    HousingOrganisationId,
    Number,
    Population,
    PopulationSource,
    PopulationOn,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(programme()).await?;
        manager.create_table(housing_organisation()).await?;
        manager.create_table(area()).await?;
        manager.create_table(department()).await?;
        manager
            .create_index(
                Index::create().name("department_area").table(Department::Table).col(Department::AreaId).to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(drop(Department::Table)).await?;
        manager.drop_table(drop(Area::Table)).await?;
        manager.drop_table(drop(HousingOrganisation::Table)).await?;
        manager.drop_table(drop(Programme::Table)).await
    }
}

fn drop(table: impl IntoTableRef) -> TableDropStatement {
    Table::drop().table(table).to_owned()
}

fn programme() -> TableCreateStatement {
    Table::create()
        .table(Programme::Table)
        .col(ColumnDef::new(Programme::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Programme::Name).text().not_null())
        .col(ColumnDef::new(Programme::IsDemo).boolean().not_null())
        .to_owned()
}

fn housing_organisation() -> TableCreateStatement {
    Table::create()
        .table(HousingOrganisation::Table)
        .col(ColumnDef::new(HousingOrganisation::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(HousingOrganisation::Name).text().not_null().unique_key())
        .to_owned()
}

fn area() -> TableCreateStatement {
    Table::create()
        .table(Area::Table)
        .col(ColumnDef::new(Area::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Area::ProgrammeId).uuid().not_null())
        .col(ColumnDef::new(Area::Name).text().not_null())
        .col(ColumnDef::new(Area::Municipality).text().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("area_programme_fk")
                .from(Area::Table, Area::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .index(Index::create().name("area_name").unique().col(Area::ProgrammeId).col(Area::Name))
        .to_owned()
}

fn department() -> TableCreateStatement {
    Table::create()
        .table(Department::Table)
        .col(ColumnDef::new(Department::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Department::AreaId).uuid().not_null())
        .col(ColumnDef::new(Department::HousingOrganisationId).uuid().not_null())
        .col(ColumnDef::new(Department::Number).text().not_null())
        .col(ColumnDef::new(Department::Population).integer())
        .col(ColumnDef::new(Department::PopulationSource).text())
        .col(ColumnDef::new(Department::PopulationOn).date())
        .foreign_key(
            ForeignKey::create()
                .name("department_area_fk")
                .from(Department::Table, Department::AreaId)
                .to(Area::Table, Area::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("department_housing_organisation_fk")
                .from(Department::Table, Department::HousingOrganisationId)
                .to(HousingOrganisation::Table, HousingOrganisation::Id),
        )
        .index(
            Index::create()
                .name("department_number")
                .unique()
                .col(Department::HousingOrganisationId)
                .col(Department::Number),
        )
        .to_owned()
}
