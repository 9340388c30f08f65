//! People who work here: accounts with what proves who somebody is, sessions, and what each was given.
//!
//! Of every secret only a digest is kept.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Account {
    Table,
    Id,
    Email,
    Name,
    Language,
    Password,
    CreatedOn,
    BlockedOn,
}

#[derive(DeriveIden)]
enum AccountSession {
    Table,
    Id,
    AccountId,
    Hash,
    Browser,
    CreatedAt,
    UsedAt,
}

#[derive(DeriveIden)]
enum AccountLink {
    Table,
    Hash,
    AccountId,
    ExpiresAt,
}

#[derive(DeriveIden)]
enum AccountDevice {
    Table,
    Hash,
    AccountId,
    SeenOn,
}

#[derive(DeriveIden)]
enum RoleGrant {
    Table,
    AccountId,
    Role,
    PlaceKind,
    PlaceId,
}

#[derive(DeriveIden)]
enum LoginAttempt {
    Table,
    Source,
    Failures,
    LastAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [account(), session(), link(), device(), role_grant(), login_attempt()] {
            manager.create_table(table).await?;
        }
        let sessions = Index::create()
            .name("account_session_account")
            .table(AccountSession::Table)
            .col(AccountSession::AccountId)
            .to_owned();
        manager.create_index(sessions).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dropped = [
            Table::drop().table(LoginAttempt::Table).to_owned(),
            Table::drop().table(RoleGrant::Table).to_owned(),
            Table::drop().table(AccountDevice::Table).to_owned(),
            Table::drop().table(AccountLink::Table).to_owned(),
            Table::drop().table(AccountSession::Table).to_owned(),
            Table::drop().table(Account::Table).to_owned(),
        ];
        for table in dropped {
            manager.drop_table(table).await?;
        }
        Ok(())
    }
}

fn account() -> TableCreateStatement {
    Table::create()
        .table(Account::Table)
        .col(ColumnDef::new(Account::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(Account::Email).text().not_null().unique_key())
        .col(ColumnDef::new(Account::Name).text().not_null())
        .col(ColumnDef::new(Account::Language).text().not_null())
        .col(ColumnDef::new(Account::Password).text())
        .col(ColumnDef::new(Account::CreatedOn).date().not_null())
        .col(ColumnDef::new(Account::BlockedOn).date())
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table(AccountSession::Table)
        .col(ColumnDef::new(AccountSession::Id).uuid().not_null().primary_key())
        .col(ColumnDef::new(AccountSession::AccountId).uuid().not_null())
        .col(ColumnDef::new(AccountSession::Hash).binary_len(32).not_null().unique_key())
        .col(ColumnDef::new(AccountSession::Browser).text().not_null())
        .col(ColumnDef::new(AccountSession::CreatedAt).big_integer().not_null())
        .col(ColumnDef::new(AccountSession::UsedAt).big_integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("account_session_account_fk")
                .from(AccountSession::Table, AccountSession::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn link() -> TableCreateStatement {
    Table::create()
        .table(AccountLink::Table)
        .col(ColumnDef::new(AccountLink::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(AccountLink::AccountId).uuid().not_null())
        .col(ColumnDef::new(AccountLink::ExpiresAt).big_integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("account_link_account_fk")
                .from(AccountLink::Table, AccountLink::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn device() -> TableCreateStatement {
    Table::create()
        .table(AccountDevice::Table)
        .col(ColumnDef::new(AccountDevice::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(AccountDevice::AccountId).uuid().not_null())
        .col(ColumnDef::new(AccountDevice::SeenOn).date().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("account_device_account_fk")
                .from(AccountDevice::Table, AccountDevice::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

/// The place is a programme, an area or everything (then its identity is nil): a key that no foreign key can follow, and that
/// makes the same role at the same place one row.
fn role_grant() -> TableCreateStatement {
    Table::create()
        .table(RoleGrant::Table)
        .col(ColumnDef::new(RoleGrant::AccountId).uuid().not_null())
        .col(ColumnDef::new(RoleGrant::Role).text().not_null())
        .col(ColumnDef::new(RoleGrant::PlaceKind).text().not_null())
        .col(ColumnDef::new(RoleGrant::PlaceId).uuid().not_null())
        .primary_key(Index::create().col(RoleGrant::AccountId).col(RoleGrant::Role).col(RoleGrant::PlaceId))
        .foreign_key(
            ForeignKey::create()
                .name("role_grant_account_fk")
                .from(RoleGrant::Table, RoleGrant::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn login_attempt() -> TableCreateStatement {
    Table::create()
        .table(LoginAttempt::Table)
        .col(ColumnDef::new(LoginAttempt::Source).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(LoginAttempt::Failures).integer().not_null())
        .col(ColumnDef::new(LoginAttempt::LastAt).big_integer().not_null())
        .to_owned()
}
