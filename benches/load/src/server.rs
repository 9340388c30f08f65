//! The server under test: set up by its own commands, started as people start it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tokio::time::Instant;

use crate::fire::once;
use crate::process::{Process, free_address, output, processor_time, processor_time_of_all};
use crate::shot::Shot;
use crate::{Failure, postgres, programs};

/// Where answers go.
#[derive(Clone)]
pub(crate) enum Database {
    /// A fresh file in a folder.
    Sqlite(PathBuf),
    /// The cluster that was started for this run.
    Postgres(postgres::Cluster),
}

/// A database with the form of this benchmark, an open wave and a token.
pub(crate) struct Stage {
    /// The database.
    pub(crate) database: Database,
    /// The code of the wave.
    pub(crate) code: String,
    /// A token.
    pub(crate) token: String,
    wave: String,
}

/// A running server.
pub(crate) struct Server {
    /// Its process.
    pub(crate) process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// How long it took until it was ready.
    pub(crate) start: Duration,
    database: Database,
}

impl Stage {
    /// Sets everything up.
    pub(crate) fn set(database: Database) -> Result<Self, Failure> {
        let run = |arguments: &[&str]| output(configured(&programs::path("nabosvar")?, &database).args(arguments));
        run(&["form", "publish", concat!(env!("CARGO_MANIFEST_DIR"), "/form.yaml")])?;
        run(&["programme", "create", "Invented programme"])?;
        let days = ["--from", "2020-01-01", "--to", "2099-12-31"];
        let opened =
            run(&[&["wave", "open", "Invented wave", "--form", "load", "--version", "1"], &days[..]].concat())?;
        let (_, code) = opened.rsplit_once("/s/").ok_or("the link of the wave is not there")?;
        let wave = opened.split(' ').next().unwrap_or_default().to_owned();
        let token = run(&["token", "create", "bench", "--role", "administrator"])?;
        Ok(Self { code: code.to_owned(), wave, token, database })
    }

    /// Starts a program as a server on it, perhaps with a disk that flushes slowly, and waits until it is ready.
    pub(crate) async fn start(&self, program: &str, preload: Option<&Path>) -> Result<Server, Failure> {
        let address = free_address()?;
        let mut command = configured(&programs::path(program)?, &self.database);
        command.args(["serve", "--listen", &address.to_string()]);
        if let Some(preload) = preload {
            command.env("LD_PRELOAD", preload);
        }
        let begin = Instant::now();
        let process = Process::start(&mut command)?;
        wait_for(address, "/readyz").await?;
        Ok(Server { process, address, start: begin.elapsed(), database: self.database.clone() })
    }

    /// How many answers are stored.
    pub(crate) async fn stored(&self, server: &Server) -> Result<usize, Failure> {
        let authorization = format!("authorization: Bearer {}\r\n", self.token);
        let progress = Shot::get(&format!("/api/v1/waves/{}/progress", self.wave), &authorization);
        let reply = String::from_utf8(once(server.address, &progress).await?)?;
        let (_, count) = reply.split_once("\"answers\":").ok_or("the count is not there")?;
        Ok(count.chars().take_while(char::is_ascii_digit).collect::<String>().parse()?)
    }
}

impl Server {
    /// Processor time of the server so far, and of PostgreSQL.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        let database = match &self.database {
            Database::Sqlite(_) => Duration::ZERO,
            Database::Postgres(cluster) => processor_time_of_all(cluster.process)?,
        };
        Ok(processor_time(self.process.id())? + database)
    }
}

/// Waits until something answers there.
pub(crate) async fn wait_for(address: SocketAddr, target: &str) -> Result<(), Failure> {
    let ready = Shot::get(target, "");
    for _ in 0..20_000 {
        if once(address, &ready).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Err("the server is not ready after twenty seconds".into())
}

/// A program with the settings of this benchmark: those it has by itself, on this database, for any number of answers.
fn configured(program: &Path, database: &Database) -> Command {
    let mut command = Command::new(program);
    let of_others = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NABOSVAR_"));
    for (name, _) in of_others {
        command.env_remove(name);
    }
    // Everything comes by one link.
    command.env("NABOSVAR_LINK_LIMIT", u32::MAX.to_string());
    match database {
        Database::Sqlite(folder) => command.env("NABOSVAR_DATA", folder),
        Database::Postgres(cluster) => command.env("NABOSVAR_DATABASE_URL", &cluster.url),
    };
    command
}
