//! PostgreSQL looks at a table now and then and keeps values of its columns, by which it plans queries. Those of identities would
//! tell long afterwards which answers were there when it last looked, and which codes had not been spent. No plan needs them: the
//! columns are looked up by their whole value.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Table, column, type.
const IDENTITIES: [(&str, &str, &str); 15] = [
    ("response", "id", "uuid"),
    ("response", "answers", "text"),
    ("response", "sha256", "bytea"),
    ("response_attachment", "response_id", "uuid"),
    ("response_attachment", "sha256", "bytea"),
    ("attachment", "sha256", "bytea"),
    ("attachment", "blob", "uuid"),
    ("attachment", "kept_sha256", "bytea"),
    ("quarantine", "id", "uuid"),
    ("quarantine", "response_id", "uuid"),
    ("quarantine", "answers", "text"),
    ("quarantine", "sha256", "bytea"),
    ("draft", "id", "bytea"),
    ("draft", "sealed", "bytea"),
    ("unspent_code", "hash", "bytea"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A column that is given a type, be it the same, loses what was kept of it; nothing is written anew for that.
        each(manager, |column, kind| {
            format!("ALTER COLUMN {column} TYPE {kind}, ALTER COLUMN {column} SET STATISTICS 0")
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        each(manager, |column, _| format!("ALTER COLUMN {column} SET STATISTICS -1")).await
    }
}

async fn each(manager: &SchemaManager<'_>, change: impl Fn(&str, &str) -> String) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for (table, column, kind) in IDENTITIES {
        let change = change(column, kind);
        manager.get_connection().execute_unprepared(&format!("ALTER TABLE {table} {change}")).await?;
    }
    Ok(())
}
