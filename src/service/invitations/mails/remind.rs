//! Beginning the rounds of reminders that are due. A round concerns everybody who was written to before it, whether they have
//! answered or not; who has is left out when their mail would leave.

use jiff::civil::Date;
use uuid::Uuid;

use super::reach::{is_any_set_up, reach};
use super::{Invitation, Written, is_by_code, round};
use crate::access::Actor;
use crate::service::audit::{self, Action, Object};
use crate::service::{Services, waves};
use crate::store::invitation_mail::{self, FIRST};
use crate::store::{self, Reads, invitation, wave};

/// The hours in which a phone may ring.
const BY_DAY: std::ops::Range<i8> = 9..20;

/// Begins what is due, and says how many rounds those were. Where nobody carries messages, nobody is reminded, and nothing is noted.
pub async fn remind(services: &Services) -> Result<u64, store::Error> {
    if !is_any_set_up(services) || !is_by_day(services) {
        return Ok(0);
    }
    let mut begun = 0;
    for id in invitation_mail::reminding(&services.db, services.clock.today()).await? {
        if due(services, &services.db, id).await?.is_none() {
            continue;
        }
        // Who is reminded has not answered, and a mail server knows whom it got mails to: so whoever answered before is one of
        // many, in no order.
        services.db.forget_order().await?;
        let tx = services.db.begin().await?;
        // Staff who change the days at the same time wait, and so does another machine.
        wave::lock(&tx, id).await?;
        let Some((number, concerned)) = due(services, &tx, id).await? else { continue };
        round::begin(services, &tx, &concerned, number).await?;
        audit::record(services, &tx, &Actor::operator(), Action::Reminded, Object::Wave(id)).await?;
        tx.commit().await?;
        begun += 1;
    }
    Ok(begun)
}

/// Whether phones may ring now.
pub(super) fn is_by_day(services: &Services) -> bool {
    BY_DAY.contains(&services.clock.now().hour())
}

/// The reminder of a wave that is due, and whom it concerns. Of several that are late only the last is sent.
async fn due(services: &Services, from: &impl Reads, id: Uuid) -> Result<Option<(i32, Vec<Invitation>)>, store::Error> {
    let now = services.clock.now();
    let wave = wave::find(from, id).await?.filter(|wave| is_by_code(wave) && waves::is_open(wave, &now));
    if wave.is_none() {
        return Ok(None);
    }
    let days = invitation_mail::reminders(from, id).await?;
    let Some((number, on)) = (1..).zip(days).take_while(|(_, on)| *on <= now.date()).last() else { return Ok(None) };
    let written = invitation_mail::of_wave(from, id).await?;
    let mut concerned = invitation::of_wave(from, id).await?;
    concerned.retain(|one| reach(services, one).is_some() && is_concerned(one.id, number, on, &written));
    Ok((!concerned.is_empty()).then_some((number, concerned)))
}

/// Whether somebody was written to before the day of a reminder, and is not in its round.
fn is_concerned(invitation: Uuid, number: i32, on: Date, written: &Written) -> bool {
    let mails = written.get(&invitation).map(Vec::as_slice).unwrap_or_default();
    mails.iter().any(|(first, sent_on)| *first == FIRST && *sent_on < on)
        && mails.iter().all(|(known, _)| *known != number)
}
