//! Backups of the real program, on whichever database the tests run on: what is in them, what is refused, and what a damage
//! looks like.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand, as tests do")]

#[expect(dead_code, reason = "here the program opens its database itself")]
#[path = "../database/mod.rs"]
mod database;
mod load;
#[path = "../past/mod.rs"]
mod past;
mod refusals;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use nabosvar::store::Location;
use tempfile::TempDir;

use database::TestDatabase;

/// An installation of the program in a folder of its own.
struct Installed {
    folder: TempDir,
    database: TestDatabase,
}

impl Installed {
    /// Nothing yet but a folder and an empty database.
    async fn nothing() -> Self {
        Self { folder: TempDir::new().unwrap(), database: TestDatabase::create().await }
    }

    /// With all tables and a form.
    async fn with_form() -> Self {
        let installed = Self::nothing().await;
        let form = "form_id: invented\nversion: \"1\"\ndefault_language: en\ntitle: Invented\n\
                    survey: [{ type: text, name: name, label: Name }]\n";
        std::fs::write(installed.path("form.yaml"), form).unwrap();
        let published = installed.run(&["form", "publish", "form.yaml"]);
        assert!(published.status.success(), "{}", words(&published));
        installed
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nabosvar"));
        command.current_dir(&self.folder).args(arguments).env_clear().stdin(Stdio::null());
        if let Location::Postgres(url) = &self.database.location {
            command.env("NABOSVAR_DATABASE_URL", url).env("PATH", std::env::var("PATH").unwrap());
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Where the program has its database.
    fn location(&self) -> Location {
        match &self.database.location {
            Location::Sqlite(_) => Location::Sqlite(self.path("data/nabosvar.sqlite")),
            postgres @ Location::Postgres(_) => postgres.clone(),
        }
    }

    fn is_postgres(&self) -> bool {
        matches!(self.database.location, Location::Postgres(_))
    }

    async fn remove(self) {
        self.database.drop().await;
    }
}

/// Everything that a command wrote.
fn words(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
