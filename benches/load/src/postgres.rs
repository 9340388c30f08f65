//! What PostgreSQL carries by itself: `pgbench` with a one-row insert, a transaction each, of the same columns and size.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::Failure;
use crate::process::output;
use crate::shot::ANSWER;

/// The cluster that `tests/with-postgres.sh` started.
#[derive(Clone)]
pub(crate) struct Cluster {
    /// The address of a database.
    pub(crate) url: String,
    /// The process that all others are children of.
    pub(crate) process: u32,
}

/// The columns of an answer and its key, without what costs more: no second index, nothing that points elsewhere.
const TABLE: &str = "CREATE TABLE one_row (id uuid PRIMARY KEY, wave_id uuid, form_id text NOT NULL, form_version text NOT NULL, \
    language text NOT NULL, answers text NOT NULL, sha256 bytea NOT NULL, period_starts_on date NOT NULL, review text NOT NULL)";

impl Cluster {
    /// The one whose address the environment has; none if it has none.
    pub(crate) fn found() -> Result<Option<Self>, Failure> {
        let Ok(url) = std::env::var("NABOSVAR_TEST_POSTGRES") else { return Ok(None) };
        let folder = sql(&url, "SHOW data_directory")?;
        let file = fs::read_to_string(Path::new(&folder).join("postmaster.pid"))?;
        if sql(&url, "SHOW fsync")? != "on" {
            return Err("this PostgreSQL does not flush: POSTGRES_FSYNC=on tests/with-postgres.sh …".into());
        }
        Ok(Some(Self { process: file.lines().next().unwrap_or_default().parse()?, url }))
    }

    /// Makes the table for [`Cluster::one_row_rate`], and its script.
    pub(crate) fn prepare(&self, folder: &Path) -> Result<(), Failure> {
        sql(&self.url, TABLE)?;
        // A colon would be a variable.
        let document = ANSWER.trim().replace(':', ";");
        let digest = "ab".repeat(32);
        let insert = format!(
            "INSERT INTO one_row VALUES (gen_random_uuid(), '6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11', 'load', '1', 'da', \
             '{document}', '\\x{digest}', '2020-01-01', 'none');\n"
        );
        Ok(fs::write(folder.join("insert.sql"), insert)?)
    }

    /// Transactions a second.
    pub(crate) fn one_row_rate(&self, folder: &Path, clients: usize, lasting: Duration) -> Result<f64, Failure> {
        let told = output(
            Command::new("pgbench")
                .args(["--no-vacuum", "--protocol", "prepared", "--file"])
                .arg(folder.join("insert.sql"))
                .args(["--client", &clients.to_string(), "--jobs", &clients.min(2).to_string()])
                .args(["--time", &lasting.as_secs().to_string(), &self.url]),
        )?;
        let line = told.lines().find_map(|line| line.strip_prefix("tps = ")).ok_or("pgbench told no rate")?;
        Ok(line.split(' ').next().unwrap_or_default().parse()?)
    }
}

fn sql(url: &str, statement: &str) -> Result<String, Failure> {
    output(Command::new("psql").args([url, "--no-align", "--tuples-only", "--command", statement]))
}
