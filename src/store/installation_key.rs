//! The fingerprint of the installation's key, which itself is never here.

use entity::installation_key::{self, Column, Entity};
use sea_orm::{EntityTrait, Set};

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "installation_key";
/// There is one key.
const ONLY: i32 = 1;

/// The fingerprint, if a key was ever used.
pub async fn find(from: &impl Reads) -> Result<Option<Digest>, Error> {
    let row = Entity::find_by_id(ONLY).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(|row| Digest::from_column(&row.fingerprint, TABLE, "fingerprint", &ONLY)).transpose()
}

/// Keeps the fingerprint, unless there is one.
pub async fn keep(tx: &Tx, fingerprint: Digest) -> Result<(), Error> {
    let row = installation_key::ActiveModel { id: Set(ONLY), fingerprint: Set(fingerprint.to_column()) };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await).map(drop)
}
