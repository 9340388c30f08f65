//! Staff sign up who calls or stands there, by the rules of everybody: places, the waiting list, an adult who answers for children.

use uuid::Uuid;

use super::take::{self, Application, Error, Receipt};
use super::{Activity, Session, State};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::activities::find_session;
use crate::service::audit::{self, Action, Object};
use crate::store::{activity, activity_session, sign_up};

/// Signs somebody up for a session under an identity. The same again gives what they have.
pub async fn sign_up(
    services: &Services,
    actor: &Actor,
    session: Uuid,
    id: Uuid,
    application: Application,
) -> Result<Receipt, Error> {
    let found = find_session(&services.db, actor, Permission::ReadContacts, session).await?;
    let (activity, _) = found.ok_or(Error::NotFound)?;
    let tx = services.db.begin().await?;
    let activity = activity::lock(&tx, activity.id).await?.ok_or(Error::NotFound)?;
    let session = activity_session::find(&tx, session).await?.ok_or(Error::NotFound)?;
    let all = sign_up::of_sessions(&tx, &[session.id]).await?;
    if let Some(receipt) = take::had(&all, id) {
        return Ok(receipt);
    }
    if !is_open(services, &activity, &session) {
        return Err(Error::Closed);
    }
    let receipt = take::enter(services, &tx, (&activity, &session), &all, id, application).await?;
    audit::record(services, &tx, actor, Action::Created, Object::SignUp(session.id)).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// Whether staff can sign somebody up now: until its day is over, for some only come to the door.
pub fn is_open(services: &Services, activity: &Activity, session: &Session) -> bool {
    activity.plan.takes_sign_ups
        && activity.ended_on.is_none()
        && session.state == State::Planned
        && session.on >= services.clock.today()
}
