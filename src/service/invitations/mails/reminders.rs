//! The days on which a wave reminds: staff choose them, and take back what has not begun.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Written, lock};
use crate::access::Actor;
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::service::waves::Wave;
use crate::store::{self, Tx, invitation_mail};

/// Why a day was not added or taken back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody may, or there is no such wave.
    #[error(transparent)]
    Mails(#[from] super::Error),
    /// It is over.
    #[error("the day is over")]
    Past,
    /// The wave asks no more on it.
    #[error("the wave is over on that day")]
    Over,
    /// The wave reminds on it.
    #[error("the wave reminds on that day")]
    Twice,
    /// More would be a nuisance.
    #[error("a wave reminds {MOST} times at most")]
    TooMany,
}

/// A day on which a wave reminds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The day.
    pub on: Date,
    /// How it stands.
    pub standing: Standing,
}

/// How a reminder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It comes, and can be taken back.
    Coming,
    /// The wave does not ask on that day.
    Outside,
    /// It was sent.
    Sent,
    /// Its day is over, and it was not.
    Missed,
}

/// When to remind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many days after the wave opens.
    After(u16),
    /// On this day.
    On(Date),
}

/// More would be a nuisance.
const MOST: usize = 5;

/// Lets a wave remind once more.
pub async fn add(services: &Services, actor: &Actor, wave: Uuid, when: When) -> Result<(), Error> {
    let tx = services.db.begin().await.map_err(super::Error::from)?;
    let wave = lock(&tx, actor, wave).await?;
    let on = match when {
        When::After(days) => wave.starts_on.saturating_add(i32::from(days).days()),
        When::On(day) => day,
    };
    let mut days = invitation_mail::reminders(&tx, wave.id).await.map_err(super::Error::from)?;
    keeps_to(services, &wave, on)?;
    if days.contains(&on) {
        return Err(Error::Twice);
    }
    if days.len() >= MOST {
        return Err(Error::TooMany);
    }
    days.push(on);
    // What was sent was sent before today or today, so it keeps its number.
    days.sort();
    Ok(keep(services, tx, actor, wave.id, &days).await.map_err(super::Error::from)?)
}

/// Takes back a reminder that has not begun. Again changes nothing.
pub async fn remove(services: &Services, actor: &Actor, wave: Uuid, on: Date) -> Result<(), super::Error> {
    let tx = services.db.begin().await?;
    let wave = lock(&tx, actor, wave).await?;
    let written = invitation_mail::of_wave(&tx, wave.id).await?;
    let days = invitation_mail::reminders(&tx, wave.id).await?;
    let left: Vec<Date> = judged(services, &wave, days.clone(), &written)
        .into_iter()
        .filter(|known| known.on != on || !known.standing.is_ahead())
        .map(|known| known.on)
        .collect();
    if left == days {
        return Ok(());
    }
    Ok(keep(services, tx, actor, wave.id, &left).await?)
}

/// Whether a wave can write on a day: one that comes, and not after its last.
pub(super) fn keeps_to(services: &Services, wave: &Wave, on: Date) -> Result<(), Error> {
    if on < services.clock.today() {
        return Err(Error::Past);
    }
    if on > wave.ends_on { Err(Error::Over) } else { Ok(()) }
}

/// The days of a wave.
pub(super) async fn of(services: &Services, wave: &Wave, written: &Written) -> Result<Vec<Reminder>, store::Error> {
    let days = invitation_mail::reminders(&services.db, wave.id).await?;
    Ok(judged(services, wave, days, written))
}

impl Standing {
    /// Whether it can be taken back.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Coming | Self::Outside)
    }
}

fn judged(services: &Services, wave: &Wave, days: Vec<Date>, written: &Written) -> Vec<Reminder> {
    let today = services.clock.today();
    let is_sent = |number: i32| written.values().flatten().any(|(known, _)| *known == number);
    let standing = |number, on| match on {
        _ if is_sent(number) => Standing::Sent,
        on if on < today => Standing::Missed,
        on if on < wave.starts_on || on > wave.ends_on => Standing::Outside,
        _ => Standing::Coming,
    };
    (1..).zip(days).map(|(number, on)| Reminder { on, standing: standing(number, on) }).collect()
}

async fn keep(services: &Services, tx: Tx, actor: &Actor, wave: Uuid, days: &[Date]) -> Result<(), store::Error> {
    invitation_mail::set_reminders(&tx, wave, days).await?;
    audit::record(services, &tx, actor, Action::Changed, Object::Wave(wave)).await?;
    tx.commit().await
}
