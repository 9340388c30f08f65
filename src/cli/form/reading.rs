//! A form read from a file, with everything that is wrong with it: what all commands about forms begin with.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, stderr};
use std::path::{Path, PathBuf};

use forms::{Attachment, Fault, Form, Severity, SourceFile};

use super::super::{Failure, output};
use super::excerpt::{Excerpt, Style};

/// No form is larger, and a device or a pipe may never end.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What came of a file.
pub(super) struct Reading {
    /// The file, as the person named it.
    pub(super) file: String,
    /// The last part of it, which may say what kind of file it is.
    name: String,
    bytes: Vec<u8>,
    /// The form, unless there are errors.
    pub(super) form: Option<Form>,
    pub(super) faults: Vec<Fault>,
    /// The files that it may take choices from, whether they are there or not.
    pub(super) beside: Vec<PathBuf>,
}

impl Reading {
    /// # Errors
    /// If the file cannot be read as a file. A file that holds no form is no error here.
    pub(super) fn open(file: &Path) -> io::Result<Self> {
        let bytes = read(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = beside(file, Form::files_named(&bytes, &name));
        let found = beside.iter().filter_map(|(name, path)| Some((name, read_if_there(path).transpose()?)));
        let contents =
            found.map(|(name, content)| Ok((name, content?))).collect::<io::Result<Vec<(&String, Vec<u8>)>>>()?;
        let attachments: Vec<Attachment<'_>> =
            contents.iter().map(|(name, content)| Attachment { name, content }).collect();
        let (form, faults) = match Form::from_file_with(&bytes, &name, &attachments) {
            Ok((form, warnings)) => (Some(form), warnings),
            Err(faults) => (None, faults),
        };
        Ok(Self {
            file: file.display().to_string(),
            name,
            bytes,
            form,
            faults,
            beside: beside.into_iter().map(|(_, path)| path).collect(),
        })
    }

    /// The form of a file; what is wrong with it is told on the way.
    pub(super) fn form(file: &Path) -> Result<Form, Failure> {
        let reading = Self::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
        reading.shown(Style::of(&stderr())).iter().for_each(output::tell);
        reading.form.ok_or_else(|| format!("{}: {}", reading.file, counted(&reading.faults)).into())
    }

    /// The faults in words, each with what stands at its place: the errors, and then the warnings.
    pub(super) fn shown(&self, style: Style) -> Vec<String> {
        if self.faults.is_empty() {
            return Vec::new();
        }
        let source = SourceFile::read(&self.bytes, &self.name);
        let (errors, warnings): (Vec<&Fault>, Vec<&Fault>) = self.faults.iter().partition(|fault| is_error(fault));
        let told = errors.into_iter().chain(warnings);
        told.map(|fault| Excerpt { file: &self.file, source: &source, fault, style }.to_string()).collect()
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("larger than {} MiB, which no form is", MAX_BYTES / 1024 / 1024);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Where the files lie that a form names: in its folder. A form that somebody sent may not reach beyond that.
fn beside(form: &Path, names: BTreeSet<String>) -> Vec<(String, PathBuf)> {
    let plain = names.into_iter().filter(|name| Path::new(name).file_name() == Some(OsStr::new(name)));
    plain.map(|name| (name.clone(), form.with_file_name(name))).collect()
}

/// A file, if there is one. Whether it has to be there, the form knows.
fn read_if_there(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match read(file) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", file.display()))),
    }
}

/// `2 errors, 1 warning`.
pub(super) fn counted(faults: &[Fault]) -> String {
    let errors = faults.iter().filter(|fault| is_error(fault)).count();
    let count = |number: usize, what| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let counts = [count(errors, "error"), count(faults.len() - errors, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn is_error(fault: &Fault) -> bool {
    fault.severity == Severity::Error
}
