//! Sessions: who is logged in where, and until when. The browser holds a key, of which only the digest is kept.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::second_factor;
use crate::access::{Actor, Who};
use crate::service::{Key, Services};
use crate::store::account::{self, Account};
use crate::store::{self, Tx, grant, session};

pub use crate::store::session::Session;

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What the browser opened.
    pub session: Session,
    /// Whose it is.
    pub account: Account,
    /// What that person may do.
    pub actor: Actor,
    /// Whether they have to set up a second factor before they do anything.
    pub owes_second_factor: bool,
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With a password, and a second factor if they have one.
    Password,
    /// A provider said it, which asks for what it finds right.
    Provider,
}

/// A session that nobody uses ends after this: about a day's work.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// And every session after this, used or not.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// That a session was used is noted no more often than this.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// Begins a session for an account in a `browser`. Its key is new: one that was in the browser before opens nothing.
pub(super) async fn begin(
    tx: &Tx,
    services: &Services,
    account: Uuid,
    browser: &str,
    way: Way,
) -> Result<Key, store::Error> {
    let (key, now) = (Key::new(&services.clock), services.clock.now().timestamp());
    let session = Session {
        id: services.clock.identity(),
        account_id: account,
        hash: key.digest(),
        browser: browser.to_owned(),
        created_at: now,
        used_at: now,
        is_by_provider: way == Way::Provider,
    };
    session::insert(tx, &session).await?;
    Ok(key)
}

/// Who holds a key; `None` if nobody does or the session is over.
pub async fn find(services: &Services, key: &Key) -> Result<Option<SignedIn>, store::Error> {
    let Some((session, account)) = look_up(services, key).await? else { return Ok(None) };
    let now = services.clock.now().timestamp();
    if is_over(&session, now) {
        return Ok(None);
    }
    if now.duration_since(session.used_at) >= NOTED {
        let tx = services.db.begin().await?;
        session::touch(&tx, session.id, now).await?;
        tx.commit().await?;
    }
    let grants = grant::list(&services.db, account.id).await?;
    let is_duty = services.second_factor.is_of(&grants) && !session.is_by_provider;
    let owes_second_factor = is_duty && !second_factor::is_on(&services.db, account.id).await?;
    let actor = Actor { who: Who::Person(account.id), name: account.name.clone(), grants };
    Ok(Some(SignedIn { session, account, actor, owes_second_factor }))
}

/// The sessions of an account that are not over, the one that was used last before the others.
pub async fn list(services: &Services, account: Uuid) -> Result<Vec<Session>, store::Error> {
    let now = services.clock.now().timestamp();
    let sessions = session::list(&services.db, account).await?;
    Ok(sessions.into_iter().filter(|session| !is_over(session, now)).collect())
}

/// Ends the session of a key. Fine if there is none.
pub async fn end(services: &Services, key: &Key) -> Result<(), store::Error> {
    if let Some(session) = session::find(&services.db, key.digest()).await? {
        revoke(services, session.account_id, session.id).await?;
    }
    Ok(())
}

/// Ends one session of an account. `false` if the account has none of this identity.
pub async fn revoke(services: &Services, account: Uuid, id: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let ended = session::delete(&tx, account, id).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends all sessions of an account but the `kept` one.
pub async fn revoke_others(services: &Services, account: Uuid, kept: Uuid) -> Result<(), store::Error> {
    let tx = services.db.begin().await?;
    session::delete_all(&tx, account, Some(kept)).await?;
    tx.commit().await
}

async fn look_up(services: &Services, key: &Key) -> Result<Option<(Session, Account)>, store::Error> {
    let Some(session) = session::find(&services.db, key.digest()).await? else { return Ok(None) };
    let account = account::find(&services.db, session.account_id).await?;
    Ok(account.filter(|account| account.blocked_on.is_none()).map(|account| (session, account)))
}

fn is_over(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.used_at) >= IDLE || now.duration_since(session.created_at) >= LONGEST
}
