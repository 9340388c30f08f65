//! What a folder needs beside what the library does: nobody else may look into it, its files tell no time of day, and an
//! interrupted write leaves a file that is nobody's.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use object_store::local::LocalFileSystem;

use super::{Error, key};

const A_DAY: u64 = 24 * 60 * 60;

/// Opens the folder, and makes it if it is not there.
pub(super) fn open(root: &Path) -> Result<(LocalFileSystem, PathBuf), Error> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(root).map_err(Error::Folder)?;
    let root = root.canonicalize().map_err(Error::Folder)?;
    let files = LocalFileSystem::new_with_prefix(&root)?.with_fsync(true).with_automatic_cleanup(true);
    Ok((files, root))
}

/// Leaves the day of a file's time, and no more.
pub(super) async fn forget_time(path: PathBuf) -> Result<(), Error> {
    let forget = move || {
        let file = File::options().append(true).open(path)?;
        let came = file.metadata()?.modified()?;
        let seconds = came.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds - seconds % A_DAY))
    };
    in_background(forget).await
}

/// Removes the files of interrupted writes: the library gives them a name that is none of an object.
pub(super) async fn tidy(root: &Path, before: Timestamp) -> Result<(), Error> {
    let root = root.to_owned();
    in_background(move || {
        let before = SystemTime::from(before);
        let mut folders = vec![root.join(key::KEPT), root.join(key::PARTS), root.join(key::FEED)];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                } else if entry.file_name().to_string_lossy().contains('#') && entry.metadata()?.modified()? < before {
                    fs::remove_file(entry.path())?;
                }
            }
        }
        Ok(())
    })
    .await
}

async fn in_background(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other).and_then(|done| done).map_err(Error::Folder)
}
