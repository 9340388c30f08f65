//! Mails that wait to be sent. A row is gone once its mail has left.

use entity::mail_message::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "mail_message";

/// A mail that waits.
#[derive(Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Identity.
    pub id: Uuid,
    /// The address that gets it.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// An appointment, as iCalendar.
    pub calendar: Option<String>,
}

/// Adds a mail that was written on a day. `false` if there is one of this identity.
pub async fn insert(tx: &Tx, new: Waiting, on: Date) -> Result<bool, Error> {
    let row = mail_message::ActiveModel {
        id: Set(new.id),
        recipient: Set(new.recipient),
        subject: Set(new.subject),
        text: Set(new.text),
        html: Set(new.html),
        calendar: Set(new.calendar),
        refusal: Set(None),
        created_on: Set(day::to_column(on)),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// A mail that waits; `None` if it was sent, refused or forgotten.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Waiting>, Error> {
    let query = Entity::find_by_id(id).filter(Column::Refusal.is_null());
    let row = query.one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(row.map(read))
}

/// All mails that are kept: those that wait, and those that were refused.
pub async fn list(from: &impl Reads) -> Result<Vec<Waiting>, Error> {
    let rows = Entity::find().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: mail_message::Model) -> Waiting {
    Waiting {
        id: row.id,
        recipient: row.recipient,
        subject: row.subject,
        text: row.text,
        html: row.html,
        calendar: row.calendar,
    }
}

/// Removes a mail that was sent.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<(), Error> {
    Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Notes that a mail will never be sent, and why.
pub async fn refuse(tx: &Tx, id: Uuid, why: String) -> Result<(), Error> {
    let row = mail_message::ActiveModel { refusal: Set(Some(why)), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

/// Removes all that were written before a day, and says how many there were.
pub async fn remove_older(tx: &Tx, than: Date) -> Result<u64, Error> {
    let delete = Entity::delete_many().filter(Column::CreatedOn.lt(day::to_column(than)));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}
