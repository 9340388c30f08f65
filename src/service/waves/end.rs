//! Another end for a wave that asks, or is about to. It is all that changes of one that is open: the rest has been seen and
//! answered.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::life::{Error, keep, lock};
use super::{Standing, Wave, closes, kept_until, opens, standing};
use crate::access::Actor;
use crate::service::audit::Action;
use crate::service::{Services, open_wave};

/// When a wave closes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Its last day.
    pub on: Date,
    /// The time of that day; its end by itself.
    pub at: Option<Time>,
}

impl End {
    /// The end that a wave has.
    pub fn of(wave: &Wave) -> Self {
        Self { on: wave.ends_on, at: wave.terms.hours.to }
    }
}

/// Lets a wave of a version end at another time. The same end again changes nothing.
pub async fn move_end(services: &Services, actor: &Actor, id: Uuid, version: i32, end: End) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    if End::of(&old) == end {
        return Ok(old);
    }
    let now = services.clock.now();
    let is_open = match standing(&old, &now) {
        Standing::Draft => return Err(Error::StillDraft),
        Standing::Over | Standing::Archived => return Err(Error::Closed),
        Standing::Waiting => false,
        Standing::Open => true,
    };
    if old.version != version {
        return Err(Error::Conflict(Box::new(old)));
    }
    let mut changed = Wave { ends_on: end.on, ..old.clone() };
    changed.terms.hours.to = end.at;
    let (hours, zone) = (changed.terms.hours, now.time_zone());
    if closes(changed.ends_on, hours, zone) <= now {
        return Err(Error::EndIsOver);
    }
    if closes(changed.ends_on, hours, zone) <= opens(changed.starts_on, hours, zone) {
        return Err(open_wave::Error::EndsBeforeStart.into());
    }
    if is_open {
        changed.terms.notice.kept_months = as_promised(&old, &changed)?;
    }
    keep(services, tx, actor, Action::EndMoved, changed).await
}

/// For how many months after the new end answers are kept, so that they go on the day that people were told, or before.
fn as_promised(old: &Wave, changed: &Wave) -> Result<Option<i32>, Error> {
    let (Some(promised), Some(months)) = (kept_until(old), old.terms.notice.kept_months) else {
        return Ok(old.terms.notice.kept_months);
    };
    let is_kept = |months: &i32| changed.ends_on.saturating_add(months.months()) <= promised;
    (1..=months).rev().find(is_kept).map(Some).ok_or(Error::KeptTooLong)
}
