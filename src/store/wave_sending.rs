//! Waves that write to those who are invited by themselves, and from which day on.

use entity::wave_sending::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{EntityTrait, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "wave_sending";

/// From which day on a wave writes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendsFrom {
    /// The day on which it opens.
    Opening,
    /// This one.
    Day(Date),
}

/// From when on a wave writes by itself; `None` if it does not.
pub async fn find(from: &impl Reads, wave: Uuid) -> Result<Option<SendsFrom>, Error> {
    let row = Entity::find_by_id(wave).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    let read = |row: wave_sending::Model| match row.sends_on {
        None => Ok(SendsFrom::Opening),
        Some(on) => day::from_column(on, TABLE, "sends_on", &wave).map(SendsFrom::Day),
    };
    row.map(read).transpose()
}

/// The waves that write by themselves.
pub async fn waves(from: &impl Reads) -> Result<Vec<Uuid>, Error> {
    let query = Entity::find().select_only().column(Column::WaveId);
    query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))
}

/// Lets a wave write by itself from then on, or no more.
pub async fn set(tx: &Tx, wave: Uuid, sending: Option<SendsFrom>) -> Result<(), Error> {
    Entity::delete_by_id(wave).exec(tx.connection()).await?;
    if let Some(sending) = sending {
        let sends_on = match sending {
            SendsFrom::Opening => None,
            SendsFrom::Day(on) => Some(day::to_column(on)),
        };
        let row = wave_sending::ActiveModel { wave_id: Set(wave), sends_on: Set(sends_on) };
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
