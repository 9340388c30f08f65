//! What is asked and when: published form versions, and waves that ask one of them.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum FormVersion {
    Table,
    FormId,
    Version,
    Definition,
    Sha256,
    PublishedOn,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
    ProgrammeId,
    FormId,
    FormVersion,
    Name,
    Code,
    Identity,
    Access,
    StartsOn,
    EndsOn,
    State,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(form_version()).await?;
        manager.create_table(wave()).await?;
        manager
            .create_index(
                Index::create()
                    .name("wave_form_version")
                    .table(Wave::Table)
                    .col(Wave::FormId)
                    .col(Wave::FormVersion)
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Wave::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(FormVersion::Table).to_owned()).await
    }
}

fn form_version() -> TableCreateStatement {
    Table::create()
        .table(FormVersion::Table)
        .col(ColumnDef::new(FormVersion::FormId).text().not_null())
        .col(ColumnDef::new(FormVersion::Version).text().not_null())
        .col(ColumnDef::new(FormVersion::Definition).text().not_null())
        .col(ColumnDef::new(FormVersion::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(FormVersion::PublishedOn).date().not_null())
        .primary_key(Index::create().name("form_version_pk").col(FormVersion::FormId).col(FormVersion::Version))
        .to_owned()
}

fn wave() -> TableCreateStatement {
    Table::create()
        .table(Wave::Table)
        .col(ColumnDef::new(Wave::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Wave::ProgrammeId).uuid().not_null())
        .col(ColumnDef::new(Wave::FormId).text().not_null())
        .col(ColumnDef::new(Wave::FormVersion).text().not_null())
        .col(ColumnDef::new(Wave::Name).text().not_null())
        .col(ColumnDef::new(Wave::Code).text().not_null().unique_key())
        .col(ColumnDef::new(Wave::Identity).text().not_null())
        .col(ColumnDef::new(Wave::Access).text().not_null())
        .col(ColumnDef::new(Wave::StartsOn).date().not_null())
        .col(ColumnDef::new(Wave::EndsOn).date().not_null())
        .col(ColumnDef::new(Wave::State).text().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("wave_programme_fk")
                .from(Wave::Table, Wave::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("wave_form_version_fk")
                .from(Wave::Table, (Wave::FormId, Wave::FormVersion))
                .to(FormVersion::Table, (FormVersion::FormId, FormVersion::Version)),
        )
        .to_owned()
}
