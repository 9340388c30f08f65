//! Places get other names, and new ones come. What was answered about a place stays with it: forms know it by codes, which it
//! keeps.

use uuid::Uuid;

use super::{Area, Department, HousingOrganisation};
use crate::access::{Actor, Permission, Place};
use crate::service::audit::{self, Action, Object};
use crate::service::{Name, Services};
use crate::store::place_code::{self, Kind, PlaceCode};
use crate::store::{self, Tx, place};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there for the actor.
    #[error("there is no such place")]
    NoPlace,
    /// The actor may look at it, and not change it.
    #[error("this is not permitted there")]
    Denied,
    /// It is not any more what was seen.
    #[error("the place is not what was seen")]
    Stale,
    /// Another place is called so.
    #[error("another place is called so")]
    Taken,
    /// This cannot be the name of a choice in a form.
    #[error("this is no code")]
    NoCode,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What an area is called, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The name, as people call it.
    pub name: Name,
    /// The municipality, the reference for every figure.
    pub municipality: Name,
}

/// What is known of a new department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDepartment {
    /// The number, unique in the organisation.
    pub number: Name,
    /// The name, where it has one beside the number.
    pub name: Option<Name>,
    /// Who owns it; one that is not known yet is added.
    pub organisation: Name,
}

/// The longest code of a place.
const MOST_LETTERS: usize = 60;

/// Gives a programme another name than the one that was seen. Residents read it above the survey.
pub async fn rename_programme(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    seen: &str,
    name: &Name,
) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    programme(&tx, actor, id).await?;
    if !place::rename_programme(&tx, id, seen, name.as_str()).await? {
        // A second click finds it done.
        let now = place::programme(&tx, id).await?;
        return if now.is_some_and(|now| now.name == name.as_str()) { Ok(()) } else { Err(Error::Stale) };
    }
    audit::record(services, &tx, actor, Action::Changed, Object::Programme(id)).await?;
    Ok(tx.commit().await?)
}

/// Adds an area to a programme, under an identity. The same again changes nothing.
pub async fn add_area(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    programme_id: Uuid,
    naming: &Naming,
) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    programme(&tx, actor, programme_id).await?;
    let (name, municipality) = (naming.name.as_str().to_owned(), naming.municipality.as_str().to_owned());
    let new = Area { id, programme_id, name, municipality };
    if let Some(before) = place::area(&tx, id).await? {
        return if before.programme_id == programme_id { Ok(()) } else { Err(Error::NoPlace) };
    }
    place::insert_area(&tx, &new).await.map_err(taken)?;
    audit::record(services, &tx, actor, Action::Created, Object::Area(id)).await?;
    Ok(tx.commit().await?)
}

/// Gives an area that was called `seen` another name and municipality. Forms go on knowing it by the codes that it has, and by
/// one of its new name if that stands for nothing else.
pub async fn change_area(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    seen: &(String, String),
    naming: &Naming,
) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let now = area_of_programme(&tx, actor, id).await?;
    let new = named(&now, naming);
    if now == new {
        return Ok(());
    }
    let (name, municipality) = seen.clone();
    let seen = Area { name, municipality, ..now };
    if !place::update_area(&tx, &seen, &new).await.map_err(taken)? {
        return Err(Error::Stale);
    }
    let code =
        PlaceCode { programme_id: new.programme_id, kind: Kind::Area, code: place::code(&new.name), place_id: id };
    place_code::insert(&tx, &code).await?;
    audit::record(services, &tx, actor, Action::Changed, Object::Area(id)).await?;
    Ok(tx.commit().await?)
}

/// Lets forms know an area by another code, too. The same again changes nothing.
pub async fn add_code(services: &Services, actor: &Actor, id: Uuid, code: &str) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let new = code_of(&area_of_programme(&tx, actor, id).await?, code)?;
    if !place_code::insert(&tx, &new).await? {
        let known = place_code::list(&tx, Kind::Area).await?;
        return if known.contains(&new) { Ok(()) } else { Err(Error::Taken) };
    }
    audit::record(services, &tx, actor, Action::Changed, Object::Area(id)).await?;
    Ok(tx.commit().await?)
}

