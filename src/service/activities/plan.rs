//! Planning an activity, changing it and ending it. A series makes its sessions at once, so that none is forgotten.

use jiff::civil::Date;
use uuid::Uuid;

use super::offer::Offer;
use super::{Activity, Session, State, find_session, may_in_all, satisfaction};
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::{Services, post, sign_ups};
use crate::store::{self, LinkCode, Tx, activity, activity_session, place, sign_up};

/// Why an activity was not planned or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing for this person.
    #[error("there is no such activity or area here")]
    NotFound,
    /// The areas are not all of one programme.
    #[error("an activity is for areas of one programme")]
    TwoProgrammes,
    /// Somebody else has changed it since it was looked at: this is how it is now.
    #[error("the activity was changed meanwhile")]
    Conflict(Box<Activity>),
    /// It takes sign-ups, and nobody sends mails here.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Plans an activity under an identity. The same again changes nothing.
pub async fn create(services: &Services, actor: &Actor, id: Uuid, offer: &Offer) -> Result<Activity, Error> {
    let activity = Activity {
        id,
        programme_id: programme(services, offer).await?,
        areas: offer.areas().to_vec(),
        plan: offer.plan().clone(),
        series: offer.series(),
        code: LinkCode::from_random(services.clock.random()),
        created_on: services.clock.today(),
        ended_on: None,
        version: 1,
    };
    check(services, actor, &activity)?;
    let tx = services.db.begin().await?;
    if !activity::insert(&tx, &activity).await? {
        drop(tx);
        let first = activity::find(&services.db, id).await?.ok_or(Error::NotFound)?;
        return if may_in_all(actor, Permission::RegisterActivities, &first) {
            Ok(first)
        } else {
            Err(Error::NotFound)
        };
    }
    for day in offer.days() {
        insert_session(services, &tx, id, *day).await?;
    }
    audit::record(services, &tx, actor, Action::Created, Object::Activity(id)).await?;
    tx.commit().await?;
    Ok(activity)
}

/// Changes an activity of a version. Sessions to come follow the new series, but for those that people signed up for.
pub async fn change(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    version: i32,
    offer: &Offer,
) -> Result<Activity, Error> {
    let programme_id = programme(services, offer).await?;
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    let changed = Activity {
        programme_id,
        areas: offer.areas().to_vec(),
        plan: offer.plan().clone(),
        series: offer.series(),
        ..old.clone()
    };
    // It stays with the programme that keeps its counts.
    if programme_id != old.programme_id {
        return Err(Error::TwoProgrammes);
    }
    check(services, actor, &changed)?;
    let is_news = is_news(&old, &changed);
    let changed = update(&tx, old, changed, version).await?;
    let today = services.clock.today();
    for session in to_come(services, &tx, &changed).await? {
        if !offer.days().contains(&session.on) {
            remove_unless_used(&tx, &session).await?;
        }
    }
    for day in offer.days().iter().filter(|day| **day >= today) {
        insert_session(services, &tx, id, *day).await?;
    }
    for session in to_come(services, &tx, &changed).await? {
        if is_news && session.state == State::Planned {
            sign_ups::letters::changed(services, &tx, &changed, &session).await?;
        }
        sign_ups::places::fill(services, &tx, &changed, &session, None).await?;
    }
    audit::record(services, &tx, actor, Action::Changed, Object::Activity(id)).await?;
    tx.commit().await?;
    satisfaction::go_on(services, actor, id).await?;
    Ok(changed)
}

/// Ends an activity of a version: what is to come of it does not take place, and who signed up for it is told.
pub async fn end(services: &Services, actor: &Actor, id: Uuid, version: i32) -> Result<Activity, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    // A second click.
    if old.ended_on.is_some() {
        return Ok(old);
    }
    let ended = Activity { ended_on: Some(services.clock.today()), ..old.clone() };
    let ended = update(&tx, old, ended, version).await?;
    for session in to_come(services, &tx, &ended).await? {
        if !remove_unless_used(&tx, &session).await? && session.registration_id.is_none() {
            call_off(services, &tx, &ended, &session).await?;
        }
    }
    audit::record(services, &tx, actor, Action::Closed, Object::Activity(id)).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Adds a session on a day that the series does not have, and gives the one that there is.
