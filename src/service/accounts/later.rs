//! Who asked for something that is done later, with what they may do then.

use crate::access::{Actor, Grant, Place, Who};
use crate::service::Services;
use crate::store::{self, account, grant, token};

/// Somebody as of now; `None` who does not get in any more.
pub async fn actor(services: &Services, who: Who) -> Result<Option<Actor>, store::Error> {
    Ok(match who {
        Who::Operator => Some(Actor::operator()),
        Who::Person(id) => {
            match account::find(&services.db, id).await?.filter(|account| account.blocked_on.is_none()) {
                Some(account) => Some(Actor { who, name: account.name, grants: grant::list(&services.db, id).await? }),
                None => None,
            }
        }
        Who::Program(id) => {
            let today = services.clock.today();
            let token = token::list(&services.db).await?.into_iter().find(|token| token.id == id);
            let token =
                token.filter(|token| token.revoked_on.is_none() && token.expires_on.is_none_or(|last| today <= last));
            token.map(|token| {
                let grants = vec![Grant { role: token.role, place: Place::Installation }];
                Actor { who, name: token.name, grants }
            })
        }
    })
}
