//! Who is invited to a wave, and which personal codes have not given their answer. No column of one says anything about the
//! other: what leads from an invitation to its code is a key that is not in the database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One row at most: by what the installation's key is known again.
#[derive(DeriveIden)]
enum InstallationKey {
    Table,
    Id,
    Fingerprint,
}

#[derive(DeriveIden)]
enum UnspentCode {
    Table,
    Hash,
    WaveId,
}

#[derive(DeriveIden)]
enum Invitation {
    Table,
    Id,
    WaveId,
    Sameness,
    Name,
    Address,
    AreaId,
    Department,
    Email,
    Phone,
    Language,
    Generation,
    StoppedOn,
    Refusal,
}

/// That an invitation was written to: the first time (0), or for a reminder of this number.
#[derive(DeriveIden)]
enum InvitationMail {
    Table,
    InvitationId,
    Number,
    SentOn,
}

/// The days on which a wave reminds, by their number from 1.
#[derive(DeriveIden)]
enum WaveReminder {
    Table,
    WaveId,
    Number,
    RemindsOn,
}

#[derive(DeriveIden)]
enum Wave {
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
        // A rowid would count in which order people were invited, and codes spent.
        let clustered = |mut table: TableCreateStatement| {
            if manager.get_database_backend() == DbBackend::Sqlite {
                table.extra("WITHOUT ROWID");
            }
            table
        };
        manager.create_table(installation_key()).await?;
        manager.create_table(clustered(unspent_code())).await?;
        manager.create_table(clustered(invitation())).await?;
        manager.create_table(clustered(invitation_mail())).await?;
        manager.create_table(clustered(wave_reminder())).await?;
        let index = Index::create()
            .name("unspent_code_wave")
            .table(UnspentCode::Table)
            .col(UnspentCode::WaveId)
            .col(UnspentCode::Hash)
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(WaveReminder::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(InvitationMail::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(Invitation::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(UnspentCode::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(InstallationKey::Table).to_owned()).await
    }
}

fn installation_key() -> TableCreateStatement {
    Table::create()
        .table(InstallationKey::Table)
        .col(ColumnDef::new(InstallationKey::Id).integer().not_null().primary_key())
        .col(ColumnDef::new(InstallationKey::Fingerprint).binary_len(32).not_null())
        .to_owned()
}

fn unspent_code() -> TableCreateStatement {
    Table::create()
        .table(UnspentCode::Table)
        .col(ColumnDef::new(UnspentCode::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(UnspentCode::WaveId).uuid().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("unspent_code_wave_fk")
                .from(UnspentCode::Table, UnspentCode::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .to_owned()
}

fn invitation() -> TableCreateStatement {
    Table::create()
        .table(Invitation::Table)
        .col(ColumnDef::new(Invitation::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Invitation::WaveId).uuid().not_null())
        .col(ColumnDef::new(Invitation::Sameness).binary_len(32).not_null())
        .col(ColumnDef::new(Invitation::Name).text().not_null())
        .col(ColumnDef::new(Invitation::Address).text().not_null())
        .col(ColumnDef::new(Invitation::AreaId).uuid())
        .col(ColumnDef::new(Invitation::Department).text().not_null())
        .col(ColumnDef::new(Invitation::Email).text())
        .col(ColumnDef::new(Invitation::Phone).text())
        .col(ColumnDef::new(Invitation::Language).text().not_null())
        .col(ColumnDef::new(Invitation::Generation).integer().not_null())
        .col(ColumnDef::new(Invitation::StoppedOn).date())
        .col(ColumnDef::new(Invitation::Refusal).text())
        .foreign_key(
            ForeignKey::create()
                .name("invitation_wave_fk")
                .from(Invitation::Table, Invitation::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .name("invitation_area_fk")
                .from(Invitation::Table, Invitation::AreaId)
                .to(Area::Table, Area::Id),
        )
        .index(Index::create().name("invitation_sameness").unique().col(Invitation::WaveId).col(Invitation::Sameness))
        .to_owned()
}

fn invitation_mail() -> TableCreateStatement {
    Table::create()
        .table(InvitationMail::Table)
        .col(ColumnDef::new(InvitationMail::InvitationId).uuid().not_null())
        .col(ColumnDef::new(InvitationMail::Number).integer().not_null())
        .col(ColumnDef::new(InvitationMail::SentOn).date().not_null())
        .primary_key(Index::create().col(InvitationMail::InvitationId).col(InvitationMail::Number))
        .foreign_key(
            ForeignKey::create()
                .name("invitation_mail_invitation_fk")
                .from(InvitationMail::Table, InvitationMail::InvitationId)
                .to(Invitation::Table, Invitation::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn wave_reminder() -> TableCreateStatement {
    Table::create()
        .table(WaveReminder::Table)
        .col(ColumnDef::new(WaveReminder::WaveId).uuid().not_null())
        .col(ColumnDef::new(WaveReminder::Number).integer().not_null())
        .col(ColumnDef::new(WaveReminder::RemindsOn).date().not_null())
        .primary_key(Index::create().col(WaveReminder::WaveId).col(WaveReminder::Number))
        .foreign_key(
            ForeignKey::create()
                .name("wave_reminder_wave_fk")
                .from(WaveReminder::Table, WaveReminder::WaveId)
                .to(Wave::Table, Wave::Id),
        )
        .to_owned()
}
