//! Roles that people are given and lose. Nobody gives or takes what they do not have, nobody outside of where they look after
//! accounts, and there is always somebody left who looks after everything. What is of a role of its own is given by who looks
//! after accounts, and had by whom it was given to, themselves included.

use uuid::Uuid;

use crate::access::{Actor, Denied, Grant, Permission, Place, Role};
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::store::{self, Tx, account, grant, place};

/// Why a role is not given or taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount,
    /// There is no such programme or area.
    #[error("there is no such programme or area")]
    NoPlace,
    /// Nobody would be left who may do everything.
    #[error("somebody has to look after everything")]
    LastAdministrator,
    /// Not allowed there, or more than one has oneself.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Who may do everything, everywhere.
const OF_ALL: Grant = Grant { role: Role::Administrator, place: Place::Installation };

/// Gives a role. Fine if it was given before.
pub async fn give(services: &Services, actor: &Actor, to: Uuid, grant: Grant) -> Result<(), Error> {
    check(actor, &grant)?;
    let tx = services.db.begin().await?;
    account::lock(&tx, to).await?.ok_or(Error::NoAccount)?;
    if !place::exists(&tx, &grant.place).await? {
        return Err(Error::NoPlace);
    }
    if grant::give(&tx, to, grant).await? {
        audit::record(services, &tx, actor, Action::Given, Object::Role(to, grant.role)).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes a role away. Fine if it was not given.
pub async fn take(services: &Services, actor: &Actor, from: Uuid, grant: Grant) -> Result<(), Error> {
    check(actor, &grant)?;
    let tx = services.db.begin().await?;
    account::lock(&tx, from).await?.ok_or(Error::NoAccount)?;
    if grant::take(&tx, from, grant).await? {
        audit::record(services, &tx, actor, Action::Taken, Object::Role(from, grant.role)).await?;
        check_somebody_is_left(&tx, &[grant]).await?;
    }
    Ok(tx.commit().await?)
}

/// Refuses who may not give and take this.
pub(super) fn check(actor: &Actor, grant: &Grant) -> Result<(), Denied> {
    actor.need(Permission::ManageAccounts, &grant.place)?;
    let given = Permission::ALL.into_iter().filter(|permission| grant.role.permits(*permission));
    let mut given = given.filter(|permission| !permission.is_of_its_own());
    given.try_for_each(|permission| actor.need(permission, &grant.place))
}

/// Refuses who may not look after everything that somebody has: whoever hands out a new password could take it all.
pub(super) fn check_all(actor: &Actor, grants: &[Grant]) -> Result<(), Denied> {
    if grants.is_empty() {
        return actor.need(Permission::ManageAccounts, &Place::Installation);
    }
    grants.iter().try_for_each(|grant| check(actor, grant))
}

/// Refuses to take these from somebody, if nobody would be left who may do everything. The log was written to before, so that of two who take each other's
/// role the second sees what the first did.
pub(super) async fn check_somebody_is_left(tx: &Tx, lost: &[Grant]) -> Result<(), Error> {
    if !lost.contains(&OF_ALL) {
        return Ok(());
    }
    for (id, _) in grant::all(tx).await?.into_iter().filter(|(_, grant)| *grant == OF_ALL) {
        if account::find(tx, id).await?.is_some_and(|account| account.blocked_on.is_none()) {
            return Ok(());
        }
    }
    Err(Error::LastAdministrator)
}
