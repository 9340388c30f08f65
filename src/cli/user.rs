//! Accounts of people who work here, from the command line: where the first one comes from.

use clap::Subcommand;
use uuid::Uuid;

use super::Failure;
use super::output::{say, tell};
use crate::access::{Actor, Grant, Place, Role};
use crate::config::Config;
use crate::service::accounts::second_factor;
use crate::service::accounts::{self, Account, Command, Held};
use crate::service::{Email, Key, Name, Services, places};

#[derive(Subcommand)]
pub(super) enum User {
    /// Make an account, and the link by which its owner sets a password: once, within a week
    Create {
        /// The address of its owner
        email: Email,
        /// The name that others read
        name: Name,
        /// administrator, coordinator, analyst, researcher or reader
        #[arg(long, default_value = "administrator", value_parser = role)]
        role: Role,
        /// The programme for which the role is given; without one it is given for everything
        #[arg(long)]
        programme: Option<Uuid>,
        /// The area for which the role is given
        #[arg(long, conflicts_with = "programme")]
        area: Option<Uuid>,
        /// The language of the pages: da or en
        #[arg(long, default_value = "da")]
        language: String,
    },
    /// Make a new link for somebody who has lost the password
    Invite { email: Email },
    /// Let somebody in without a code whose phone and recovery codes are gone
    ResetSecondFactor { email: Email },
    /// List accounts
    List,
    /// Keep somebody out from now on
    Block { email: Email },
    /// Let somebody in again
    Unblock { email: Email },
}

fn role(name: &str) -> Result<Role, &'static str> {
    let role = Role::named(name).filter(|role| Role::OF_PEOPLE.contains(role));
    role.ok_or("it is administrator, coordinator, analyst, researcher or reader")
}

impl User {
    pub(super) async fn run(self, services: &Services, config: &Config) -> Result<(), Failure> {
        match self {
            Self::Create { email, name, role, programme, area, language } => {
                let place = place(services, programme, area).await?;
                let id = services.clock.identity();
                let command = Command { id, email, name, language, grants: vec![Grant { role, place }] };
                let (account, key) = accounts::create(services, &Actor::operator(), command).await?;
                say_link(&account, &key, config)
            }
            Self::Invite { email } => {
                let account = find(services, &email).await?;
                let key = accounts::invite(services, &Actor::operator(), account.id).await?;
                say_link(&account, &key, config)
            }
            Self::ResetSecondFactor { email } => {
                let account = find(services, &email).await?;
                Ok(second_factor::reset(services, &Actor::operator(), account.id).await?)
            }
            Self::List => {
                for Held { account, grants } in accounts::list(services, &Actor::operator()).await? {
                    let roles: Vec<&str> = grants.iter().map(|grant| grant.role.as_str()).collect();
                    let roles = roles.join(", ");
                    let blocked = account.blocked_on.map(|day| format!(", blocked {day}")).unwrap_or_default();
                    say(format_args!(
                        "{}  {}  {roles}, created {}{blocked}",
                        account.email, account.name, account.created_on
                    ))?;
                }
                Ok(())
            }
            Self::Block { email } => block(services, &email, true).await,
            Self::Unblock { email } => block(services, &email, false).await,
        }
    }
}

async fn block(services: &Services, email: &Email, blocked: bool) -> Result<(), Failure> {
    let account = find(services, email).await?;
    if accounts::set_blocked(services, &Actor::operator(), account.id, blocked).await? {
        Ok(())
    } else {
        Err("the account was so already".into())
    }
}

async fn find(services: &Services, email: &Email) -> Result<Account, Failure> {
    accounts::find_by_email(services, email).await?.ok_or_else(|| "there is no account with this address".into())
}

async fn place(services: &Services, programme: Option<Uuid>, area: Option<Uuid>) -> Result<Place, Failure> {
    let Some(id) = area else { return Ok(programme.map_or(Place::Installation, Place::Programme)) };
    let mut areas = places::list(services).await?.into_iter().flat_map(|overview| overview.areas);
    let found = areas.find(|(area, _)| area.id == id).map(|(area, _)| area.place());
    found.ok_or_else(|| "there is no such area: `nabosvar programme list` names them".into())
}

fn say_link(account: &Account, key: &Key, config: &Config) -> Result<(), Failure> {
    tell(format_args!("{} sets a password here, once and within a week:", account.email));
    Ok(say(accounts::link(key, &config.base_url(config.listen)))?)
}
