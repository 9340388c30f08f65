//! Definitions: what a form is, how it is read, and what has to be right about it before anybody can fill it.
//!
//! The way of a definition: a reader (`yaml`, `xlsform`) makes a `raw` form of the source, `compile` makes a [`Form`] of it or
//! says everything that is wrong.

mod attachments;
mod cell;
mod codebook;
mod compare;
mod compile;
mod condition;
mod fault;
mod file;
pub(crate) mod form;
mod json;
mod moments;
mod raw;
mod schema;
mod sources;
mod table;
mod text;
#[cfg(feature = "workbook")]
pub mod vocabulary;
mod xform;
#[cfg(feature = "workbook")]
mod xlsform;
#[cfg(not(feature = "workbook"))]
#[path = "without_workbooks.rs"]
mod xlsform;
mod yaml;

pub use codebook::{Code, Codebook, Variable};
pub use compare::{Change, ChangeKind, Comparison, Effect, Mapping, Statement, Unsettled};
pub use condition::{CodesWhere, ConditionError};
pub use fault::{Column, Fault, Position, Severity, Sheet};
pub use file::SourceFile;
pub use form::{Audience, Form};
pub use sources::{Asking, Sources};
pub use table::Attachment;
pub use text::{Language, Text};
#[cfg(feature = "workbook")]
pub use xlsform::{NoWorkbook, Row, WorkbookError, workbook_rows};

use std::collections::BTreeSet;

use fault::Faults;

impl Form {
    /// Reads a form from YAML or JSON and gives it with the warnings about it.
    ///
    /// # Errors
    /// Everything that is wrong with the definition, errors and warnings, in the order of the source.
    pub fn from_yaml(source: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = yaml::read(source, &mut faults);
        Self::from_raw(raw, &[], faults)
    }

    /// Reads a form from the JSON that [`Form::to_json`] gives: what runs on a phone has no use for the reader of YAML.
    ///
    /// # Errors
    /// As [`Form::from_yaml`].
    pub fn from_json(source: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = yaml::read_json(source, &mut faults);
        Self::from_raw(raw, &[], faults)
    }

    /// Reads a form from a file, whatever it is in, and gives it with the warnings about it: a workbook (`.xlsx`, `.xlsm`,
    /// `.csv`), or YAML or JSON.
    ///
    /// # Errors
    /// Everything that is wrong with the definition, errors and warnings.
    pub fn from_file(bytes: &[u8], file_name: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        Self::from_file_with(bytes, file_name, &[])
    }

    /// As [`Form::from_file`], with the files that the definition names ([`Form::files_named`]).
    ///
    /// # Errors
    /// As [`Form::from_file`]; a file that is named and not among `attachments` is an error, too.
    pub fn from_file_with(
        bytes: &[u8],
        file_name: &str,
        attachments: &[Attachment<'_>],
    ) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = Self::raw_from_file(bytes, file_name, &mut faults);
        Self::from_raw(raw, attachments, faults)
    }

    /// The names of the files that a definition may need. What is looked up by name alone may be in either of two files, or
    /// in none.
    pub fn files_named(bytes: &[u8], file_name: &str) -> BTreeSet<String> {
        attachments::named(&Self::raw_from_file(bytes, file_name, &mut Faults::default()))
    }

    fn raw_from_file(bytes: &[u8], file_name: &str, faults: &mut Faults) -> raw::RawForm {
        if file::is_workbook(bytes, file_name) {
            return xlsform::read(bytes, file_name, faults);
        }
        match file::text(bytes) {
            Ok(source) => yaml::read(source, faults),
            Err((position, message)) => {
                faults.error(position, message);
                raw::RawForm::default()
            }
        }
    }

    fn from_raw(
        raw: raw::RawForm,
        attachments: &[Attachment<'_>],
        mut faults: Faults,
    ) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        if faults.has_errors() && raw.survey.is_empty() {
            return Err(faults.into_sorted());
        }
        let form = compile::compile(raw, attachments, &mut faults);
        if faults.has_errors() { Err(faults.into_sorted()) } else { Ok((form, faults.into_sorted())) }
    }
}
