//! What waves do by themselves. They open and close at their times, whether anybody looks or not; here it is only noted in the
//! log, once.

use std::collections::HashMap;

use jiff::Zoned;
use uuid::Uuid;

use super::{State, Wave, closes, opens};
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::store::audit::Done;
use crate::store::{self, wave};

/// Notes what has happened by now and is not noted, and says how much that was.
pub async fn note(services: &Services) -> Result<u64, store::Error> {
    let now = services.clock.now();
    let mut waves = wave::list(&services.db).await?;
    waves.retain(|wave| wave.state == State::Open);
    let ids: Vec<Uuid> = waves.iter().map(|wave| wave.id).collect();
    let mut told: HashMap<Uuid, Vec<Done>> = HashMap::new();
    for (id, done) in audit::of_waves(&services.db, &ids).await? {
        told.entry(id).or_default().push(done);
    }
    let mut count = 0;
    for wave in waves {
        let told = told.remove(&wave.id).unwrap_or_default();
        if !due(&wave, &told, &now).is_empty() {
            count += note_one(services, wave.id, &now).await?;
        }
    }
    Ok(count)
}

/// Looks again while nobody else can note it or change the wave.
async fn note_one(services: &Services, id: Uuid, now: &Zoned) -> Result<u64, store::Error> {
    let tx = services.db.begin().await?;
    let Some(wave) = wave::lock(&tx, id).await? else { return Ok(0) };
    let told: Vec<Done> = audit::of_waves(&tx, &[id]).await?.into_iter().map(|(_, done)| done).collect();
    let due = due(&wave, &told, now);
    for action in &due {
        audit::record_own(services, &tx, *action, Object::Wave(id)).await?;
    }
    tx.commit().await?;
    Ok(due.len() as u64)
}

/// What a wave has done by itself and nobody has been told.
fn due(wave: &Wave, told: &[Done], now: &Zoned) -> Vec<Action> {
    if wave.state != State::Open {
        return Vec::new();
    }
    let (hours, zone) = (wave.terms.hours, now.time_zone());
    let (first, last) = (opens(wave.starts_on, hours, zone), closes(wave.ends_on, hours, zone));
    let is_told = |action: Action| told.iter().any(|done| done.action == action.as_str());
    // Who opens a wave after its beginning has opened it, and not the time.
    let by_hand = |done: &Done| done.action == Action::Opened.as_str() && done.at >= first.timestamp();
    let has_begun = first <= *now && !is_told(Action::Began) && !told.iter().any(by_hand);
    let has_run_out = last <= *now && !is_told(Action::RanOut);
    let due = [has_begun.then_some(Action::Began), has_run_out.then_some(Action::RanOut)];
    due.into_iter().flatten().collect()
}
