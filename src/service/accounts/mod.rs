//! Accounts of people who work here: made by somebody who may, and opened by a link that counts once.

pub mod forgotten;
pub mod later;
pub mod log_in;
pub mod own_account;
pub mod passwords;
pub mod proof;
pub mod provider_log_in;
pub mod roles;
pub mod second_factor;
pub mod sessions;
pub mod tokens;

use std::collections::HashMap;

use jiff::{SignedDuration, ToSpan};
use uuid::Uuid;

use self::passwords::{NewPassword, Unfit};
use super::audit::{self, Action, Object};
use super::{Email, Key, Name, Services, post};
use crate::access::{Actor, Denied, Grant, Permission, Place, Who};
use crate::mail::{Address, Letter, NotAnAddress};
use crate::store::account_link::{self, Link};
use crate::store::{self, Tx, account, grant, log_in_step, login_attempt, place, provider_trip, session};
use crate::words::{self, STAFF_LANGUAGES};

pub use crate::store::account::Account;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its identity: the same command again makes nothing twice.
    pub id: Uuid,
    /// The address; no two accounts have the same.
    pub email: Email,
    /// What others read.
    pub name: Name,
    /// One of the languages for staff.
    pub language: String,
    /// What it is given.
    pub grants: Vec<Grant>,
}

/// An account with what it was given.
#[derive(Clone, Debug)]
pub struct Held {
    /// The account.
    pub account: Account,
    /// The roles.
    pub grants: Vec<Grant>,
}

/// Why an account is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody has this address.
    #[error("there is an account with this address")]
    EmailTaken,
    /// A grant names a place that is not there.
    #[error("there is no such programme or area")]
    NoPlace,
    /// Not allowed there, or more than one has oneself.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A link that was used, is over or never was.
    #[error("this link does not count any more")]
    LinkOver,
    /// Not this password.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It is the last one that looks after everything.
    #[error(transparent)]
    Roles(#[from] roles::Error),
    /// The password could not be kept: a mistake of this program.
    #[error("the password could not be hashed")]
    Hash(#[from] argon2::password_hash::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Why somebody gets a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// Who looks after the account wants them to have it.
    Invited,
    /// Somebody, most likely they, said that the password is forgotten.
    Forgotten,
}

/// Why a link is not sent.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The address of the account is none any more.
    #[error(transparent)]
    Address(#[from] NotAnAddress),
    /// It was not put into the post.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// How long a link to set a password counts: it may wait in a mail box over a holiday.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A browser that nobody logged in with for so long is no longer known.
const DEVICE_DAYS: i32 = 400;

/// Makes an account that nobody can log in to yet, with its roles, and the link by which its owner sets a password.
pub async fn create(services: &Services, actor: &Actor, command: Command) -> Result<(Account, Key), Error> {
    for grant in &command.grants {
        roles::check(actor, grant)?;
    }
    let account = Account {
        id: command.id,
        email: command.email.as_str().to_owned(),
        name: command.name.as_str().to_owned(),
        language: STAFF_LANGUAGES.into_iter().find(|one| *one == command.language).unwrap_or("da").to_owned(),
        created_on: services.clock.today(),
        blocked_on: None,
    };
    let tx = services.db.begin().await?;
    if !account::insert(&tx, &account).await? {
        return Err(Error::EmailTaken);
    }
    for grant in command.grants {
        if !place::exists(&tx, &grant.place).await? {
            return Err(Error::NoPlace);
        }
        grant::give(&tx, account.id, grant).await?;
    }
    let key = add_link(&tx, services, account.id, LINK_LASTS).await?;
    audit::record(services, &tx, actor, Action::Created, Object::Account(account.id)).await?;
    tx.commit().await?;
    Ok((account, key))
}

/// The account of an address.
pub async fn find_by_email(services: &Services, email: &Email) -> Result<Option<Account>, store::Error> {
    Ok(account::find_by_email(&services.db, email.as_str()).await?.map(|(account, _)| account))
}

/// The accounts that somebody looks after, by name, each with what it was given.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Held>, store::Error> {
    let mut grants: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for (account, grant) in grant::all(&services.db).await? {
        grants.entry(account).or_default().push(grant);
    }
    let accounts = account::list(&services.db).await?.into_iter();
    let held = accounts.map(|account| Held { grants: grants.remove(&account.id).unwrap_or_default(), account });
    Ok(held.filter(|held| held.is_seen_by(actor)).collect())
}

/// One of them; `None` if there is none that this person looks after.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Held>, store::Error> {
    let Some(account) = account::find(&services.db, id).await? else { return Ok(None) };
    let held = Held { grants: grant::list(&services.db, id).await?, account };
    Ok(Some(held).filter(|held| held.is_seen_by(actor)))
}

/// Makes a link by which the owner of an account sets a new password. The old one counts until then.
pub async fn invite(services: &Services, actor: &Actor, account: Uuid) -> Result<Key, Error> {
    let tx = services.db.begin().await?;
    roles::check_all(actor, &grant::list(&tx, account).await?)?;
    let key = add_link(&tx, services, account, LINK_LASTS).await?;
    audit::record(services, &tx, actor, Action::Invited, Object::Account(account)).await?;
    tx.commit().await?;
    Ok(key)
}

