//! Logging in through a provider: there, back, and in as who the provider says one is.
//!
//! Nobody becomes somebody here by themselves: an administrator has made the account. Who comes for the first time is known by
//! the address, if the provider has made sure of it; from then on by what the provider calls them, so that an address that
//! changes hands opens nothing. A second factor is the provider's business then, and roles are given here alone.

use jiff::SignedDuration;
use uuid::Uuid;

use super::sessions::{self, Way};
use super::{owner, roles};
use crate::access::{Actor, Denied};
use crate::oidc::{self, Person, Provider, Secrets};
use crate::service::audit::{self, Action, Object};
use crate::service::{Email, Key, Services};
use crate::store::account::{self, Account};
use crate::store::provider_trip::{self, Trip};
use crate::store::{self, Tx, grant, provider_link};

/// Somebody who is sent to the provider.
#[derive(Clone, Debug)]
pub struct Departure {
    /// What the browser has to bring back.
    pub key: Key,
    /// Where to.
    pub address: String,
}

/// Somebody who came back and is in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The key of the new session.
    pub session: Key,
    /// Where they wanted to go on.
    pub to: String,
}

/// Why nobody gets in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no provider.
    #[error("no provider is set up (NABOSVAR_OIDC_ISSUER)")]
    NotSetUp,
    /// It took too long, was done before, or began in another browser.
    #[error("this login is over, or was never begun here")]
    Over,
    /// The provider has no account for us that counts.
    #[error("nobody here is this person")]
    Unknown,
    /// The provider does not answer, or not what can be believed.
    #[error(transparent)]
    Provider(#[from] oidc::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Why a link is not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// Not allowed for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Where the provider sends people back to.
pub const BACK: &str = "/staff/log-in/provider/back";

/// How long there is to log in at the provider, which may ask for more than a password.
const TRIP_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// Sends somebody to the provider, who wants to go on to `to` when they are back.
pub async fn depart(services: &Services, to: &str) -> Result<Departure, Error> {
    let provider = services.provider.as_ref().ok_or(Error::NotSetUp)?;
    let chance = || Key::new(&services.clock).expose().to_owned();
    let secrets = Secrets { state: chance(), nonce: chance(), verifier: chance() };
    let now = services.clock.now().timestamp();
    let address = provider.address(now, &redirect(services), &secrets).await?;
    let Secrets { state, nonce, verifier } = secrets;
    let (key, trip) = (Key::new(&services.clock), Trip { state, nonce, verifier, return_to: to.to_owned() });
    let tx = services.db.begin().await?;
    provider_trip::insert(&tx, key.digest(), trip, now + TRIP_LASTS).await?;
    tx.commit().await?;
    Ok(Departure { key, address })
}

/// Lets in who comes back with a code. A trip counts once, whatever comes of it.
pub async fn arrive(
    services: &Services,
    key: &Key,
    state: &str,
    code: String,
    browser: &str,
) -> Result<Arrival, Error> {
    let provider = services.provider.as_ref().ok_or(Error::NotSetUp)?;
    let trip = end_trip(services, key).await?;
    if trip.state != state {
        return Err(Error::Over);
    }
    let now = services.clock.now().timestamp();
    let secrets = Secrets { state: trip.state, nonce: trip.nonce, verifier: trip.verifier };
    let person = provider.person(now, &redirect(services), secrets, code).await?;
    let tx = services.db.begin().await?;
    let account = recognise(&tx, services, provider, &person).await?.ok_or(Error::Unknown)?;
    let session = sessions::begin(&tx, services, account.id, browser, Way::Provider).await?;
    tx.commit().await?;
    Ok(Arrival { session, to: trip.return_to })
}

/// Gives a trip up that came to nothing. Fine if there is none.
pub async fn give_up(services: &Services, key: &Key) -> Result<(), store::Error> {
    match end_trip(services, key).await {
        Err(Error::Store(error)) => Err(error),
        _ => Ok(()),
    }
}

/// Whether an account is linked to somebody at the provider.
pub async fn is_linked(services: &Services, account: Uuid) -> Result<bool, store::Error> {
    provider_link::is_linked(&services.db, account).await
}

/// Ends the link of somebody, whom the provider calls something else now: the next login is the first again.
pub async fn end_link(services: &Services, actor: &Actor, account: Uuid) -> Result<(), EndError> {
    roles::check_all(actor, &grant::list(&services.db, account).await?)?;
    let tx = services.db.begin().await?;
    if provider_link::delete_all(&tx, account).await? {
        audit::record(services, &tx, actor, Action::Taken, Object::ProviderLink(account)).await?;
    }
    Ok(tx.commit().await?)
}

fn redirect(services: &Services) -> String {
    format!("{}{BACK}", services.base)
}

async fn end_trip(services: &Services, key: &Key) -> Result<Trip, Error> {
    let tx = services.db.begin().await?;
    let trip = provider_trip::find(&tx, key.digest(), services.clock.now().timestamp()).await?.ok_or(Error::Over)?;
    if !provider_trip::delete(&tx, key.digest()).await? {
        return Err(Error::Over);
    }
    tx.commit().await?;
    Ok(trip)
}

/// The account of who was here before, or of who has the address and is here for the first time.
async fn recognise(
    tx: &Tx,
    services: &Services,
    provider: &Provider,
    person: &Person,
) -> Result<Option<Account>, store::Error> {
    let is_open = |account: &Account| account.blocked_on.is_none();
    if let Some(id) = provider_link::find(tx, provider.issuer(), &person.subject).await? {
        return Ok(account::find(tx, id).await?.filter(is_open));
    }
    let Some(email) = person.email.as_ref().and_then(|email| email.parse::<Email>().ok()) else { return Ok(None) };
    let found = account::find_by_email(tx, email.as_str()).await?.map(|(account, _)| account);
    let Some(account) = found.filter(is_open) else { return Ok(None) };
    let today = services.clock.today();
    if !provider_link::insert(tx, provider.issuer(), &person.subject, account.id, today).await? {
        // Somebody else of the provider had this address before.
        return Ok(None);
    }
    audit::record(services, tx, &owner(&account), Action::Given, Object::ProviderLink(account.id)).await?;
    Ok(Some(account))
}
