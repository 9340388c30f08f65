//! In which order answers came is in no column, and yet a copy of the database shows it: PostgreSQL notes with each row the
//! transaction that wrote it and appends rows where there is room, SQLite fills a page from its end. Whoever knows when somebody
//! answered would find the answer by its place. So what belongs to answers is written anew now and then: all of it at once, in
//! the order of keys, which are random.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Db, Error, Reads};

/// What PostgreSQL does to the tables of answers, in order. The same value again counts as a change, so that all rows are of
/// one transaction, and text that lies apart from its row gets a new number there. Two rounds, because numbers are given in the
/// order of rows: they stand by their keys before. Rows of which there is nothing to tell apart are left alone.
const ANEW: [(&str, &str); 4] = [
    (
        "response",
        "UPDATE response SET answers = answers || '' WHERE wave_id IN ( \
         SELECT wave_id FROM response JOIN wave ON wave.id = wave_id WHERE identity = 'anonymous' \
         GROUP BY wave_id HAVING count(DISTINCT response.xmin::text) > 1) \
         OR wave_id IS NULL AND answers = ''",
    ),
    (
        "response_attachment",
        "UPDATE response_attachment SET is_current = is_current \
         WHERE (SELECT count(DISTINCT xmin::text) FROM response_attachment) > 1",
    ),
    (
        "attachment",
        "UPDATE attachment SET size = size WHERE (SELECT count(DISTINCT xmin::text) FROM attachment) > 1",
    ),
    // What is left of half-filled answers that were sent: the row is dead, and names the transaction of the answer.
    ("draft", "UPDATE draft SET expires_on = expires_on WHERE (SELECT count(DISTINCT xmin::text) FROM draft) > 1"),
];
/// Longer nobody who answers is kept waiting for somebody who reads for long. The next time will do.
const PATIENCE: &str = "SET LOCAL lock_timeout = '3s'";

impl Db {
    /// Takes out of the database in which order answers came, as far as the database can. Nobody writes meanwhile: on SQLite
    /// for as long as it takes to write the file anew, on PostgreSQL the table at hand.
    ///
    /// What comes while it runs keeps its place until the next time.
    pub async fn forget_order(&self) -> Result<(), Error> {
        if self.write.get_database_backend() == DbBackend::Postgres {
            for (table, anew) in ANEW {
                self.sort(table).await?;
                let rewritten = self.write.execute_unprepared(anew).await?.rows_affected();
                if rewritten > 0 {
                    self.sort(table).await?;
                }
            }
            return Ok(());
        }
        // Row by row in the order of keys, into a file without a page that was ever used for something else.
        self.write.execute_unprepared("VACUUM").await?;
        self.tidy().await
    }

    /// Puts the rows of a table in the order of its key, without what was deleted or replaced.
    async fn sort(&self, table: &str) -> Result<(), Error> {
        let key = format!(
            "SELECT indexrelid::regclass::text AS key FROM pg_index WHERE indisprimary AND indrelid = '{table}'::regclass"
        );
        let tx = self.begin().await?;
        tx.connection().execute_unprepared(PATIENCE).await?;
        let row = tx.connection().query_one_raw(Statement::from_string(DbBackend::Postgres, key)).await?;
        if let Some(row) = row {
            let key: String = row.try_get("", "key")?;
            tx.connection().execute_unprepared(&format!("CLUSTER {table} USING {key}")).await?;
        }
        tx.commit().await
    }
}
