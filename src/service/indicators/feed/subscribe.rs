//! Who is sent what indicators are observed to be: made, given another secret, ended. A secret is shown when it is made; what it
//! follows from is the installation's key, so that nobody reads it in the database.

use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::Uri;
use uuid::Uuid;

use super::nats;
use crate::access::{Actor, Denied, Permission, Place};
use crate::client::signed;
use crate::service::audit::{self, Action, Object};
use crate::service::{Name, Services};
use crate::store::delivery::{self, DeadLetter, Standing};
use crate::store::{self, Digest, Tx, observation, place, subscription};

pub use crate::store::subscription::{Kind, Subscription};

/// A subscription that somebody wants.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its identity.
    pub id: Uuid,
    /// What people call it.
    pub name: Name,
    /// By which way.
    pub kind: Kind,
    /// The address of a webhook, or how subjects begin; nothing for files.
    pub target: String,
    /// Of this programme alone.
    pub programme: Option<Uuid>,
    /// Which observations it begins with.
    pub begin: Begin,
}

/// Which observations a subscription begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// The first that was ever made.
    First,
    /// The next that will be.
    Next,
}

/// By which the messages of a subscription are known to come from here. Not printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// Why there is no subscription, or it is not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of this identity, or it has ended.
    #[error("there is no such subscription")]
    NotFound,
    /// The address is none, or leads where nothing is sent to.
    #[error("an address begins with https://, has at most {MOST_LETTERS} letters, no password, and lies in the world")]
    Address,
    /// What subjects are to begin with is no subject.
    #[error(
        "a subject begins with letters, digits, `-` and `_` with dots between them, at most {}",
        nats::MOST_LETTERS
    )]
    Subject,
    /// This installation does not have the way.
    #[error("this installation has no NATS server")]
    NoWay,
    /// There is no such programme.
    #[error("there is no such programme")]
    NoProgramme,
    /// There are as many as there may be.
    #[error("there are {MOST} subscriptions already")]
    TooMany,
    /// Something else was asked for by this name.
    #[error("another subscription has this identity")]
    KeyReused,
    /// Not allowed for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// More nobody needs, and each is looked at again and again.
pub const MOST: u64 = 50;
/// The longest address.
pub const MOST_LETTERS: usize = 1_000;
/// So long the secret before counts, too.
const OVERLAP: Duration = Duration::from_hours(24);

/// Makes a subscription. Again with the same identity gives the one that there is, as long as it is as it was made: who asks again
/// later would be told a secret that was made meanwhile.
pub async fn create(services: &Services, actor: &Actor, command: Command) -> Result<Subscription, Error> {
    need(actor)?;
    let Command { id, name, kind, target, programme, begin } = command;
    if !ways(services).any(|way| way == kind) {
        return Err(Error::NoWay);
    }
    let target = match kind {
        Kind::Webhook => address(services, &target)?,
        Kind::Folder => String::new(),
        Kind::Nats => nats::prefix(&target).ok_or(Error::Subject)?.to_owned(),
    };
    let tx = services.db.begin().await?;
    if let Some(programme) = programme {
        place::programme(&tx, programme).await?.ok_or(Error::NoProgramme)?;
    }
    let number = match begin {
        Begin::First => 0,
        Begin::Next => observation::last_number(&tx).await?,
    };
    let new = Subscription {
        id,
        name: name.as_str().to_owned(),
        kind,
        target,
        programme_id: programme,
        salt: services.clock.identity(),
        former: None,
        number,
        pending: None,
        created_on: services.clock.today(),
        ended_on: None,
    };
    if !subscription::insert(&tx, &new).await? {
        let known = subscription::find(&tx, id).await?.ok_or(Error::NotFound)?;
        let asked = |one: &Subscription| (one.name.clone(), one.kind, one.target.clone(), one.programme_id);
        let is_as_made = known.former.is_none() && known.ended_on.is_none();
        return if is_as_made && asked(&known) == asked(&new) { Ok(known) } else { Err(Error::KeyReused) };
    }
    if subscription::count(&tx).await? > MOST {
        return Err(Error::TooMany);
    }
    audit::record(services, &tx, actor, Action::Created, Object::Subscription(id)).await?;
    tx.commit().await?;
    Ok(new)
}

/// The ways that this installation has.
pub fn ways(services: &Services) -> impl Iterator<Item = Kind> {
    let has_streams = services.streams.is_some();
    Kind::ALL.into_iter().filter(move |kind| has_streams || *kind != Kind::Nats)
}

/// Those that have not ended, each with how things stand.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<(Subscription, Standing)>, Error> {
    need(actor)?;
    let mut told = Vec::new();
    for one in subscription::live(&services.db).await? {
        let standing = standing(services, &one).await?;
        told.push((one, standing));
    }
    Ok(told)
}

/// One that has not ended, and how things stand.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<(Subscription, Standing), Error> {
    need(actor)?;
    let found = subscription::find(&services.db, id).await?.filter(|one| one.ended_on.is_none());
    let found = found.ok_or(Error::NotFound)?;
    let standing = standing(services, &found).await?;
    Ok((found, standing))
}

