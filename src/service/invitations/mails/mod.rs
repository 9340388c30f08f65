//! Messages to those who are invited, by mail, SMS or Digital Post: who would get one and what it says, before anything is sent;
//! sending; and rounds of reminders.
//!
//! Nothing here tells who has answered, nor could: what waits to be sent is sealed, and of a reminder it is noted that it
//! concerned everybody. Only when a message is about to leave its code is made from the installation's key and looked for.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{Invitation, LANGUAGES, find, is_by_code};
use crate::access::{Actor, Permission};
use crate::mail::{Parcel, Sender, Way};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{self, Wave};
use crate::service::{Services, post};
use crate::store::invitation_mail::{self, FIRST};
use crate::store::{self, Tx, invitation, place, wave, wave_sending};

use letter::{Draft, Secrets};
use reach::{is_any_set_up, reach, way_to};

pub mod by_itself;
pub mod came_back;
pub mod deliver;
mod letter;
mod reach;
pub mod remind;
pub mod reminders;
mod round;

pub use letter::sms_length;
pub use reminders::Reminder;

pub use crate::store::wave_sending::SendsFrom;

/// Why nothing is sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for this person.
    #[error("there is no such wave")]
    NotFound,
    /// People come to the wave in another way.
    #[error("the wave is not answered with codes")]
    NotByCode,
    /// Whoever followed the link would find nothing.
    #[error("the wave does not ask now")]
    NotOpen,
    /// Others would get a message than those who were seen.
    #[error("the list has changed since it was looked at")]
    Changed,
    /// Nobody carries messages here.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// How things stand, and what would be sent.
#[derive(Debug)]
pub struct Overview {
    /// The wave.
    pub wave: Wave,
    /// Whether it asks now.
    pub is_open: bool,
    /// Whether messages are carried by any way.
    pub is_set_up: bool,
    /// Whom mails come from, if somebody sends them.
    pub from: Option<String>,
    /// How many get a message when it is sent now.
    pub due: usize,
    /// The same by the way on which it goes, without those that nobody is reached by.
    pub ways: Vec<(Way, usize)>,
    /// How many were written to.
    pub written: usize,
    /// How many cannot be reached.
    pub without: usize,
    /// How many want to hear no more.
    pub stopped: usize,
    /// How many messages were refused.
    pub refused: usize,
    /// From when on the wave writes by itself, if it does.
    pub by_itself: Option<wave_sending::SendsFrom>,
    /// When the wave reminds.
    pub reminders: Vec<Reminder>,
    /// What is sent, once by each way and in each language that somebody is written to in.
    pub samples: Vec<Sample>,
}

/// The messages to the first who is written to by a way and in a language. They are what is sent, but for the code.
#[derive(Debug)]
pub struct Sample {
    /// The way.
    pub way: Way,
    /// The language.
    pub language: &'static str,
    /// The first message.
    pub first: Parcel,
    /// A reminder.
    pub reminder: Parcel,
}

/// Who was written to in a wave for what, and when.
type Written = HashMap<Uuid, Vec<(i32, Date)>>;

/// Shows what would be sent, and sends nothing.
pub async fn overview(services: &Services, actor: &Actor, wave: Uuid) -> Result<Overview, Error> {
    let wave = found(find(&services.db, actor, wave).await)?;
    let invited = invitation::of_wave(&services.db, wave.id).await?;
    let written = invitation_mail::of_wave(&services.db, wave.id).await?;
    let reminders = reminders::of(services, &wave, &written).await?;
    let programme = place::programme(&services.db, wave.programme_id).await?;
    let sender = programme.map(|programme| programme.name).unwrap_or_default();
    let count = |is_one: &dyn Fn(&Invitation) -> bool| invited.iter().filter(|one| is_one(one)).count();
    let due: Vec<Way> = invited.iter().filter_map(|one| way_if_due(services, one, &written)).collect();
    let by_way = |way: Way| (way, due.iter().filter(|known| **known == way).count());
    Ok(Overview {
        is_set_up: is_any_set_up(services),
        is_open: waves::is_open(&wave, &services.clock.now()),
        from: services.mail.as_ref().map(Sender::from),
        due: due.len(),
        ways: Way::ALL.into_iter().map(by_way).filter(|(_, count)| *count > 0).collect(),
        written: count(&|one| was_written_to(one.id, &written)),
        without: count(&|one| one.stopped_on.is_none() && way_to(services, &one.contact).is_none()),
        stopped: count(&|one| one.stopped_on.is_some()),
        refused: count(&|one| one.refusal.is_some()),
        by_itself: wave_sending::find(&services.db, wave.id).await?,
        samples: samples(services, &wave, &sender, &invited, &written),
        reminders,
        wave,
    })
}

