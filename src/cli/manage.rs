//! The commands that do one thing and end: forms, tokens, waves.

use std::fs;
use std::io::{Write, stdout};
use std::path::Path;

use forms::{Fault, Form};
use uuid::Uuid;

use super::{Failure, OpenWave};
use crate::config::Config;
use crate::service::waves::{Identity, Wave};
use crate::service::{Name, Services, create_programme, open_wave, publish_form, tokens, waves};

/// Prints every fault of a form: as `file:line:column`, which editors understand, or as `file:sheet!cell`.
pub(super) fn check_form(file: &Path) -> Result<(), Failure> {
    let form = read_form(file)?;
    println!("{}: {} {} is right", file.display(), form.id(), form.version());
    Ok(())
}

pub(super) async fn publish_form(services: &Services, file: &Path) -> Result<(), Failure> {
    let form = read_form(file)?;
    match publish_form::publish(services, &form.to_json().to_string()).await {
        Ok(published) => {
            let how = if published.new { "published" } else { "was published before, with the same content" };
            println!("{} {} {how}", published.form_id, published.version);
            Ok(())
        }
        Err(publish_form::Error::Invalid(faults)) => {
            print_faults(file, &faults);
            Err(format!("{} is not a form", file.display()).into())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn create_programme(services: &Services, name: &Name) -> Result<(), Failure> {
    let programme = create_programme::create(services, name).await?;
    println!("{}  {}", programme.id, programme.name);
    Ok(())
}

pub(super) async fn create_token(services: &Services, name: &Name) -> Result<(), Failure> {
    let (token, stored) = tokens::create(services, name).await?;
    eprintln!("token {} for {name}; keep it well, it is shown only now:", stored.id);
    if let Err(error) = writeln!(stdout(), "{}", token.expose()) {
        // A token that nobody has seen must not count.
        tokens::revoke(services, stored.id).await?;
        return Err(error.into());
    }
    Ok(())
}

pub(super) async fn list_tokens(services: &Services) -> Result<(), Failure> {
    for token in tokens::list(services).await? {
        let revoked = token.revoked_on.map(|day| format!(", revoked {day}")).unwrap_or_default();
        println!("{}  {}  created {}{revoked}", token.id, token.name, token.created_on);
    }
    Ok(())
}

pub(super) async fn revoke_token(services: &Services, id: Uuid) -> Result<(), Failure> {
    if tokens::revoke(services, id).await? { Ok(()) } else { Err("no token of this identity counts".into()) }
}

pub(super) async fn open_wave(services: &Services, config: &Config, command: OpenWave) -> Result<(), Failure> {
    let programme_id = match (command.programme, waves::programmes(services).await?.as_slice()) {
        (Some(named), _) => named,
        (None, [only]) => only.id,
        (None, []) => return Err("there is no programme yet: set one up with `nabosvar programme create NAME`".into()),
        (None, several) => {
            for programme in several {
                eprintln!("{}  {}", programme.id, programme.name);
            }
            return Err("there are several programmes: name one with --programme".into());
        }
    };
    let command = open_wave::Command {
        programme_id,
        form_id: command.form,
        version: command.version,
        name: command.name,
        identity: Identity::Anonymous,
        starts_on: command.from,
        ends_on: command.to,
    };
    print_wave(config, &open_wave::open(services, command).await?);
    Ok(())
}

pub(super) async fn list_waves(services: &Services, config: &Config) -> Result<(), Failure> {
    waves::list(services).await?.iter().for_each(|wave| print_wave(config, wave));
    Ok(())
}

pub(super) async fn close_wave(services: &Services, id: Uuid) -> Result<(), Failure> {
    if open_wave::close(services, id).await? { Ok(()) } else { Err("there is no wave of this identity".into()) }
}

fn print_wave(config: &Config, wave: &Wave) {
    println!(
        "{}  {}  {} {}  {} to {}  {}  {}",
        wave.id,
        wave.name,
        wave.form_id,
        wave.form_version,
        wave.starts_on,
        wave.ends_on,
        wave.state.as_str(),
        waves::link(wave, &config.base_url(config.listen)),
    );
}

/// Reads a form from a workbook (`.xlsx`, `.csv`) or from YAML, and prints what there is to say of it.
fn read_form(file: &Path) -> Result<Form, Failure> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let read = if is_workbook(file) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Form::from_xlsform(&bytes, &name)
    } else {
        let text = String::from_utf8(bytes).map_err(|error| format!("{}: {error}", file.display()))?;
        Form::from_yaml(&text)
    };
    match read {
        Ok((form, warnings)) => {
            print_faults(file, &warnings);
            Ok(form)
        }
        Err(faults) => {
            print_faults(file, &faults);
            Err(format!("{} is not a form", file.display()).into())
        }
    }
}

fn is_workbook(file: &Path) -> bool {
    let endings = ["xlsx", "xlsm", "xls", "csv"];
    file.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn print_faults(file: &Path, faults: &[Fault]) {
    for fault in faults {
        eprintln!("{}:{fault}", file.display());
    }
}
