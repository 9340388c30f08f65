//! Answers that a person has to look at: which rules they break, and what people did with answers since they came. Beside the
//! table of answers, which most of them never leave.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ResponseDoubt {
    Table,
    ResponseId,
    Position,
    Path,
    Code,
    Message,
}

#[derive(DeriveIden)]
enum ResponseEvent {
    Table,
    ResponseId,
    Number,
    Revision,
    At,
    WhoId,
    WhoName,
    Deed,
    Words,
}

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
}

/// Those that are of no wave are looked through by day.
const INDEX: &str = "response_without_wave";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(response_doubt()).await?;
        manager.create_table(response_event()).await?;
        let index = format!("CREATE INDEX {INDEX} ON response (period_starts_on, id) WHERE wave_id IS NULL");
        manager.get_connection().execute_unprepared(&index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(&format!("DROP INDEX {INDEX}")).await?;
        manager.drop_table(Table::drop().table(ResponseEvent::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(ResponseDoubt::Table).to_owned()).await
    }
}

fn response_doubt() -> TableCreateStatement {
    Table::create()
        .table(ResponseDoubt::Table)
        .col(ColumnDef::new(ResponseDoubt::ResponseId).uuid().not_null())
        .col(ColumnDef::new(ResponseDoubt::Position).integer().not_null())
        .col(ColumnDef::new(ResponseDoubt::Path).text().not_null())
        .col(ColumnDef::new(ResponseDoubt::Code).text().not_null())
        .col(ColumnDef::new(ResponseDoubt::Message).text().not_null())
        .primary_key(
            Index::create().name("response_doubt_pk").col(ResponseDoubt::ResponseId).col(ResponseDoubt::Position),
        )
        .foreign_key(
            ForeignKey::create()
                .name("response_doubt_response_fk")
                .from(ResponseDoubt::Table, ResponseDoubt::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .to_owned()
}

fn response_event() -> TableCreateStatement {
    Table::create()
        .table(ResponseEvent::Table)
        .col(ColumnDef::new(ResponseEvent::ResponseId).uuid().not_null())
        .col(ColumnDef::new(ResponseEvent::Number).integer().not_null())
        .col(ColumnDef::new(ResponseEvent::Revision).integer().not_null())
        .col(ColumnDef::new(ResponseEvent::At).big_integer().not_null())
        .col(ColumnDef::new(ResponseEvent::WhoId).uuid())
        .col(ColumnDef::new(ResponseEvent::WhoName).text().not_null())
        .col(ColumnDef::new(ResponseEvent::Deed).text().not_null())
        .col(ColumnDef::new(ResponseEvent::Words).text())
        .primary_key(
            Index::create().name("response_event_pk").col(ResponseEvent::ResponseId).col(ResponseEvent::Number),
        )
        .foreign_key(
            ForeignKey::create()
                .name("response_event_response_fk")
                .from(ResponseEvent::Table, ResponseEvent::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .to_owned()
}