/// Writes to everybody who can be reached and was not written to, and says to how many. `seen` is how many those were
/// when somebody looked. Again writes to nobody.
pub async fn send(services: &Services, actor: &Actor, wave: Uuid, seen: usize) -> Result<usize, Error> {
    if !is_any_set_up(services) {
        return Err(post::Error::NotSetUp.into());
    }
    let tx = services.db.begin().await?;
    // Who sends at the same time waits here, and finds everybody written to.
    let wave = lock(&tx, actor, wave).await?;
    if !waves::is_open(&wave, &services.clock.now()) {
        return Err(Error::NotOpen);
    }
    let written = invitation_mail::of_wave(&tx, wave.id).await?;
    let mut due = invitation::of_wave(&tx, wave.id).await?;
    due.retain(|one| way_if_due(services, one, &written).is_some());
    if due.is_empty() {
        return Ok(0);
    }
    if due.len() != seen {
        return Err(Error::Changed);
    }
    round::begin(services, &tx, &due, FIRST).await?;
    audit::record(services, &tx, actor, Action::Mailed, Object::Wave(wave.id)).await?;
    tx.commit().await?;
    Ok(due.len())
}

/// Lets those be written to again whose first mail was refused: it may have been us who were not welcome.
pub async fn try_again(services: &Services, actor: &Actor, wave: Uuid) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let wave = lock(&tx, actor, wave).await?;
    invitation_mail::forget_refused(&tx, wave.id).await?;
    invitation::forget_refusals(&tx, wave.id).await?;
    audit::record(services, &tx, actor, Action::Changed, Object::Wave(wave.id)).await?;
    Ok(tx.commit().await?)
}

/// A wave with codes that somebody may set up; until the transaction ends, nobody else changes it.
async fn lock(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let may = |wave: &Wave| waves::may_in_all(actor, Permission::ManageWaves, wave);
    let wave = wave::lock(tx, id).await?.filter(may).ok_or(Error::NotFound)?;
    if is_by_code(&wave) { Ok(wave) } else { Err(Error::NotByCode) }
}

fn found(found: Result<Wave, super::Error>) -> Result<Wave, Error> {
    found.map_err(|error| match error {
        super::Error::NotFound => Error::NotFound,
        super::Error::Store(error) => Error::Store(error),
    })
}

fn was_written_to(invitation: Uuid, written: &Written) -> bool {
    written.get(&invitation).is_some_and(|mails| mails.iter().any(|(number, _)| *number == FIRST))
}

/// The way to somebody who has still to be written to.
fn way_if_due(services: &Services, invited: &Invitation, written: &Written) -> Option<Way> {
    reach(services, invited).filter(|_| !was_written_to(invited.id, written)).map(|reach| reach.way())
}

/// Of those who are due, or, when nobody is, of all who can be reached.
fn samples(services: &Services, wave: &Wave, sender: &str, invited: &[Invitation], written: &Written) -> Vec<Sample> {
    let (mut known, secrets) = (HashSet::new(), Secrets::hidden(&services.base));
    let due = invited.iter().filter(|one| !was_written_to(one.id, written));
    let reached = due.chain(invited).filter_map(|one| Some((reach(services, one)?.way(), one)));
    let firsts: Vec<_> = reached.filter(|(way, one)| known.insert((*way, &one.contact.language))).collect();
    let sample = |way: Way, language: &'static str| {
        let (_, to) = firsts.iter().find(|(known, one)| *known == way && one.contact.language == language)?;
        let parcel = |number| {
            let draft = Draft { wave, sender, to, number, secrets: &secrets };
            Some(draft.parcel(Uuid::nil(), reach(services, to)?))
        };
        Some(Sample { way, language, first: parcel(FIRST)?, reminder: parcel(FIRST + 1)? })
    };
    let all = Way::ALL.into_iter().flat_map(|way| LANGUAGES.map(|language| (way, language)));
    all.filter_map(|(way, language)| sample(way, language)).collect()
}
