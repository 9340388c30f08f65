//! The demonstration: an invented programme after a real one's shape, so that everything can be tried at once. Seeding
//! again changes nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::answers::submit;
use super::catalogue::publish_form;
use super::indicators::register;
use super::waves::{Identity, Terms, Wave};
use super::{NotAName, Services, activities, answer_desk, catalogue, findings, open_wave, waves};
use crate::access::Actor;
use crate::store::place::{self, Area, Department, HousingOrganisation, Programme};
use crate::store::population::{self, Figure};
use crate::store::{self, wave};

mod habits;
pub mod past;
mod people;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A shipped form was not published.
    #[error("a shipped form was not published")]
    Form(#[from] publish_form::Error),
    /// The wave was not opened.
    #[error("the wave was not opened")]
    Wave(#[from] open_wave::Error),
    /// The activities were not added.
    #[error("the invented activities were not added")]
    Activities(#[from] activities::demo::Error),
    /// The findings of a walk were not added.
    #[error("the invented findings were not added")]
    Findings(#[from] findings::demo::Error),
    /// The figures that indicators are held against were not taken in.
    #[error("the figures of the demonstration were not taken in")]
    Figures(#[from] register::Error),
    /// The notes in the log book were not added.
    #[error("the invented notes were not added")]
    Notes(#[from] submit::Error),
    /// No version of the survey can be asked.
    #[error("no version of the safety survey can be asked")]
    NoSurvey,
    /// The wave's name is none.
    #[error("the demonstration's wave has no name")]
    Name(#[from] NotAName),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A department with its area and its owner. The places are real, the figures are invented.
struct Place {
    area: &'static str,
    number: &'static str,
    owner: &'static str,
    residents: i32,
}

const PROGRAMME: &str = "En fælles indsats (demo)";
const MUNICIPALITY: &str = "Slagelse";
/// The area that people have walked through.
const WALKED: &str = "Ringparken";
const SURVEY: &str = "tryghed";
const PLACES: [Place; 9] = [
    Place { area: "Motalavej", number: "15", owner: "BoligKorsør", residents: 600 },
    Place { area: "Motalavej", number: "21", owner: "BoligKorsør", residents: 700 },
    Place { area: "Motalavej", number: "35", owner: "BoligKorsør", residents: 200 },
    Place { area: "Ringparken", number: "23", owner: "FOB", residents: 400 },
    Place { area: "Ringparken", number: "24", owner: "FOB", residents: 500 },
    Place { area: "Ringparken", number: "26", owner: "FOB", residents: 500 },
    Place { area: "Ringparken", number: "32", owner: "FOB", residents: 300 },
    Place { area: "Sydbyen", number: "12", owner: "Slagelse Boligselskab", residents: 800 },
    Place { area: "Sydbyen", number: "34", owner: "FOB", residents: 400 },
];

/// Publishes the shipped forms, makes the programme with its places, opens a wave of the safety survey; each only if it is
/// not there. Gives the wave that people can answer.
pub async fn seed(services: &Services) -> Result<Wave, Error> {
    publish_form::publish_shipped(services).await?;
    let programme = match place::programmes(&services.db).await?.into_iter().find(|programme| programme.is_demo) {
        Some(programme) => programme.id,
        None => make_programme(services).await?,
    };
    if let Some(area) = place::areas(&services.db, programme).await?.into_iter().find(|area| area.name == WALKED) {
        findings::demo::seed(services, area.id).await?;
        activities::demo::seed(services, area.id).await?;
    }
    answer_desk::demo::seed(services, programme).await?;
    register::demo::seed(services, programme, MUNICIPALITY).await?;
    let today = services.clock.today();
    let open = wave::list(&services.db).await?.into_iter().find(|wave| {
        let is_survey = wave.programme_id == programme && wave.form_id == SURVEY;
        is_survey && waves::is_open(wave, &services.clock.now())
    });
    if let Some(wave) = open {
        return Ok(wave);
    }
    let version = asked_version(services).await?;
    Ok(open_wave::open(services, &Actor::operator(), survey(programme, &version, today)?).await?)
}

/// The version of the survey that new waves ask.
async fn asked_version(services: &Services) -> Result<String, Error> {
    let versions = catalogue::versions(services, SURVEY).await?.ok_or(Error::NoSurvey)?.versions;
    let asked = versions.into_iter().find(|version| version.retired_on.is_none());
    Ok(asked.ok_or(Error::NoSurvey)?.version)
}

async fn make_programme(services: &Services) -> Result<Uuid, store::Error> {
    let programme = Programme { id: services.clock.identity(), name: PROGRAMME.to_owned(), is_demo: true };
    let tx = services.db.begin().await?;
    place::insert_programme(&tx, &programme).await?;
    let mut owners = HashMap::new();
    for name in PLACES.map(|place| place.owner) {
        if let Entry::Vacant(new) = owners.entry(name) {
            let id = *new.insert(services.clock.identity());
            place::insert_housing_organisation(&tx, &HousingOrganisation { id, name: name.to_owned() }).await?;
        }
    }
    let mut areas = HashMap::new();
    for name in PLACES.map(|place| place.area) {
        if let Entry::Vacant(new) = areas.entry(name) {
            let id = *new.insert(services.clock.identity());
            let (name, municipality) = (name.to_owned(), MUNICIPALITY.to_owned());
            place::insert_area(&tx, &Area { id, programme_id: programme.id, name, municipality }).await?;
        }
    }
    for place in PLACES {
        let on = services.clock.today().first_of_year();
        let department = Department {
            id: services.clock.identity(),
            area_id: areas[place.area],
            housing_organisation_id: owners[place.owner],
            number: place.number.to_owned(),
            name: None,
        };
        place::insert_department(&tx, programme.id, &department).await?;
        let (ages, gender, source) = (None, None, "demo".to_owned());
        let figure = Figure { place_id: department.id, on, ages, gender, residents: place.residents, source };
        population::insert(&tx, &figure).await?;
    }
    tx.commit().await?;
    Ok(programme.id)
}

/// From a month ago until half a year ahead, so that a demonstration may last.
fn survey(programme: Uuid, version: &str, today: Date) -> Result<open_wave::Command, Error> {
    Ok(open_wave::Command {
        programme_id: programme,
        form_id: SURVEY.to_owned(),
        version: version.to_owned(),
        name: format!("Tryghedsmåling {} (demo)", today.year()).parse()?,
        identity: Identity::Anonymous,
        starts_on: today.saturating_sub(1.month()).first_of_month(),
        ends_on: today.saturating_add(6.months()).last_of_month(),
        terms: Terms::default(),
    })
}
