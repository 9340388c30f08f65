//! Who is invited to a wave and how they are reached. Nothing here says who has answered, and no answer leads here.

use std::fmt::{self, Debug, Formatter};

use entity::invitation::{self, Column, Entity};
use entity::wave_invited;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "invitation";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 500;

/// An invitation of one household or person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Identity.
    pub id: Uuid,
    /// The wave.
    pub wave_id: Uuid,
    /// Who, and how they are reached.
    pub contact: Contact,
    /// How many codes they have had; the last one counts.
    pub generation: i32,
    /// The day on which they wanted to hear no more.
    pub stopped_on: Option<Date>,
    /// What the mail server said that refused the first mail.
    pub refusal: Option<String>,
}

/// Who is invited, and how they are reached. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// A person or a household.
    pub name: String,
    /// Where a letter goes, a line each.
    pub address: String,
    /// The area they live in, if that is known.
    pub area_id: Option<Uuid>,
    /// Their department, as the list calls it.
    pub department: String,
    /// Where they read mail.
    pub email: Option<String>,
    /// Where they are called, as the whole world dials it.
    pub phone: Option<String>,
    /// What those who carry Digital Post call them.
    pub post_reference: Option<String>,
    /// The language that they are written to in.
    pub language: String,
}

impl Contact {
    /// By what the same line of a list is known again.
    pub fn sameness(&self) -> Digest {
        let (email, phone) = (self.email.as_deref().unwrap_or_default(), self.phone.as_deref().unwrap_or_default());
        let mut texts = [&*self.name, &*self.address, email, phone].map(str::to_lowercase).to_vec();
        // Not among them where there is none: what is stored was made before there were any.
        texts.extend(self.post_reference.clone());
        Digest::of_all(&texts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

impl Debug for Contact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contact").finish_non_exhaustive()
    }
}

/// Adds invitations. Fails if one of them is the same as another of its wave.
pub async fn insert(tx: &Tx, new: &[Invitation]) -> Result<(), Error> {
    for part in new.chunks(AT_ONCE) {
        let rows = part.iter().map(|new| invitation::ActiveModel {
            id: Set(new.id),
            wave_id: Set(new.wave_id),
            sameness: Set(new.contact.sameness().to_column()),
            name: Set(new.contact.name.clone()),
            address: Set(new.contact.address.clone()),
            area_id: Set(new.contact.area_id),
            department: Set(new.contact.department.clone()),
            email: Set(new.contact.email.clone()),
            phone: Set(new.contact.phone.clone()),
            post_reference: Set(new.contact.post_reference.clone()),
            language: Set(new.contact.language.clone()),
            generation: Set(new.generation),
            stopped_on: Set(new.stopped_on.map(day::to_column)),
            refusal: Set(new.refusal.clone()),
        });
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// One invitation.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Invitation>, Error> {
    Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All invitations to a wave, as letters are carried: by address, then by name.
pub async fn of_wave(from: &impl Reads, wave: Uuid) -> Result<Vec<Invitation>, Error> {
    let query = Entity::find()
        .filter(Column::WaveId.eq(wave))
        .order_by_asc(Column::Address)
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// How many are invited to a wave.
pub async fn count(from: &impl Reads, wave: Uuid) -> Result<u64, Error> {
    Ok(Entity::find().filter(Column::WaveId.eq(wave)).count(from.connection()).await?)
}

/// How many were invited to a wave of which it is forgotten whom; nothing, if that is not kept.
pub async fn kept_count(from: &impl Reads, wave: Uuid) -> Result<Option<u64>, Error> {
    const TABLE: &str = "wave_invited";
    let row = wave_invited::Entity::find_by_id(wave).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(|row| u64::try_from(row.people).map_err(|_| Error::bad_row(TABLE, "people", &wave))).transpose()
}

/// Keeps how many were invited to a wave, when it is forgotten whom.
pub async fn keep_count(tx: &Tx, wave: Uuid, people: u64) -> Result<(), Error> {
    wave_invited::Entity::delete_by_id(wave).exec(tx.connection()).await?;
    let people = i32::try_from(people).unwrap_or(i32::MAX);
    let row = wave_invited::ActiveModel { wave_id: Set(wave), people: Set(people) };
    wave_invited::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Gives the next code to an invitation that has had so many. `false` if it is gone, or somebody else did meanwhile.
pub async fn renew(tx: &Tx, id: Uuid, generation: i32) -> Result<bool, Error> {
    let update = Entity::update_many()
        .col_expr(Column::Generation, Expr::value(generation + 1))
        .filter(Column::Id.eq(id).and(Column::Generation.eq(generation)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Notes that somebody wants to hear no more. `false` if it is noted, or the invitation is gone.
pub async fn stop(tx: &Tx, id: Uuid, on: Date) -> Result<bool, Error> {
    let row = invitation::ActiveModel { stopped_on: Set(Some(day::to_column(on))), ..Default::default() };
    let update = Entity::update_many().set(row).filter(Column::Id.eq(id).and(Column::StoppedOn.is_null()));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Notes what the mail server said that refused a mail.
pub async fn refuse(tx: &Tx, id: Uuid, words: String) -> Result<(), Error> {
    let row = invitation::ActiveModel { refusal: Set(Some(words)), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

/// Forgets that mails to a wave were refused.
pub async fn forget_refusals(tx: &Tx, wave: Uuid) -> Result<(), Error> {
    let row = invitation::ActiveModel { refusal: Set(None), ..Default::default() };
    let refused = Column::WaveId.eq(wave).and(Column::Refusal.is_not_null());
    Entity::update_many().set(row).filter(refused).exec(tx.connection()).await?;
    Ok(())
}

/// Removes an invitation with all that was noted of it. `false` if it was gone.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(id).exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes all invitations to a wave, and says how many there were.
pub async fn remove_of_wave(tx: &Tx, wave: Uuid) -> Result<u64, Error> {
    Ok(Entity::delete_many().filter(Column::WaveId.eq(wave)).exec(tx.connection()).await?.rows_affected)
}

/// The waves that have invitations.
pub async fn waves(from: &impl Reads) -> Result<Vec<Uuid>, Error> {
    let query = Entity::find().select_only().column(Column::WaveId).distinct();
    query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))
}

fn read(row: invitation::Model) -> Result<Invitation, Error> {
    let stopped_on = row.stopped_on.map(|on| day::from_column(on, TABLE, "stopped_on", &row.id)).transpose()?;
    Ok(Invitation {
        id: row.id,
        wave_id: row.wave_id,
        contact: Contact {
            name: row.name,
            address: row.address,
            area_id: row.area_id,
            department: row.department,
            email: row.email,
            phone: row.phone,
            post_reference: row.post_reference,
            language: row.language,
        },
        generation: row.generation,
        stopped_on,
        refusal: row.refusal,
    })
}
