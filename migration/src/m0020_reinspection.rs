//! Walks on which somebody looks again: which walks are for that, and which of them a finding was looked at on. A mark on a
//! plan says which plan it is on, and an invitation in which language it is written.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Walk {
    Table,
    IsReinspection,
}

#[derive(DeriveIden)]
enum WalkInvitation {
    Table,
    Language,
}

#[derive(DeriveIden)]
enum Finding {
    Table,
    PlanSha256,
}

#[derive(DeriveIden)]
enum FindingEvent {
    Table,
    WalkId,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let add = |table: TableRef, column: &mut ColumnDef| Table::alter().table(table).add_column(column).to_owned();
        let reinspection =
            add(Walk::Table.into(), ColumnDef::new(Walk::IsReinspection).boolean().not_null().default(false));
        let language =
            add(WalkInvitation::Table.into(), ColumnDef::new(WalkInvitation::Language).text().not_null().default("da"));
        let plan = add(Finding::Table.into(), ColumnDef::new(Finding::PlanSha256).binary_len(32));
        let walk = add(FindingEvent::Table.into(), ColumnDef::new(FindingEvent::WalkId).uuid());
        for change in [reinspection, language, plan, walk] {
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let walk = Table::alter().table(FindingEvent::Table).drop_column(FindingEvent::WalkId).to_owned();
        let plan = Table::alter().table(Finding::Table).drop_column(Finding::PlanSha256).to_owned();
        let language = Table::alter().table(WalkInvitation::Table).drop_column(WalkInvitation::Language).to_owned();
        let reinspection = Table::alter().table(Walk::Table).drop_column(Walk::IsReinspection).to_owned();
        for change in [walk, plan, language, reinspection] {
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
