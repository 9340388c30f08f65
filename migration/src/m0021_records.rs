//! Records: forms that staff fill step by step about an area (the log book) or about a year of an activity (the yearly
//! self-evaluation). What is being written stands here; what was finished is a response of the same identity.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Record {
    Table,
    Id,
    AreaId,
    ActivityId,
    Year,
    AuthorId,
    HappenedOn,
    FormVersion,
    Language,
    Answers,
    Revision,
    Version,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Activity {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(record()).await?;
        let of_area = Index::create().name("record_area").table(Record::Table).col(Record::AreaId).to_owned();
        manager.create_index(of_area).await?;
        let of_year = Index::create()
            .name("record_year")
            .unique()
            .table(Record::Table)
            .col(Record::ActivityId)
            .col(Record::Year)
            .to_owned();
        manager.create_index(of_year).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Record::Table).to_owned()).await
    }
}

/// Whose it is may be an account that is gone one day, so that is no foreign key.
fn record() -> TableCreateStatement {
    Table::create()
        .table(Record::Table)
        .col(ColumnDef::new(Record::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Record::AreaId).uuid())
        .col(ColumnDef::new(Record::ActivityId).uuid())
        .col(ColumnDef::new(Record::Year).integer())
        .col(ColumnDef::new(Record::AuthorId).uuid())
        .col(ColumnDef::new(Record::HappenedOn).date().not_null())
        .col(ColumnDef::new(Record::FormVersion).text())
        .col(ColumnDef::new(Record::Language).text())
        .col(ColumnDef::new(Record::Answers).text())
        .col(ColumnDef::new(Record::Revision).integer())
        .col(ColumnDef::new(Record::Version).integer().not_null())
        .foreign_key(
            ForeignKey::create().name("record_area_fk").from(Record::Table, Record::AreaId).to(Area::Table, Area::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("record_activity_fk")
                .from(Record::Table, Record::ActivityId)
                .to(Activity::Table, Activity::Id),
        )
        .to_owned()
}
