//! Forms before and after they are asked: drafts that can be looked at, versions that are retired, what an author says of a
//! change of meaning; and half-filled answers that belong to a look at a form and to no wave.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum FormVersion {
    Table,
    RetiredOn,
    Mapping,
    PreviewCode,
}

#[derive(DeriveIden)]
enum FormDraft {
    Table,
    FormId,
    Version,
    Definition,
    Sha256,
    PreviewCode,
    UploadedOn,
    ExpiresOn,
}

#[derive(DeriveIden)]
enum Draft {
    Table,
    Id,
    WaveId,
    PreviewCode,
    Language,
    Answers,
    ResponseId,
    ExpiresOn,
}

/// `draft` while it is made anew: SQLite cannot change a column of a table.
#[derive(DeriveIden)]
enum DraftAnew {
    Table,
}

#[derive(DeriveIden)]
enum Wave {
    Table,
    Id,
}

const CODE_INDEX: &str = "form_version_preview_code";
const KEPT: &str = "id, wave_id, language, answers, response_id, expires_on";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(add(ColumnDef::new(FormVersion::RetiredOn).date())).await?;
        manager.alter_table(add(ColumnDef::new(FormVersion::Mapping).text())).await?;
        manager.alter_table(add(ColumnDef::new(FormVersion::PreviewCode).text())).await?;
        let code = Index::create()
            .name(CODE_INDEX)
            .table(FormVersion::Table)
            .col(FormVersion::PreviewCode)
            .unique()
            .to_owned();
        manager.create_index(code).await?;
        manager.create_table(form_draft()).await?;
        make_anew(manager, draft(ColumnDef::new(Draft::WaveId).uuid(), true), "").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What was typed in a look at a form is lost: it was meant to be.
        let of_waves = "WHERE wave_id IS NOT NULL";
        make_anew(manager, draft(ColumnDef::new(Draft::WaveId).uuid().not_null(), false), of_waves).await?;
        manager.drop_table(Table::drop().table(FormDraft::Table).to_owned()).await?;
        manager.drop_index(Index::drop().name(CODE_INDEX).table(FormVersion::Table).to_owned()).await?;
        for column in [FormVersion::PreviewCode, FormVersion::Mapping, FormVersion::RetiredOn] {
            manager.alter_table(Table::alter().table(FormVersion::Table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// One column at a time: SQLite adds no more in one statement.
fn add(column: &mut ColumnDef) -> TableAlterStatement {
    Table::alter().table(FormVersion::Table).add_column(column).to_owned()
}

fn form_draft() -> TableCreateStatement {
    Table::create()
        .table(FormDraft::Table)
        .col(ColumnDef::new(FormDraft::FormId).text().not_null())
        .col(ColumnDef::new(FormDraft::Version).text().not_null())
        .col(ColumnDef::new(FormDraft::Definition).text().not_null())
        .col(ColumnDef::new(FormDraft::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(FormDraft::PreviewCode).text().not_null().unique_key())
        .col(ColumnDef::new(FormDraft::UploadedOn).date().not_null())
        .col(ColumnDef::new(FormDraft::ExpiresOn).date().not_null())
        .primary_key(Index::create().name("form_draft_pk").col(FormDraft::FormId).col(FormDraft::Version))
        .to_owned()
}

/// The table of half-filled answers, as [`DraftAnew`].
fn draft(wave_id: &mut ColumnDef, of_previews: bool) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(DraftAnew::Table)
        .col(ColumnDef::new(Draft::Id).binary_len(32).not_null().primary_key())
        .col(wave_id)
        .col(ColumnDef::new(Draft::Language).text().not_null())
        .col(ColumnDef::new(Draft::Answers).text().not_null())
        .col(ColumnDef::new(Draft::ResponseId).uuid().not_null())
        .col(ColumnDef::new(Draft::ExpiresOn).date().not_null())
        .foreign_key(
            ForeignKey::create().name("draft_wave_fk").from(DraftAnew::Table, Draft::WaveId).to(Wave::Table, Wave::Id),
        );
    if of_previews {
        table.col(ColumnDef::new(Draft::PreviewCode).text());
    }
    table
}

/// Puts a new table in the place of `draft`, with the rows that `which` leaves.
async fn make_anew(manager: &SchemaManager<'_>, mut table: TableCreateStatement, which: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        // As before: a rowid would count arrivals.
        table.extra("WITHOUT ROWID");
    }
    manager.create_table(table).await?;
    let copy = format!("INSERT INTO draft_anew ({KEPT}) SELECT {KEPT} FROM draft {which}");
    manager.get_connection().execute_unprepared(&copy).await?;
    manager.drop_table(Table::drop().table(Draft::Table).to_owned()).await?;
    manager.rename_table(Table::rename().table(DraftAnew::Table, Draft::Table).to_owned()).await?;
    manager
        .create_index(Index::create().name("draft_expires_on").table(Draft::Table).col(Draft::ExpiresOn).to_owned())
        .await
}
