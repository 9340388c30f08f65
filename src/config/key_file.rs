//! The file of the installation's key: readable by nobody else, made once, and never written over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Secret;

/// Where it is in the data folder.
pub fn path(data: &Path) -> PathBuf {
    data.join("secret.key")
}

/// The key, if the file is there.
pub fn read(data: &Path) -> io::Result<Option<Secret>> {
    match fs::read_to_string(path(data)) {
        Ok(key) => Ok(Some(Secret(key.trim().to_owned()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the file of bytes that nobody can guess, and gives the key as it stands there. If another process made it meanwhile,
/// that one's counts.
pub fn make(data: &Path, chance: &[u8; 32]) -> io::Result<Secret> {
    fs::create_dir_all(data)?;
    let key = chance.iter().fold(String::new(), |key, byte| key + &format!("{byte:02x}"));
    // Under another name until it is whole: half a key would be one that nobody knows.
    let unfinished = data.join(format!("secret.key.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    writeln!(file, "{key}")?;
    file.sync_all()?;
    let linked = fs::hard_link(&unfinished, path(data));
    fs::remove_file(&unfinished)?;
    match linked {
        Ok(()) => {
            File::open(data)?.sync_all()?;
            Ok(Secret(key))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(data)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert_eq!(read(&data).unwrap(), None);
        let made = make(&data, &[0x5a; 32]).unwrap();
        assert_eq!(made.expose(), "5a".repeat(32));
        assert_eq!(read(&data).unwrap(), Some(made.clone()));
        assert_eq!(make(&data, &[0xff; 32]).unwrap(), made, "the first one counts");
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), &[7; 32]).unwrap();
        assert_eq!(path(folder.path()).metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
