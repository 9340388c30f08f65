//! A PostgreSQL server that may be crashed: unlike that of the other tests it writes everything to disk, because that is the
//! point.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The server. Dropped, it is gone.
#[derive(Debug)]
pub(crate) struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts it; nothing, if there is none on this machine.
    pub(crate) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = TempDir::new().expect("a folder");
        if is_root() {
            let id = |what: &str| {
                let output = Command::new("id").args([what, "postgres"]).output().expect("id runs");
                String::from_utf8_lossy(&output.stdout).trim().parse().expect("the user postgres")
            };
            chown(folder.path(), Some(id("-u")), Some(id("-g"))).expect("the folder becomes that of postgres");
        }
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let postgres = Self { folder, programs, port };
        postgres.run("initdb", &["-D", "data", "-U", "nabosvar", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        postgres.up();
        Some(postgres)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://nabosvar@127.0.0.1:{}/postgres", self.port)
    }

    /// As if the power had gone; and it comes back.
    pub(crate) fn crash(&self) {
        self.run("pg_ctl", &["-D", "data", "-m", "immediate", "-w", "stop"]);
        self.up();
    }

    /// Lets nobody write, or everybody.
    pub(crate) fn read_only(&self, is_read_only: bool) {
        let setting = format!("ALTER SYSTEM SET default_transaction_read_only = {is_read_only}");
        let port = self.port.to_string();
        for statement in [&*format!("SET default_transaction_read_only = off; {setting}"), "SELECT pg_reload_conf()"] {
            // Each by itself: the first may not stand in a transaction.
            for part in statement.split("; ") {
                let output = Command::new(self.programs.join("psql"))
                    .args(["-h", "127.0.0.1", "-p", &port, "-U", "nabosvar", "-d", "postgres", "-c", part])
                    .stdout(Stdio::null())
                    .status();
                assert!(output.expect("psql runs").success(), "{part}");
            }
        }
    }

    fn up(&self) {
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {} -k {} -c max_connections=100",
            self.port,
            self.folder.path().display()
        );
        self.run("pg_ctl", &["-D", "data", "-w", "-l", "server.log", "-o", &options, "start"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let command = command.args(arguments).current_dir(self.folder.path()).env("HOME", self.folder.path());
        // Not piped: the server would inherit the pipe and keep it open.
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("PostgreSQL's programs run").success(), "{}", program.display());
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", "data", "-m", "immediate", "-w", "stop"]);
    }
}

/// PostgreSQL refuses to run as this user.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    output.stdout.trim_ascii() == b"0"
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(Path::new("/usr/lib/postgresql")).ok()?;
    let mut found: Vec<PathBuf> = versions.filter_map(|version| Some(version.ok()?.path().join("bin"))).collect();
    found.retain(|programs| programs.join("initdb").exists());
    found.sort();
    found.pop()
}
