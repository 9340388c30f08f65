//! Who asks and where: programmes, housing organisations, areas and departments.

use entity::{area, department, housing_organisation, programme};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::place_code::{self, Kind, PlaceCode};
use super::{Error, Reads, Tx};
use crate::access::Place;

/// A neighbourhood programme (helhedsplan).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Identity.
    pub id: Uuid,
    /// Name, as people call it.
    pub name: String,
    /// Made by `demo`: nothing in it is about real people.
    pub is_demo: bool,
}

/// A housing organisation (boligorganisation).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HousingOrganisation {
    /// Identity.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// An area (boligområde) of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Identity.
    pub id: Uuid,
    /// The programme it belongs to.
    pub programme_id: Uuid,
    /// Name.
    pub name: String,
    /// The municipality it lies in.
    pub municipality: String,
}

/// A department (afdeling), the smallest geography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Identity.
    pub id: Uuid,
    /// The area it lies in.
    pub area_id: Uuid,
    /// The organisation that owns it.
    pub housing_organisation_id: Uuid,
    /// Its number in the organisation.
    pub number: String,
    /// Its name, where it has one beside the number.
    pub name: Option<String>,
}

impl Area {
    /// Where it is, for who asks what is permitted there.
    pub fn place(&self) -> Place {
        Place::Area { programme: self.programme_id, area: self.id }
    }
}

