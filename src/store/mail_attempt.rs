//! Mails that are just being handed to a mail server. A row that is left is of a machine that died over it.

use entity::mail_attempt::{self, Column, Entity};
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

/// Notes that a mail is about to be handed over. `false` if that is noted: then nobody knows what became of it.
pub async fn begin(tx: &Tx, mail: Uuid) -> Result<bool, Error> {
    let insert = Entity::insert(mail_attempt::ActiveModel { id: Set(mail) }).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Notes that it is known what became of a mail.
pub async fn end(tx: &Tx, mail: Uuid) -> Result<(), Error> {
    Entity::delete_by_id(mail).exec(tx.connection()).await?;
    Ok(())
}
