//! A backup becomes an installation again. What is in the way is moved aside and never removed. Until everything is in place
//! a note lies in the folder, with which no server starts: half of a restore cannot be taken for a whole one.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, Installation, KEPT, Kind, Manifest, files};
use crate::clock::Clock;
use crate::store::{Db, Location, copy};

/// What to do with an installation that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it alone and fail.
    Keep,
    /// Move it aside.
    MoveAside,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// Where that is which was there before, if there was something.
    pub moved_to: Option<PathBuf>,
}

/// The note.
const UNFINISHED: &str = "restore-unfinished";

/// Fails if a restore into the data folder was interrupted.
pub fn must_be_finished(data: &Path) -> Result<(), Error> {
    if data.join(UNFINISHED).exists() { Err(Error::Unfinished(data.to_owned())) } else { Ok(()) }
}

/// Restores a backup. Nothing is touched before the whole of it has been read and found right.
pub async fn restore(backup: &Path, into: &Installation, clock: &Clock, existing: Existing) -> Result<Restored, Error> {
    let manifest = Manifest::read(backup)?;
    check(backup, &manifest, into)?;
    let note = into.data.join(UNFINISHED);
    // What an interrupted restore left is in nobody's way.
    let existing = if note.exists() { Existing::MoveAside } else { existing };
    may_go_ahead(into, &manifest, existing).await?;

    files::make_folder(&into.data)?;
    if !note.exists() {
        drop(files::make_file(&note)?);
    }
    files::sync(&into.data)?;
    let moved_to = move_aside(into, &manifest, clock)?;
    restore_attachments(backup, &manifest, into)?;
    restore_database(backup, &manifest, into).await?;
    fs::remove_file(&note).map_err(Error::at(&note))?;
    files::sync(&into.data)?;
    Ok(Restored { manifest, moved_to })
}

fn check(backup: &Path, manifest: &Manifest, into: &Installation) -> Result<(), Error> {
    if manifest.database != into.kind() {
        return Err(Error::OtherKind { backup: named(manifest.database), settings: named(into.kind()) });
    }
    if !copy::is_known(&manifest.schema) {
        return Err(Error::Newer(manifest.schema.clone()));
    }
    let faults = manifest.faults(backup);
    if faults.is_empty() { Ok(()) } else { Err(Error::Damaged(faults)) }
}

fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "the embedded database (SQLite)",
        Kind::Postgres => "PostgreSQL",
    }
}

async fn may_go_ahead(into: &Installation, manifest: &Manifest, existing: Existing) -> Result<(), Error> {
    let in_the_way = |what: String| Error::NotEmpty(format!("{what}; with --replace it is moved aside"));
    if let (Some(attachments), Existing::Keep) = (&into.attachments, existing)
        && manifest.has_attachments
        && !files::names(&attachments.join(KEPT))?.is_empty()
    {
        return Err(in_the_way(format!("there are attachments in {}", attachments.display())));
    }
    match &into.database {
        Location::Sqlite(file) if file.exists() => {
            if existing == Existing::Keep {
                return Err(in_the_way(format!("there is a database at {}", file.display())));
            }
            if copy::is_in_use(file).await { Err(Error::InUse) } else { Ok(()) }
        }
        Location::Sqlite(_) => Ok(()),
        Location::Postgres(_) => {
            let db = Db::open(&into.database, 1).await?;
            let is_empty = copy::is_empty(&db).await;
            db.close().await?;
            let words = "the PostgreSQL database has tables; make an empty one, and name that in the settings";
            if is_empty? { Ok(()) } else { Err(Error::NotEmpty(words.to_owned())) }
        }
    }
}

/// Moves what is there into a folder beside it.
fn move_aside(into: &Installation, manifest: &Manifest, clock: &Clock) -> Result<Option<PathBuf>, Error> {
    let mut moves = Vec::new();
    if let Location::Sqlite(file) = &into.database {
        // The two beside it belong to it: another database they would destroy.
        moves.extend(["", "-wal", "-shm"].map(|suffix| files::beside(file, suffix)));
    }
    moves.extend(into.attachments.iter().filter(|_| manifest.has_attachments).map(|folder| folder.join(KEPT)));
    moves.retain(|path| path.exists());
    if moves.is_empty() {
        return Ok(None);
    }
    let aside = into.data.join(format!("replaced-{}", clock.now().strftime("%Y%m%d-%H%M%S")));
    if aside.exists() {
        return Err(Error::NotEmpty(format!("{} is in the way", aside.display())));
    }
    files::make_folder(&aside)?;
    for path in moves {
        if let Some(name) = path.file_name() {
            fs::rename(&path, aside.join(name)).map_err(Error::at(&path))?;
        }
    }
    Ok(Some(aside))
}

fn restore_attachments(backup: &Path, manifest: &Manifest, into: &Installation) -> Result<(), Error> {
    let Some(attachments) = into.attachments.as_ref().filter(|_| manifest.has_attachments) else { return Ok(()) };
    files::make_folder(&attachments.join(KEPT))?;
    for path in manifest.attachments() {
        files::copy(&backup.join(path), &attachments.join(path))?;
    }
    files::sync(&attachments.join(KEPT))
}

async fn restore_database(backup: &Path, manifest: &Manifest, into: &Installation) -> Result<(), Error> {
    let copied = backup.join(manifest.database.file_name());
    let db = match &into.database {
        Location::Sqlite(target) => {
            let unfinished = files::beside(target, ".restoring");
            drop(fs::remove_file(&unfinished));
            files::copy(&copied, &unfinished)?;
            fs::rename(&unfinished, target).map_err(Error::at(target))?;
            copy::look(target).await?
        }
        Location::Postgres(url) => {
            copy::restore(url, &copied).await?;
            Db::open(&into.database, 1).await?
        }
    };
    let contents = copy::contents(&db).await;
    db.close().await?;
    let rows = contents?.rows;
    match manifest.rows.iter().find(|(table, count)| rows.get(*table) != Some(count)) {
        None => Ok(()),
        Some((table, _)) => Err(Error::Differs(table.clone())),
    }
}
