//! Who is on the way to a provider and back. What only this program and the browser may know is kept for some minutes.

use entity::provider_trip::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{Digest, Error, Reads, Tx};

/// What is remembered while somebody is away.
#[derive(Clone, PartialEq, Eq)]
pub struct Trip {
    /// What the provider has to send back in the address.
    pub state: String,
    /// What the provider has to sign.
    pub nonce: String,
    /// What proves that it is we who ask for the token.
    pub verifier: String,
    /// Where to go on, on pages of ours.
    pub return_to: String,
}

/// Remembers a trip of who holds a key, until it is too late.
pub async fn insert(tx: &Tx, hash: Digest, trip: Trip, expires_at: Timestamp) -> Result<(), Error> {
    let row = provider_trip::ActiveModel {
        hash: Set(hash.to_column()),
        state: Set(trip.state),
        nonce: Set(trip.nonce),
        verifier: Set(trip.verifier),
        return_to: Set(trip.return_to),
        expires_at: Set(expires_at.as_millisecond()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The trip of who holds a key, if it is not too late.
pub async fn find(from: &impl Reads, hash: Digest, now: Timestamp) -> Result<Option<Trip>, Error> {
    let query = Entity::find_by_id(hash.to_column()).filter(Column::ExpiresAt.gt(now.as_millisecond()));
    let row = query.one(from.connection()).await.map_err(Error::reading("provider_trip"))?;
    Ok(row.map(|row| Trip { state: row.state, nonce: row.nonce, verifier: row.verifier, return_to: row.return_to }))
}

/// Ends a trip. `false` if somebody else just did.
pub async fn delete(tx: &Tx, hash: Digest) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(hash.to_column()).exec(tx.connection()).await?.rows_affected == 1)
}

/// Forgets trips that are too late.
pub async fn forget(tx: &Tx, now: Timestamp) -> Result<u64, Error> {
    let over = Column::ExpiresAt.lte(now.as_millisecond());
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}
