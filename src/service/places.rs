//! Where is asked: a programme with its areas and departments, and how many people live there.

use uuid::Uuid;

use super::Services;
use crate::access::{Actor, Permission, Place};
use crate::store::{self, place};

pub use crate::store::place::{Area, Department, HousingOrganisation, Population, Programme};

/// A programme and everything in it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The programme.
    pub programme: Programme,
    /// Its areas, by name, each with its departments, by number.
    pub areas: Vec<(Area, Vec<Department>)>,
}

/// All housing organisations, by name.
pub async fn housing_organisations(services: &Services) -> Result<Vec<HousingOrganisation>, store::Error> {
    place::housing_organisations(&services.db).await
}

/// All programmes, by name.
pub async fn list(services: &Services) -> Result<Vec<Overview>, store::Error> {
    let mut overviews = Vec::new();
    for programme in place::programmes(&services.db).await? {
        let mut areas = Vec::new();
        for area in place::areas(&services.db, programme.id).await? {
            let departments = place::departments(&services.db, area.id).await?;
            areas.push((area, departments));
        }
        overviews.push(Overview { programme, areas });
    }
    Ok(overviews)
}

/// The areas of a programme, by name.
pub async fn areas(services: &Services, programme: Uuid) -> Result<Vec<Area>, store::Error> {
    place::areas(&services.db, programme).await
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
