//! Setting up a programme, in whose name waves are opened.

use super::{Name, Services};
use crate::store;
use crate::store::place::{self, Programme};

/// Sets up a programme. Residents are told its name: it is who asks.
pub async fn create(services: &Services, name: &Name) -> Result<Programme, store::Error> {
    let programme = Programme { id: services.clock.identity(), name: name.as_str().to_owned(), is_demo: false };
    let tx = services.db.begin().await?;
    place::insert_programme(&tx, &programme).await?;
    tx.commit().await?;
    Ok(programme)
}
