//! What a backup says of itself. It is written last, so a backup without one was never finished.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{DATABASE, Error, files};
use crate::blob::Key;
use crate::store::{Digest, copy};

/// The manifest of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When the backup began.
    pub begun_at: String,
    /// Which database it is of.
    pub database: Kind,
    /// The last migration that was done.
    pub schema: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Whether the files of answers are part of it.
    pub has_attachments: bool,
    /// Every file, by its path in the backup.
    pub files: BTreeMap<String, Entry>,
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The copy is a database file.
    Sqlite,
    /// The copy is what `pg_dump` wrote.
    Postgres,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    bytes: u64,
    sha256: String,
}

const NAME: &str = "manifest.json";
const FORMAT: u32 = 1;

impl Manifest {
    /// Without files yet.
    pub(super) fn new(database: Kind, begun_at: String, contents: copy::Contents, has_attachments: bool) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            begun_at,
            database,
            schema: contents.schema,
            rows: contents.rows,
            has_attachments,
            files: BTreeMap::new(),
        }
    }

    /// Adds a file as it lies in the backup.
    pub(super) fn add(&mut self, backup: &Path, path: &str) -> Result<Digest, Error> {
        let (digest, bytes) = files::digest(&backup.join(path))?;
        self.files.insert(path.to_owned(), Entry { bytes, sha256: digest.to_string() });
        Ok(digest)
    }

    /// Writes it; from then on the backup is one.
    pub(super) fn write(&self, backup: &Path) -> Result<(), Error> {
        let (path, unfinished) = (backup.join(NAME), backup.join("manifest.unfinished"));
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::at(&path)(error.into()))?;
        let mut file = files::make_file(&unfinished)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::at(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(Error::at(&path))?;
        files::sync(backup)
    }

    /// Reads the manifest of a backup.
    pub fn read(backup: &Path) -> Result<Self, Error> {
        let Ok(text) = fs::read(backup.join(NAME)) else { return Err(Error::NoManifest(backup.to_owned())) };
        let manifest: Self = serde_json::from_slice(&text).map_err(|_| Error::BadManifest(backup.to_owned()))?;
        let database = manifest.database.file_name();
        let is_ours = |path: &String| path == database || is_kept(path);
        if manifest.format != FORMAT || !manifest.files.contains_key(database) || !manifest.files.keys().all(is_ours) {
            return Err(Error::BadManifest(backup.to_owned()));
        }
        Ok(manifest)
    }

    /// What of the files is not as it was written.
    pub fn faults(&self, backup: &Path) -> Vec<String> {
        let fault = |(path, entry): (&String, &Entry)| match files::digest(&backup.join(path)) {
            Ok((digest, bytes)) if digest.to_string() == entry.sha256 && bytes == entry.bytes => None,
            Ok(_) => Some(format!("{path} is not what the manifest says")),
            Err(error) => Some(error.in_words()),
        };
        self.files.iter().filter_map(fault).collect()
    }

    /// The files of answers, by their paths in the backup.
    pub(super) fn attachments(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|path| is_kept(path))
    }
}

impl Kind {
    /// The name of the copy.
    pub(super) fn file_name(self) -> &'static str {
        match self {
            Self::Sqlite => DATABASE,
            Self::Postgres => "database.dump",
        }
    }
}

/// A path that leads out of the backup is none of ours.
fn is_kept(path: &str) -> bool {
    Key::parse(path).is_some_and(|key| key.identity().is_some())
}
