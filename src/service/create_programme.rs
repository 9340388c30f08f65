//! Setting up a programme, in whose name waves are opened.

use super::Services;
use crate::store;
use crate::store::place::{self, Programme};

/// The longest name; residents read it above the survey.
const MOST_LETTERS: usize = 120;

/// Why a programme was not set up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Residents are told the name, so there has to be one, of one line.
    #[error("a programme has a name of 1 to {MOST_LETTERS} letters on one line")]
    Name,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Sets up a programme. Residents are told its name: it is who asks.
pub async fn create(services: &Services, name: &str) -> Result<Programme, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MOST_LETTERS || name.contains(char::is_control) {
        return Err(Error::Name);
    }
    let programme = Programme { id: services.clock.identity(), name: name.to_owned(), is_demo: false };
    let tx = services.db.begin().await?;
    place::insert_programme(&tx, &programme).await?;
    tx.commit().await?;
    Ok(programme)
}
