//! `form diff`: what a form does to the data of an earlier version.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use forms::{Comparison, Effect, Form};

use super::super::{Failure, output, with_services};
use super::reading::Reading;
use crate::config::Overrides;
use crate::service::{PublishedForm, Services, catalogue};

/// A form as the command line names it.
enum Side {
    File(Box<Form>),
    Published(Arc<PublishedForm>),
}

const EFFECTS: [(Effect, &str); 4] = [
    (Effect::BreaksSeries, "Breaks the series: older and newer answers must not be counted together as they are"),
    (Effect::LosesData, "Loses data: no longer collected"),
    (Effect::ComparableWithCare, "Comparable with care"),
    (Effect::None, "Harmless"),
];

pub(super) fn run(older: &str, newer: &str, settings: Overrides) -> Result<ExitCode, Failure> {
    if Path::new(older).exists() && Path::new(newer).exists() {
        compare(&read(older)?, &read(newer)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    with_services(settings, async |services, _| compare(&find(services, older).await?, &find(services, newer).await?))
}

/// A file, if there is one of this name, or else a published version.
async fn find(services: &Services, name: &str) -> Result<Side, Failure> {
    if Path::new(name).exists() {
        return read(name);
    }
    let (form, version) = name.rsplit_once('@').ok_or_else(|| format!("there is no file {name}"))?;
    let found = catalogue::find(services, form, version).await?;
    found.map(Side::Published).ok_or_else(|| format!("version {version} of {form} was never published").into())
}

fn read(file: &str) -> Result<Side, Failure> {
    Ok(Side::File(Box::new(Reading::form(Path::new(file))?)))
}

fn compare(older: &Side, newer: &Side) -> Result<(), Failure> {
    let comparison = Form::compare(older.form(), newer.form());
    let Comparison { from, to, changes, left_off, .. } = &comparison;
    if changes.is_empty() {
        return Ok(output::say(format_args!("{from} → {to}: nothing that the data would show"))?);
    }
    output::say(format_args!("{from} → {to}: {} changes", changes.len() + left_off))?;
    for (effect, title) in EFFECTS {
        let of_effect = changes.iter().filter(|change| change.effect == effect);
        for (place, change) in of_effect.enumerate() {
            if place == 0 {
                output::say(format_args!("\n{title}"))?;
            }
            let mark = if change.needs_mapping { "!" } else { "-" };
            output::say(format_args!("  {mark} {change}"))?;
        }
    }
    if *left_off > 0 {
        output::say(format_args!("\nand {left_off} more"))?;
    }
    if comparison.needs_mapping() {
        output::say(
            "\n! A name or a code stayed and its meaning did not: `form publish` wants a --mapping that says how.",
        )?;
    }
    Ok(())
}

impl Side {
    fn form(&self) -> &Form {
        match self {
            Self::File(form) => form,
            Self::Published(published) => &published.form,
        }
    }
}
