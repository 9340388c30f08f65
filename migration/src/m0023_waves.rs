//! How a wave is set up: where it asks, in which languages, from which hour to which, how many answers it hopes for, whether
//! it is being tried, and how often it was changed.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
    OpensAt,
    ClosesAt,
    Languages,
    Target,
    IsTested,
    Version,
}

#[derive(DeriveIden)]
enum WaveArea {
    Table,
    WaveId,
    AreaId,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ColumnDef::new(Wave::OpensAt).text().take(),
            ColumnDef::new(Wave::ClosesAt).text().take(),
            ColumnDef::new(Wave::Languages).text().not_null().default("").take(),
            ColumnDef::new(Wave::Target).integer().take(),
            ColumnDef::new(Wave::IsTested).boolean().not_null().default(false).take(),
            ColumnDef::new(Wave::Version).integer().not_null().default(1).take(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table(Wave::Table).add_column(column).to_owned()).await?;
        }
        manager.create_table(wave_area()).await?;
        let by_area = Index::create().name("wave_area_area").table(WaveArea::Table).col(WaveArea::AreaId).to_owned();
        manager.create_index(by_area).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(WaveArea::Table).to_owned()).await?;
        // A program of before knows neither, and would let nobody in who has the link of such a wave.
        let known = "UPDATE wave SET state = 'closed', access = 'open_link' \
                     WHERE state NOT IN ('open', 'closed') OR access <> 'open_link'";
        manager.get_connection().execute_unprepared(known).await?;
        let columns = [Wave::Version, Wave::IsTested, Wave::Target, Wave::Languages, Wave::ClosesAt, Wave::OpensAt];
        for column in columns {
            manager.alter_table(Table::alter().table(Wave::Table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn wave_area() -> TableCreateStatement {
    Table::create()
        .table(WaveArea::Table)
        .col(ColumnDef::new(WaveArea::WaveId).uuid().not_null())
        .col(ColumnDef::new(WaveArea::AreaId).uuid().not_null())
        .primary_key(Index::create().name("wave_area_pk").col(WaveArea::WaveId).col(WaveArea::AreaId))
        .foreign_key(
            ForeignKey::create()
                .name("wave_area_wave_fk")
                .from(WaveArea::Table, WaveArea::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("wave_area_area_fk")
                .from(WaveArea::Table, WaveArea::AreaId)
                .to(Area::Table, Area::Id),
        )
        .to_owned()
}
