//! Several releases of a wave, one after the other, and which answers each of them counted. Before, a wave had one.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Release {
    Table,
    Id,
    WaveId,
    Snapshot,
    MadeOn,
    Software,
    Plan,
    Published,
    Counted,
}

#[derive(DeriveIden)]
enum ReleaseAnew {
    Table,
}

#[derive(DeriveIden)]
enum ReleaseAnswer {
    Table,
    ReleaseId,
    ResponseId,
    Revision,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
}

/// The columns that were there before.
const KEPT: &str = "id, wave_id, made_on, software, plan, published, counted";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = release(ColumnDef::new(Release::WaveId).uuid().not_null());
        table.col(ColumnDef::new(Release::Snapshot).integer().not_null().default(0));
        make_anew(manager, table, "").await?;
        let mut one_each = Index::create();
        one_each.name("release_wave_snapshot").unique().table(Release::Table);
        manager.create_index(one_each.col(Release::WaveId).col(Release::Snapshot).to_owned()).await?;
        let answers = Table::create()
            .table(ReleaseAnswer::Table)
            .col(ColumnDef::new(ReleaseAnswer::ReleaseId).uuid().not_null())
            .col(ColumnDef::new(ReleaseAnswer::ResponseId).uuid().not_null())
            .col(ColumnDef::new(ReleaseAnswer::Revision).integer().not_null())
            .primary_key(
                Index::create().name("release_answer_pk").col(ReleaseAnswer::ReleaseId).col(ReleaseAnswer::ResponseId),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("release_answer_release_fk")
                    .from(ReleaseAnswer::Table, ReleaseAnswer::ReleaseId)
                    .to(Release::Table, Release::Id),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("release_answer_response_fk")
                    .from(ReleaseAnswer::Table, ReleaseAnswer::ResponseId)
                    .to(Response::Table, Response::Id),
            )
            .to_owned();
        manager.create_table(answers).await?;
        let mut of_answer = Index::create();
        of_answer.name("release_answer_response").table(ReleaseAnswer::Table).col(ReleaseAnswer::ResponseId);
        manager.create_index(of_answer.clone()).await
    }

    /// Later releases of a wave have no place in the old table.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(ReleaseAnswer::Table).to_owned()).await?;
        let table = release(ColumnDef::new(Release::WaveId).uuid().not_null().unique_key());
        make_anew(manager, table, "WHERE snapshot = 0").await
    }
}

/// The table of releases, as [`ReleaseAnew`].
fn release(wave_id: &mut ColumnDef) -> TableCreateStatement {
    Table::create()
        .table(ReleaseAnew::Table)
        .col(ColumnDef::new(Release::Id).uuid().not_null().primary_key())
        .col(wave_id)
        .col(ColumnDef::new(Release::MadeOn).date().not_null())
        .col(ColumnDef::new(Release::Software).text().not_null())
        .col(ColumnDef::new(Release::Plan).text().not_null())
        .col(ColumnDef::new(Release::Published).text().not_null())
        .col(ColumnDef::new(Release::Counted).text().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("release_wave_fk")
                .from(ReleaseAnew::Table, Release::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .to_owned()
}

/// Puts a new table in the place of `release`, with the rows that `which` leaves.
async fn make_anew(manager: &SchemaManager<'_>, table: TableCreateStatement, which: &str) -> Result<(), DbErr> {
    manager.create_table(table).await?;
    let copy = format!("INSERT INTO release_anew ({KEPT}) SELECT {KEPT} FROM release {which}");
    manager.get_connection().execute_unprepared(&copy).await?;
    manager.drop_table(Table::drop().table(Release::Table).to_owned()).await?;
    manager.rename_table(Table::rename().table(ReleaseAnew::Table, Release::Table).to_owned()).await
}
