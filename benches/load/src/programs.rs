//! The programs that take part: they lie beside this one.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::process::output;

/// Where a program of this workspace is.
pub(crate) fn path(name: &str) -> Result<PathBuf, Failure> {
    let path = std::env::current_exe()?.with_file_name(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} is not there: it has to be built first", path.display()).into())
    }
}

/// Builds what makes every flush take two milliseconds longer.
pub(crate) fn slow_flush(folder: &Path) -> Result<PathBuf, Failure> {
    let built = folder.join("slow_flush.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/slow_flush.c");
    output(Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).arg(&built).args([source, "-ldl"]))?;
    Ok(built)
}
