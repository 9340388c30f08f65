//! First messages that go by themselves: from the day on which a wave opens, or from one that staff choose, by day, to everybody
//! who was not written to, until the wave is over. Off unless staff turn it on.

use jiff::civil::Date;
use uuid::Uuid;

use super::reach::is_any_set_up;
use super::remind::is_by_day;
use super::reminders::{self, keeps_to};
use super::{Invitation, invitation, is_by_code, lock, round, way_if_due};
use crate::access::Actor;
use crate::service::audit::{self, Action, Object};
use crate::service::waves::Wave;
use crate::service::{Services, waves};
use crate::store::invitation_mail::{self, FIRST};
use crate::store::wave_sending::{self, SendsFrom};
use crate::store::{self, Reads, wave};

/// Lets a wave write by itself from then on, or no more. Again changes nothing.
pub async fn set(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    sending: Option<SendsFrom>,
) -> Result<(), reminders::Error> {
    let tx = services.db.begin().await.map_err(super::Error::from)?;
    let wave = lock(&tx, actor, wave).await?;
    if let Some(sending) = sending {
        keeps_to(services, &wave, day(&wave, sending).max(services.clock.today()))?;
        if let SendsFrom::Day(on) = sending {
            keeps_to(services, &wave, on)?;
        }
    }
    if wave_sending::find(&tx, wave.id).await.map_err(super::Error::from)? == sending {
        return Ok(());
    }
    let kept = async {
        wave_sending::set(&tx, wave.id, sending).await?;
        audit::record(services, &tx, actor, Action::Changed, Object::Wave(wave.id)).await?;
        tx.commit().await
    };
    Ok(kept.await.map_err(super::Error::from)?)
}

/// Writes to whom it is time to write to, and says in how many waves somebody was.
pub async fn send(services: &Services) -> Result<u64, store::Error> {
    if !is_any_set_up(services) || !is_by_day(services) {
        return Ok(0);
    }
    let mut begun = 0;
    for id in wave_sending::waves(&services.db).await? {
        if due(services, &services.db, id).await?.is_empty() {
            continue;
        }
        let tx = services.db.begin().await?;
        // Staff who send at the same time wait, and so does another machine.
        wave::lock(&tx, id).await?;
        let due = due(services, &tx, id).await?;
        if due.is_empty() {
            continue;
        }
        round::begin(services, &tx, &due, FIRST).await?;
        audit::record(services, &tx, &Actor::operator(), Action::Mailed, Object::Wave(id)).await?;
        tx.commit().await?;
        begun += 1;
    }
    Ok(begun)
}

/// Those whom a wave writes to by itself now.
async fn due(services: &Services, from: &impl Reads, id: Uuid) -> Result<Vec<Invitation>, store::Error> {
    let now = services.clock.now();
    let wave = wave::find(from, id).await?.filter(|wave| is_by_code(wave) && waves::is_open(wave, &now));
    let (Some(wave), Some(sending)) = (wave, wave_sending::find(from, id).await?) else { return Ok(Vec::new()) };
    if now.date() < day(&wave, sending) {
        return Ok(Vec::new());
    }
    let written = invitation_mail::of_wave(from, id).await?;
    let mut due = invitation::of_wave(from, id).await?;
    due.retain(|one| way_if_due(services, one, &written).is_some());
    Ok(due)
}

fn day(wave: &Wave, sending: SendsFrom) -> Date {
    match sending {
        SendsFrom::Opening => wave.starts_on,
        SendsFrom::Day(on) => on,
    }
}
