//! Activities: what is offered where and when, how many came to each session, and who signed up for one. Counts stand in rows,
//! so that an indicator adds them up; contact data stands in tables of its own, so that it can go.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Activity {
    Table,
    Id,
    ProgrammeId,
    Name,
    FocusArea,
    SubGoal,
    Place,
    StartsAt,
    EndsAt,
    Every,
    FirstOn,
    LastOn,
    Places,
    TakesSignUps,
    ConsentParty,
    ConsentPurpose,
    Code,
    CreatedOn,
    EndedOn,
    Version,
}

#[derive(DeriveIden)]
enum ActivityArea {
    Table,
    ActivityId,
    AreaId,
}

#[derive(DeriveIden)]
enum ActivitySession {
    Table,
    Id,
    ActivityId,
    HeldOn,
    State,
    RegistrationId,
}

#[derive(DeriveIden)]
enum Registration {
    Table,
    Id,
    SessionId,
    Follows,
    RegisteredOn,
    Volunteers,
    FirstTimers,
    Note,
}

#[derive(DeriveIden)]
enum RegistrationCount {
    Table,
    RegistrationId,
    AgeBand,
    Gender,
    People,
}

#[derive(DeriveIden)]
enum SignUp {
    Table,
    Id,
    SessionId,
    Number,
    Name,
    Email,
    Adults,
    Children,
    Guardian,
    Language,
    State,
    ConfirmedOn,
    Attended,
    CreatedOn,
}

#[derive(DeriveIden)]
enum SignUpLink {
    Table,
    Hash,
    SignUpId,
}

