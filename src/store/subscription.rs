//! Who is sent what indicators were observed to be, and up to which observation it was handed out.

use entity::subscription::{self, Column, Entity};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "subscription";

/// By which way somebody is sent observations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A signed message each, to an address.
    Webhook,
    /// Files of many, beside the files that answers refer to.
    Folder,
    /// A signed message each, into a stream of the NATS server that the settings name.
    Nats,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Identity.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// By which way.
    pub kind: Kind,
    /// Where to; empty, if the way says it.
    pub target: String,
    /// Of which programme; none, if of all.
    pub programme_id: Option<Uuid>,
    /// What its secret follows from, together with the installation's key.
    pub salt: Uuid,
    /// The same of the secret before, and until when that one counts, too.
    pub former: Option<(Uuid, Timestamp)>,
    /// The observation up to which all were handed out.
    pub number: i64,
    /// The observation up to which a file is being written.
    pub pending: Option<i64>,
    /// Day on which it was made.
    pub created_on: Date,
    /// Day on which it ended.
    pub ended_on: Option<Date>,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Webhook, Self::Folder, Self::Nats];

    /// As it is kept and told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Folder => "folder",
            Self::Nats => "nats",
        }
    }

    /// Whether it has a secret, by which its messages are known to come from here.
    pub fn is_signed(self) -> bool {
        matches!(self, Self::Webhook | Self::Nats)
    }

    /// The way of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Adds a subscription. `false` if the identity is taken.
pub async fn insert(tx: &Tx, new: &Subscription) -> Result<bool, Error> {
    let row = subscription::ActiveModel {
        id: Set(new.id),
        name: Set(new.name.clone()),
        kind: Set(new.kind.as_str().to_owned()),
        target: Set(new.target.clone()),
        programme_id: Set(new.programme_id),
        salt: Set(new.salt),
        former_salt: Set(new.former.map(|(salt, _)| salt)),
        former_until: Set(new.former.map(|(_, until)| until.as_millisecond())),
        number: Set(new.number),
        pending: Set(new.pending),
        created_on: Set(day::to_column(new.created_on)),
        ended_on: Set(new.ended_on.map(day::to_column)),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One subscription, ended or not.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Subscription>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// One that has not ended, which nobody else changes until this transaction is over.
pub async fn hold(tx: &Tx, id: Uuid) -> Result<Option<Subscription>, Error> {
    let query = Entity::find_by_id(id).filter(Column::EndedOn.is_null()).lock_exclusive();
    query.one(tx.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// Those that have not ended, by name.
pub async fn live(from: &impl Reads) -> Result<Vec<Subscription>, Error> {
    let query = Entity::find().filter(Column::EndedOn.is_null());
    let query = query.order_by_asc(Column::Name).order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// How many have not ended.
pub async fn count(from: &impl Reads) -> Result<u64, Error> {
    Ok(Entity::find().filter(Column::EndedOn.is_null()).count(from.connection()).await?)
}

/// Notes up to which observation all were handed out.
pub async fn advance(tx: &Tx, id: Uuid, number: i64) -> Result<(), Error> {
    let row = subscription::ActiveModel { number: Set(number), pending: Set(None), ..Default::default() };
    change(tx, id, row).await
}

/// Notes up to which observation a file is going to be written, so that whoever writes it again writes the same.
pub async fn intend(tx: &Tx, id: Uuid, number: i64) -> Result<(), Error> {
    change(tx, id, subscription::ActiveModel { pending: Set(Some(number)), ..Default::default() }).await
}

/// Gives it another secret. The one before counts for a while.
pub async fn change_salt(tx: &Tx, id: Uuid, salt: Uuid, former: (Uuid, Timestamp)) -> Result<(), Error> {
    let row = subscription::ActiveModel {
        salt: Set(salt),
        former_salt: Set(Some(former.0)),
        former_until: Set(Some(former.1.as_millisecond())),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Ends it.
pub async fn end(tx: &Tx, id: Uuid, on: Date) -> Result<(), Error> {
    change(tx, id, subscription::ActiveModel { ended_on: Set(Some(day::to_column(on))), ..Default::default() }).await
}

async fn change(tx: &Tx, id: Uuid, row: subscription::ActiveModel) -> Result<(), Error> {
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

fn read(row: subscription::Model) -> Result<Subscription, Error> {
    let wrong = |column| Error::bad_row(TABLE, column, &row.id);
    let until = row.former_until.map(Timestamp::from_millisecond).transpose().map_err(|_| wrong("former_until"))?;
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    Ok(Subscription {
        kind: Kind::named(&row.kind).ok_or_else(|| wrong("kind"))?,
        created_on: read_day(row.created_on, "created_on")?,
        ended_on: row.ended_on.map(|day| read_day(day, "ended_on")).transpose()?,
        id: row.id,
        name: row.name,
        target: row.target,
        programme_id: row.programme_id,
        salt: row.salt,
        former: row.former_salt.zip(until),
        number: row.number,
        pending: row.pending,
    })
}
