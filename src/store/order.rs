//! In which order answers came is in no column, and yet a copy of the database shows it: PostgreSQL notes with each row the
//! transaction that wrote it and appends rows where there is room, SQLite fills a page from its end. Whoever knows when somebody
//! answered would find the answer by its place. So what belongs to answers is written anew now and then: all of it at once, in
//! the order of keys, which are random.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Db, Error, Reads};

/// What PostgreSQL writes anew: table, change, rows. The same value again counts as a change, so that all rows are of one
/// transaction afterwards, and text that lies apart from its row gets a new number there. Rows that cannot be told apart by
/// their transaction are left alone.
const ANEW: [(&str, &str, &str); 4] = [
    (
        "response",
        "answers = answers || ''",
        "wave_id IN (SELECT wave_id FROM response JOIN wave ON wave.id = wave_id WHERE identity = 'anonymous' \
         GROUP BY wave_id HAVING count(DISTINCT response.xmin::text) > 1) \
         OR (wave_id IS NULL AND answers = '' \
         AND (SELECT count(DISTINCT xmin::text) FROM response WHERE wave_id IS NULL AND answers = '') > 1)",
    ),
    (
        "response_attachment",
        "is_current = is_current",
        "(SELECT count(DISTINCT xmin::text) FROM response_attachment) > 1",
    ),
    ("attachment", "size = size", "(SELECT count(DISTINCT xmin::text) FROM attachment) > 1"),
    // A code is of the transaction that somebody was invited in, or got a new code: alone, it would tell of them whether it is
    // left.
    ("unspent_code", "wave_id = wave_id", "(SELECT count(DISTINCT xmin::text) FROM unspent_code) > 1"),
];
/// Where PostgreSQL leaves dead rows of what was answered. They name the transaction of the answer.
const DEAD: [&str; 2] = ["draft", "unspent_code"];
/// Longer nobody who answers is kept waiting for somebody who reads for long. The next time will do.
const PATIENCE: &str = "SET LOCAL lock_timeout = '3s'";

impl Db {
    /// Takes out of the database in which order answers came, as far as the database can. Nobody writes meanwhile: on SQLite
    /// for as long as it takes to write the file anew, on PostgreSQL the table at hand.
    ///
    /// What comes while it runs keeps its place until the next time.
    pub async fn forget_order(&self) -> Result<(), Error> {
        if self.write.get_database_backend() == DbBackend::Postgres {
            for (table, change, rows) in ANEW {
                self.write_anew(table, change, rows).await?;
            }
            for table in DEAD {
                self.sort(table).await?;
            }
            return Ok(());
        }
        // Writing the whole file anew is dear. It has one process, which knows whether anything came.
        if !self.intake.has_taken() {
            return Ok(());
        }
        let written = self.write_file_anew().await;
        if written.is_err() {
            self.intake.mark_taken();
        }
        written
    }

    /// Row by row in the order of keys, into a file without a page that was ever used for something else.
    async fn write_file_anew(&self) -> Result<(), Error> {
        self.write.execute_unprepared("VACUUM").await?;
        self.tidy().await
    }

    /// Makes the rows of a table those of one transaction. They are sorted before it, because what lies apart is numbered in the
    /// order of rows, and after it, because changed rows are put to the end.
    async fn write_anew(&self, table: &str, change: &str, rows: &str) -> Result<(), Error> {
        let any = format!("SELECT 1 FROM {table} WHERE {rows} LIMIT 1");
        let any = Statement::from_string(DbBackend::Postgres, any);
        if self.write.query_one_raw(any).await?.is_none() {
            return Ok(());
        }
        self.sort(table).await?;
        self.write.execute_unprepared(&format!("UPDATE {table} SET {change} WHERE {rows}")).await?;
        self.sort(table).await
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
