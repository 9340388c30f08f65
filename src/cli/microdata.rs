//! `microdata`: rows of a wave for who has signed for them, written into a folder. The log keeps what they are for.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use uuid::Uuid;

use super::output::{say, tell};
use super::{Failure, Overrides, with_services};
use crate::access::Actor;
use crate::service::microdata::{self, Extent, NoReason, Reason, Request};

#[derive(Subcommand)]
pub(super) enum Microdata {
    /// Write pseudonymised rows of an archived and released wave into a folder, with a codebook and a program for SPSS
    Export {
        /// The wave
        wave: Uuid,
        /// The folder, which is made if it is not there
        folder: PathBuf,
        /// What the rows are for, and under which agreement; the log keeps it
        #[arg(long, value_parser = reason)]
        reason: Reason,
        /// Also the questions that the plan of the release does not count
        #[arg(long)]
        all_questions: bool,
        /// Also what people wrote in their own words, which may say who they are
        #[arg(long)]
        with_text: bool,
        /// The language of labels and notes: da or en
        #[arg(long, default_value = "da", value_parser = ["da", "en"])]
        language: String,
    },
}

fn reason(text: &str) -> Result<Reason, NoReason> {
    text.parse()
}

impl Microdata {
    pub(super) fn run(self, overrides: Overrides) -> Result<ExitCode, Failure> {
        let Self::Export { wave, folder, reason, all_questions, with_text: free_text, language } = self;
        let request = Request { wave, reason, extent: Extent { all_questions, free_text }, language };
        with_services(overrides, async |services, _| {
            let export = microdata::export(services, &Actor::operator(), &request).await?;
            fs::create_dir_all(&folder)?;
            for file in export.files {
                let path = folder.join(file.name);
                fs::write(&path, file.content)?;
                say(path.display())?;
            }
            tell(format_args!("export {}: personal data, for this purpose alone", export.id));
            Ok(())
        })
    }
}
