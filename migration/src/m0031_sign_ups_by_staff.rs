//! Somebody may be signed up who reads no mail: staff reach them by a telephone, and tell them themselves what else a mail would.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum SignUp {
    Table,
    Email,
    /// The column as it was, while it is replaced: SQLite does not change whether a column may be empty.
    EmailBefore,
    Phone,
    Untold,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace_email(manager, ColumnDef::new(SignUp::Email).text().take()).await?;
        for column in [SignUp::Phone, SignUp::Untold] {
            let column = ColumnDef::new(column).text().take();
            manager.alter_table(Table::alter().table(SignUp::Table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [SignUp::Untold, SignUp::Phone] {
            manager.alter_table(Table::alter().table(SignUp::Table).drop_column(column).to_owned()).await?;
        }
        replace_email(manager, ColumnDef::new(SignUp::Email).text().not_null().default("").take()).await
    }
}

async fn replace_email(manager: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    let table = || Table::alter().table(SignUp::Table).to_owned();
    manager.alter_table(table().rename_column(SignUp::Email, SignUp::EmailBefore).to_owned()).await?;
    manager.alter_table(table().add_column(column).to_owned()).await?;
    let before = Expr::col(SignUp::EmailBefore);
    let copy = Query::update()
        .table(SignUp::Table)
        .value(SignUp::Email, before.clone())
        .and_where(before.is_not_null())
        .to_owned();
    manager.execute(copy).await?;
    manager.alter_table(table().drop_column(SignUp::EmailBefore).to_owned()).await
}
