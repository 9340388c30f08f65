//! Logging in through a provider (OpenID Connect): whose account is whose there, and who is on the way.

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
enum AccountSession {
    Table,
    IsByProvider,
}

#[derive(DeriveIden)]
enum ProviderLink {
    Table,
    Issuer,
    Subject,
    AccountId,
    LinkedOn,
}

#[derive(DeriveIden)]
enum ProviderTrip {
    Table,
    Hash,
    State,
    Nonce,
    Verifier,
    ReturnTo,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(link()).await?;
        manager.create_table(trip()).await?;
        let one = Index::create()
            .name("provider_link_account")
            .table(ProviderLink::Table)
            .col(ProviderLink::AccountId)
            .col(ProviderLink::Issuer)
            .unique()
            .to_owned();
        manager.create_index(one).await?;
        let by_provider = ColumnDef::new(AccountSession::IsByProvider).boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table(AccountSession::Table).add_column(by_provider).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = AccountSession::IsByProvider;
        manager.alter_table(Table::alter().table(AccountSession::Table).drop_column(column).to_owned()).await?;
        manager.drop_table(Table::drop().table(ProviderTrip::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(ProviderLink::Table).to_owned()).await
    }
}

fn link() -> TableCreateStatement {
    Table::create()
        .table(ProviderLink::Table)
        .col(ColumnDef::new(ProviderLink::Issuer).text().not_null())
        .col(ColumnDef::new(ProviderLink::Subject).text().not_null())
        .col(ColumnDef::new(ProviderLink::AccountId).uuid().not_null())
        .col(ColumnDef::new(ProviderLink::LinkedOn).date().not_null())
        .primary_key(Index::create().col(ProviderLink::Issuer).col(ProviderLink::Subject))
        .foreign_key(
            ForeignKey::create()
                .name("provider_link_account_fk")
                .from(ProviderLink::Table, ProviderLink::AccountId)
                .to(Account::Table, Account::Id),
        )
        .to_owned()
}

fn trip() -> TableCreateStatement {
    Table::create()
        .table(ProviderTrip::Table)
        .col(ColumnDef::new(ProviderTrip::Hash).binary_len(32).not_null().primary_key())
        .col(ColumnDef::new(ProviderTrip::State).text().not_null())
        .col(ColumnDef::new(ProviderTrip::Nonce).text().not_null())
        .col(ColumnDef::new(ProviderTrip::Verifier).text().not_null())
        .col(ColumnDef::new(ProviderTrip::ReturnTo).text().not_null())
        .col(ColumnDef::new(ProviderTrip::ExpiresAt).big_integer().not_null())
        .to_owned()
}
