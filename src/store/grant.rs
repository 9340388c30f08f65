//! Roles that people were given, each for a place.

use std::collections::HashMap;

use entity::area;
use entity::role_grant::{ActiveModel, Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};
use crate::access::{Grant, Place, Role};

const TABLE: &str = "role_grant";
const INSTALLATION: &str = "installation";
const PROGRAMME: &str = "programme";
const AREA: &str = "area";

/// Gives a role. `false` if it was given before.
pub async fn give(tx: &Tx, account: Uuid, grant: Grant) -> Result<bool, Error> {
    let (place_kind, place_id) = columns(grant.place);
    let row = ActiveModel {
        account_id: Set(account),
        role: Set(grant.role.as_str().to_owned()),
        place_kind: Set(place_kind.to_owned()),
        place_id: Set(place_id),
    };
    super::inserted(Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx.connection()).await)
}

/// Takes a role away. `false` if it was not given.
pub async fn take(tx: &Tx, account: Uuid, grant: Grant) -> Result<bool, Error> {
    let (_, place_id) = columns(grant.place);
    let key = (account, grant.role.as_str().to_owned(), place_id);
    Ok(Entity::delete_by_id(key).exec(tx.connection()).await?.rows_affected == 1)
}

/// What somebody was given.
pub async fn list(from: &impl Reads, account: Uuid) -> Result<Vec<Grant>, Error> {
    let query =
        Entity::find().filter(Column::AccountId.eq(account)).order_by_asc(Column::Role).order_by_asc(Column::PlaceId);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let programmes = programmes(from, &rows).await?;
    rows.iter().map(|row| Ok(read(row, &programmes)?.1)).collect()
}

/// Everything that anybody was given.
pub async fn all(from: &impl Reads) -> Result<Vec<(Uuid, Grant)>, Error> {
    let query = Entity::find().order_by_asc(Column::Role).order_by_asc(Column::PlaceId);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let programmes = programmes(from, &rows).await?;
    rows.iter().map(|row| read(row, &programmes)).collect()
}

fn columns(place: Place) -> (&'static str, Uuid) {
    match place {
        Place::Installation => (INSTALLATION, Uuid::nil()),
        Place::Programme(programme) => (PROGRAMME, programme),
        Place::Area { area, .. } => (AREA, area),
    }
}

/// The programme of every area that is named.
async fn programmes(from: &impl Reads, rows: &[Model]) -> Result<HashMap<Uuid, Uuid>, Error> {
    let areas: Vec<Uuid> = rows.iter().filter(|row| row.place_kind == AREA).map(|row| row.place_id).collect();
    if areas.is_empty() {
        return Ok(HashMap::new());
    }
    let query = area::Entity::find().filter(area::Column::Id.is_in(areas));
    let areas = query.all(from.connection()).await.map_err(Error::reading("area"))?;
    Ok(areas.into_iter().map(|area| (area.id, area.programme_id)).collect())
}

fn read(row: &Model, programmes: &HashMap<Uuid, Uuid>) -> Result<(Uuid, Grant), Error> {
    let wrong = |column| Error::bad_row(TABLE, column, &row.account_id);
    let area = row.place_id;
    let place = match row.place_kind.as_str() {
        INSTALLATION => Place::Installation,
        PROGRAMME => Place::Programme(row.place_id),
        AREA => Place::Area { programme: *programmes.get(&area).ok_or_else(|| wrong("place_id"))?, area },
        _ => return Err(wrong("place_kind")),
    };
    Ok((row.account_id, Grant { role: Role::named(&row.role).ok_or_else(|| wrong("role"))?, place }))
}