/// What of it was given up, in its order; of very many only the first.
pub async fn dead_letters(services: &Services, actor: &Actor, id: Uuid, most: u64) -> Result<Vec<DeadLetter>, Error> {
    find(services, actor, id).await?;
    Ok(delivery::dead(&services.db, id, most).await?)
}

/// Why the last try failed of what is tried again.
pub async fn last_failure(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<String>, Error> {
    find(services, actor, id).await?;
    Ok(delivery::last_failure(&services.db, id).await?)
}

/// Gives it another secret, which follows from the one before and from what names the request. For a day its messages are signed with
/// both. The same again changes nothing; an older request that comes again makes a fresh secret, and brings none back.
pub async fn change_secret(services: &Services, actor: &Actor, id: Uuid, request: Uuid) -> Result<Subscription, Error> {
    let (tx, held) = hold(services, actor, id).await?;
    let after = |salt: Uuid| Digest::of_all(&["secret", &salt.to_string(), &request.to_string()]).identity();
    if held.former.is_some_and(|(former, _)| after(former) == held.salt) {
        return Ok(held);
    }
    let salt = after(held.salt);
    let until = services.clock.now().timestamp() + OVERLAP;
    let former = (held.salt, until);
    subscription::change_salt(&tx, id, salt, former).await?;
    audit::record(services, &tx, actor, Action::Changed, Object::Subscription(id)).await?;
    tx.commit().await?;
    Ok(Subscription { salt, former: Some(former), ..held })
}

/// Has what was given up sent again: one, or all. Says how many.
pub async fn replay(services: &Services, actor: &Actor, id: Uuid, number: Option<i64>) -> Result<u64, Error> {
    let (tx, _) = hold(services, actor, id).await?;
    let replayed = delivery::replay(&tx, &services.clock, id, number).await?;
    if replayed > 0 {
        audit::record(services, &tx, actor, Action::Mailed, Object::Subscription(id)).await?;
    }
    tx.commit().await?;
    Ok(replayed)
}

/// Lets go of one that was given up, so that what comes after it in its series is sent. `false` if it is none.
pub async fn skip(services: &Services, actor: &Actor, id: Uuid, number: i64) -> Result<bool, Error> {
    let (tx, _) = hold(services, actor, id).await?;
    let skipped = delivery::skip(&tx, id, number).await?;
    if skipped {
        audit::record(services, &tx, actor, Action::CalledOff, Object::Subscription(id)).await?;
    }
    tx.commit().await?;
    Ok(skipped)
}

/// Ends it: nothing more is sent. Files that were written stay.
pub async fn end(services: &Services, actor: &Actor, id: Uuid) -> Result<(), Error> {
    let (tx, _) = hold(services, actor, id).await?;
    delivery::forget(&tx, id).await?;
    subscription::end(&tx, id, services.clock.today()).await?;
    audit::record(services, &tx, actor, Action::Ended, Object::Subscription(id)).await?;
    Ok(tx.commit().await?)
}

/// Its secret now.
pub fn secret(services: &Services, one: &Subscription) -> Secret {
    Secret(services.secret_key.feed(one.id, one.salt))
}

/// All secrets that its messages are signed with: that of now, and for a while the one before.
pub(super) fn secrets(services: &Services, one: &Subscription) -> Vec<Secret> {
    let now = services.clock.now().timestamp();
    let former = one.former.filter(|(_, until)| *until > now).map(|(salt, _)| salt);
    let of = |salt| Secret(services.secret_key.feed(one.id, salt));
    std::iter::once(one.salt).chain(former).map(of).collect()
}

/// What waits is what was handed out, and what was not yet.
async fn standing(services: &Services, of: &Subscription) -> Result<Standing, store::Error> {
    let handed_out = delivery::standing(&services.db, of.id).await?;
    let not_yet = observation::count(&services.db, of.programme_id, of.number).await?;
    Ok(Standing { waiting: handed_out.waiting + not_yet, ..handed_out })
}

/// A subscription tells of everything, so who looks after it looks after everything.
fn need(actor: &Actor) -> Result<(), Denied> {
    actor.need(Permission::ManageFeeds, &Place::Installation)
}

async fn hold(services: &Services, actor: &Actor, id: Uuid) -> Result<(Tx, Subscription), Error> {
    need(actor)?;
    let tx = services.db.begin().await?;
    let held = subscription::hold(&tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, held))
}

fn address(services: &Services, typed: &str) -> Result<String, Error> {
    let typed = typed.trim();
    let uri: Uri = typed.parse().map_err(|_| Error::Address)?;
    let has_password = uri.authority().is_none_or(|authority| authority.as_str().contains('@'));
    let is_askable = services.feeds.as_ref().is_some_and(|client| client.may_ask(&uri));
    if typed.len() > MOST_LETTERS || has_password || !is_askable { Err(Error::Address) } else { Ok(typed.to_owned()) }
}

impl Secret {
    /// As whoever gets messages takes it: base64 behind a mark. To be shown once, to who asked for it.
    pub fn expose(&self) -> String {
        format!("{}{}", signed::MARK, BASE64_STANDARD.encode(self.0))
    }
}

impl AsRef<[u8]> for Secret {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(secret)")
    }
}
