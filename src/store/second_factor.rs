//! Second factors: the secret that a phone shares, and codes on paper. What counts once is used up here.

use std::fmt::{self, Debug, Formatter};

use entity::recovery_code;
use entity::second_factor::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "second_factor";

/// What codes are made from.
pub type Secret = [u8; 20];

/// The second factor of an account. Its secret is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// What the phone shares.
    pub secret: Secret,
    /// Since when it counts; before that it is being set up.
    pub confirmed_on: Option<Date>,
}

impl Debug for SecondFactor {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactor").field("confirmed_on", &self.confirmed_on).finish_non_exhaustive()
    }
}

/// Begins to set one up, in place of another one that was only begun. `false` if there is one that counts.
pub async fn begin(tx: &Tx, account: Uuid, secret: Secret) -> Result<bool, Error> {
    let begun = Column::AccountId.eq(account).and(Column::ConfirmedOn.is_null());
    Entity::delete_many().filter(begun).exec(tx.connection()).await?;
    let row = second_factor::ActiveModel {
        account_id: Set(account),
        secret: Set(secret.to_vec()),
        confirmed_on: Set(None),
        last_step: Set(0),
    };
    super::inserted(Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx.connection()).await)
}

/// The one of an account, also one that is only begun.
pub async fn find(from: &impl Reads, account: Uuid) -> Result<Option<SecondFactor>, Error> {
    let row = Entity::find_by_id(account).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(|row| read(&row)).transpose()
}

/// Lets one count from a day on, by the code of a half minute. `false` if it did already, or is gone.
pub async fn confirm(tx: &Tx, account: Uuid, on: Date, step: u64) -> Result<bool, Error> {
    let row = second_factor::ActiveModel {
        confirmed_on: Set(Some(day::to_column(on))),
        last_step: Set(to_column(step)),
        ..Default::default()
    };
    let begun = Column::AccountId.eq(account).and(Column::ConfirmedOn.is_null());
    Ok(Entity::update_many().set(row).filter(begun).exec(tx.connection()).await?.rows_affected == 1)
}

/// Uses the code of a half minute up, and all before it. `false` if it was used.
pub async fn use_step(tx: &Tx, account: Uuid, step: u64) -> Result<bool, Error> {
    let step = to_column(step);
    let row = second_factor::ActiveModel { last_step: Set(step), ..Default::default() };
    let unused = Column::AccountId.eq(account).and(Column::LastStep.lt(step));
    Ok(Entity::update_many().set(row).filter(unused).exec(tx.connection()).await?.rows_affected == 1)
}

/// Takes the second factor away, with its codes on paper. `false` if there was none.
pub async fn delete(tx: &Tx, account: Uuid) -> Result<bool, Error> {
    put_codes(tx, account, &[]).await?;
    Ok(Entity::delete_by_id(account).exec(tx.connection()).await?.rows_affected == 1)
}

/// Puts codes on paper in place of all that there were.
pub async fn put_codes(tx: &Tx, account: Uuid, codes: &[Digest]) -> Result<(), Error> {
    let old = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(account));
    old.exec(tx.connection()).await?;
    for code in codes {
        let row = recovery_code::ActiveModel { account_id: Set(account), hash: Set(code.to_column()) };
        recovery_code::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Whether a code on paper is there and was not used.
pub async fn has_code(from: &impl Reads, account: Uuid, code: Digest) -> Result<bool, Error> {
    let query = recovery_code::Entity::find_by_id((account, code.to_column()));
    Ok(query.one(from.connection()).await.map_err(Error::reading("recovery_code"))?.is_some())
}

/// Uses a code on paper up. `false` if there is none, or somebody just did.
pub async fn use_code(tx: &Tx, account: Uuid, code: Digest) -> Result<bool, Error> {
    let delete = recovery_code::Entity::delete_by_id((account, code.to_column()));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// How many codes on paper are left.
pub async fn count_codes(from: &impl Reads, account: Uuid) -> Result<u64, Error> {
    let query = recovery_code::Entity::find().filter(recovery_code::Column::AccountId.eq(account));
    Ok(query.count(from.connection()).await?)
}

/// No half minute of anybody's life is further away than the column reaches.
fn to_column(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

fn read(row: &second_factor::Model) -> Result<SecondFactor, Error> {
    let wrong = |column| Error::bad_row(TABLE, column, &row.account_id);
    let read_day = |on| day::from_column(on, TABLE, "confirmed_on", &row.account_id);
    Ok(SecondFactor {
        secret: row.secret.as_slice().try_into().map_err(|_| wrong("secret"))?,
        confirmed_on: row.confirmed_on.map(read_day).transpose()?,
    })
}
