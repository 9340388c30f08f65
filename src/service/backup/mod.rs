//! Backups: a folder with a copy of the database, the files that answers refer to, and a manifest.
//!
//! The files are copied first, then the database, then the files that came meanwhile and are named in that copy. A file never
//! changes, so no row of a backup is without its file. What was removed meanwhile is left out in the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::blob::Key;
use crate::clock::Clock;
use crate::store::answer_check::Described;
use crate::store::{self, Db, Location, copy};

mod files;
mod manifest;
pub mod restore;
pub mod verify;

pub use manifest::{Kind, Manifest};

/// Where an installation keeps what it has.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The database.
    pub database: Location,
    /// The folder for everything else.
    pub data: PathBuf,
    /// The folder with the files of answers; `None` if they lie in a service, which has backups of its own.
    pub attachments: Option<PathBuf>,
}

/// Why there is no backup, or no restored installation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no database to copy.
    #[error("there is no database at {}", .0.display())]
    NoDatabase(PathBuf),
    /// The folder of the backup holds something.
    #[error("{} is not empty; a backup gets a folder of its own", .0.display())]
    TargetInUse(PathBuf),
    /// A file is not there, or went before it could be copied.
    #[error("the file of attachment {0} is missing; `nabosvar verify` says which are")]
    MissingFile(Uuid),
    /// A folder without a manifest.
    #[error("{} is no finished backup: it has no manifest that can be read", .0.display())]
    NoManifest(PathBuf),
    /// A manifest that no program like this wrote.
    #[error("the manifest of {} is not one that this program can read", .0.display())]
    BadManifest(PathBuf),
    /// The backup was damaged.
    #[error("the backup is damaged: {}", .0.join("; "))]
    Damaged(Vec<String>),
    /// A backup of the other kind of database.
    #[error("the backup is of {backup}, and the settings name {settings}")]
    OtherKind {
        /// What was copied.
        backup: &'static str,
        /// What is there.
        settings: &'static str,
    },
    /// A newer program made it.
    #[error("the backup was made by a newer program (its last migration is {0}); use that one or a newer one")]
    Newer(String),
    /// There is something already.
    #[error("{0}")]
    NotEmpty(String),
    /// Somebody works with what is to be replaced.
    #[error("the database is in use; stop the server first")]
    InUse,
    /// What was restored is not what was copied.
    #[error("what was restored is not what the manifest says: rows of {0}")]
    Differs(String),
    /// A restore was interrupted.
    #[error("a restore into {} was interrupted: run it again", .0.display())]
    Unfinished(PathBuf),
    /// A file or folder cannot be used.
    #[error("{} cannot be used", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The name of a copied database file.
const DATABASE: &str = "database.sqlite";
/// Where the files of answers lie, in a backup as in the folder of an installation.
const KEPT: &str = "kept";

/// Makes a backup into a folder that is empty or not there. If it fails, what it wrote is removed.
pub async fn make(from: &Installation, db: &Db, clock: &Clock, target: &Path) -> Result<Manifest, Error> {
    if !files::names(target)?.is_empty() {
        return Err(Error::TargetInUse(target.to_owned()));
    }
    files::make_folder(target)?;
    let made = fill(from, db, clock, target).await;
    if made.is_err() {
        // Nobody may take it for a backup; that there is no manifest says the same.
        drop(fs::remove_dir_all(target));
    }
    made
}

impl Installation {
    /// Fails if there is no database file: to open it would make one.
    pub fn must_exist(&self) -> Result<(), Error> {
        match &self.database {
            Location::Sqlite(file) if !file.exists() => Err(Error::NoDatabase(file.clone())),
            _ => Ok(()),
        }
    }

    fn kind(&self) -> Kind {
        match self.database {
            Location::Sqlite(_) => Kind::Sqlite,
            Location::Postgres(_) => Kind::Postgres,
        }
    }
}

impl Error {
    fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }

    /// With the reason, in one line.
    fn in_words(&self) -> String {
        match self {
            Self::File { path, source } => format!("{}: {source}", path.display()),
            other => other.to_string(),
        }
    }
}

async fn fill(from: &Installation, db: &Db, clock: &Clock, target: &Path) -> Result<Manifest, Error> {
    let begun_at = clock.now().timestamp().to_string();
    let kept = target.join(KEPT);
    if let Some(attachments) = &from.attachments {
        files::make_folder(&kept)?;
        copy_all(&attachments.join(KEPT), &kept)?;
    }
    let kind = from.kind();
    let file = target.join(kind.file_name());
    drop(files::make_file(&file)?);
    let contents = copy::copy(db, &from.database, &file).await?;
    files::sync(&file)?;

    let described = contents.files.clone();
    let mut manifest = Manifest::new(kind, begun_at, contents, from.attachments.is_some());
    manifest.add(target, kind.file_name())?;
    if let Some(attachments) = &from.attachments {
        for file in &described {
            complete(&attachments.join(KEPT), &kept, file)?;
            manifest.add(target, &Key::kept(file.blob).to_string())?;
        }
        for name in files::names(&kept)? {
            if !manifest.files.contains_key(&format!("{KEPT}/{name}")) {
                let path = kept.join(name);
                fs::remove_file(&path).map_err(Error::at(&path))?;
            }
        }
        files::sync(&kept)?;
    }
    manifest.write(target)?;
    Ok(manifest)
}

/// Copies every file that is kept now. One that goes meanwhile is nobody's any more, or is found missing later.
fn copy_all(from: &Path, to: &Path) -> Result<(), Error> {
    for name in files::names(from)? {
        // Others are on their way, under names of their own.
        if name.parse::<Uuid>().is_ok() {
            files::copy(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

fn complete(from: &Path, to: &Path, file: &Described) -> Result<(), Error> {
    let name = file.blob.to_string();
    let is_there = to.join(&name).exists() || files::copy(&from.join(&name), &to.join(&name))?;
    if is_there { Ok(()) } else { Err(Error::MissingFile(file.blob)) }
}
