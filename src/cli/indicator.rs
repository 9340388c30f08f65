//! `indicator`: what releases tell of the indicators of an agreement.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Subcommand;
use stats::estimate::{Level, Power, smallest_rise};
use uuid::Uuid;

use super::output::{say, tell};
use super::{Failure, Overrides, with_services};
use crate::access::Actor;
use crate::service::indicators::{self, Observation};
use crate::service::{Services, releases};

#[derive(Subcommand)]
pub(super) enum Indicator {
    /// List the indicators
    List,
    /// Say what a release tells of each indicator, for everybody and for each group that it shows
    Show {
        /// The release
        release: Uuid,
    },
    /// Say how much a share has to rise or fall for a survey to see it, before anybody is asked
    Detectable {
        /// The share now, in whole percent
        #[arg(value_parser = clap::value_parser!(u8).range(1..=99))]
        percent: u8,
        /// How many answered when it was found
        before: u32,
        /// How many answers are hoped for
        answers: u32,
    },
}

impl Indicator {
    pub(super) fn run(self, overrides: Overrides) -> Result<ExitCode, Failure> {
        match self {
            Self::List => list().map(|()| ExitCode::SUCCESS),
            Self::Detectable { percent, before, answers } => {
                detectable(percent, before, answers).map(|()| ExitCode::SUCCESS)
            }
            Self::Show { release } => with_services(overrides, async |services, _| show(services, release).await),
        }
    }
}

fn list() -> Result<(), Failure> {
    for one in indicators::definitions() {
        let row = one.row.map(|row| format!("row {row}")).unwrap_or_default();
        say(format_args!("{:20} {}  {row:5}  {}", one.id, one.version, english(&one.title)))?;
    }
    Ok(())
}

/// Four times in five such a change is seen, by intervals of 95 %.
fn detectable(percent: u8, before: u32, answers: u32) -> Result<(), Failure> {
    let share = f64::from(percent) / 100.0;
    let rise = |share| smallest_rise(share, before.into(), answers.into(), Level::NinetyFive, Power::FourInFive);
    for (way, found) in [("rise", rise(share)), ("fall", rise(1.0 - share))] {
        match found {
            Some(found) => say(format_args!("{way:5} {:.1} percentage points", 100.0 * found))?,
            None => say(format_args!("{way:5} none: too few are asked"))?,
        }
    }
    Ok(())
}

async fn show(services: &Services, release: Uuid) -> Result<(), Failure> {
    let release = releases::find(services, &Actor::operator(), release).await?.ok_or("there is no such release")?;
    for (definition, told) in indicators::of_release(services, &release).await? {
        match told {
            Ok(observations) => observations.iter().try_for_each(|one| say(line(&definition.id, one)))?,
            Err(misfit) => tell(format_args!("{}: {misfit}", definition.id)),
        }
    }
    Ok(())
}

fn line(id: &str, observation: &Observation) -> String {
    let whom: Vec<String> = observation.whom.iter().map(|(name, code)| format!("{name}={code}")).collect();
    let whom = if whom.is_empty() { "everybody".to_owned() } else { whom.join(" ") };
    let value = observation.value.map_or_else(
        || "hidden".to_owned(),
        |value| {
            let percent = |share: f64| format!("{:.1}", 100.0 * share);
            let (low, high) = (percent(value.interval.low), percent(value.interval.high));
            format!("{} % ({low} to {high}) of {}", percent(value.share), value.respondents)
        },
    );
    format!("{id:20} {whom:40} {value}")
}

fn english(words: &BTreeMap<String, String>) -> &str {
    words.get("en").map_or("", String::as_str)
}
