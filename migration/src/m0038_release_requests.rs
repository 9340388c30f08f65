//! Who asked for a release of a wave, or to have a plan tried, and what came of it. Moments are milliseconds since 1970.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ReleaseRequest {
    Table,
    Id,
    Kind,
    WaveId,
    Plan,
    ActorKind,
    ActorId,
    ActorName,
    AskedAt,
    State,
    Tries,
    Claim,
    ClaimedUntil,
    ReleaseId,
    Outcome,
    Failure,
    Detail,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(ReleaseRequest::Table)
            .col(ColumnDef::new(ReleaseRequest::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(ReleaseRequest::Kind).text().not_null())
            .col(ColumnDef::new(ReleaseRequest::WaveId).uuid().not_null())
            .col(ColumnDef::new(ReleaseRequest::Plan).text().not_null())
            .col(ColumnDef::new(ReleaseRequest::ActorKind).text().not_null())
            .col(ColumnDef::new(ReleaseRequest::ActorId).uuid())
            .col(ColumnDef::new(ReleaseRequest::ActorName).text().not_null())
            .col(ColumnDef::new(ReleaseRequest::AskedAt).big_integer().not_null())
            .col(ColumnDef::new(ReleaseRequest::State).text().not_null())
            .col(ColumnDef::new(ReleaseRequest::Tries).integer().not_null())
            .col(ColumnDef::new(ReleaseRequest::Claim).uuid())
            .col(ColumnDef::new(ReleaseRequest::ClaimedUntil).big_integer())
            .col(ColumnDef::new(ReleaseRequest::ReleaseId).uuid())
            .col(ColumnDef::new(ReleaseRequest::Outcome).text())
            .col(ColumnDef::new(ReleaseRequest::Failure).text())
            .col(ColumnDef::new(ReleaseRequest::Detail).text())
            .foreign_key(
                ForeignKey::create()
                    .name("release_request_wave_fk")
                    .from(ReleaseRequest::Table, ReleaseRequest::WaveId)
                    .to(Wave::Table, Wave::Id),
            )
            .to_owned();
        manager.create_table(table).await?;
        for (name, column) in
            [("release_request_state", ReleaseRequest::State), ("release_request_wave", ReleaseRequest::WaveId)]
        {
            let index = Index::create().name(name).table(ReleaseRequest::Table).col(column).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(ReleaseRequest::Table).to_owned()).await
    }
}
