//! The log of administration: a chain in which every entry holds a digest of the one before, so that none can be changed,
//! left out or put in between without all later digests being others.

use entity::{audit_entry, audit_head};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, moment};
use crate::clock::Clock;

const TABLE: &str = "audit_entry";
const HEAD: &str = "audit_head";
/// The only row of the head.
const THE_HEAD: i32 = 1;

/// What was done, by whom, to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// `person`, `program` or `operator`.
    pub actor_kind: String,
    /// The account or token.
    pub actor_id: Option<Uuid>,
    /// The name that the actor had.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// What kind of thing it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// In which way; empty if there is only one.
    pub detail: String,
}

/// An entry of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: i64,
    /// When it was made.
    pub at: Timestamp,
    /// What it tells.
    pub deed: Deed,
    /// The digest that the next one holds.
    pub hash: Digest,
}

/// What was done to something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What was done.
    pub action: String,
    /// When.
    pub at: Timestamp,
}

/// Where the chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 if there is none.
    pub number: i64,
    /// Its digest; zeros if there is none.
    pub hash: Digest,
}

/// Appends an entry. Whoever appends at the same time, also on another machine, waits for this transaction. When it has been
/// committed, and not before, the server's log tells number and digest.
pub async fn append(tx: &Tx, clock: &Clock, deed: Deed) -> Result<(), Error> {
    let query = audit_head::Entity::find_by_id(THE_HEAD).lock_exclusive();
    let row = query.one(tx.connection()).await.map_err(Error::reading(HEAD))?;
    let head = row.as_ref().map(read_head).transpose()?.ok_or_else(|| Error::bad_row(HEAD, "id", &THE_HEAD))?;
    let at = Timestamp::from_millisecond(moment::now(clock)).unwrap_or(Timestamp::UNIX_EPOCH);
    let number = head.number + 1;
    let hash = chained(&head.hash, number, at, &deed);
    let entry = Entry { number, at, deed, hash };
    audit_entry::Entity::insert(row_of(&entry)).exec_without_returning(tx.connection()).await?;
    let row = audit_head::ActiveModel { number: Set(number), hash: Set(hash.to_column()), ..Default::default() };
    let update = audit_head::Entity::update_many().set(row).filter(audit_head::Column::Id.eq(THE_HEAD));
    update.exec(tx.connection()).await?;
    tx.tell_after_commit(Head { number, hash });
    Ok(())
}

/// Up to `most` entries with numbers from `first` on, in their order.
pub async fn from(from: &impl Reads, first: i64, most: u64) -> Result<Vec<Entry>, Error> {
    let query = audit_entry::Entity::find().filter(audit_entry::Column::Number.gte(first));
    let query = query.order_by_asc(audit_entry::Column::Number).limit(most);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Up to `most` entries with numbers below `before`, the last one first.
pub async fn before(from: &impl Reads, before: i64, most: u64) -> Result<Vec<Entry>, Error> {
    let query = audit_entry::Entity::find().filter(audit_entry::Column::Number.lt(before));
    let query = query.order_by_desc(audit_entry::Column::Number).limit(most);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// What was done to some things of a kind, each with which one, in the order in which it was done.
pub async fn of(from: &impl Reads, kind: &str, objects: &[String]) -> Result<Vec<(String, Done)>, Error> {
    use audit_entry::Column;
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let query = audit_entry::Entity::find()
        .filter(Column::ObjectKind.eq(kind))
        .filter(Column::ObjectId.is_in(objects.iter().map(String::as_str)))
        .order_by_asc(Column::Number);
    let entries = query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read);
    let done = |entry: Entry| (entry.deed.object_id, Done { action: entry.deed.action, at: entry.at });
    entries.map(|entry| entry.map(done)).collect()
}

/// Where the chain says that it ends.
pub async fn head(from: &impl Reads) -> Result<Head, Error> {
    let row = audit_head::Entity::find_by_id(THE_HEAD).one(from.connection()).await.map_err(Error::reading(HEAD))?;
    row.as_ref().map(read_head).transpose()?.ok_or_else(|| Error::bad_row(HEAD, "id", &THE_HEAD))
}

impl Head {
    /// Of a chain without entries.
    pub const fn of_nothing() -> Self {
        Self { number: 0, hash: Digest::zeros() }
    }

    /// Whether `entry` is the next one of a chain that ends here.
    pub fn is_followed_by(&self, entry: &Entry) -> bool {
        let number = self.number + 1;
        entry.number == number && entry.hash == chained(&self.hash, number, entry.at, &entry.deed)
    }
}

/// SHA-256 of the digest before and of everything that the entry tells, each with its length in front.
fn chained(before: &Digest, number: i64, at: Timestamp, deed: &Deed) -> Digest {
    let actor = deed.actor_id.map(|id| id.to_string()).unwrap_or_default();
    Digest::of_all(&[
        &before.to_string(),
        &number.to_string(),
        &at.as_millisecond().to_string(),
        &deed.actor_kind,
        &actor,
        &deed.actor_name,
        &deed.action,
        &deed.object_kind,
        &deed.object_id,
        &deed.detail,
    ])
}

fn row_of(entry: &Entry) -> audit_entry::ActiveModel {
    let deed = entry.deed.clone();
    audit_entry::ActiveModel {
        number: Set(entry.number),
        at: Set(entry.at.as_millisecond()),
        actor_kind: Set(deed.actor_kind),
        actor_id: Set(deed.actor_id),
        actor_name: Set(deed.actor_name),
        action: Set(deed.action),
        object_kind: Set(deed.object_kind),
        object_id: Set(deed.object_id),
        detail: Set(deed.detail),
        hash: Set(entry.hash.to_column()),
    }
}

fn read(row: audit_entry::Model) -> Result<Entry, Error> {
    let at = Timestamp::from_millisecond(row.at);
    Ok(Entry {
        at: at.map_err(|_| Error::bad_row(TABLE, "at", &row.number))?,
        hash: Digest::from_column(&row.hash, TABLE, "hash", &row.number)?,
        number: row.number,
        deed: Deed {
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            detail: row.detail,
        },
    })
}

fn read_head(row: &audit_head::Model) -> Result<Head, Error> {
    Ok(Head { number: row.number, hash: Digest::from_column(&row.hash, HEAD, "hash", &row.id)? })
}