/// Adds a programme.
pub async fn insert_programme(tx: &Tx, new: &Programme) -> Result<(), Error> {
    let row = programme::ActiveModel { id: Set(new.id), name: Set(new.name.clone()), is_demo: Set(new.is_demo) };
    programme::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Adds a housing organisation.
pub async fn insert_housing_organisation(tx: &Tx, new: &HousingOrganisation) -> Result<(), Error> {
    let row = housing_organisation::ActiveModel { id: Set(new.id), name: Set(new.name.clone()) };
    housing_organisation::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Adds an area. Forms know it by its name, in small letters, with strokes for blanks, unless they know another one so.
pub async fn insert_area(tx: &Tx, new: &Area) -> Result<(), Error> {
    let row = area::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        name: Set(new.name.clone()),
        municipality: Set(new.municipality.clone()),
    };
    area::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    let (programme_id, code) = (new.programme_id, code(&new.name));
    place_code::insert(tx, &PlaceCode { programme_id, kind: Kind::Area, code, place_id: new.id }).await?;
    Ok(())
}

/// Adds a department of a programme. Forms know it by an `a` and its number, unless they know another one so.
pub async fn insert_department(tx: &Tx, programme_id: Uuid, new: &Department) -> Result<(), Error> {
    let row = department::ActiveModel {
        id: Set(new.id),
        area_id: Set(new.area_id),
        housing_organisation_id: Set(new.housing_organisation_id),
        number: Set(new.number.clone()),
        name: Set(new.name.clone()),
    };
    department::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    let code = format!("a{}", code(&new.number));
    place_code::insert(tx, &PlaceCode { programme_id, kind: Kind::Department, code, place_id: new.id }).await?;
    Ok(())
}

/// Gives a programme another name, if it still has the one that was seen. `false` if not.
pub async fn rename_programme(tx: &Tx, id: Uuid, seen: &str, name: &str) -> Result<bool, Error> {
    let update = programme::Entity::update_many()
        .set(programme::ActiveModel { name: Set(name.to_owned()), ..Default::default() })
        .filter(programme::Column::Id.eq(id).and(programme::Column::Name.eq(seen)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Gives an area another name and municipality, if it still is as it was seen. `false` if not.
pub async fn update_area(tx: &Tx, seen: &Area, new: &Area) -> Result<bool, Error> {
    let (name, municipality) = (Set(new.name.clone()), Set(new.municipality.clone()));
    let is_as_seen = area::Column::Id.eq(seen.id).and(area::Column::Name.eq(&seen.name));
    let update = area::Entity::update_many()
        .set(area::ActiveModel { name, municipality, ..Default::default() })
        .filter(is_as_seen.and(area::Column::Municipality.eq(&seen.municipality)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// All programmes, by name.
pub async fn programmes(from: &impl Reads) -> Result<Vec<Programme>, Error> {
    let query = programme::Entity::find().order_by_asc(programme::Column::Name);
    let rows = query.all(from.connection()).await.map_err(Error::reading("programme"))?;
    let made = |row: programme::Model| Programme { id: row.id, name: row.name, is_demo: row.is_demo };
    Ok(rows.into_iter().map(made).collect())
}

/// One programme.
pub async fn programme(from: &impl Reads, id: Uuid) -> Result<Option<Programme>, Error> {
    let row = programme::Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading("programme"))?;
    Ok(row.map(|row| Programme { id: row.id, name: row.name, is_demo: row.is_demo }))
}

/// Whether a place is there; an area only in its own programme.
pub async fn exists(from: &impl Reads, place: &Place) -> Result<bool, Error> {
    Ok(match *place {
        Place::Installation => true,
        Place::Programme(id) => programme(from, id).await?.is_some(),
        Place::Area { programme, area: id } => area(from, id).await?.is_some_and(|area| area.programme_id == programme),
    })
}

/// All housing organisations, by name.
pub async fn housing_organisations(from: &impl Reads) -> Result<Vec<HousingOrganisation>, Error> {
    let query = housing_organisation::Entity::find().order_by_asc(housing_organisation::Column::Name);
    let rows = query.all(from.connection()).await.map_err(Error::reading("housing_organisation"))?;
    Ok(rows.into_iter().map(|row| HousingOrganisation { id: row.id, name: row.name }).collect())
}

/// The areas of a programme, by name.
pub async fn areas(from: &impl Reads, programme: Uuid) -> Result<Vec<Area>, Error> {
    let query = area::Entity::find().filter(area::Column::ProgrammeId.eq(programme)).order_by_asc(area::Column::Name);
    let rows = query.all(from.connection()).await.map_err(Error::reading("area"))?;
    Ok(rows.into_iter().map(read_area).collect())
}

/// The areas that lie in any of some places, by name.
pub async fn areas_within(from: &impl Reads, places: &[Place]) -> Result<Vec<Area>, Error> {
    let lies_in = places.iter().fold(Condition::any(), |within, place| match place {
        Place::Installation => within.add(area::Column::Id.is_not_null()),
        Place::Programme(programme) => within.add(area::Column::ProgrammeId.eq(*programme)),
        Place::Area { programme, area } => {
            within.add(area::Column::ProgrammeId.eq(*programme).and(area::Column::Id.eq(*area)))
        }
    });
    // A condition over nothing would be true of everything.
    if lies_in.is_empty() {
        return Ok(Vec::new());
    }
    let query = area::Entity::find().filter(lies_in).order_by_asc(area::Column::Name).order_by_asc(area::Column::Id);
    let rows = query.all(from.connection()).await.map_err(Error::reading("area"))?;
    Ok(rows.into_iter().map(read_area).collect())
}

/// One area.
pub async fn area(from: &impl Reads, id: Uuid) -> Result<Option<Area>, Error> {
    let row = area::Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading("area"))?;
    Ok(row.map(read_area))
}

/// The departments of an area, by number.
pub async fn departments(from: &impl Reads, area: Uuid) -> Result<Vec<Department>, Error> {
    let query =
        department::Entity::find().filter(department::Column::AreaId.eq(area)).order_by_asc(department::Column::Number);
    let rows = query.all(from.connection()).await.map_err(Error::reading("department"))?;
    Ok(rows.into_iter().map(read_department).collect())
}

/// A name as the name of a choice.
pub fn code(name: &str) -> String {
    name.to_lowercase().replace(' ', "_")
}

fn read_area(row: area::Model) -> Area {
    Area { id: row.id, programme_id: row.programme_id, name: row.name, municipality: row.municipality }
}

fn read_department(row: department::Model) -> Department {
    Department {
        id: row.id,
        area_id: row.area_id,
        housing_organisation_id: row.housing_organisation_id,
        number: row.number,
        name: row.name,
    }
}