#[derive(DeriveIden)]
enum SignUpConsent {
    Table,
    Id,
    SignUpId,
    Party,
    Purpose,
    GivenOn,
    WithdrawnOn,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            activity(),
            activity_area(),
            activity_session(),
            registration(),
            registration_count(),
            sign_up(),
            sign_up_link(),
            sign_up_consent(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(SignUpConsent::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(SignUpLink::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(SignUp::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(RegistrationCount::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Registration::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(ActivitySession::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(ActivityArea::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Activity::Table).to_owned()).await
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    let on = |name: &str| Index::create().name(name).to_owned();
    vec![
        on("activity_area_area").table(ActivityArea::Table).col(ActivityArea::AreaId).to_owned(),
        on("activity_session_day")
            .unique()
            .table(ActivitySession::Table)
            .col(ActivitySession::ActivityId)
            .col(ActivitySession::HeldOn)
            .to_owned(),
        on("activity_session_held_on").table(ActivitySession::Table).col(ActivitySession::HeldOn).to_owned(),
        on("registration_session").table(Registration::Table).col(Registration::SessionId).to_owned(),
        on("sign_up_number").unique().table(SignUp::Table).col(SignUp::SessionId).col(SignUp::Number).to_owned(),
        on("sign_up_link_sign_up").table(SignUpLink::Table).col(SignUpLink::SignUpId).to_owned(),
        on("sign_up_consent_sign_up").table(SignUpConsent::Table).col(SignUpConsent::SignUpId).to_owned(),
    ]
}

fn activity() -> TableCreateStatement {
    Table::create()
        .table(Activity::Table)
        .col(ColumnDef::new(Activity::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Activity::ProgrammeId).uuid().not_null())
        .col(ColumnDef::new(Activity::Name).text().not_null())
        .col(ColumnDef::new(Activity::FocusArea).text().not_null())
        .col(ColumnDef::new(Activity::SubGoal).text())
        .col(ColumnDef::new(Activity::Place).text().not_null())
        .col(ColumnDef::new(Activity::StartsAt).text())
        .col(ColumnDef::new(Activity::EndsAt).text())
        .col(ColumnDef::new(Activity::Every).text().not_null())
        .col(ColumnDef::new(Activity::FirstOn).date().not_null())
        .col(ColumnDef::new(Activity::LastOn).date().not_null())
        .col(ColumnDef::new(Activity::Places).integer())
        .col(ColumnDef::new(Activity::TakesSignUps).boolean().not_null())
        .col(ColumnDef::new(Activity::ConsentParty).text())
        .col(ColumnDef::new(Activity::ConsentPurpose).text())
        .col(ColumnDef::new(Activity::Code).text().not_null().unique_key())
        .col(ColumnDef::new(Activity::CreatedOn).date().not_null())
        .col(ColumnDef::new(Activity::EndedOn).date())
        .col(ColumnDef::new(Activity::Version).integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("activity_programme_fk")
                .from(Activity::Table, Activity::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .to_owned()
}

fn activity_area() -> TableCreateStatement {
    Table::create()
        .table(ActivityArea::Table)
        .col(ColumnDef::new(ActivityArea::ActivityId).uuid().not_null())
        .col(ColumnDef::new(ActivityArea::AreaId).uuid().not_null())
        .primary_key(Index::create().name("activity_area_pk").col(ActivityArea::ActivityId).col(ActivityArea::AreaId))
        .foreign_key(
            ForeignKey::create()
                .name("activity_area_activity_fk")
                .from(ActivityArea::Table, ActivityArea::ActivityId)
                .to(Activity::Table, Activity::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("activity_area_area_fk")
                .from(ActivityArea::Table, ActivityArea::AreaId)
                .to(Area::Table, Area::Id),
        )
        .to_owned()
}

/// The registration that counts points at the session as well, so it is no foreign key.
fn activity_session() -> TableCreateStatement {
    Table::create()
        .table(ActivitySession::Table)
        .col(ColumnDef::new(ActivitySession::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(ActivitySession::ActivityId).uuid().not_null())
        .col(ColumnDef::new(ActivitySession::HeldOn).date().not_null())
        .col(ColumnDef::new(ActivitySession::State).text().not_null())
        .col(ColumnDef::new(ActivitySession::RegistrationId).uuid())
        .foreign_key(
            ForeignKey::create()
                .name("activity_session_activity_fk")
                .from(ActivitySession::Table, ActivitySession::ActivityId)
                .to(Activity::Table, Activity::Id),
        )
        .to_owned()
}

fn registration() -> TableCreateStatement {
    Table::create()
        .table(Registration::Table)
        .col(ColumnDef::new(Registration::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Registration::SessionId).uuid().not_null())
        .col(ColumnDef::new(Registration::Follows).uuid())
        .col(ColumnDef::new(Registration::RegisteredOn).date().not_null())
        .col(ColumnDef::new(Registration::Volunteers).integer())
        .col(ColumnDef::new(Registration::FirstTimers).integer())
        .col(ColumnDef::new(Registration::Note).text())
        .foreign_key(
            ForeignKey::create()
                .name("registration_session_fk")
                .from(Registration::Table, Registration::SessionId)
                .to(ActivitySession::Table, ActivitySession::Id),
        )
        .to_owned()
}

fn registration_count() -> TableCreateStatement {
    Table::create()
        .table(RegistrationCount::Table)
        .col(ColumnDef::new(RegistrationCount::RegistrationId).uuid().not_null())
        .col(ColumnDef::new(RegistrationCount::AgeBand).text().not_null())
        .col(ColumnDef::new(RegistrationCount::Gender).text().not_null())
        .col(ColumnDef::new(RegistrationCount::People).integer().not_null())
        .primary_key(
            Index::create()
                .name("registration_count_pk")
                .col(RegistrationCount::RegistrationId)
                .col(RegistrationCount::AgeBand)
                .col(RegistrationCount::Gender),
        )
        .foreign_key(
            ForeignKey::create()
                .name("registration_count_registration_fk")
                .from(RegistrationCount::Table, RegistrationCount::RegistrationId)
                .to(Registration::Table, Registration::Id),
        )
        .to_owned()
}

fn sign_up() -> TableCreateStatement {
    Table::create()
        .table(SignUp::Table)
        .col(ColumnDef::new(SignUp::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(SignUp::SessionId).uuid().not_null())
        .col(ColumnDef::new(SignUp::Number).integer().not_null())
        .col(ColumnDef::new(SignUp::Name).text().not_null())
        .col(ColumnDef::new(SignUp::Email).text().not_null())
        .col(ColumnDef::new(SignUp::Adults).integer().not_null())
        .col(ColumnDef::new(SignUp::Children).integer().not_null())
        .col(ColumnDef::new(SignUp::Guardian).text())
        .col(ColumnDef::new(SignUp::Language).text().not_null())
        .col(ColumnDef::new(SignUp::State).text().not_null())
        .col(ColumnDef::new(SignUp::ConfirmedOn).date())
        .col(ColumnDef::new(SignUp::Attended).boolean().not_null())
        .col(ColumnDef::new(SignUp::CreatedOn).date().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("sign_up_session_fk")
                .from(SignUp::Table, SignUp::SessionId)
                .to(ActivitySession::Table, ActivitySession::Id),
        )
        .to_owned()
}

fn sign_up_link() -> TableCreateStatement {
    Table::create()
        .table(SignUpLink::Table)
        .col(ColumnDef::new(SignUpLink::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(SignUpLink::SignUpId).uuid().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("sign_up_link_sign_up_fk")
                .from(SignUpLink::Table, SignUpLink::SignUpId)
                .to(SignUp::Table, SignUp::Id),
        )
        .to_owned()
}

fn sign_up_consent() -> TableCreateStatement {
    Table::create()
        .table(SignUpConsent::Table)
        .col(ColumnDef::new(SignUpConsent::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(SignUpConsent::SignUpId).uuid().not_null())
        .col(ColumnDef::new(SignUpConsent::Party).text().not_null())
        .col(ColumnDef::new(SignUpConsent::Purpose).text().not_null())
        .col(ColumnDef::new(SignUpConsent::GivenOn).date().not_null())
        .col(ColumnDef::new(SignUpConsent::WithdrawnOn).date())
        .foreign_key(
            ForeignKey::create()
                .name("sign_up_consent_sign_up_fk")
                .from(SignUpConsent::Table, SignUpConsent::SignUpId)
                .to(SignUp::Table, SignUp::Id),
        )
        .to_owned()
}
