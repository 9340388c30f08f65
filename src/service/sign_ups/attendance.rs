//! The list at the door: who signed up for a session, and who was there.

use uuid::Uuid;

use super::{Activity, Consent, Session, SignUp, by_staff, own, places};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::activities::find_session;
use crate::service::audit::{self, Action, Object};
use crate::store::{self, Tx, activity, sign_up};

/// Who signed up for a session.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The activity.
    pub activity: Activity,
    /// The session.
    pub session: Session,
    /// Those who signed up, in the order in which they came.
    pub sign_ups: Vec<SignUp>,
    /// What they agree to now.
    pub consents: Vec<Consent>,
    /// How many places are free, if they are limited.
    pub free: Option<i32>,
    /// Whether staff can sign somebody up now.
    pub is_open: bool,
}

/// Who signed up for a session; `None` if there is none for this person.
pub async fn list(services: &Services, actor: &Actor, session: Uuid) -> Result<Option<Attendance>, store::Error> {
    let found = find_session(&services.db, actor, Permission::ReadContacts, session).await?;
    let Some((activity, session)) = found else { return Ok(None) };
    let sign_ups = sign_up::of_sessions(&services.db, &[session.id]).await?;
    let ids: Vec<Uuid> = sign_ups.iter().map(|sign_up| sign_up.id).collect();
    let mut consents = sign_up::consents(&services.db, &ids).await?;
    consents.retain(|consent| consent.withdrawn_on.is_none());
    let free = places::free(activity.plan.places, &sign_ups);
    let is_open = by_staff::is_open(services, &activity, &session);
    Ok(Some(Attendance { activity, session, sign_ups, consents, free, is_open }))
}

/// Notes who of those who signed up were there, and that all others were not. `false` if there is no such session for this
/// person.
pub async fn note(services: &Services, actor: &Actor, session: Uuid, there: &[Uuid]) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let Some((activity, session)) = find_session(&tx, actor, Permission::ReadContacts, session).await? else {
        return Ok(false);
    };
    activity::lock(&tx, activity.id).await?;
    for mut sign_up in sign_up::of_sessions(&tx, &[session.id]).await? {
        let attended = there.contains(&sign_up.id);
        if sign_up.attended != attended {
            sign_up.attended = attended;
            sign_up::update(&tx, &sign_up).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Takes somebody off the list who has called to say so. `false` if there is no such sign-up for this person.
pub async fn take_off(services: &Services, actor: &Actor, of: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let Some((activity, session, sign_up)) = open(&tx, actor, of).await? else { return Ok(false) };
    own::remove(services, &tx, &activity, &session, &sign_up).await?;
    audit::record(services, &tx, actor, Action::Taken, Object::SignUp(session.id)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes back what somebody agreed to who says so to staff. `false` if there is no such sign-up for this person.
pub async fn withdraw(services: &Services, actor: &Actor, of: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let Some((_, session, sign_up)) = open(&tx, actor, of).await? else { return Ok(false) };
    let given = sign_up::consents(&tx, &[sign_up.id]).await?;
    if given.iter().any(|consent| consent.withdrawn_on.is_none()) {
        sign_up::withdraw_consents(&tx, sign_up.id, services.clock.today()).await?;
        audit::record(services, &tx, actor, Action::Withdrawn, Object::Consent(session.id)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A sign-up that somebody may see; until the transaction ends, nobody changes who comes.
async fn open(tx: &Tx, actor: &Actor, of: Uuid) -> Result<Option<(Activity, Session, SignUp)>, store::Error> {
    let Some(found) = sign_up::find(tx, of).await? else { return Ok(None) };
    let found = find_session(tx, actor, Permission::ReadContacts, found.session_id).await?;
    let Some((activity, session)) = found else { return Ok(None) };
    let Some(activity) = activity::lock(tx, activity.id).await? else { return Ok(None) };
    // Another click may have been first.
    Ok(sign_up::find(tx, of).await?.map(|sign_up| (activity, session, sign_up)))
}
