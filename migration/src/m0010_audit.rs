//! The log of administration: entries that each hold the digest of the one before, and where the chain ends. The database
//! itself refuses to change or delete an entry.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum AuditEntry {
    Table,
    Number,
    At,
    ActorKind,
    ActorId,
    ActorName,
    Action,
    ObjectKind,
    ObjectId,
    Detail,
    Hash,
}

#[derive(DeriveIden)]
enum AuditHead {
    Table,
    Id,
    Number,
    Hash,
}

const SQLITE_GUARDS: &str = "
    CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the log of administration is append-only'); END;
    CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the log of administration is append-only'); END;";

const POSTGRES_GUARDS: &str = "
    CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the log of administration is append-only'; END $$;
    CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(entry()).await?;
        manager.create_table(head()).await?;
        let start = Query::insert()
            .into_table(AuditHead::Table)
            .columns([AuditHead::Id, AuditHead::Number, AuditHead::Hash])
            .values_panic([1.into(), 0_i64.into(), vec![0_u8; 32].into()])
            .to_owned();
        manager.execute(start).await?;
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let guards = if is_sqlite { SQLITE_GUARDS } else { POSTGRES_GUARDS };
        manager.get_connection().execute_unprepared(guards).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(AuditHead::Table).to_owned()).await?;
        manager.drop_table(Table::drop().table(AuditEntry::Table).to_owned()).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION audit_entry_refuse()").await?;
        }
        Ok(())
    }
}

fn entry() -> TableCreateStatement {
    Table::create()
        .table(AuditEntry::Table)
        .col(ColumnDef::new(AuditEntry::Number).big_integer().not_null().primary_key())
        .col(ColumnDef::new(AuditEntry::At).big_integer().not_null())
        .col(ColumnDef::new(AuditEntry::ActorKind).text().not_null())
        .col(ColumnDef::new(AuditEntry::ActorId).uuid())
        .col(ColumnDef::new(AuditEntry::ActorName).text().not_null())
        .col(ColumnDef::new(AuditEntry::Action).text().not_null())
        .col(ColumnDef::new(AuditEntry::ObjectKind).text().not_null())
        .col(ColumnDef::new(AuditEntry::ObjectId).text().not_null())
        .col(ColumnDef::new(AuditEntry::Detail).text().not_null())
        .col(ColumnDef::new(AuditEntry::Hash).binary_len(32).not_null())
        .to_owned()
}

fn head() -> TableCreateStatement {
    Table::create()
        .table(AuditHead::Table)
        .col(ColumnDef::new(AuditHead::Id).integer().not_null().primary_key())
        .col(ColumnDef::new(AuditHead::Number).big_integer().not_null())
        .col(ColumnDef::new(AuditHead::Hash).binary_len(32).not_null())
        .to_owned()
}
