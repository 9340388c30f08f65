//! Accounts of people who work here. What proves who somebody is, is read apart from the rest, where it is needed.

use std::fmt::{self, Debug, Formatter};

use entity::account::{self, Column, Entity, Model};
use jiff::civil::Date;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "account";

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// The address, in lower case; there are no two with the same.
    pub email: String,
    /// What others read.
    pub name: String,
    /// The language of the pages, one of those for staff.
    pub language: String,
    /// Day of creation.
    pub created_on: Date,
    /// Since when nobody gets in.
    pub blocked_on: Option<Date>,
}

/// What somebody has to know or have to get in. Never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The hash of the password, if one was set.
    pub password: Option<String>,
}

impl Debug for Credentials {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(secret)")
    }
}

/// Adds an account that nobody can log in to yet. `false` if the address or the identity is taken.
pub async fn insert(tx: &Tx, new: &Account) -> Result<bool, Error> {
    let row = account::ActiveModel {
        id: Set(new.id),
        email: Set(new.email.clone()),
        name: Set(new.name.clone()),
        language: Set(new.language.clone()),
        password: Set(None),
        created_on: Set(day::to_column(new.created_on)),
        blocked_on: Set(new.blocked_on.map(day::to_column)),
    };
    // Whichever of the two it is.
    let any = OnConflict::new().do_nothing().to_owned();
    let insert = Entity::insert(row).on_conflict(any).try_insert();
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One account.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Account>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The same, for a change that must not meet another one: who comes second waits until the first is done.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Account>, Error> {
    let query = Entity::find_by_id(id).lock(LockType::Update);
    query.one(tx.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The account of an address, and what proves that somebody is its owner.
pub async fn find_by_email(from: &impl Reads, email: &str) -> Result<Option<(Account, Credentials)>, Error> {
    let query = Entity::find().filter(Column::Email.eq(email));
    let Some(mut row) = query.one(from.connection()).await.map_err(Error::reading(TABLE))? else { return Ok(None) };
    let credentials = take_credentials(&mut row);
    Ok(Some((read(row)?, credentials)))
}

/// What proves that somebody is the owner of an account; `None` if there is no such account.
pub async fn credentials(from: &impl Reads, id: Uuid) -> Result<Option<Credentials>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(row.map(|mut row| take_credentials(&mut row)))
}

/// All accounts, by name.
pub async fn list(from: &impl Reads) -> Result<Vec<Account>, Error> {
    let query = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Email);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Sets the hash of the password.
pub async fn set_password(tx: &Tx, id: Uuid, hash: &str) -> Result<(), Error> {
    let row = account::ActiveModel { password: Set(Some(hash.to_owned())), ..Default::default() };
    change(tx, id, row).await
}

/// Sets the language of the pages.
pub async fn set_language(tx: &Tx, id: Uuid, language: &str) -> Result<(), Error> {
    let row = account::ActiveModel { language: Set(language.to_owned()), ..Default::default() };
    change(tx, id, row).await
}

/// Shuts an account, or opens it again.
pub async fn set_blocked(tx: &Tx, id: Uuid, on: Option<Date>) -> Result<(), Error> {
    let row = account::ActiveModel { blocked_on: Set(on.map(day::to_column)), ..Default::default() };
    change(tx, id, row).await
}

async fn change(tx: &Tx, id: Uuid, row: account::ActiveModel) -> Result<(), Error> {
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

fn take_credentials(row: &mut Model) -> Credentials {
    Credentials { password: row.password.take() }
}

fn read(row: Model) -> Result<Account, Error> {
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    Ok(Account {
        created_on: read_day(row.created_on, "created_on")?,
        blocked_on: row.blocked_on.map(|day| read_day(day, "blocked_on")).transpose()?,
        id: row.id,
        email: row.email,
        name: row.name,
        language: row.language,
    })
}
