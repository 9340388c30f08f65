//! `release`: tables that are safe to publish, tried, made, written to files, and attacked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use stats::disclosure::audit::{audit, audit_rounded};
use stats::disclosure::{Published, Rounded};
use uuid::Uuid;

use super::output::{say, tell};
use super::{Failure, Overrides, with_services};
use crate::access::Actor;
use crate::service::Services;
use crate::service::releases::make::{self, Tried};
use crate::service::releases::{self, propose};

#[derive(Subcommand)]
pub(super) enum Release {
    /// Say how much of each table of a plan would be shown of a wave as it is now; keeps nothing
    Plan {
        /// The wave
        wave: Uuid,
        /// The plan (YAML); docs/disclosure.md is the chapter for its authors
        plan: PathBuf,
        /// Propose a coarser plan that shows at least this share of its cells, in percent
        #[arg(long, requires = "into", value_parser = clap::value_parser!(u8).range(1..=100))]
        share: Option<u8>,
        /// The file that the coarser plan is written to, without the comments of the other
        #[arg(long, requires = "share")]
        into: Option<PathBuf>,
    },
    /// Release a wave that is archived, by a plan; again gives the release that there is, or a revision of it once enough has come
    Make {
        /// The wave
        wave: Uuid,
        /// The plan (YAML)
        plan: PathBuf,
        /// Leave tables out that cannot be protected; the plan that is exported with the release says which
        #[arg(long)]
        coarsen: bool,
    },
    /// List releases; snapshot 0 is the first of a wave, later ones are revisions of it
    List,
    /// Write the files of a release into a folder
    Export {
        /// The release
        id: Uuid,
        /// The folder, which is made if it is not there
        folder: PathBuf,
    },
    /// Attack releases as somebody would who has nothing but these files; ends with 1 and says what can be worked out
    Audit {
        /// Releases of the same people (release.json), in any order; a release without counts is attacked alone
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// What of a file says how to read it: releases without counts say how they were rounded.
#[derive(Deserialize)]
struct Kind {
    rounded: Option<IgnoredAny>,
}

impl Release {
    pub(super) fn run(self, overrides: Overrides) -> Result<ExitCode, Failure> {
        match self {
            Self::Audit { files } => attack(&files),
            Self::Plan { wave, plan, share: Some(share), into: Some(into) } => {
                with_services(overrides, async |services, _| propose(services, wave, (&plan, &into), share).await)
            }
            Self::Plan { wave, plan, .. } => {
                with_services(overrides, async |services, _| try_out(services, wave, &plan).await)
            }
            Self::Make { wave, plan, coarsen } => {
                with_services(overrides, async |services, _| make_one(services, wave, &plan, coarsen).await)
            }
            Self::List => with_services(overrides, async |services, _| list(services).await),
            Self::Export { id, folder } => {
                with_services(overrides, async |services, _| export(services, id, &folder).await)
            }
        }
    }
}

async fn try_out(services: &Services, wave: Uuid, plan: &Path) -> Result<(), Failure> {
    tell_of(&make::dry_run(services, &Actor::operator(), wave, &read(plan)?).await?)
}

fn tell_of(tried: &Tried) -> Result<(), Failure> {
    for (variables, cells, shown) in &tried.tables {
        say(format_args!("{shown:5} of {cells:5}  {}", variables.join(" × ")))?;
    }
    let share = 100.0 * tried.shown;
    tell(format_args!("{share:.0} % of the cells would be shown, of {} answers or a few more", tried.answers));
    Ok(())
}

async fn propose(services: &Services, wave: Uuid, (plan, into): (&Path, &Path), share: u8) -> Result<(), Failure> {
    let share = f64::from(share) / 100.0;
    let proposal = propose::propose(services, &Actor::operator(), wave, &read(plan)?, share).await?;
    proposal.steps.iter().for_each(tell);
    if let Some(tried) = &proposal.tried {
        tell_of(tried)?;
    }
    fs::write(into, &proposal.plan)?;
    let is_enough = proposal.tried.is_some_and(|tried| tried.shown >= share);
    if is_enough { Ok(()) } else { Err("that is not enough, and no coarser plan was found".into()) }
}

async fn make_one(services: &Services, wave: Uuid, plan: &Path, coarsen: bool) -> Result<(), Failure> {
    let (actor, plan) = (Actor::operator(), read(plan)?);
    let made = if coarsen {
        let (made, steps) = propose::make_coarser(services, &actor, wave, &plan).await?;
        steps.iter().for_each(tell);
        made
    } else {
        make::make(services, &actor, wave, &plan).await?
    };
    Ok(say(made.id)?)
}

async fn list(services: &Services) -> Result<(), Failure> {
    for release in releases::list(services, &Actor::operator()).await? {
        let (id, wave, snapshot, made_on) = (release.id, release.wave_id, release.snapshot, release.made_on);
        say(format_args!("{id}  wave {wave}  snapshot {snapshot}  made {made_on}"))?;
    }
    Ok(())
}

async fn export(services: &Services, id: Uuid, folder: &Path) -> Result<(), Failure> {
    let release = releases::find(services, &Actor::operator(), id).await?.ok_or("there is no such release")?;
    fs::create_dir_all(folder)?;
    for file in releases::files(&release)? {
        let path = folder.join(file.name);
        fs::write(&path, file.content)?;
        say(path.display())?;
    }
    Ok(())
}

fn attack(files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let (mut counted, mut rounded) = (Vec::new(), Vec::new());
    for file in files {
        let Kind { rounded: mark } = parsed(file)?;
        match mark {
            Some(_) => rounded.push(parsed::<Rounded>(file)?),
            None => counted.push(parsed::<Published>(file)?),
        }
    }
    let audited = match (&rounded[..], counted.pop()) {
        ([], Some(last)) => audit(&last, &counted),
        ([one], None) => audit_rounded(one),
        _ => return Err("releases without counts are not audited together: name one of them, and nothing else".into()),
    };
    match audited {
        Ok(audited) => {
            tell(format_args!("nothing can be worked out: {} sums tried", audited.sums));
            Ok(ExitCode::SUCCESS)
        }
        Err(disclosures) => {
            disclosures.iter().try_for_each(say)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn parsed<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    serde_json::from_str(&read(file)?).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}
