//! The commands that do one thing and end: programmes, tokens, waves.

use std::io;

use uuid::Uuid;

use super::output::{say, tell};
use super::{Failure, OpenWave};
use crate::access::Actor;
use crate::config::Config;
use crate::service::accounts::tokens;
use crate::service::places::create_programme;
use crate::service::waves::{Terms, Wave, life};
use crate::service::{Name, Services, open_wave, places, waves};

pub(super) async fn create_programme(services: &Services, name: &Name) -> Result<(), Failure> {
    let programme = create_programme::create(services, &Actor::operator(), name).await?;
    Ok(say(format_args!("{}  {}", programme.id, programme.name))?)
}

pub(super) async fn list_programmes(services: &Services) -> Result<(), Failure> {
    for overview in places::list(services).await? {
        say(format_args!("{}  {}", overview.programme.id, overview.programme.name))?;
        for (area, _) in overview.areas {
            say(format_args!("  {}  {}, {}", area.id, area.name, area.municipality))?;
        }
    }
    Ok(())
}

pub(super) async fn create_token(services: &Services, command: tokens::Command) -> Result<(), Failure> {
    let (token, stored) = tokens::create(services, &Actor::operator(), command).await?;
    tell(format_args!("token {} for {}; keep it well, it is shown only now:", stored.id, stored.name));
    if let Err(error) = say(token.expose()) {
        // A token that nobody has seen must not count.
        tokens::revoke(services, &Actor::operator(), stored.id).await?;
        return Err(error.into());
    }
    Ok(())
}

pub(super) async fn list_tokens(services: &Services) -> Result<(), Failure> {
    for token in tokens::list(services).await? {
        let revoked = token.revoked_on.map(|day| format!(", revoked {day}")).unwrap_or_default();
        let expires = token.expires_on.map(|day| format!(", until {day}")).unwrap_or_default();
        let role = token.role.as_str();
        say(format_args!("{}  {}  {role}, created {}{expires}{revoked}", token.id, token.name, token.created_on))?;
    }
    Ok(())
}

pub(super) async fn revoke_token(services: &Services, id: Uuid) -> Result<(), Failure> {
    if tokens::revoke(services, &Actor::operator(), id).await? {
        Ok(())
    } else {
        Err("no token of this identity counts".into())
    }
}

pub(super) async fn open_wave(services: &Services, config: &Config, command: OpenWave) -> Result<(), Failure> {
    let programme_id = match (command.programme, waves::programmes(services).await?.as_slice()) {
        (Some(named), _) => named,
        (None, [only]) => only.id,
        (None, []) => return Err("there is no programme yet: set one up with `nabosvar programme create NAME`".into()),
        (None, several) => {
            for programme in several {
                tell(format_args!("{}  {}", programme.id, programme.name));
            }
            return Err("there are several programmes: name one with --programme".into());
        }
    };
    let command = open_wave::Command {
        programme_id,
        form_id: command.form,
        version: command.version,
        name: command.name,
        identity: command.identity,
        starts_on: command.from,
        ends_on: command.to,
        terms: Terms::default(),
    };
    Ok(say_wave(config, &open_wave::open(services, &Actor::operator(), command).await?)?)
}

pub(super) async fn list_waves(services: &Services, config: &Config) -> Result<(), Failure> {
    Ok(waves::list(services).await?.iter().try_for_each(|wave| say_wave(config, wave))?)
}

pub(super) async fn close_wave(services: &Services, id: Uuid) -> Result<(), Failure> {
    life::close(services, &Actor::operator(), id).await?;
    Ok(())
}

pub(super) async fn archive_wave(services: &Services, id: Uuid) -> Result<(), Failure> {
    life::archive(services, &Actor::operator(), id).await?;
    Ok(())
}

fn say_wave(config: &Config, wave: &Wave) -> io::Result<()> {
    say(format_args!(
        "{}  {}  {} {}  {} to {}  {}  {}",
        wave.id,
        wave.name,
        wave.form_id,
        wave.form_version,
        wave.starts_on,
        wave.ends_on,
        wave.state.as_str(),
        waves::link(wave, &config.base_url(config.listen)),
    ))
}
