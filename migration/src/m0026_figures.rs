//! How many live in a place, by age and gender as far as anybody knows, and as what forms know areas and departments: so a
//! place can get another name, and what was answered about it still is about it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::Statement;
use sea_orm_migration::sea_orm::prelude::Uuid;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Department {
    Table,
    Name,
    Population,
    PopulationSource,
    PopulationOn,
}

#[derive(DeriveIden)]
enum PlaceCode {
    Table,
    ProgrammeId,
    Kind,
    Code,
    PlaceId,
}

#[derive(DeriveIden)]
enum Population {
    Table,
    PlaceId,
    HoldsOn,
    Ages,
    Gender,
    Residents,
    Source,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(place_code()).await?;
        manager.create_table(population()).await?;
        codes_of_areas(manager).await?;
        let copies = [
            "INSERT INTO place_code (programme_id, kind, code, place_id) SELECT area.programme_id, 'department', \
             'a' || lower(department.number), department.id FROM department JOIN area ON area.id = department.area_id \
             WHERE true ON CONFLICT DO NOTHING",
            "INSERT INTO population (place_id, holds_on, ages, gender, residents, source) \
             SELECT id, population_on, '', '', population, population_source FROM department \
             WHERE population IS NOT NULL AND population_on IS NOT NULL AND population_source IS NOT NULL",
        ];
        for copy in copies {
            manager.get_connection().execute_unprepared(copy).await?;
        }
        for column in [Department::Population, Department::PopulationSource, Department::PopulationOn] {
            manager.alter_table(Table::alter().table(Department::Table).drop_column(column).to_owned()).await?;
        }
        let name = ColumnDef::new(Department::Name).text().to_owned();
        manager.alter_table(Table::alter().table(Department::Table).add_column(name).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Department::Table).drop_column(Department::Name).to_owned()).await?;
        let columns = [
            ColumnDef::new(Department::Population).integer().to_owned(),
            ColumnDef::new(Department::PopulationSource).text().to_owned(),
            ColumnDef::new(Department::PopulationOn).date().to_owned(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table(Department::Table).add_column(column).to_owned()).await?;
        }
        // The older program knows one figure of all residents: the latest one.
        let whole = "SELECT {} FROM population WHERE place_id = department.id AND ages = '' AND gender = '' \
                     ORDER BY holds_on DESC LIMIT 1";
        let [residents, source, on] = ["residents", "source", "holds_on"].map(|column| whole.replace("{}", column));
        let back = format!(
            "UPDATE department SET population = ({residents}), population_source = ({source}), population_on = ({on})"
        );
        manager.get_connection().execute_unprepared(&back).await?;
        manager.drop_table(Table::drop().table(Population::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(PlaceCode::Table).to_owned()).await
    }
}

/// Until now an area was known to forms by its name, in small letters, with strokes for blanks. The database does not know the
/// small letters of every alphabet, so they are made here. Of two areas that were known by the same code neither keeps it.
async fn codes_of_areas(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let areas = "SELECT id, programme_id, name FROM area ORDER BY id".to_owned();
    let areas = manager.get_connection().query_all_raw(Statement::from_string(manager.get_database_backend(), areas));
    let mut codes: Vec<(Uuid, String, Uuid)> = Vec::new();
    for area in areas.await? {
        let name: String = area.try_get("", "name")?;
        let code = name.to_lowercase().replace(' ', "_");
        codes.push((area.try_get("", "programme_id")?, code, area.try_get("", "id")?));
    }
    let is_alone = |(programme, code, _): &(Uuid, String, Uuid)| {
        codes.iter().filter(|(other, same, _)| other == programme && same == code).count() == 1
    };
    for (programme, code, area) in codes.iter().filter(|entry| is_alone(entry)) {
        let columns = [PlaceCode::ProgrammeId, PlaceCode::Kind, PlaceCode::Code, PlaceCode::PlaceId];
        let values = [(*programme).into(), "area".into(), code.as_str().into(), (*area).into()];
        let insert = Query::insert().into_table(PlaceCode::Table).columns(columns).values_panic(values).to_owned();
        manager.execute(insert).await?;
    }
    Ok(())
}

fn place_code() -> TableCreateStatement {
    Table::create()
        .table(PlaceCode::Table)
        .col(ColumnDef::new(PlaceCode::ProgrammeId).uuid().not_null())
        .col(ColumnDef::new(PlaceCode::Kind).text().not_null())
        .col(ColumnDef::new(PlaceCode::Code).text().not_null())
        .col(ColumnDef::new(PlaceCode::PlaceId).uuid().not_null())
        .primary_key(Index::create().col(PlaceCode::ProgrammeId).col(PlaceCode::Kind).col(PlaceCode::Code))
        .foreign_key(
            ForeignKey::create()
                .name("place_code_programme_fk")
                .from(PlaceCode::Table, PlaceCode::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .to_owned()
}

/// A place is an area or a department, so it is no foreign key.
fn population() -> TableCreateStatement {
    Table::create()
        .table(Population::Table)
        .col(ColumnDef::new(Population::PlaceId).uuid().not_null())
        .col(ColumnDef::new(Population::HoldsOn).date().not_null())
        .col(ColumnDef::new(Population::Ages).text().not_null())
        .col(ColumnDef::new(Population::Gender).text().not_null())
        .col(ColumnDef::new(Population::Residents).integer().not_null())
        .col(ColumnDef::new(Population::Source).text().not_null())
        .primary_key(
            Index::create()
                .col(Population::PlaceId)
                .col(Population::HoldsOn)
                .col(Population::Ages)
                .col(Population::Gender),
        )
        .to_owned()
}
