//! The product as it is installed: a database, a form, a wave, and machines that serve them as processes of their own.

use std::fs::{File, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use nabosvar::store::Location;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;

use super::client::{Manners, Request};
use super::postgres::Postgres;

/// What is served.
#[derive(Debug)]
pub(crate) struct Installation {
    folder: Folder,
    pub(crate) postgres: Option<Postgres>,
    /// The code of the wave, which is anonymous.
    pub(crate) code: String,
    /// The token of a program.
    pub(crate) token: String,
    /// Identity of the wave.
    pub(crate) wave: String,
    /// Where machines may listen. Not all of them do all the time.
    pub(crate) addresses: Arc<Vec<SocketAddr>>,
}

/// One machine.
#[derive(Debug)]
pub(crate) struct Node {
    program: Child,
    address: SocketAddr,
}

#[derive(Debug)]
enum Folder {
    Own(TempDir),
    Given(PathBuf),
}

const FORM: &str = "
form_id: faults
version: '1'
default_language: da
languages: { da: {} }
title: Opdigtet
choices:
  moods: [{ name: glad, label: Glad }, { name: sad, label: Trist }]
survey:
  - { type: text, name: remark, label: Opdigtet bemærkning, required: true }
  - { type: integer, name: age, label: Alder }
  - { type: select_one moods, name: mood, label: Humør }
  - { type: image, name: picture, label: Billede }
";
const ANOTHER_FORM: &str = "faults_of_staff";
/// The clock may jump by years.
const DAYS: [&str; 4] = ["--from", "2000-01-01", "--to", "2099-12-31"];

impl Installation {
    pub(crate) fn on_sqlite() -> Self {
        Self::set_up(Folder::Own(TempDir::new().expect("a folder")), None)
    }

    pub(crate) fn on_sqlite_in(folder: &Path) -> Self {
        Self::set_up(Folder::Given(folder.to_owned()), None)
    }

    /// Nothing, if there is no PostgreSQL on this machine.
    pub(crate) fn on_postgres() -> Option<Self> {
        Some(Self::set_up(Folder::Own(TempDir::new().expect("a folder")), Some(Postgres::start()?)))
    }

    fn set_up(folder: Folder, postgres: Option<Postgres>) -> Self {
        let mut new = Self {
            folder,
            postgres,
            code: String::new(),
            token: String::new(),
            wave: String::new(),
            addresses: Arc::new((0..2).map(|_| free_address()).collect()),
        };
        for form_id in ["faults", ANOTHER_FORM] {
            let form = FORM.replacen("faults", form_id, 1);
            std::fs::write(new.path().join("form.yaml"), form).expect("the form is written");
            new.run(&["form", "publish", "form.yaml"]);
        }
        new.run(&["programme", "create", "Invented"]);
        new.token = String::from(new.run(&["token", "create", "invented", "--role", "administrator"]).trim());
        let wave = new.run(&[&["wave", "open", "Invented", "--form", "faults", "--version", "1"], &DAYS[..]].concat());
        new.wave = String::from(wave.split_whitespace().next().expect("its identity"));
        let link = wave.split_whitespace().find_map(|word| word.split_once("/s/")).expect("its link");
        new.code = String::from(link.1);
        new
    }

    /// The form whose answers are of no wave, and so can be edited.
    pub(crate) fn staff_form() -> &'static str {
        ANOTHER_FORM
    }

    pub(crate) fn path(&self) -> &Path {
        match &self.folder {
            Folder::Own(folder) => folder.path(),
            Folder::Given(folder) => folder,
        }
    }

    /// SQLite serves one machine.
    pub(crate) fn most_nodes(&self) -> usize {
        if self.postgres.is_some() { self.addresses.len() } else { 1 }
    }

    pub(crate) fn location(&self) -> Location {
        match &self.postgres {
            Some(postgres) => Location::Postgres(postgres.url()),
            None => Location::Sqlite(self.path().join("data").join("nabosvar.sqlite")),
        }
    }

    /// Looks into the database past the product.
    pub(crate) async fn database(&self) -> DatabaseConnection {
        let url = match self.location() {
            Location::Postgres(url) => url,
            Location::Sqlite(file) => format!("sqlite://{}", file.display()),
        };
        Database::connect(url).await.expect("the database answers")
    }

    /// Holds the file as another program may; dropped, it lets go.
    pub(crate) async fn hold(&self) -> DatabaseConnection {
        let holder = self.database().await;
        holder.execute_unprepared("PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE").await.expect("the file is held");
        holder
    }

    /// Starts so many machines.
    pub(crate) async fn start(&self, nodes: usize) -> Vec<Node> {
        let mut started = Vec::new();
        for address in self.addresses.iter().take(nodes) {
            started.push(self.start_at(*address).await);
        }
        started
    }

    /// Starts a machine and waits until it serves.
    pub(crate) async fn start_at(&self, address: SocketAddr) -> Node {
        let program = self.serve(address).spawn().expect("the program starts");
        let mut node = Node { program, address };
        node.wait_until_ready().await;
        node
    }

    fn serve(&self, address: SocketAddr) -> Command {
        let log = OpenOptions::new().create(true).append(true).open(self.log()).expect("a log");
        let mut command = self.command(&["serve", "--listen", &address.to_string()]);
        command.stdout(Stdio::null()).stderr(log);
        command
    }

    /// Where the machines write what they have to say.
    pub(crate) fn log(&self) -> PathBuf {
        self.path().join("log")
    }

    /// Sets the clock of all machines off by so many seconds.
    pub(crate) fn jump(&self, seconds: i64) {
        std::fs::write(self.path().join("clock"), format!("{seconds:+}")).expect("the clock is set");
    }

    /// Runs a command to its end.
    pub(crate) fn try_run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the program writes text")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nabosvar"));
        command.current_dir(self.path()).args(arguments).env_clear().stdin(Stdio::null());
        command.env("NABOSVAR_LOG", "warn").env("NABOSVAR_LOG_FORMAT", "json").env("RUST_BACKTRACE", "1");
        command.env("NABOSVAR_SHUTDOWN_SECONDS", "3").env("NABOSVAR_LINK_LIMIT", u32::MAX.to_string());
        if let Some(postgres) = &self.postgres {
            command.env("NABOSVAR_DATABASE_URL", postgres.url());
        }
        if let Some(library) = fake_time() {
            let clock = self.path().join("clock");
            if !clock.exists() {
                self.jump(0);
            }
            command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", clock);
            // The clock on the wall jumps; what counts seconds does not.
            command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        command
    }
}

impl Node {
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The memory that it takes.
    pub(crate) fn resident_kilobytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim_end_matches("kB").trim().parse().expect("a number")
    }

    /// As if the power had gone.
    pub(crate) fn kill(&mut self) {
        self.program.kill().expect("it was running");
        self.program.wait().expect("it is gone");
    }

    /// Asks it to stop, as a service manager does.
    pub(crate) fn stop(&mut self) {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        assert!(self.program.wait().expect("it ends").success(), "it ends well");
    }

    async fn wait_until_ready(&mut self) {
        let ready = Request { method: "GET", path: "/readyz".to_owned(), headers: Vec::new(), body: Vec::new() };
        for _ in 0..3000 {
            if ready.send(self.address, Manners::Patient).await.is_some_and(|reply| reply.status == 200) {
                return;
            }
            assert!(self.program.try_wait().expect("its state").is_none(), "the server ended by itself");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server does not get ready");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address")
}

/// What lets the clock of a process jump, where it is installed.
fn fake_time() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(|folder| Some(folder.ok()?.path()));
    folders.map(|folder| folder.join("faketime/libfaketime.so.1")).find(|library| File::open(library).is_ok())
}
