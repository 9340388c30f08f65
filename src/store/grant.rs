//! Roles that people and programs were given, each for a place.

use std::collections::HashMap;

use entity::area;
use entity::role_grant::{ActiveModel, Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};
use crate::access::{Grant, Place, Role};

const TABLE: &str = "role_grant";
const INSTALLATION: &str = "installation";
const PROGRAMME: &str = "programme";
const AREA: &str = "area";

/// Who was given something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A person.
    Account(Uuid),
    /// A program.
    Token(Uuid),
}

impl Subject {
    fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Token(_) => "token",
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Account(id) | Self::Token(id) => id,
        }
    }
}

/// Gives a role. `false` if it was given before.
pub async fn give(tx: &Tx, to: Subject, grant: Grant) -> Result<bool, Error> {
    let (place_kind, place_id) = columns(grant.place);
    let row = ActiveModel {
        subject_kind: Set(to.kind().to_owned()),
        subject_id: Set(to.id()),
        role: Set(grant.role.as_str().to_owned()),
        place_kind: Set(place_kind.to_owned()),
        place_id: Set(place_id),
    };
    super::inserted(Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx.connection()).await)
}

/// Takes a role away. `false` if it was not given.
pub async fn take(tx: &Tx, from: Subject, grant: Grant) -> Result<bool, Error> {
    let (_, place_id) = columns(grant.place);
    let which = of_subject(from).add(Column::Role.eq(grant.role.as_str())).add(Column::PlaceId.eq(place_id));
    Ok(Entity::delete_many().filter(which).exec(tx.connection()).await?.rows_affected == 1)
}

/// What somebody was given.
pub async fn list(from: &impl Reads, of: Subject) -> Result<Vec<Grant>, Error> {
    let query = Entity::find().filter(of_subject(of)).order_by_asc(Column::Role).order_by_asc(Column::PlaceId);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let programmes = programmes(from, &rows).await?;
    rows.iter().map(|row| Ok(read(row, &programmes)?.1)).collect()
}

/// Everything that anybody was given.
pub async fn all(from: &impl Reads) -> Result<Vec<(Subject, Grant)>, Error> {
    let query = Entity::find().order_by_asc(Column::Role).order_by_asc(Column::PlaceId);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let programmes = programmes(from, &rows).await?;
    rows.iter().map(|row| read(row, &programmes)).collect()
}

fn of_subject(subject: Subject) -> Condition {
    Condition::all().add(Column::SubjectKind.eq(subject.kind())).add(Column::SubjectId.eq(subject.id()))
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

fn read(row: &Model, programmes: &HashMap<Uuid, Uuid>) -> Result<(Subject, Grant), Error> {
    let wrong = |column| Error::bad_row(TABLE, column, &row.subject_id);
    let subject = match row.subject_kind.as_str() {
        "account" => Subject::Account(row.subject_id),
        "token" => Subject::Token(row.subject_id),
        _ => return Err(wrong("subject_kind")),
    };
    let area = row.place_id;
    let place = match row.place_kind.as_str() {
        INSTALLATION => Place::Installation,
        PROGRAMME => Place::Programme(row.place_id),
        AREA => Place::Area { programme: *programmes.get(&area).ok_or_else(|| wrong("place_id"))?, area },
        _ => return Err(wrong("place_kind")),
    };
    Ok((subject, Grant { role: Role::named(&row.role).ok_or_else(|| wrong("role"))?, place }))
}
