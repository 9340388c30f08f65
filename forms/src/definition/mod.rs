//! Definitions: what a form is, how it is read, and what has to be right about it before anybody can fill it.
//!
//! The way of a definition: a reader (`yaml`, `xlsform`) makes a `raw` form of the source, `compile` makes a [`Form`] of it or
//! says everything that is wrong.

mod codebook;
mod compare;
mod compile;
mod fault;
mod file;
pub(crate) mod form;
mod json;
mod raw;
mod schema;
mod text;
mod xform;
mod xlsform;
mod yaml;

pub use codebook::{Code, Codebook, Variable};
pub use compare::{Change, ChangeKind, Comparison, Effect, Mapping, Statement, Unsettled};
pub use fault::{Column, Fault, Position, Severity, Sheet};
pub use form::{Audience, Form};
pub use text::{Language, Text};

use fault::Faults;

impl Form {
    /// Reads a form from YAML or JSON and gives it with the warnings about it.
    ///
    /// # Errors
    /// Everything that is wrong with the definition, errors and warnings, in the order of the source.
    pub fn from_yaml(source: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = yaml::read(source, &mut faults);
        Self::from_raw(raw, faults)
    }

    /// Reads a form from an XLSForm workbook, an `.xlsx` file or the CSV text of one, and gives it with the warnings about
    /// it. `file_name` gives a form its identifier that has none.
    ///
    /// # Errors
    /// Everything that is wrong with the workbook, errors and warnings, each with its cell.
    pub fn from_xlsform(bytes: &[u8], file_name: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = xlsform::read(bytes, file_name, &mut faults);
        Self::from_raw(raw, faults)
    }

    /// Reads a form from a file, whatever it is in, and gives it with the warnings about it: a workbook (`.xlsx`, `.xlsm`,
    /// `.csv`), or YAML or JSON.
    ///
    /// # Errors
    /// Everything that is wrong with the definition, errors and warnings.
    pub fn from_file(bytes: &[u8], file_name: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        if file::is_workbook(bytes, file_name) {
            return Self::from_xlsform(bytes, file_name);
        }
        match file::text(bytes) {
            Ok(source) => Self::from_yaml(source),
            Err((position, message)) => {
                let mut faults = Faults::default();
                faults.error(position, message);
                Err(faults.into_sorted())
            }
        }
    }

    fn from_raw(raw: raw::RawForm, mut faults: Faults) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        if faults.has_errors() && raw.survey.is_empty() {
            return Err(faults.into_sorted());
        }
        let form = compile::compile(raw, &mut faults);
        if faults.has_errors() { Err(faults.into_sorted()) } else { Ok((form, faults.into_sorted())) }
    }
}