pub async fn add_session(services: &Services, actor: &Actor, id: Uuid, on: Date) -> Result<Session, Error> {
    let tx = services.db.begin().await?;
    let activity = super::find(&tx, actor, Permission::RegisterActivities, id).await?.ok_or(Error::NotFound)?;
    let is_new = insert_session(services, &tx, activity.id, on).await?;
    let session = activity_session::on_day(&tx, activity.id, on).await?.ok_or(Error::NotFound)?;
    if is_new {
        audit::record(services, &tx, actor, Action::Created, Object::Session(session.id)).await?;
    }
    tx.commit().await?;
    satisfaction::go_on(services, actor, id).await?;
    Ok(session)
}

/// Calls a session off that was not held yet, and tells those who signed up. Again changes nothing.
pub async fn cancel_session(services: &Services, actor: &Actor, session: Uuid) -> Result<(), Error> {
    let permission = Permission::RegisterActivities;
    let (activity, _) = find_session(&services.db, actor, permission, session).await?.ok_or(Error::NotFound)?;
    let tx = services.db.begin().await?;
    let activity = activity::lock(&tx, activity.id).await?.ok_or(Error::NotFound)?;
    let session = activity_session::find(&tx, session).await?.ok_or(Error::NotFound)?;
    if session.state == State::Planned && session.registration_id.is_none() {
        call_off(services, &tx, &activity, &session).await?;
        audit::record(services, &tx, actor, Action::CalledOff, Object::Session(session.id)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The programme of the areas.
async fn programme(services: &Services, offer: &Offer) -> Result<Uuid, Error> {
    let mut programme = None;
    for area in offer.areas() {
        let area = place::area(&services.db, *area).await?.ok_or(Error::NotFound)?;
        if programme.is_some_and(|programme| programme != area.programme_id) {
            return Err(Error::TwoProgrammes);
        }
        programme = Some(area.programme_id);
    }
    programme.ok_or(Error::NotFound)
}

/// What must be so for what is new of it.
fn check(services: &Services, actor: &Actor, new: &Activity) -> Result<(), Error> {
    if !may_in_all(actor, Permission::RegisterActivities, new) {
        return Err(Error::NotFound);
    }
    if new.plan.takes_sign_ups {
        post::check(services)?;
    }
    Ok(())
}

/// Whether who comes has to know of a change: they would wait at another hour or another door.
fn is_news(old: &Activity, new: &Activity) -> bool {
    [&old.plan.name, &old.plan.place] != [&new.plan.name, &new.plan.place] || old.plan.hours != new.plan.hours
}

/// An activity that somebody may change; until the transaction ends, nobody else does.
async fn lock(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Activity, Error> {
    let found = activity::lock(tx, id).await?;
    found.filter(|activity| may_in_all(actor, Permission::RegisterActivities, activity)).ok_or(Error::NotFound)
}

async fn update(tx: &Tx, old: Activity, changed: Activity, version: i32) -> Result<Activity, Error> {
    if old.version != version || !activity::update(tx, &changed).await? {
        return Err(Error::Conflict(Box::new(old)));
    }
    Ok(Activity { version: version + 1, ..changed })
}

/// The sessions from today on.
async fn to_come(services: &Services, tx: &Tx, activity: &Activity) -> Result<Vec<Session>, store::Error> {
    activity_session::between(tx, &[activity.id], services.clock.today(), Date::MAX).await
}

/// Adds a session. `false` if there is one on that day.
async fn insert_session(services: &Services, tx: &Tx, activity: Uuid, on: Date) -> Result<bool, store::Error> {
    let id = services.clock.identity();
    let session = Session { id, activity_id: activity, on, state: State::Planned, registration_id: None };
    activity_session::insert(tx, &session).await
}

/// Removes a session that nobody registered or signed up for. `false` if somebody did.
async fn remove_unless_used(tx: &Tx, session: &Session) -> Result<bool, store::Error> {
    let is_used = session.registration_id.is_some() || !sign_up::of_sessions(tx, &[session.id]).await?.is_empty();
    if !is_used {
        activity_session::remove(tx, session.id).await?;
    }
    Ok(!is_used)
}

async fn call_off(services: &Services, tx: &Tx, activity: &Activity, session: &Session) -> Result<(), Error> {
    activity_session::set_state(tx, session.id, State::Cancelled).await?;
    sign_ups::letters::call_off(services, tx, activity, session).await?;
    Ok(())
}
