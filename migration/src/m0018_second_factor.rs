//! A second factor beside the password: the secret that an owner's phone shares, codes on paper, and logins half done.
//!
//! The secret has to be read again to hold a code against it, so it is kept as it is; of codes and keys only digests are.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Account {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum SecondFactor {
    Table,
    AccountId,
    Secret,
    ConfirmedOn,
    LastStep,
}

#[derive(DeriveIden)]
enum RecoveryCode {
    Table,
    AccountId,
    Hash,
}

#[derive(DeriveIden)]
enum LogInStep {
    Table,
    Hash,
    AccountId,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [second_factor(), recovery_code(), log_in_step()] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(LogInStep::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(RecoveryCode::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(SecondFactor::Table).to_owned()).await
    }
}

fn second_factor() -> TableCreateStatement {
    Table::create()
        .table(SecondFactor::Table)
        .col(ColumnDef::new(SecondFactor::AccountId).uuid().not_null().primary_key())
        .col(ColumnDef::new(SecondFactor::Secret).binary_len(20).not_null())
        .col(ColumnDef::new(SecondFactor::ConfirmedOn).date())
        .col(ColumnDef::new(SecondFactor::LastStep).big_integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("second_factor_account_fk")
                .from(SecondFactor::Table, SecondFactor::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    Table::create()
        .table(RecoveryCode::Table)
        .col(ColumnDef::new(RecoveryCode::AccountId).uuid().not_null())
        .col(ColumnDef::new(RecoveryCode::Hash).binary_len(32).not_null())
        .primary_key(Index::create().col(RecoveryCode::AccountId).col(RecoveryCode::Hash))
        .foreign_key(
            ForeignKey::create()
                .name("recovery_code_account_fk")
                .from(RecoveryCode::Table, RecoveryCode::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn log_in_step() -> TableCreateStatement {
    Table::create()
        .table(LogInStep::Table)
        .col(ColumnDef::new(LogInStep::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(LogInStep::AccountId).uuid().not_null())
        .col(ColumnDef::new(LogInStep::ExpiresAt).big_integer().not_null())
        .foreign_key(
            ForeignKey::create()
                .name("log_in_step_account_fk")
                .from(LogInStep::Table, LogInStep::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}
