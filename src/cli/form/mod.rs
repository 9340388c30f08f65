//! The commands about forms, one file a command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use forms::{Fault, Form as Definition};

use super::{Failure, output};
use crate::config::Overrides;

mod check;
mod diff;
mod publish;

#[derive(Subcommand)]
pub(super) enum Form {
    /// Say everything that is wrong with a form (YAML, or a workbook: .xlsx, .csv), with its line or cell
    Check { file: PathBuf },
    /// Publish a form version (YAML, or a workbook: .xlsx, .csv); from then on it never changes
    Publish {
        file: PathBuf,
        /// What becomes of older answers where a name or a code changes its meaning, as JSON
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
    /// Say what a form does to the data of an earlier version; each is a file or a published FORM@VERSION
    Diff { older: String, newer: String },
}

impl Form {
    pub(super) fn run(self, settings: Overrides) -> Result<ExitCode, Failure> {
        match self {
            Self::Check { file } => check::run(&file).map(|()| ExitCode::SUCCESS),
            Self::Publish { file, mapping } => super::with_services(settings, async |services, _| {
                publish::run(services, &file, mapping.as_deref()).await
            }),
            Self::Diff { older, newer } => diff::run(&older, &newer, settings),
        }
    }
}

/// Reads a form from a workbook or from YAML, and tells what there is to say of it.
fn read(file: &Path) -> Result<Definition, Failure> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (form, faults) = match Definition::from_file(&bytes, &name) {
        Ok((form, warnings)) => (Ok(form), warnings),
        Err(faults) => (Err(is_no_form(file)), faults),
    };
    tell_faults(file, &faults);
    form
}

fn is_no_form(file: &Path) -> Failure {
    format!("{} is not a form", file.display()).into()
}

fn tell_faults(file: &Path, faults: &[Fault]) {
    for fault in faults {
        output::tell(format_args!("{}:{fault}", file.display()));
    }
}
