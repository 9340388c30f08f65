//! `form preview`: a form on the pages that residents get, from a database that is gone afterwards, and again whenever its
//! file is saved. The file is looked at every moment: that works however an editor writes it, and on every kind of disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, stderr};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::Args;
use forms::{Fault, Form, Position, Severity};

use super::super::{Failure, link, output, with_config};
use super::excerpt::Style;
use super::reading::{Reading, counted, is_error};
use crate::app;
use crate::config::{Config, Overrides};
use crate::service::Services;
use crate::service::catalogue::{form_drafts, preview_form};
use crate::store::LinkCode;

#[derive(Args)]
pub(in super::super) struct Arguments {
    /// YAML, JSON or a workbook (.xlsx, .csv)
    file: PathBuf,
    /// Address and port to listen on; of port 0 the machine chooses one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

/// How often the file is looked at.
const MOMENT: Duration = Duration::from_millis(300);

/// A file and those beside it that it takes choices from, as they were when they were last read.
struct Watch {
    file: PathBuf,
    seen: BTreeMap<PathBuf, Stamp>,
}

/// When a file was written and how large it is; nothing if it is not there.
type Stamp = Option<(SystemTime, u64)>;

pub(super) fn run(arguments: &Arguments, settings: Overrides) -> Result<ExitCode, Failure> {
    let folder = tempfile::Builder::new().prefix("nabosvar-preview-").tempdir()?;
    let config = config(arguments, settings, folder.path())?;
    let done = with_config(&config, async |services, config| show(&arguments.file, services, config).await);
    folder.close()?;
    done
}

/// Of the settings, only what concerns an author: a server's database is none of it.
fn config(arguments: &Arguments, settings: Overrides, folder: &Path) -> Result<Config, Failure> {
    let settings = Config::load(settings)?;
    let default = Config::default();
    // Unless somebody asked for more, only what is wrong: the terminal belongs to the form.
    let log = if settings.log == default.log { "warn".to_owned() } else { settings.log };
    Ok(Config {
        listen: arguments.listen,
        data: folder.to_owned(),
        time_zone: settings.time_zone,
        log,
        log_format: settings.log_format,
        reloads_previews: true,
        ..default
    })
}

async fn show(file: &Path, services: &Services, config: &Config) -> Result<(), Failure> {
    let mut stop = pin!(app::asked_to_stop()?);
    let mut watch = Watch { file: file.to_owned(), seen: BTreeMap::new() };
    let form = tokio::select! {
        form = watch.first() => form?,
        () = &mut stop => return Ok(()),
    };
    let definition = form.to_json().to_string().into_bytes();
    let draft = form_drafts::upload(services, definition, "form.json".to_owned()).await?.entry;
    let bound = app::bind(config).await?;
    output::say(format_args!("\n{}: {} {}", file.display(), draft.form_id, draft.version))?;
    link::say_link(&preview_form::link(&draft.code, &config.base_url(link::reachable(bound.address()))))?;
    output::say("Whenever the file is saved, the page shows what is in it then. Nothing that is typed there is kept.")?;
    output::say("To open it on a phone in the same network, start with --listen 0.0.0.0:0.")?;
    output::say("Stop with Ctrl-C.\n")?;
    let following = tokio::spawn(follow(watch, services.clone(), draft.code));
    let served = bound.serve(services.clone(), config, stop).await;
    following.abort();
    Ok(served?)
}

/// Shows what is in the file after every change. What is wrong is told here and on the pages.
async fn follow(mut watch: Watch, services: Services, code: LinkCode) {
    let file = watch.file.display().to_string();
    loop {
        let faults = match watch.changed().await {
            Ok(Reading { form: Some(form), .. }) => match form_drafts::replace(&services, &code, form).await {
                Ok(_) => {
                    output::tell(format_args!("{file}: the page shows it as it is now"));
                    Vec::new()
                }
                Err(error) => vec![whole(&file, &error)],
            },
            Ok(reading) => {
                output::tell(format_args!("{file}: the page shows the last version without errors"));
                reading.faults.into_iter().filter(is_error).collect()
            }
            Err(error) => vec![whole(&file, &error)],
        };
        services.trial.tell(faults);
    }
}

/// Something that is wrong with the file as a whole.
fn whole(file: &str, error: &dyn std::error::Error) -> Fault {
    output::tell(format_args!("error: {file}: {error}"));
    Fault { severity: Severity::Error, position: Position::Workbook, message: error.to_string(), help: None }
}

impl Watch {
    /// The form, as soon as there is one.
    async fn first(&mut self) -> Result<Form, Failure> {
        let file = self.file.display().to_string();
        let mut reading = self.read().await.map_err(|error| format!("{file}: {error}"))?;
        loop {
            if let Some(form) = reading.form {
                return Ok(form);
            }
            output::tell("Waiting for the file to be saved without errors. Stop with Ctrl-C.\n");
            // It may be away for a moment while an editor writes it.
            reading = loop {
                if let Ok(reading) = self.changed().await {
                    break reading;
                }
            };
        }
    }

    /// Waits for a change to come to rest: an editor may write a file in several steps.
    async fn changed(&mut self) -> io::Result<Reading> {
        let mut before = self.seen.clone();
        loop {
            tokio::time::sleep(MOMENT).await;
            let now = self.stamps();
            if now != self.seen && now == before {
                return self.read().await;
            }
            before = now;
        }
    }

    async fn read(&mut self) -> io::Result<Reading> {
        self.seen.entry(self.file.clone()).or_default();
        // Looked at before it is read, so that no change in between is missed.
        self.seen = self.stamps();
        let file = self.file.clone();
        let reading = tokio::task::spawn_blocking(move || Reading::open(&file)).await.map_err(io::Error::other)??;
        self.seen.retain(|path, _| *path == self.file || reading.beside.contains(path));
        for path in &reading.beside {
            self.seen.entry(path.clone()).or_insert_with(|| stamp(path));
        }
        reading.shown(Style::of(&stderr())).iter().for_each(output::tell);
        if !reading.faults.is_empty() {
            output::tell(format_args!("{}: {}", reading.file, counted(&reading.faults)));
        }
        Ok(reading)
    }

    fn stamps(&self) -> BTreeMap<PathBuf, Stamp> {
        self.seen.keys().map(|path| (path.clone(), stamp(path))).collect()
    }
}

fn stamp(path: &Path) -> Stamp {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
