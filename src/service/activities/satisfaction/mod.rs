//! Asking at the door how it was: an anonymous round of the form `tilfredshed` for each activity and quarter. Who was there
//! answers without a login, from the beginning of a session until some days after. What was said is told when the quarter is
//! over and nothing can be added any more, so that no answer shows as the difference between two looks.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use uuid::Uuid;

use super::{Activity, Session, State, find, may};
use crate::access::{Actor, Permission};
use crate::service::open_wave::{self, Command};
use crate::service::waves::{self, Identity, Invitation, Standing, Terms, Wave};
use crate::service::{Services, catalogue};
use crate::store::{self, Digest, LinkCode, activity, activity_session, registration, response, wave};

mod quarter;
mod share;
mod tally;

pub use quarter::Quarter;
pub use share::{BASE, Share};
pub use tally::Tally;

/// What one is asked.
pub const FORM: &str = "tilfredshed";
/// So many days after a session one may still say how it was.
pub const DAYS_AFTER: i32 = 3;

/// Nobody has more people at a session; what comes beyond this is somebody's joke.
const MOST_OF_SESSION: u64 = 100;
/// The longest name of a wave.
const MOST_LETTERS: usize = 120;
/// No session lies before this day.
const FIRST: Date = Date::constant(2000, 1, 1);

/// What was said of an activity in a quarter.
#[derive(Clone, Debug)]
pub struct Round {
    /// The quarter.
    pub quarter: Quarter,
    /// How many have answered.
    pub answers: u64,
    /// How many people were counted at its sessions.
    pub people: i32,
    /// What they said, once nobody can add to it.
    pub tally: Option<Tally>,
}

/// What is known of asking about an activity.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The activity.
    pub activity: Activity,
    /// The rounds, the latest first.
    pub rounds: Vec<Round>,
    /// Whether it has sessions in a quarter for which nobody is asked.
    pub is_incomplete: bool,
}

/// What stands behind the code at the door.
#[derive(Clone, Debug)]
pub struct AtDoor {
    /// The activity.
    pub activity: Activity,
    /// What those who were there are asked.
    pub invitation: Invitation,
}

/// Why nobody is asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such activity for this person.
    #[error("there is no such activity here")]
    NotFound,
    /// The form cannot be asked.
    #[error("no version of the form about satisfaction can be asked")]
    NoForm,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The address that the code at the door of an activity leads to.
pub fn link(activity: &Activity, base: &str) -> String {
    format!("{base}/t/{}", activity.code.as_str())
}

