//! What is measured, in which order: each rate right after the limit that it is held against, because a machine that is shared
//! is not equally fast for ten minutes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::fire::{Measured, fire, once};
use crate::process::{Process, free_address, output};
use crate::server::{Database, Server, Stage, wait_for};
use crate::shot::Shot;
use crate::table::{Goal, Table};
use crate::{Failure, bare, postgres, programs};

/// What all parts need.
struct Run {
    folder: PathBuf,
    lasting: Duration,
    table: Table,
}

/// How many connections send answers at once.
const CONNECTIONS: [usize; 5] = [1, 8, 32, 64, 128];
/// The goals on PostgreSQL and about replies are said for so many, …
const MANY: usize = 32;
/// … and those on SQLite for so many.
const MORE: usize = 64;

/// Measures everything, or the part of a name, and prints the table.
pub(crate) async fn all(lasting: Duration, part: &str) -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("nabosvar-load.{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut run = Run { folder: folder.clone(), lasting, table: Table::default() };
    let done = run.parts(part).await;
    std::fs::remove_dir_all(folder)?;
    println!("{}", run.table);
    done
}

impl Run {
    async fn parts(&mut self, part: &str) -> Result<(), Failure> {
        let wanted = |name: &str| part.is_empty() || part == name;
        if wanted("sqlite") {
            self.sqlite().await?;
        }
        if wanted("slow") {
            self.slow_disk().await?;
        }
        if wanted("postgres") {
            match postgres::Cluster::found()? {
                Some(cluster) => self.postgres(&cluster).await?,
                None => eprintln!("without PostgreSQL: POSTGRES_FSYNC=on tests/with-postgres.sh … starts one"),
            }
        }
        if wanted("reading") {
            self.reading().await?;
        }
        Ok(())
    }

    async fn sqlite(&mut self) -> Result<(), Failure> {
        let stage = Stage::set(Database::Sqlite(self.folder.join("sqlite")))?;
        let rows = self.rows("bare.sqlite", None)?;
        // The first start does what is done once.
        drop(stage.start("nabosvar", None).await?);
        let server = stage.start("nabosvar", None).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let idle = server.process.memory("VmRSS")?;
        let mut sent = 0;
        for connections in CONNECTIONS {
            let (got, cpu) = self.answers(&stage, &server, connections).await?;
            sent += got.all;
            let goal = if connections == MORE { Goal::AtLeast(2.0) } else { Goal::None };
            self.table.rate("SQLite, beside one row a transaction", connections, got, cpu, rows, goal);
            if connections == MANY {
                self.table.figure("SQLite: p99 / p50", ratio(got.p99, got.p50), Goal::AtMost(10.0));
            }
            if connections == MORE {
                self.beside_unwritten("SQLite, beside no write", &stage, connections, got, cpu).await?;
            }
        }
        count(&stage, &server, sent).await?;
        self.table.figure("SQLite: memory idle, MB", idle, Goal::AtMost(25.0));
        self.table.figure("SQLite: most memory, MB", server.process.memory("VmHWM")?, Goal::AtMost(80.0));
        drop(server);
        self.starts("SQLite", &stage).await
    }

    async fn slow_disk(&mut self) -> Result<(), Failure> {
        let slowly = programs::slow_flush(&self.folder)?;
        let rows = self.rows("slow.sqlite", Some(&slowly))?;
        let stage = Stage::set(Database::Sqlite(self.folder.join("slow")))?;
        let server = stage.start("nabosvar", Some(&slowly)).await?;
        let mut sent = 0;
        for connections in [MORE, 128] {
            let (got, cpu) = self.answers(&stage, &server, connections).await?;
            sent += got.all;
            let goal = if connections == MORE { Goal::AtLeast(15.0) } else { Goal::None };
            self.table.rate("SQLite + 2 ms a flush, beside one row", connections, got, cpu, rows, goal);
        }
        count(&stage, &server, sent).await
    }

    async fn postgres(&mut self, cluster: &postgres::Cluster) -> Result<(), Failure> {
        cluster.prepare(&self.folder)?;
        let stage = Stage::set(Database::Postgres(cluster.clone()))?;
        let server = stage.start("nabosvar", None).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let idle = server.process.memory("VmRSS")?;
        let mut sent = 0;
        for connections in CONNECTIONS {
            let rows = cluster.one_row_rate(&self.folder, connections, self.lasting)?;
            let (got, cpu) = self.answers(&stage, &server, connections).await?;
            sent += got.all;
            let goal = if connections == MANY { Goal::AtLeast(0.8) } else { Goal::None };
            self.table.rate("PostgreSQL, beside pgbench", connections, got, cpu, rows, goal);
            if connections == MANY {
                self.table.figure("PostgreSQL: cpu ms an answer, both", cpu, Goal::AtMost(0.25));
                self.table.figure("PostgreSQL: p99 / p50", ratio(got.p99, got.p50), Goal::AtMost(10.0));
                self.beside_unwritten("PostgreSQL, beside no write", &stage, connections, got, cpu).await?;
            }
        }
        count(&stage, &server, sent).await?;
        self.table.figure("PostgreSQL: memory idle, MB", idle, Goal::AtMost(25.0));
        self.table.figure("PostgreSQL: most memory, MB", server.process.memory("VmHWM")?, Goal::AtMost(80.0));
        drop(server);
        self.starts("PostgreSQL", &stage).await
    }

