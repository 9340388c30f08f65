//! `form convert`: the same form in another kind of file. What is there is not overwritten unless asked, and never by half.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use forms::{Form, WorkbookError};

use super::super::{Failure, output};
use super::excerpt::Style;
use super::reading::{Reading, counted};

/// Ends with 0 if the file is written, with 1 if the form has errors, and with 2 if a file cannot be read or written.
#[derive(Args)]
pub(in super::super) struct Arguments {
    /// The form: YAML, JSON or a workbook (.xlsx, .csv)
    from: PathBuf,
    /// The file to write, or `-` for standard output
    to: PathBuf,
    /// What to write, if the name of the file does not say it
    #[arg(long = "to", value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// As people write and compare forms
    Yaml,
    /// The same for programs
    Json,
    /// A workbook with the sheets of XLSForm
    Xlsx,
    /// The same sheets, one below the other
    Csv,
    /// What ODK clients load
    Xml,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}: {1}")]
    Unreadable(String, io::Error),
    #[error("{0}: its ending says nothing of what to write: .yaml, .json, .xlsx, .csv or .xml, or give --to")]
    UnknownFormat(String),
    #[error("say with --to what to write to standard output")]
    NoFormat,
    #[error("a workbook is nothing to look at in a terminal: write it to a file")]
    Terminal,
    #[error("{0} is there already: give --force to overwrite it")]
    Exists(String),
    #[error("{0}: {1}")]
    Unwritable(String, io::Error),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match convert(arguments) {
        Ok(code) => Ok(code),
        // Whoever stopped reading did not ask why.
        Err(Error::Unwritable(_, error)) if error.kind() == io::ErrorKind::BrokenPipe => Err(error.into()),
        Err(error) => {
            output::tell(format_args!("error: {error}"));
            Ok(ExitCode::from(2))
        }
    }
}

fn convert(Arguments { from, to, format, force }: &Arguments) -> Result<ExitCode, Error> {
    let is_output = to == Path::new("-");
    let format = format.map_or_else(|| Format::of(to), Ok)?;
    if is_output && matches!(format, Format::Xlsx) && stdout().is_terminal() {
        return Err(Error::Terminal);
    }
    if !is_output && !force && fs::symlink_metadata(to).is_ok() {
        return Err(Error::Exists(to.display().to_string()));
    }
    let reading = Reading::open(from).map_err(|error| Error::Unreadable(from.display().to_string(), error))?;
    reading.shown(Style::of(&stderr())).iter().for_each(output::tell);
    let Some(form) = &reading.form else {
        output::tell(format_args!("error: {}: {}", reading.file, counted(&reading.faults)));
        return Ok(ExitCode::from(1));
    };
    let bytes = format.write(form)?;
    if is_output {
        let written = stdout().write_all(&bytes).and_then(|()| stdout().flush());
        written.map_err(|error| Error::Unwritable("standard output".to_owned(), error))?;
    } else {
        put(to, &bytes, *force)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Format {
    /// By the ending of a file's name.
    fn of(file: &Path) -> Result<Self, Error> {
        let ending = file.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "yaml" | "yml" => Ok(Self::Yaml),
            "json" => Ok(Self::Json),
            "xlsx" => Ok(Self::Xlsx),
            "csv" => Ok(Self::Csv),
            "xml" => Ok(Self::Xml),
            _ if file == Path::new("-") => Err(Error::NoFormat),
            _ => Err(Error::UnknownFormat(file.display().to_string())),
        }
    }

    fn write(self, form: &Form) -> Result<Vec<u8>, Error> {
        Ok(match self {
            Self::Yaml => form.to_yaml().into_bytes(),
            Self::Json => format!("{:#}\n", form.to_json()).into_bytes(),
            Self::Xlsx => form.to_workbook()?,
            Self::Csv => form.to_csv()?.into_bytes(),
            Self::Xml => form.to_xform().into_bytes(),
        })
    }
}

/// Writes a file beside the place, and moves it there when it is whole.
fn put(to: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let unwritable = |error| Error::Unwritable(to.display().to_string(), error);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(to, folder).map_err(unwritable)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(unwritable)?;
    // Somebody may have put a file there in the meantime.
    let moved = if force { file.persist(to) } else { file.persist_noclobber(to) };
    match moved {
        Ok(_) => Ok(()),
        Err(error) if !force && error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Exists(to.display().to_string()))
        }
        Err(error) => Err(unwritable(error.error)),
    }
}

/// A file that others may read as they may read any other, and as the one that it replaces.
fn beside(to: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".form-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = || fs::Permissions::from_mode(0o666);
        builder.permissions(fs::metadata(to).map_or_else(|_| usual(), |there| there.permissions()));
    }
    builder.tempfile_in(folder)
}
