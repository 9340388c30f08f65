//! Asking people along on a walk: who that is, and the letters by which they learn of it. Whoever was told of a plan is told
//! of it once, and again when it changes or the walk is called off.

use forms::locale::Locale;
use jiff::civil::DateTime;
use uuid::Uuid;

use super::{Located, State, Walk, located};
use crate::access::{Actor, Permission};
use crate::mail::{Address, Appointment, AppointmentState, Letter, When};
use crate::service::audit::{self, Action, Object};
use crate::service::{Email, Name, Services, post};
use crate::store::walk::{self, Invitation};
use crate::store::{self, Digest, Tx};
use crate::words::{say, say_with};

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The walk has begun or is over.
    #[error("the walk is not to come any more")]
    NotPlanned,
    /// More people than a walk can have are asked.
    #[error("too many people are asked along")]
    TooMany,
    /// Nobody sends mails here, or the mail was not taken.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The walk is not there for this person, or the database failed.
    #[error(transparent)]
    Walk(#[from] super::Error),
}

/// Somebody to ask along.
#[derive(Clone, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub name: Name,
    /// Where they read mail.
    pub email: Option<Email>,
    /// The language that they are written to in: one of staff, who know the words.
    pub language: &'static str,
}

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    Planned,
    Changed,
    CalledOff,
}

/// More people do not walk together.
const MOST: usize = 100;
/// As long as a walk takes by its form.
const MINUTES: u16 = 60;

/// Everybody who is asked along on a walk, by name.
pub async fn list(services: &Services, actor: &Actor, walk: Uuid) -> Result<Vec<Invitation>, super::Error> {
    located(&services.db, actor, Permission::HoldWalks, walk).await?;
    Ok(walk::invitations(&services.db, walk).await?)
}

/// Asks somebody along under an identity that the caller chose. A second click, or an address that is there, asks nobody more.
pub async fn ask(services: &Services, actor: &Actor, walk: Uuid, id: Uuid, guest: Guest) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let Located { walk, .. } = located(&tx, actor, Permission::HoldWalks, walk).await?;
    if walk.state != State::Planned {
        return Err(Error::NotPlanned);
    }
    let asked = walk::invitations(&tx, walk.id).await?;
    let email = guest.email.map(|email| email.as_str().to_owned());
    if email.is_some() && asked.iter().any(|one| one.email == email) {
        return Ok(());
    }
    if asked.len() >= MOST {
        return Err(Error::TooMany);
    }
    let (name, language) = (guest.name.as_str().to_owned(), guest.language.to_owned());
    let new = Invitation { id, walk_id: walk.id, name, email, told_version: None, language };
    walk::invite(&tx, &new).await?;
    Ok(tx.commit().await?)
}

/// Takes somebody off the list. Fine if nobody of this identity is on it.
pub async fn let_off(services: &Services, actor: &Actor, walk: Uuid, id: Uuid) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    located(&tx, actor, Permission::HoldWalks, walk).await?;
    walk::uninvite(&tx, walk, id).await?;
    Ok(tx.commit().await?)
}

/// Writes to everybody who has an address and does not know yet how the walk is planned, and says how many that were.
pub async fn tell(services: &Services, actor: &Actor, walk: Uuid) -> Result<usize, Error> {
    post::check(services)?;
    let tx = services.db.begin().await?;
    let located = located(&tx, actor, Permission::HoldWalks, walk).await?;
    let mut told = 0;
    for invitation in walk::invitations(&tx, walk).await? {
        if let Some(news) = news(&located.walk, &invitation) {
            told += usize::from(tell_one(services, &tx, &located, &invitation, news).await?);
        }
    }
    if told > 0 {
        audit::record(services, &tx, actor, Action::Mailed, Object::Walk(walk)).await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// Whether somebody who is asked along has something to learn.
pub fn is_to_be_told(walk: &Walk, invitation: &Invitation) -> bool {
    news(walk, invitation).is_some()
}

fn news(walk: &Walk, invitation: &Invitation) -> Option<News> {
    invitation.email.as_ref()?;
    match (walk.state, invitation.told_version) {
        (State::Planned, None) => Some(News::Planned),
        (State::Planned, Some(told)) if told < walk.version => Some(News::Changed),
        (State::Cancelled, Some(told)) if told < walk.version => Some(News::CalledOff),
        _ => None,
    }
}

async fn tell_one(
    services: &Services,
    tx: &Tx,
    located: &Located,
    invitation: &Invitation,
    news: News,
) -> Result<bool, Error> {
    let version = located.walk.version;
    let Some(to) = invitation.email.as_ref().and_then(|email| email.parse::<Address>().ok()) else { return Ok(false) };
    // Two clicks at once: the other one has told them.
    if !walk::note_told(tx, invitation.id, version).await? {
        return Ok(false);
    }
    let id = Digest::of_all(&["walk", &invitation.id.to_string(), &version.to_string()]).identity();
    post::post(tx, services, letter(services, located, news, &invitation.language).to(id, to)).await?;
    Ok(true)
}

fn letter(services: &Services, Located { walk, area }: &Located, news: News, language: &str) -> Letter {
    let locale = Locale::of(language);
    let when = match walk.plan.at {
        Some(at) => locale.date_time(walk.plan.on, at),
        None => locale.date(walk.plan.on),
    };
    let title = say_with(language, "walk-title", &[("area", area.name.as_str().into())]);
    let key = |end: &str| format!("walk-mail-{}-{end}", news.as_str());
    let about = [("area", area.name.as_str().into()), ("when", when.as_str().into())];
    let purpose = if walk.plan.is_reinspection { say(language, "walk-reinspection") } else { String::new() };
    let facts = [("walk-when", when.clone()), ("walk-route", walk.plan.route.clone()), ("walk-purpose", purpose)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let appointment = Appointment {
        id: walk.id,
        number: walk.version,
        written: services.clock.now().timestamp(),
        when: appointed(services, walk),
        title: &title,
        about: &walk.plan.route,
        state: if news == News::CalledOff { AppointmentState::Cancelled } else { AppointmentState::Confirmed },
    };
    Letter::new(language, &say_with(language, &key("subject"), &about))
        .words(say_with(language, &key("text"), &about))
        .facts(facts.map(|(name, value)| (say(language, name), value)))
        .words(say(language, "walk-mail-why"))
        .calendar(appointment.to_file())
}

fn appointed(services: &Services, walk: &Walk) -> When {
    let zone = services.clock.now().time_zone().clone();
    let start = walk.plan.at.and_then(|at| DateTime::from_parts(walk.plan.on, at).to_zoned(zone).ok());
    start.map_or(When::Day(walk.plan.on), |start| When::From(start.timestamp(), MINUTES))
}

impl News {
    fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Changed => "changed",
            Self::CalledOff => "off",
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Walk(error.into())
    }
}