/// Takes a code from an area: what answers say by it is about no single area from then on. Fine if it does not have it.
pub async fn remove_code(services: &Services, actor: &Actor, id: Uuid, code: &str) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let old = code_of(&area_of_programme(&tx, actor, id).await?, code)?;
    if place_code::remove(&tx, &old).await? {
        audit::record(services, &tx, actor, Action::Changed, Object::Area(id)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Adds a department to an area, under an identity. The same again changes nothing.
pub async fn add_department(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    area_id: Uuid,
    new: &NewDepartment,
) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let area = area(&tx, actor, area_id).await?;
    if place::departments(&tx, area_id).await?.iter().any(|department| department.id == id) {
        return Ok(());
    }
    let department = Department {
        id,
        area_id,
        housing_organisation_id: organisation(services, &tx, &new.organisation).await?,
        number: new.number.as_str().to_owned(),
        name: new.name.as_ref().map(|name| name.as_str().to_owned()),
    };
    place::insert_department(&tx, area.programme_id, &department).await.map_err(taken)?;
    audit::record(services, &tx, actor, Action::Changed, Object::Area(area_id)).await?;
    Ok(tx.commit().await?)
}

/// The organisation of a name, however its letters were typed; it is added if it is not known.
async fn organisation(services: &Services, tx: &Tx, name: &Name) -> Result<Uuid, store::Error> {
    let known = place::housing_organisations(tx).await?;
    let typed = name.as_str().to_lowercase();
    if let Some(same) = known.into_iter().find(|known| known.name.to_lowercase() == typed) {
        return Ok(same.id);
    }
    let new = HousingOrganisation { id: services.clock.identity(), name: name.as_str().to_owned() };
    place::insert_housing_organisation(tx, &new).await?;
    Ok(new.id)
}

async fn programme(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Error> {
    place::programme(tx, id).await?.ok_or(Error::NoPlace)?;
    actor.need(Permission::ReadForms, &Place::Programme(id)).map_err(|_| Error::NoPlace)?;
    actor.need(Permission::ManageWaves, &Place::Programme(id)).map_err(|_| Error::Denied)
}

async fn area(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Area, Error> {
    let area = place::area(tx, id).await?.ok_or(Error::NoPlace)?;
    actor.need(Permission::ReadForms, &area.place()).map_err(|_| Error::NoPlace)?;
    actor.need(Permission::ManageWaves, &area.place()).map_err(|_| Error::Denied)?;
    Ok(area)
}

/// The area of somebody who may change what belongs to which area. By its codes an area takes answers, and its name gives it one:
/// who looks after a single area could take what is the programme's.
async fn area_of_programme(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Area, Error> {
    let area = area(tx, actor, id).await?;
    programme(tx, actor, area.programme_id).await.map_err(|error| match error {
        // They see the area, and not all of its programme.
        Error::NoPlace => Error::Denied,
        error => error,
    })?;
    Ok(area)
}

fn named(area: &Area, naming: &Naming) -> Area {
    let (name, municipality) = (naming.name.as_str().to_owned(), naming.municipality.as_str().to_owned());
    Area { name, municipality, ..area.clone() }
}

fn code_of(area: &Area, code: &str) -> Result<PlaceCode, Error> {
    let code = code.trim();
    let is_code = (1..=MOST_LETTERS).contains(&code.chars().count())
        && code.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    if !is_code {
        return Err(Error::NoCode);
    }
    let (programme_id, code) = (area.programme_id, code.to_owned());
    Ok(PlaceCode { programme_id, kind: Kind::Area, code, place_id: area.id })
}

fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Taken(_) => Error::Taken,
        error => Error::Store(error),
    }
}
