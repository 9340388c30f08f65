//! Mails to those who are invited: who would get one and what it says, before anything is sent; sending; and rounds of reminders.
//!
//! Nothing here tells who has answered, nor could: what waits to be sent is sealed, and of a reminder it is noted that it
//! concerned everybody. Only when a mail is about to leave its code is made from the installation's key and looked for.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{Invitation, LANGUAGES, find, is_by_code};
use crate::access::{Actor, Permission};
use crate::mail::{Address, Message, Sender};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{self, Wave};
use crate::service::{Services, post};
use crate::store::invitation_mail::{self, FIRST};
use crate::store::{self, Tx, invitation, place, wave};

use letter::{Secrets, letter};

pub mod deliver;
mod letter;
pub mod remind;
pub mod reminders;
mod round;

pub use reminders::Reminder;

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
    /// Others would get a mail than those who were seen.
    #[error("the list has changed since it was looked at")]
    Changed,
    /// Nobody sends mails here.
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
    /// Whom mails come from, if somebody sends them.
    pub from: Option<String>,
    /// How many get a mail when it is sent now.
    pub due: usize,
    /// How many were written to.
    pub written: usize,
    /// How many cannot be reached by mail.
    pub without: usize,
    /// How many want to hear no more.
    pub stopped: usize,
    /// How many mails were refused.
    pub refused: usize,
    /// When the wave reminds.
    pub reminders: Vec<Reminder>,
    /// What is sent, once in each language that somebody is written to in.
    pub samples: Vec<Sample>,
}

/// The mails to the first who is written to in a language. They are what is sent, but for the code.
#[derive(Debug)]
pub struct Sample {
    /// The language.
    pub language: &'static str,
    /// The first mail.
    pub first: Message,
    /// A reminder.
    pub reminder: Message,
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
    Ok(Overview {
        is_open: waves::is_open(&wave, &services.clock.now()),
        from: services.mail.as_ref().map(Sender::from),
        due: count(&|one| is_due(one, &written)),
        written: count(&|one| was_written_to(one.id, &written)),
        without: count(&|one| one.stopped_on.is_none() && one.contact.email.is_none()),
        stopped: count(&|one| one.stopped_on.is_some()),
        refused: count(&|one| one.refusal.is_some()),
        samples: samples(services, &wave, &sender, &invited, &written),
        reminders,
        wave,
    })
}

/// Writes to everybody who can be reached by mail and was not written to, and says to how many. `seen` is how many those were
/// when somebody looked. Again writes to nobody.
pub async fn send(services: &Services, actor: &Actor, wave: Uuid, seen: usize) -> Result<usize, Error> {
    post::check(services)?;
    let tx = services.db.begin().await?;
    // Who sends at the same time waits here, and finds everybody written to.
    let wave = lock(&tx, actor, wave).await?;
    if !waves::is_open(&wave, &services.clock.now()) {
        return Err(Error::NotOpen);
    }
    let written = invitation_mail::of_wave(&tx, wave.id).await?;
    let mut due = invitation::of_wave(&tx, wave.id).await?;
    due.retain(|one| is_due(one, &written));
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

/// Where mail to somebody goes who has not stopped it and whose address has not been refused.
fn reach(invited: &Invitation) -> Option<Address> {
    let is_welcome = invited.stopped_on.is_none() && invited.refusal.is_none();
    invited.contact.email.as_deref().filter(|_| is_welcome)?.parse().ok()
}

fn was_written_to(invitation: Uuid, written: &Written) -> bool {
    written.get(&invitation).is_some_and(|mails| mails.iter().any(|(number, _)| *number == FIRST))
}

fn is_due(invited: &Invitation, written: &Written) -> bool {
    reach(invited).is_some() && !was_written_to(invited.id, written)
}

/// Of those who are due, or, when nobody is, of all who can be reached.
fn samples(services: &Services, wave: &Wave, sender: &str, invited: &[Invitation], written: &Written) -> Vec<Sample> {
    let mut known = HashSet::new();
    let due = invited.iter().filter(|one| is_due(one, written));
    let reached = due.chain(invited).filter(|one| reach(one).is_some());
    let firsts: Vec<_> = reached.filter(|one| known.insert(&one.contact.language)).collect();
    let sample = |language: &'static str| {
        let one = firsts.iter().find(|one| one.contact.language == language)?;
        let secrets = Secrets::hidden(&services.base);
        let mail = |number| Some(letter(wave, sender, one, number, &secrets).to(Uuid::nil(), reach(one)?));
        Some(Sample { language, first: mail(FIRST)?, reminder: mail(FIRST + 1)? })
    };
    LANGUAGES.into_iter().filter_map(sample).collect()
}
