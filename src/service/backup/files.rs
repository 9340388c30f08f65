//! Files that are certain: on disk before anybody is told, and readable by nobody else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Error;
use crate::store::Digest;

/// Makes a folder, with those above it, which nobody else may look into.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(path).map_err(Error::at(path))
}

/// Makes an empty file, which must not be there.
pub(super) fn make_file(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(Error::at(path))
}

/// Copies a file to where none is, and makes it durable. `false` if there is nothing to copy.
pub(super) fn copy(from: &Path, to: &Path) -> Result<bool, Error> {
    let mut source = match File::open(from) {
        Ok(source) => source,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::at(from)(error)),
    };
    let mut target = make_file(to)?;
    io::copy(&mut source, &mut target).map_err(Error::at(to))?;
    target.sync_all().map_err(Error::at(to))?;
    Ok(true)
}

/// Makes a file, or what a folder lists, durable.
pub(super) fn sync(path: &Path) -> Result<(), Error> {
    File::open(path).and_then(|opened| opened.sync_all()).map_err(Error::at(path))
}

/// The digest of a file and its bytes.
pub(super) fn digest(path: &Path) -> Result<(Digest, u64), Error> {
    File::open(path).and_then(Digest::of_reader).map_err(Error::at(path))
}

/// The names of what lies in a folder; of one that is not there, none.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::at(folder)(error)),
    };
    let names: io::Result<Vec<_>> =
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect();
    names.map_err(Error::at(folder))
}

/// A path and a name beside it: `a/b` and `.new` give `a/b.new`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
