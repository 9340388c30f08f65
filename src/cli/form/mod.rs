//! The commands about forms, one file a command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::Failure;
use crate::config::Overrides;

mod check;
mod convert;
mod diff;
mod excerpt;
mod preview;
mod publish;
mod reading;

#[derive(Subcommand)]
pub(super) enum Form {
    /// Say everything that is wrong with forms, each fault with its line or cell and what would be right
    #[command(
        after_help = "Ends with 0 if all forms are right, with 1 if one has errors, with 2 if a file cannot be read."
    )]
    Check(check::Arguments),
    /// Write a form as another kind of file: YAML, JSON, a workbook (.xlsx, .csv) or an XForm (.xml)
    Convert(convert::Arguments),
    /// Show a form on the pages that residents get, and show it again whenever its file is saved
    Preview(preview::Arguments),
    /// Publish a form version; from then on it never changes
    Publish {
        /// YAML, JSON or a workbook (.xlsx, .csv)
        file: PathBuf,
        /// What becomes of older answers where a name or a code changes its meaning, as JSON
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
    /// Say what a form does to the data of an earlier version; each is a file or a published FORM@VERSION
    Diff {
        /// The earlier one
        older: String,
        /// The later one
        newer: String,
    },
}

impl Form {
    pub(super) fn run(self, settings: Overrides) -> Result<ExitCode, Failure> {
        match self {
            Self::Check(arguments) => check::run(&arguments),
            Self::Convert(arguments) => convert::run(&arguments),
            Self::Preview(arguments) => preview::run(&arguments, settings),
            Self::Publish { file, mapping } => super::with_services(settings, async |services, _| {
                publish::run(services, &file, mapping.as_deref()).await
            }),
            Self::Diff { older, newer } => diff::run(&older, &newer, settings),
        }
    }
}
