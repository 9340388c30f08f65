//! What somebody does with the link to their own sign-up: say that they come, come with others, leave, agree and no longer
//! agree. Who leaves is forgotten at once.

use super::{Activity, Consent, Party, Session, SignUp, Standing, is_open, letters, places, take};
use crate::service::Services;
use crate::store::place::Programme;
use crate::store::{self, Digest, Tx, activity, activity_session, place, sign_up};

/// A sign-up with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Own {
    /// The sign-up.
    pub sign_up: SignUp,
    /// The activity.
    pub activity: Activity,
    /// The session.
    pub session: Session,
    /// Who offers it.
    pub programme: Programme,
    /// The number on the waiting list; `None` for who has their places.
    pub turn: Option<usize>,
    /// What was agreed to, also what was taken back.
    pub consents: Vec<Consent>,
    /// Whether anything about who comes can still be changed.
    pub is_open: bool,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The link leads nowhere, or no longer.
    #[error("there is no sign-up behind this link")]
    NotFound,
    /// The session has begun, or was called off.
    #[error("the session takes no changes")]
    Closed,
    /// So many places are not there; they keep what they have.
    #[error("there is only room for {0} more")]
    NoRoom(i32),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The sign-up behind a link; `None` if nothing is, or no longer.
pub async fn find(services: &Services, key: &str) -> Result<Option<Own>, store::Error> {
    let Some(sign_up) = sign_up::find_by_link(&services.db, Digest::of(key)).await? else { return Ok(None) };
    let Some(session) = activity_session::find(&services.db, sign_up.session_id).await? else { return Ok(None) };
    let Some(activity) = activity::find(&services.db, session.activity_id).await? else { return Ok(None) };
    let Some(programme) = place::programme(&services.db, activity.programme_id).await? else { return Ok(None) };
    let all = sign_up::of_sessions(&services.db, &[session.id]).await?;
    Ok(Some(Own {
        turn: places::turn(&sign_up, &all),
        consents: sign_up::consents(&services.db, &[sign_up.id]).await?,
        is_open: is_open(&activity, &session, &services.clock.now()),
        sign_up,
        activity,
        session,
        programme,
    }))
}

/// Notes that they come.
pub async fn confirm(services: &Services, key: &str) -> Result<(), Error> {
    let (tx, _, _, mut sign_up) = open(services, key).await?;
    sign_up.confirmed_on.get_or_insert(services.clock.today());
    sign_up::update(&tx, &sign_up).await?;
    Ok(tx.commit().await?)
}

/// Changes who comes. Who has places keeps them if so many more are not free.
pub async fn change(services: &Services, key: &str, party: Party) -> Result<(), Error> {
    let (tx, activity, session, mut sign_up) = open(services, key).await?;
    if !is_open(&activity, &session, &services.clock.now()) {
        return Err(Error::Closed);
    }
    let all = sign_up::of_sessions(&tx, &[session.id]).await?;
    let more = party.people() - sign_up.party.people();
    if let (Standing::Placed, Some(free)) = (sign_up.state, places::free(activity.plan.places, &all))
        && more > free.max(0)
    {
        return Err(Error::NoRoom(free));
    }
    sign_up.party = party;
    sign_up::update(&tx, &sign_up).await?;
    places::fill(services, &tx, &activity, &session, Some(sign_up.id)).await?;
    Ok(tx.commit().await?)
}

/// Leaves: everything that is known of them goes, and who waits moves up.
pub async fn leave(services: &Services, key: &str) -> Result<(), Error> {
    let (tx, activity, session, sign_up) = open(services, key).await?;
    remove(services, &tx, &activity, &session, &sign_up).await?;
    Ok(tx.commit().await?)
}

/// Agrees to what the activity asks. Again changes nothing.
pub async fn agree(services: &Services, key: &str) -> Result<(), Error> {
    let (tx, activity, _, sign_up) = open(services, key).await?;
    let agreed = sign_up::consents(&tx, &[sign_up.id]).await?;
    if agreed.iter().all(|consent| consent.withdrawn_on.is_some()) {
        take::agree(services, &tx, &activity, sign_up.id).await?;
    }
    Ok(tx.commit().await?)
}

/// No longer agrees.
pub async fn withdraw(services: &Services, key: &str) -> Result<(), Error> {
    let (tx, _, _, sign_up) = open(services, key).await?;
    sign_up::withdraw_consents(&tx, sign_up.id, services.clock.today()).await?;
    Ok(tx.commit().await?)
}

/// Removes a sign-up, tells who it was, and fills its places. The caller holds the lock on the activity.
pub(super) async fn remove(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    sign_up: &SignUp,
) -> Result<(), store::Error> {
    letters::left(services, tx, activity, session, sign_up).await?;
    sign_up::remove(tx, &[sign_up.id]).await?;
    places::fill(services, tx, activity, session, None).await?;
    Ok(())
}

/// The sign-up behind a link; until the transaction ends, nobody changes who comes.
async fn open(services: &Services, key: &str) -> Result<(Tx, Activity, Session, SignUp), Error> {
    let hash = Digest::of(key);
    let found = sign_up::find_by_link(&services.db, hash).await?.ok_or(Error::NotFound)?;
    let session = activity_session::find(&services.db, found.session_id).await?.ok_or(Error::NotFound)?;
    let tx = services.db.begin().await?;
    let activity = activity::lock(&tx, session.activity_id).await?.ok_or(Error::NotFound)?;
    // Another click may have been first.
    let sign_up = sign_up::find_by_link(&tx, hash).await?.ok_or(Error::NotFound)?;
    let session = activity_session::find(&tx, sign_up.session_id).await?.ok_or(Error::NotFound)?;
    Ok((tx, activity, session, sign_up))
}