    async fn reading(&mut self) -> Result<(), Failure> {
        let stage = Stage::set(Database::Sqlite(self.folder.join("reading")))?;
        let server = stage.start("nabosvar", None).await?;
        let authorization = format!("authorization: Bearer {}\r\n", stage.token);
        let target = "/api/v1/forms/load/versions/1";
        let reply = once(server.address, &Shot::get(target, &authorization)).await?;
        let head = reply.windows(4).position(|part| part == b"\r\n\r\n").ok_or("the reply has no end of headers")?;
        let headers = String::from_utf8_lossy(&reply[..head]).into_owned();
        let tag = headers.lines().find_map(|line| line.strip_prefix("etag: ")).ok_or("the version has no tag")?;

        let content = self.folder.join("content.json");
        std::fs::write(&content, &reply[head + 4..])?;
        let address = free_address()?;
        let own = std::env::current_exe()?;
        let _handler = Process::start(Command::new(own).args(["handler", &address.to_string()]).arg(&content))?;
        wait_for(address, "/readyz").await?;

        let full = (Shot::get("/content", &authorization), Shot::get(target, &authorization));
        let known = |target, tag| Shot::known(target, &authorization, tag);
        let known = (known("/content", bare::TAG), known(target, tag));
        for (status, (bare, own)) in [("200", full), ("304", known)] {
            let limit = fire(address, &bare, MANY, self.lasting).await?.rate;
            let before = server.processor_time()?;
            let got = fire(server.address, &own, MANY, self.lasting).await?;
            let cpu = each(server.processor_time()?.saturating_sub(before), got.all);
            let what = format!("form version, {status}, beside a bare handler");
            self.table.rate(&what, MANY, got, cpu, limit, Goal::AtLeast(0.8));
        }
        Ok(())
    }

    /// Sends answers. The processor time is that of the server and its database, in milliseconds for each answer.
    async fn answers(&self, stage: &Stage, server: &Server, connections: usize) -> Result<(Measured, f64), Failure> {
        let before = server.processor_time()?;
        let got = fire(server.address, &Shot::answer(&stage.code), connections, self.lasting).await?;
        Ok((got, each(server.processor_time()?.saturating_sub(before), got.all)))
    }

    /// The same answers to a server that stores none.
    async fn beside_unwritten(
        &mut self,
        what: &str,
        stage: &Stage,
        connections: usize,
        written: Measured,
        cpu: f64,
    ) -> Result<(), Failure> {
        let server = stage.start("unwritten", None).await?;
        let (got, _) = self.answers(stage, &server, connections).await?;
        self.table.rate(what, connections, written, cpu, got.rate, Goal::AtLeast(0.6));
        Ok(())
    }

    /// One row a transaction, with the same settings of SQLite.
    fn rows(&self, name: &str, preload: Option<&Path>) -> Result<f64, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        if let Some(preload) = preload {
            command.env("LD_PRELOAD", preload);
        }
        let file = self.folder.join(name);
        Ok(output(command.arg("rows").arg(file).arg(self.lasting.as_secs().to_string()))?.parse()?)
    }

    /// How long a start takes on a database that is there.
    async fn starts(&mut self, what: &str, stage: &Stage) -> Result<(), Failure> {
        let mut took = Vec::new();
        for _ in 0..5 {
            took.push(stage.start("nabosvar", None).await?.start);
        }
        took.sort_unstable();
        let median = took[took.len() / 2].as_secs_f64() * 1e3;
        self.table.figure(&format!("{what}: start to ready, ms"), median, Goal::AtMost(150.0));
        Ok(())
    }
}

/// What was acknowledged has to be there.
async fn count(stage: &Stage, server: &Server, sent: usize) -> Result<(), Failure> {
    let stored = stage.stored(server).await?;
    if stored == sent { Ok(()) } else { Err(format!("{sent} were acknowledged, {stored} are stored").into()) }
}

fn each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e3 / f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX))
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
