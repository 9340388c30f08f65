//! Monthly reports, who is told of them, and what they are held against: milestones and sub-goals of sub-agreements.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(Clone, Copy, DeriveIden)]
enum Report {
    Table,
    Id,
    ProgrammeId,
    Month,
    MadeOn,
    Content,
}

#[derive(Clone, Copy, DeriveIden)]
enum ReportReader {
    Table,
    ProgrammeId,
    AccountId,
}

#[derive(Clone, Copy, DeriveIden)]
enum Milestone {
    Table,
    Id,
    ProgrammeId,
    FocusArea,
    Name,
    DueOn,
    ReachedOn,
}

#[derive(Clone, Copy, DeriveIden)]
enum SubGoal {
    Table,
    Id,
    ProgrammeId,
    FocusArea,
    Name,
    Participants,
}

#[derive(Clone, Copy, DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[derive(Clone, Copy, DeriveIden)]
enum Account {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut report = of_programme("report", Report::Table, Report::ProgrammeId);
        report
            .col(ColumnDef::new(Report::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(Report::Month).date().not_null())
            .col(ColumnDef::new(Report::MadeOn).date().not_null())
            .col(ColumnDef::new(Report::Content).text().not_null());
        manager.create_table(report).await?;
        let mut once = Index::create();
        once.name("report_month").unique().table(Report::Table).col(Report::ProgrammeId).col(Report::Month);
        manager.create_index(once).await?;
        manager.create_table(reader()).await?;
        let mut milestone = of_programme("milestone", Milestone::Table, Milestone::ProgrammeId);
        milestone
            .col(ColumnDef::new(Milestone::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(Milestone::FocusArea).text().not_null())
            .col(ColumnDef::new(Milestone::Name).text().not_null())
            .col(ColumnDef::new(Milestone::DueOn).date().not_null())
            .col(ColumnDef::new(Milestone::ReachedOn).date());
        manager.create_table(milestone).await?;
        let mut goal = of_programme("sub_goal", SubGoal::Table, SubGoal::ProgrammeId);
        goal.col(ColumnDef::new(SubGoal::Id).uuid().not_null().primary_key())
            .col(ColumnDef::new(SubGoal::FocusArea).text().not_null())
            .col(ColumnDef::new(SubGoal::Name).text().not_null())
            .col(ColumnDef::new(SubGoal::Participants).integer().not_null());
        manager.create_table(goal).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(SubGoal::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Milestone::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(ReportReader::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Report::Table).to_owned()).await
    }
}

/// A table whose rows belong to a programme.
fn of_programme<T: IntoIden + IntoTableRef + Copy, C: IntoIden + Copy>(
    name: &str,
    table: T,
    programme: C,
) -> TableCreateStatement {
    let mut statement = Table::create();
    statement.table(table).col(ColumnDef::new(programme).uuid().not_null()).foreign_key(
        ForeignKey::create()
            .name(format!("{name}_programme_fk"))
            .from(table, programme)
            .to(Programme::Table, Programme::Id),
    );
    statement
}

fn reader() -> TableCreateStatement {
    let mut reader = of_programme("report_reader", ReportReader::Table, ReportReader::ProgrammeId);
    reader
        .col(ColumnDef::new(ReportReader::AccountId).uuid().not_null())
        .primary_key(
            Index::create().name("report_reader_pk").col(ReportReader::ProgrammeId).col(ReportReader::AccountId),
        )
        .foreign_key(
            ForeignKey::create()
                .name("report_reader_account_fk")
                .from(ReportReader::Table, ReportReader::AccountId)
                .to(Account::Table, Account::Id),
        );
    reader
}
