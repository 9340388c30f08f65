//! Accounts of the demonstration: one for each kind of work, with a password that is made by chance for this installation.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::accounts::{self, Command};
use super::{Email, NotAName, Services};
use crate::access::{Actor, Grant, Place, Role};
use crate::mail::NotAnAddress;
use crate::store;

/// Why the accounts are not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One was not made.
    #[error("an account of the demonstration was not made")]
    Account(#[from] accounts::Error),
    /// An address below is none.
    #[error(transparent)]
    Email(#[from] NotAnAddress),
    /// A name below is none.
    #[error(transparent)]
    Name(#[from] NotAName),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Who most want to be.
pub const COORDINATOR: &str = "koordinator@nabosvar.example";
/// All of them.
pub const ALL: [&str; 4] = [COORDINATOR, ADMINISTRATOR, ANALYST, READER];

const ADMINISTRATOR: &str = "administrator@nabosvar.example";
const ANALYST: &str = "analytiker@nabosvar.example";
const READER: &str = "bestyrelse@nabosvar.example";

/// Whether the accounts were made.
pub async fn is_there(services: &Services) -> Result<bool, Error> {
    for email in ALL {
        if accounts::find_by_email(services, &email.parse()?).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes what is missing, gives all of them a new password, and says which. The administrator is one of everything, the
/// others have their role in the programme of the demonstration.
pub async fn seed(services: &Services, programme: Uuid) -> Result<String, Error> {
    let password = BASE64_URL_SAFE_NO_PAD.encode(services.clock.random::<15>());
    for (email, name, role) in [
        (COORDINATOR, "Opdigtet Koordinator", Role::Coordinator),
        (ADMINISTRATOR, "Opdigtet Administrator", Role::Administrator),
        (ANALYST, "Opdigtet Analytiker", Role::Analyst),
        (READER, "Opdigtet Bestyrelse", Role::Reader),
    ] {
        let email: Email = email.parse()?;
        let key = if let Some(account) = accounts::find_by_email(services, &email).await? {
            accounts::invite(services, &Actor::operator(), account.id).await?
        } else {
            let is_everywhere = role == Role::Administrator;
            let place = if is_everywhere { Place::Installation } else { Place::Programme(programme) };
            let id = services.clock.identity();
            let (language, grants) = ("da".to_owned(), vec![Grant { role, place }]);
            let command = Command { id, email, name: name.parse()?, language, grants };
            accounts::create(services, &Actor::operator(), command).await?.1
        };
        accounts::set_password(services, &key, &password).await?;
    }
    Ok(password)
}
