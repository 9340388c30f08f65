//! Setting up a programme, in whose name waves are opened.

use uuid::Uuid;

use crate::access::Actor;
use crate::service::audit::{self, Action, Object};
use crate::service::{Name, Services};
use crate::store;
use crate::store::place::{self, Programme};

/// What became of a programme that was to be set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The programme.
    pub programme: Programme,
    /// `false` if the same programme was set up under this identity before.
    pub new: bool,
}

/// Why a programme was not set up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A programme of this identity has another name.
    #[error("another programme was set up under this key")]
    KeyReused,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Sets up a programme. Residents are told its name: it is who asks.
pub async fn create(services: &Services, actor: &Actor, name: &Name) -> Result<Programme, Error> {
    Ok(create_as(services, actor, services.clock.identity(), name).await?.programme)
}

/// Sets up a programme under an identity. The same programme again is fine and changes nothing.
pub async fn create_as(services: &Services, actor: &Actor, id: Uuid, name: &Name) -> Result<Created, Error> {
    let programme = Programme { id, name: name.as_str().to_owned(), is_demo: false };
    let tx = services.db.begin().await?;
    match place::insert_programme(&tx, &programme).await {
        Ok(()) => {
            audit::record(services, &tx, actor, Action::Created, Object::Programme(id)).await?;
            tx.commit().await?;
            Ok(Created { programme, new: true })
        }
        Err(store::Error::Taken(error)) => {
            drop(tx);
            let first = place::programme(&services.db, id).await?.ok_or(store::Error::Taken(error))?;
            if first.name == programme.name {
                Ok(Created { programme: first, new: false })
            } else {
                Err(Error::KeyReused)
            }
        }
        Err(error) => Err(error.into()),
    }
}
