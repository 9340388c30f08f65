//! `figure`: what the indicators of an agreement are held against.

use std::fs;
use std::path::PathBuf;

use clap::Subcommand;
use uuid::Uuid;

use super::Failure;
use super::output::{say, tell};
use crate::access::Actor;
use crate::service::indicators::register::{self, Error, Report, Whose, Wrong, import};
use crate::service::{Name, Services};

#[derive(Subcommand)]
pub(super) enum Figure {
    /// Take in register figures, baselines and targets from a sheet (XLSX or CSV), all of it or nothing
    Import {
        /// The programme
        programme: Uuid,
        /// The sheet; docs/indicators.md says what its columns are
        sheet: PathBuf,
        /// Why figures are to say something else than before, if some are
        #[arg(long)]
        reason: Option<Name>,
    },
    /// List what the indicators of a programme are held against
    List {
        /// The programme
        programme: Uuid,
    },
}

impl Figure {
    pub(super) async fn run(self, services: &Services) -> Result<(), Failure> {
        match self {
            Self::Import { programme, sheet, reason } => {
                take(services, programme, fs::read(sheet)?, reason.as_ref()).await
            }
            Self::List { programme } => list(services, programme).await,
        }
    }
}

async fn take(services: &Services, programme: Uuid, sheet: Vec<u8>, reason: Option<&Name>) -> Result<(), Failure> {
    match import::import(services, &Actor::operator(), programme, sheet, reason).await {
        Ok(Report { new, changed, same }) => Ok(say(format_args!("{new} new, {changed} changed, {same} as before"))?),
        Err(Error::Wrong(faults)) => {
            for fault in &faults {
                let was = match &fault.what {
                    Wrong::Changed(_, said) => {
                        said.value.map(|value| format!(" (it was {value}: say why with --reason)"))
                    }
                    _ => None,
                };
                tell(format_args!("line {}: {}{}", fault.line, fault.what.code(), was.unwrap_or_default()));
            }
            Err("nothing was taken in".into())
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(services: &Services, programme: Uuid) -> Result<(), Failure> {
    let history = register::history(services, &Actor::operator(), programme).await?.unwrap_or_default();
    for figure in register::current(&history) {
        let about = &figure.about;
        let place = match &about.whose {
            Whose::Programme => "everybody".to_owned(),
            Whose::Area(id) => id.to_string(),
            Whose::Municipality(name) => name.clone(),
        };
        let (kind, on, source) = (about.kind.as_str(), about.on, &figure.said.source);
        let value = figure.said.value.unwrap_or_default();
        say(format_args!("{:24} {kind:8} {place:36} {on} {value:8.4}  {source}", about.indicator))?;
    }
    Ok(())
}
