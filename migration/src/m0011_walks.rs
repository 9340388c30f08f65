//! Safety walks: what is planned, who is asked along, what is written down on the way, and what was found. A plan of an area
//! shows where.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Walk {
    Table,
    Id,
    AreaId,
    PlannedOn,
    StartsAt,
    Route,
    State,
    FormVersion,
    Language,
    Answers,
    ResponseId,
    CreatedOn,
    Version,
}

#[derive(DeriveIden)]
enum WalkInvitation {
    Table,
    Id,
    WalkId,
    Name,
    Email,
    ToldVersion,
}

#[derive(DeriveIden)]
enum AreaPlan {
    Table,
    AreaId,
    Sha256,
    Points,
    Version,
}

#[derive(DeriveIden)]
enum Finding {
    Table,
    Id,
    WalkId,
    AreaId,
    Kind,
    PlaceCode,
    PlaceText,
    Latitude,
    Longitude,
    Accuracy,
    PlanX,
    PlanY,
    Theme,
    Severity,
    Observation,
    Proposal,
    Party,
    Status,
    Assignee,
    Deadline,
    RefusalReason,
    FoundOn,
    Published,
    PublicText,
    Version,
}

#[derive(DeriveIden)]
enum FindingPhoto {
    Table,
    FindingId,
    Sha256,
    Position,
    Taken,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Response {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [walk(), walk_invitation(), area_plan(), finding(), finding_photo()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(FindingPhoto::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Finding::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(AreaPlan::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(WalkInvitation::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Walk::Table).to_owned()).await
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    let on = |name: &str| Index::create().name(name).to_owned();
    vec![
        on("walk_area").table(Walk::Table).col(Walk::AreaId).col(Walk::PlannedOn).to_owned(),
        on("walk_invitation_walk").table(WalkInvitation::Table).col(WalkInvitation::WalkId).to_owned(),
        on("area_plan_sha256").table(AreaPlan::Table).col(AreaPlan::Sha256).to_owned(),
        on("finding_area").table(Finding::Table).col(Finding::AreaId).col(Finding::Status).to_owned(),
        on("finding_walk").table(Finding::Table).col(Finding::WalkId).to_owned(),
        on("finding_photo_sha256").table(FindingPhoto::Table).col(FindingPhoto::Sha256).to_owned(),
    ]
}

fn walk() -> TableCreateStatement {
    Table::create()
        .table(Walk::Table)
        .col(ColumnDef::new(Walk::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Walk::AreaId).uuid().not_null())
        .col(ColumnDef::new(Walk::PlannedOn).date().not_null())
        .col(ColumnDef::new(Walk::StartsAt).text())
        .col(ColumnDef::new(Walk::Route).text().not_null())
        .col(ColumnDef::new(Walk::State).text().not_null())
        .col(ColumnDef::new(Walk::FormVersion).text())
        .col(ColumnDef::new(Walk::Language).text())
        .col(ColumnDef::new(Walk::Answers).text())
        .col(ColumnDef::new(Walk::ResponseId).uuid())
        .col(ColumnDef::new(Walk::CreatedOn).date().not_null())
        .col(ColumnDef::new(Walk::Version).integer().not_null())
        .foreign_key(
            ForeignKey::create().name("walk_area_fk").from(Walk::Table, Walk::AreaId).to(Area::Table, Area::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("walk_response_fk")
                .from(Walk::Table, Walk::ResponseId)
                .to(Response::Table, Response::Id),
        )
        .to_owned()
}

fn walk_invitation() -> TableCreateStatement {
    Table::create()
        .table(WalkInvitation::Table)
        .col(ColumnDef::new(WalkInvitation::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(WalkInvitation::WalkId).uuid().not_null())
        .col(ColumnDef::new(WalkInvitation::Name).text().not_null())
        .col(ColumnDef::new(WalkInvitation::Email).text())
        .col(ColumnDef::new(WalkInvitation::ToldVersion).integer())
        .foreign_key(
            ForeignKey::create()
                .name("walk_invitation_walk_fk")
                .from(WalkInvitation::Table, WalkInvitation::WalkId)
                .to(Walk::Table, Walk::Id),
        )
        .to_owned()
}

/// The picture may be swept before its row, if a file is damaged, so it is no foreign key.
fn area_plan() -> TableCreateStatement {
    Table::create()
        .table(AreaPlan::Table)
        .col(ColumnDef::new(AreaPlan::AreaId).uuid().not_null().primary_key())
        .col(ColumnDef::new(AreaPlan::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(AreaPlan::Points).text().not_null())
        .col(ColumnDef::new(AreaPlan::Version).integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("area_plan_area_fk")
                .from(AreaPlan::Table, AreaPlan::AreaId)
                .to(Area::Table, Area::Id),
        )
        .to_owned()
}

fn finding() -> TableCreateStatement {
    Table::create()
        .table(Finding::Table)
        .col(ColumnDef::new(Finding::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Finding::WalkId).uuid().not_null())
        .col(ColumnDef::new(Finding::AreaId).uuid().not_null())
        .col(ColumnDef::new(Finding::Kind).text().not_null())
        .col(ColumnDef::new(Finding::PlaceCode).text())
        .col(ColumnDef::new(Finding::PlaceText).text())
        .col(ColumnDef::new(Finding::Latitude).double())
        .col(ColumnDef::new(Finding::Longitude).double())
        .col(ColumnDef::new(Finding::Accuracy).double())
        .col(ColumnDef::new(Finding::PlanX).double())
        .col(ColumnDef::new(Finding::PlanY).double())
        .col(ColumnDef::new(Finding::Theme).text())
        .col(ColumnDef::new(Finding::Severity).text())
        .col(ColumnDef::new(Finding::Observation).text().not_null())
        .col(ColumnDef::new(Finding::Proposal).text())
        .col(ColumnDef::new(Finding::Party).text())
        .col(ColumnDef::new(Finding::Status).text().not_null())
        .col(ColumnDef::new(Finding::Assignee).text())
        .col(ColumnDef::new(Finding::Deadline).date())
        .col(ColumnDef::new(Finding::RefusalReason).text())
        .col(ColumnDef::new(Finding::FoundOn).date().not_null())
        .col(ColumnDef::new(Finding::Published).text().not_null())
        .col(ColumnDef::new(Finding::PublicText).text())
        .col(ColumnDef::new(Finding::Version).integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("finding_walk_fk")
                .from(Finding::Table, Finding::WalkId)
                .to(Walk::Table, Walk::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("finding_area_fk")
                .from(Finding::Table, Finding::AreaId)
                .to(Area::Table, Area::Id),
        )
        .to_owned()
}

/// The picture may come after the finding, so only the finding is a foreign key.
fn finding_photo() -> TableCreateStatement {
    Table::create()
        .table(FindingPhoto::Table)
        .col(ColumnDef::new(FindingPhoto::FindingId).uuid().not_null())
        .col(ColumnDef::new(FindingPhoto::Sha256).binary_len(32).not_null())
        .col(ColumnDef::new(FindingPhoto::Position).integer().not_null())
        .col(ColumnDef::new(FindingPhoto::Taken).text().not_null())
        .primary_key(Index::create().name("finding_photo_pk").col(FindingPhoto::FindingId).col(FindingPhoto::Sha256))
        .foreign_key(
            ForeignKey::create()
                .name("finding_photo_finding_fk")
                .from(FindingPhoto::Table, FindingPhoto::FindingId)
                .to(Finding::Table, Finding::Id),
        )
        .to_owned()
}
