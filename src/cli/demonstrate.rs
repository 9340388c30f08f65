//! `demo`: everything running at once, with a link to open on a phone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use uuid::Uuid;

use super::output::say;
use super::{Failure, link};
use crate::access::{Actor, Duty, Role};
use crate::app;
use crate::config::Config;
use crate::mail::Transport;
use crate::service::accounts::tokens;
use crate::service::{Services, demo, demo_staff, waves};

/// What a script needs to go on.
#[derive(Serialize)]
struct Ready {
    resident_url: String,
    staff_url: String,
    staff_email: &'static str,
    staff_password: String,
    docs_url: String,
    token: String,
}

/// Seeds, serves, and says where once it is ready. Without a mail server, mails are files to look at.
pub(super) async fn run(mut services: Services, config: &Config, json: bool) -> Result<(), Failure> {
    let mails = config.data.join("mails");
    // Whoever wants to look around has one password and no phone to set up.
    services = services.demanding(Duty::Nobody);
    if services.mail.is_none() {
        services = services.mailing(app::sender(config, Transport::Folder(mails.clone()))?);
    }
    let wave = demo::seed(&services).await?;
    demo::past::seed(&services, wave.programme_id).await?;
    let token = token(&services, &config.data.join("demo-token")).await?;
    let staff_password = staff(&services, wave.programme_id, &config.data.join("demo-password")).await?;
    // Before anyone is told that it runs: who knows that may also want it to stop.
    let stop = app::asked_to_stop()?;
    let bound = app::bind(config).await?;
    let base = config.base_url(link::reachable(bound.address()));
    let ready = Ready {
        resident_url: waves::link(&wave, &base),
        staff_url: format!("{base}/staff"),
        staff_email: demo_staff::COORDINATOR,
        staff_password,
        docs_url: format!("{base}/api/docs"),
        token,
    };
    if json {
        say(serde_json::to_string(&ready)?)?;
    } else {
        announce(&ready, &mails)?;
    }
    Ok(bound.serve(services, config, stop).await?)
}

fn announce(ready: &Ready, mails: &Path) -> io::Result<()> {
    say("\nThe safety survey, as a resident gets it:")?;
    link::say_link(&ready.resident_url)?;
    say("To open it on a phone in the same network, start with --listen 0.0.0.0:8080 and use this machine's address.")?;
    say("\nThe pages of those who work here:")?;
    say(format_args!("\n  {}\n", ready.staff_url))?;
    for email in demo_staff::ALL {
        say(format_args!("  {email}"))?;
    }
    say(format_args!("  password: {}\n", ready.staff_password))?;
    say(format_args!("The API and how to use it: {}", ready.docs_url))?;
    say(format_args!("Token for the API:         {}", ready.token))?;
    say(format_args!("Without a mail server, mails lie in {}", mails.display()))?;
    say("Stop with Ctrl-C.\n")
}

/// The demonstration's token lies in a file beside its database, so that the next start can say it again and changes
/// nothing. Nothing in a demonstration is worth a secret, but the file is private all the same.
async fn token(services: &Services, file: &Path) -> Result<String, Failure> {
    if let Ok(kept) = fs::read_to_string(file)
        && tokens::authenticate(services, kept.trim()).await?.is_some()
    {
        return Ok(kept.trim().to_owned());
    }
    let command = tokens::Command { name: "demo".parse()?, role: Role::Administrator, expires_on: None };
    let (token, _) = tokens::create(services, &Actor::operator(), command).await?;
    keep(file, token.expose())?;
    Ok(token.expose().to_owned())
}

/// The password of the demonstration's accounts, which is another one in every installation.
async fn staff(services: &Services, programme: Uuid, file: &Path) -> Result<String, Failure> {
    if let Ok(kept) = fs::read_to_string(file)
        && demo_staff::is_there(services).await?
    {
        return Ok(kept.trim().to_owned());
    }
    let password = demo_staff::seed(services, programme).await?;
    keep(file, &password)?;
    Ok(password)
}

/// Writes a file that nobody else may read.
fn keep(file: &Path, secret: &str) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    // Made anew, so that the mode of an older file does not count.
    drop(fs::remove_file(file));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(secret.as_bytes())
}
