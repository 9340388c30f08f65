//! What staff have to tell themselves, because no mail does: to whom, and that it was done.

use uuid::Uuid;

use super::{Activity, Session, SignUp};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::activities::find_session;
use crate::store::{self, sign_up};

/// The sessions of which somebody still has to be told something, each with how many those are. What is over is no news.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<(Activity, Session, usize)>, store::Error> {
    let untold = sign_up::all_untold(&services.db).await?;
    let mut sessions = Vec::new();
    for of_one in untold.chunk_by(|one, other| one.session_id == other.session_id) {
        let [SignUp { session_id, .. }, ..] = of_one else { continue };
        let found = find_session(&services.db, actor, Permission::ReadContacts, *session_id).await?;
        if let Some((activity, session)) = found
            && session.on >= services.clock.today()
        {
            sessions.push((activity, session, of_one.len()));
        }
    }
    sessions.sort_by_key(|(_, session, _)| session.on);
    Ok(sessions)
}

/// Notes that somebody was told. `false` if there is no such sign-up for this person.
pub async fn told(services: &Services, actor: &Actor, of: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let Some(found) = sign_up::find(&tx, of).await? else { return Ok(false) };
    let session = find_session(&tx, actor, Permission::ReadContacts, found.session_id).await?;
    if session.is_none() {
        return Ok(false);
    }
    sign_up::set_untold(&tx, of, None).await?;
    tx.commit().await?;
    Ok(true)
}