/// What is known of asking about an activity; `None` if there is none for this person.
pub async fn asking(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Asking>, store::Error> {
    let Some(activity) = find(&services.db, actor, Permission::ReadActivities, id).await? else { return Ok(None) };
    let sessions = sessions(services, activity.id).await?;
    let (mut rounds, mut is_incomplete) = (Vec::new(), false);
    for quarter in quarters(&sessions).into_iter().rev() {
        match wave::find(&services.db, identity(id, quarter)).await? {
            Some(wave) => rounds.push(round(services, quarter, &wave, &sessions).await?),
            None => is_incomplete |= is_to_come(services, quarter),
        }
    }
    Ok(Some(Asking { activity, rounds, is_incomplete }))
}

/// Asks about an activity from now on, in each quarter in which it has sessions. Again asks in those that have come since.
pub async fn open(services: &Services, actor: &Actor, id: Uuid) -> Result<(), Error> {
    let found = find(&services.db, actor, Permission::RegisterActivities, id).await?;
    let activity = found.ok_or(Error::NotFound)?;
    let form = catalogue::newest_asked(services, FORM).await?.ok_or(Error::NoForm)?;
    for quarter in quarters(&sessions(services, id).await?) {
        let wave_id = identity(id, quarter);
        if !is_to_come(services, quarter) || wave::find(&services.db, wave_id).await?.is_some() {
            continue;
        }
        let name: String = format!("{quarter}: {}", activity.plan.name).chars().take(MOST_LETTERS).collect();
        let command = Command {
            programme_id: activity.programme_id,
            form_id: FORM.to_owned(),
            version: form.form.version().to_owned(),
            name: name.parse().map_err(|_| Error::NoForm)?,
            identity: Identity::Anonymous,
            starts_on: quarter.first(),
            ends_on: ends_on(quarter),
            terms: Terms { areas: activity.areas.clone(), ..Terms::default() },
        };
        match open_wave::open_as(services, actor, wave_id, command).await {
            // Somebody else was first, with the activity as it was a moment ago.
            Ok(_) | Err(open_wave::Error::KeyReused) => {}
            Err(open_wave::Error::Store(error)) => return Err(error.into()),
            Err(_) => return Err(Error::NoForm),
        }
    }
    Ok(())
}

/// Asks also in the quarters that an activity has come to have sessions in, if anybody is asked about it.
pub(super) async fn go_on(services: &Services, actor: &Actor, id: Uuid) -> Result<(), store::Error> {
    let sessions = sessions(services, id).await?;
    if nearest(services, id, Quarter::of(services.clock.today()), &sessions).await?.is_none() {
        return Ok(());
    }
    match open(services, actor, id).await {
        Err(Error::Store(error)) => Err(error),
        // A form that is retired asks nobody any more, and that does not keep an activity from being planned.
        Ok(()) | Err(Error::NotFound | Error::NoForm) => Ok(()),
    }
}

/// Whether somebody may ask about an activity.
pub fn may_open(actor: &Actor, activity: &Activity) -> bool {
    may(actor, Permission::RegisterActivities, activity)
}

/// What stands behind the code at the door of an activity; `None` if nobody is asked there.
pub async fn at_door(services: &Services, code: &str) -> Result<Option<AtDoor>, store::Error> {
    let Some(code) = LinkCode::parse(code) else { return Ok(None) };
    let Some(activity) = activity::find_by_code(&services.db, &code).await? else { return Ok(None) };
    let now = services.clock.now();
    let sessions = sessions(services, activity.id).await?;
    // Around a new quarter, an answer counts for the quarter of the session that it is about.
    let held = sessions.iter().rev().find(|session| is_held(&activity, session, &now));
    let wanted = Quarter::of(held.map_or(now.date(), |session| session.on));
    let Some(wave) = nearest(services, activity.id, wanted, &sessions).await? else { return Ok(None) };
    let is_wanted = wave.id == identity(activity.id, wanted);
    let mut invitation = waves::invite(services, wave).await?;
    invitation.is_open &= held.is_some() && is_wanted;
    Ok(Some(AtDoor { activity, invitation }))
}

/// Whether there is room for one more answer. More than could have been there are not taken, whoever sends them.
pub async fn has_room(services: &Services, door: &AtDoor) -> Result<bool, store::Error> {
    let (now, wave) = (services.clock.now(), &door.invitation.wave);
    let sessions = sessions(services, door.activity.id).await?;
    let is_of_it = |session: &&Session| session.on >= wave.starts_on && has_begun(&door.activity, session, &now);
    let most = sessions.iter().filter(is_of_it).count() as u64 * MOST_OF_SESSION;
    Ok(response::count(&services.db, wave.id).await? < most)
}

async fn round(
    services: &Services,
    quarter: Quarter,
    wave: &Wave,
    sessions: &[Session],
) -> Result<Round, store::Error> {
    let of_it = sessions.iter().filter(|session| Quarter::of(session.on) == quarter);
    let registered: Vec<Uuid> = of_it.filter_map(|session| session.registration_id).collect();
    let people = registration::totals(&services.db, &registered).await?.values().sum();
    let standing = waves::standing(wave, &services.clock.now());
    if !matches!(standing, Standing::Over | Standing::Archived) {
        let answers = response::count(&services.db, wave.id).await?;
        return Ok(Round { quarter, answers, people, tally: None });
    }
    let documents = response::answers(&services.db, wave.id).await?;
    let answers = documents.len() as u64;
    Ok(Round { quarter, answers, people, tally: Some(Tally::of(&documents)) })
}

/// The wave of a quarter; if there is none, that of the last quarter in which somebody was asked.
async fn nearest(
    services: &Services,
    activity: Uuid,
    wanted: Quarter,
    sessions: &[Session],
) -> Result<Option<Wave>, store::Error> {
    if let Some(found) = wave::find(&services.db, identity(activity, wanted)).await? {
        return Ok(Some(found));
    }
    for quarter in quarters(sessions).into_iter().rev() {
        if let Some(found) = wave::find(&services.db, identity(activity, quarter)).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The sessions that take place, in their order.
async fn sessions(services: &Services, activity: Uuid) -> Result<Vec<Session>, store::Error> {
    let mut sessions = activity_session::between(&services.db, &[activity], FIRST, Date::MAX).await?;
    sessions.retain(|session| session.state == State::Planned);
    Ok(sessions)
}

fn quarters(sessions: &[Session]) -> BTreeSet<Quarter> {
    sessions.iter().map(|session| Quarter::of(session.on)).collect()
}

/// Whether one may say now how a session was.
fn is_held(activity: &Activity, session: &Session, now: &Zoned) -> bool {
    has_begun(activity, session, now) && now.date() <= session.on.saturating_add(DAYS_AFTER.days())
}

fn has_begun(activity: &Activity, session: &Session, now: &Zoned) -> bool {
    now.datetime() >= session.on.to_datetime(activity.plan.hours.from.unwrap_or_default())
}

/// Whether anybody can still be asked about a quarter.
fn is_to_come(services: &Services, quarter: Quarter) -> bool {
    services.clock.today() <= ends_on(quarter)
}

fn ends_on(quarter: Quarter) -> Date {
    quarter.last().saturating_add(DAYS_AFTER.days())
}

/// The identity of the round of an activity in a quarter: so there is never a second one.
fn identity(activity: Uuid, quarter: Quarter) -> Uuid {
    Digest::of_all(&[FORM, &activity.to_string(), &quarter.to_string()]).identity()
}
