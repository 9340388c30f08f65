//! A disk so small that it can be filled, or that nobody may write to.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The disk. Dropped, it is gone.
#[derive(Debug)]
pub(crate) struct Disk(TempDir);

/// Room for a database and some hundred answers.
const SIZE: &str = "size=24m";
const FILLER: &str = "filler";

impl Disk {
    /// Nothing, if this user may not.
    pub(crate) fn mount() -> Option<Self> {
        let disk = Self(TempDir::new().expect("a folder"));
        disk.run("mount", &["-t", "tmpfs", "-o", SIZE, "tmpfs"]).then_some(disk)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Takes all that is free.
    pub(crate) fn fill(&self) {
        let mut file = fs::File::create(self.folder().join(FILLER)).expect("a file");
        let block = [0; 4096];
        while file.write_all(&block).is_ok() {}
    }

    /// Gives it back.
    pub(crate) fn empty(&self) {
        fs::remove_file(self.folder().join(FILLER)).expect("the file goes");
    }

    /// Lets nobody write. Nobody may have a file open for it.
    pub(crate) fn lock(&self) {
        assert!(self.run("mount", &["-o", "remount,ro"]), "the disk is locked");
    }

    /// Lets everybody write.
    pub(crate) fn unlock(&self) {
        assert!(self.run("mount", &["-o", "remount,rw"]), "the disk is unlocked");
    }

    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let status = Command::new(program).args(arguments).arg(self.folder()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.run("umount", &["--lazy"]);
    }
}
