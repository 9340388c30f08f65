//! Where is asked: a programme with its areas and departments, and how many people live there.

use std::collections::HashMap;

use uuid::Uuid;

use super::Services;
use crate::access::{Actor, Permission, Place};
use crate::store::place_code::{self, Kind};
use crate::store::population;
use crate::store::{self, place};

pub mod change;
pub mod create_programme;
pub mod figures;

pub use crate::store::place::{Area, Department, HousingOrganisation, Programme};
pub use crate::store::population::Figure;

/// A programme and everything in it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The programme.
    pub programme: Programme,
    /// Its areas, by name, each with its departments, by number.
    pub areas: Vec<(Area, Vec<Settled>)>,
}

/// A department, and how many live there.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The department.
    pub department: Department,
    /// The latest figure of all residents, if anybody has said one.
    pub population: Option<Figure>,
}

/// An area, as somebody meets it who looks after it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The area.
    pub area: Area,
    /// As what forms know it.
    pub codes: Vec<String>,
    /// Its departments, by number.
    pub departments: Vec<Department>,
    /// Who owns them.
    pub organisations: HashMap<Uuid, String>,
    /// All figures of it and of its departments, the earliest day first.
    pub figures: Vec<Figure>,
    /// Whether this person may add departments to it.
    pub may_add: bool,
    /// Whether this person may change what it is called, and as what forms know it.
    pub may_name: bool,
}

/// All housing organisations, by name.
pub async fn housing_organisations(services: &Services) -> Result<Vec<HousingOrganisation>, store::Error> {
    place::housing_organisations(&services.db).await
}

/// All programmes, by name.
pub async fn list(services: &Services) -> Result<Vec<Overview>, store::Error> {
    let mut overviews = Vec::new();
    for programme in place::programmes(&services.db).await? {
        overviews.push(overview(services, programme).await?);
    }
    Ok(overviews)
}

/// The programmes that somebody knows who may read what is asked there, each with the areas that are theirs.
pub async fn own(services: &Services, actor: &Actor) -> Result<Vec<Overview>, store::Error> {
    let mut overviews = list(services).await?;
    for overview in &mut overviews {
        overview.areas.retain(|(area, _)| actor.may(Permission::ReadForms, &area.place()));
    }
    let knows = |overview: &Overview| {
        !overview.areas.is_empty() || actor.may(Permission::ReadForms, &Place::Programme(overview.programme.id))
    };
    overviews.retain(knows);
    Ok(overviews)
}

/// The areas of a programme, by name.
pub async fn areas(services: &Services, programme: Uuid) -> Result<Vec<Area>, store::Error> {
    place::areas(&services.db, programme).await
}

/// An area that somebody may look at; `None` if there is none for them.
pub async fn find(services: &Services, actor: &Actor, area: Uuid) -> Result<Option<Known>, store::Error> {
    let found = place::area(&services.db, area).await?;
    let Some(area) = found.filter(|area| actor.may(Permission::ReadForms, &area.place())) else { return Ok(None) };
    let codes = place_code::list(&services.db, Kind::Area).await?.into_iter();
    let departments = place::departments(&services.db, area.id).await?;
    let mut places: Vec<Uuid> = departments.iter().map(|department| department.id).collect();
    places.push(area.id);
    let organisations = place::housing_organisations(&services.db).await?;
    Ok(Some(Known {
        codes: codes.filter(|code| code.place_id == area.id).map(|code| code.code).collect(),
        departments,
        organisations: organisations.into_iter().map(|one| (one.id, one.name)).collect(),
        figures: population::of_places(&services.db, &places).await?,
        may_add: actor.may(Permission::ManageWaves, &area.place()),
        may_name: actor.may(Permission::ManageWaves, &Place::Programme(area.programme_id)),
        area,
    }))
}

/// Whether something is permitted in every programme that there is, as it has to be for what all of them share.
pub async fn may_everywhere(services: &Services, actor: &Actor, permission: Permission) -> Result<bool, store::Error> {
    if actor.may(permission, &Place::Installation) {
        return Ok(true);
    }
    let programmes = place::programmes(&services.db).await?;
    let may = |programme: &Programme| actor.may(permission, &Place::Programme(programme.id));
    Ok(!programmes.is_empty() && programmes.iter().all(may))
}

async fn overview(services: &Services, programme: Programme) -> Result<Overview, store::Error> {
    let mut areas = Vec::new();
    for area in place::areas(&services.db, programme.id).await? {
        let departments = place::departments(&services.db, area.id).await?;
        let ids: Vec<Uuid> = departments.iter().map(|department| department.id).collect();
        let of_all = population::of_places(&services.db, &ids).await?.into_iter().filter(is_of_all);
        // Of several, the last one in their order stays.
        let mut latest: HashMap<Uuid, Figure> = of_all.map(|figure| (figure.place_id, figure)).collect();
        let settled =
            departments.into_iter().map(|one| Settled { population: latest.remove(&one.id), department: one });
        areas.push((area, settled.collect()));
    }
    Ok(Overview { programme, areas })
}

/// Whether a figure counts everybody in its place.
fn is_of_all(figure: &Figure) -> bool {
    figure.ages.is_none() && figure.gender.is_none()
}
