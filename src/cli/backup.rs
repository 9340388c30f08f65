//! `backup`, `restore` and `verify`. None of them brings a database up to date: a backup is made before that, and a damaged
//! database is not changed by looking at it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::Failure;
use super::output::{say, tell};
use crate::config::{Config, Overrides};
use crate::service::backup::restore::{self, Existing};
use crate::service::backup::verify::{self, Report};
use crate::service::backup::{self, Manifest};
use crate::store::Db;
use crate::{app, telemetry};

#[derive(Subcommand)]
pub(super) enum Keeping {
    /// Copy database and attachments into a folder of its own, also while the server runs
    Backup {
        /// A folder that is empty or not there
        target: PathBuf,
    },
    /// Make an installation out of a backup
    Restore {
        /// The folder of the backup
        source: PathBuf,
        /// Move what is there aside; without this it is in the way
        #[arg(long)]
        replace: bool,
    },
    /// Look whether everything is as it was acknowledged; ends with 3 if something is not
    Verify {
        /// The folder of a backup; without one, the installation is looked at, which may be running
        backup: Option<PathBuf>,
    },
}

/// What `verify` ends with if something is wrong. 1 is that it could not look, 2 that it was called wrongly.
const FAULTY: u8 = 3;

impl Keeping {
    pub(super) fn run(self, overrides: Overrides) -> Result<ExitCode, Failure> {
        let config = Config::load(overrides)?;
        telemetry::start(&config.log, config.log_format)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            match self {
                Self::Backup { target } => make(&config, &target).await,
                Self::Restore { source, replace } => restore(&config, &source, replace).await,
                Self::Verify { backup: Some(backup) } => conclude(&verify::backup(&backup).await?),
                Self::Verify { backup: None } => verify_installation(&config).await,
            }
        })
    }
}

async fn make(config: &Config, target: &Path) -> Result<ExitCode, Failure> {
    let db = open(config).await?;
    let made = backup::make(&app::installation(config), &db, &app::clock(config)?, target).await;
    db.close().await?;
    let manifest = made?;
    say(format_args!("{} holds a backup: {}", target.display(), describe(&manifest)))?;
    tell(
        "the key (secret.key, or NABOSVAR_SECRET_KEY) is not in it: keep that elsewhere, because both together tell whose codes are whose",
    );
    Ok(ExitCode::SUCCESS)
}

async fn restore(config: &Config, source: &Path, replace: bool) -> Result<ExitCode, Failure> {
    let existing = if replace { Existing::MoveAside } else { Existing::Keep };
    let restored = restore::restore(source, &app::installation(config), &app::clock(config)?, existing).await?;
    if let Some(aside) = &restored.moved_to {
        tell(format_args!("what was there is in {}; remove it when all is well", aside.display()));
    }
    say(format_args!("restored: {}", describe(&restored.manifest)))?;
    Ok(ExitCode::SUCCESS)
}

async fn verify_installation(config: &Config) -> Result<ExitCode, Failure> {
    let db = open(config).await?;
    let report = verify::installation(&app::installation(config), &db).await;
    db.close().await?;
    conclude(&report?)
}

async fn open(config: &Config) -> Result<Db, Failure> {
    restore::must_be_finished(&config.data)?;
    let installation = app::installation(config);
    installation.must_exist()?;
    // One connection, so that the server keeps its own.
    Ok(Db::open(&installation.database, 1).await?)
}

fn conclude(report: &Report) -> Result<ExitCode, Failure> {
    for note in &report.notes {
        tell(format_args!("note: {note}"));
    }
    for fault in &report.faults {
        say(fault)?;
    }
    let looked = format!("{} answers and {} files looked at", report.answers, report.files);
    if report.faults.is_empty() {
        say(format_args!("{looked}, all as they were acknowledged"))?;
        return Ok(ExitCode::SUCCESS);
    }
    tell(format_args!("{looked}, {} faults", report.faults.len()));
    Ok(ExitCode::from(FAULTY))
}

fn describe(manifest: &Manifest) -> String {
    let answers = manifest.rows.get("response").copied().unwrap_or(0);
    let files = manifest.files.len() - 1;
    format!("{answers} answers, {files} attachments, begun {}, schema {}", manifest.begun_at, manifest.schema)
}