/// Shuts an account at once, or opens it again. `false` if it was so already.
pub async fn set_blocked(services: &Services, actor: &Actor, id: Uuid, blocked: bool) -> Result<bool, Error> {
    let tx = services.db.begin().await?;
    let grants = grant::list(&tx, id).await?;
    roles::check_all(actor, &grants)?;
    let Some(account) = account::lock(&tx, id).await?.filter(|found| found.blocked_on.is_some() != blocked) else {
        return Ok(false);
    };
    account::set_blocked(&tx, account.id, blocked.then(|| services.clock.today())).await?;
    if blocked {
        session::delete_all(&tx, account.id, None).await?;
        account_link::delete_all(&tx, account.id).await?;
        log_in_step::delete_all(&tx, account.id).await?;
    }
    let action = if blocked { Action::Closed } else { Action::Opened };
    audit::record(services, &tx, actor, action, Object::Account(id)).await?;
    if blocked {
        roles::check_somebody_is_left(&tx, &grants).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Changes the language in which somebody reads the pages.
pub async fn set_language(services: &Services, account: Uuid, language: &str) -> Result<(), store::Error> {
    let Some(language) = STAFF_LANGUAGES.into_iter().find(|one| *one == language) else { return Ok(()) };
    let tx = services.db.begin().await?;
    account::set_language(&tx, account, language).await?;
    tx.commit().await
}

/// Whose password a link sets; `None` if it does not count.
pub async fn look(services: &Services, key: &Key) -> Result<Option<Account>, store::Error> {
    let found = account_link::find(&services.db, key.digest()).await?;
    let Some(link) = found.filter(|link| services.clock.now().timestamp() < link.expires_at) else { return Ok(None) };
    let account = account::find(&services.db, link.account_id).await?;
    Ok(account.filter(|account| account.blocked_on.is_none()))
}

/// The link by which somebody sets a password. `base` is where people reach the server, without a slash at its end.
pub fn link(key: &Key, base: &str) -> String {
    format!("{base}/staff/password/{}", key.expose())
}

/// Sends the owner of an account the link by mail.
pub async fn post_link(services: &Services, account: &Account, key: &Key) -> Result<(), PostError> {
    let tx = services.db.begin().await?;
    post_in(&tx, services, account, key, Notice::Invited).await?;
    Ok(tx.commit().await?)
}

/// The same, in the transaction of what it tells of.
pub(super) async fn post_in(
    tx: &Tx,
    services: &Services,
    account: &Account,
    key: &Key,
    notice: Notice,
) -> Result<(), PostError> {
    let say = |key: &str| words::say(&account.language, key);
    let (subject, text) = match notice {
        Notice::Invited => ("account-mail-subject", "account-mail-text"),
        Notice::Forgotten => ("account-forgotten-mail-subject", "account-forgotten-mail-text"),
    };
    let address: Address = account.email.parse()?;
    let letter = Letter::new(&account.language, &say(subject))
        .words(words::say_with(&account.language, "account-mail-hello", &[("name", account.name.as_str().into())]))
        .words(say(text))
        .link(say("account-mail-link"), link(key, &services.base));
    Ok(post::post(tx, services, letter.to(services.clock.identity(), address)).await?)
}

/// Uses a link up to set the password of its account. All other links end, and whoever was logged in is out.
pub async fn set_password(services: &Services, key: &Key, typed: &str) -> Result<Account, Error> {
    let account = look(services, key).await?.ok_or(Error::LinkOver)?;
    let password = NewPassword::parse(typed, &[&account.email, &account.name])?;
    let hash = services.passwords.hash(&services.clock, password).await?;
    let tx = services.db.begin().await?;
    if !account_link::delete(&tx, key.digest()).await? {
        return Err(Error::LinkOver);
    }
    account::set_password(&tx, account.id, &hash).await?;
    account_link::delete_all(&tx, account.id).await?;
    session::delete_all(&tx, account.id, None).await?;
    log_in_step::delete_all(&tx, account.id).await?;
    login_attempt::forget_of(&tx, account.id).await?;
    login_attempt::clear(&tx, log_in::source(&account.email)).await?;
    // Whoever holds the link is taken for its owner.
    audit::record(services, &tx, &owner(&account), Action::Changed, Object::Password(account.id)).await?;
    tx.commit().await?;
    Ok(account)
}

/// Somebody in what they do to their own account, whatever else they may.
fn owner(account: &Account) -> Actor {
    Actor { who: Who::Person(account.id), name: account.name.clone(), grants: Vec::new() }
}

/// Forgets sessions, links and browsers that are over, and attempts to log in that nobody repeats; says how many there were.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let now = services.clock.now();
    let unseen = services.clock.today().saturating_sub(DEVICE_DAYS.days());
    let tx = services.db.begin().await?;
    let forgotten = session::forget(&tx, now.timestamp() - sessions::IDLE, now.timestamp() - sessions::LONGEST).await?
        + account_link::forget(&tx, now.timestamp()).await?
        + log_in_step::forget(&tx, now.timestamp()).await?
        + provider_trip::forget(&tx, now.timestamp()).await?
        + login_attempt::forget(&tx, now.timestamp() - proof::LONGEST_WAIT * 2).await?
        + login_attempt::forget_unseen(&tx, unseen).await?;
    tx.commit().await?;
    Ok(forgotten)
}

impl Held {
    /// Somebody who looks after accounts sees those that have something there.
    fn is_seen_by(&self, actor: &Actor) -> bool {
        let looks_after = |place| actor.may(Permission::ManageAccounts, place);
        looks_after(&Place::Installation) || self.grants.iter().any(|grant| looks_after(&grant.place))
    }
}

/// Makes a link to set the password of an account.
pub(super) async fn add_link(
    tx: &Tx,
    services: &Services,
    account: Uuid,
    lasts: SignedDuration,
) -> Result<Key, store::Error> {
    let key = Key::new(&services.clock);
    let expires_at = services.clock.now().timestamp() + lasts;
    account_link::insert(tx, &Link { hash: key.digest(), account_id: account, expires_at }).await?;
    Ok(key)
}
