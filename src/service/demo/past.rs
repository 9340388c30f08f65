//! Two rounds of the demonstration's survey that are over, archived and released, a year apart: so that there is something to read
//! at once, and a change to speak of. Their answers are judged by the form as everybody's are; only when they came is invented. And
//! activities that were held in the months before.

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::people::{FIRST, Round, SECOND, answers};
use super::{PLACES, SURVEY, asked_version};
use crate::access::Actor;
use crate::service::answers::submit::{self, Command, Handling, check};
use crate::service::releases::make::{self, make};
use crate::service::waves::{Identity, Terms, Wave, life};
use crate::service::{NotAName, Services, activities, catalogue, open_wave};
use crate::store::population::{self, Ages, Figure};
use crate::store::registration::Gender;
use crate::store::{self, Digest, place, release, response, wave};

/// Why a round is not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The survey cannot be asked.
    #[error(transparent)]
    Survey(#[from] super::Error),
    /// The wave was not opened.
    #[error("a wave that is over was not set up")]
    Wave(#[from] open_wave::Error),
    /// The wave's name is none.
    #[error("a wave that is over has no name")]
    Name(#[from] NotAName),
    /// An invented answer is none.
    #[error("an invented answer breaks rules of the form")]
    Answer(#[from] submit::Error),
    /// The wave was not archived.
    #[error("a wave that is over was not archived")]
    Life(#[from] life::Error),
    /// What was held was not added.
    #[error("invented activities of past months were not added")]
    Activities(#[from] activities::demo::Error),
    /// It was not released.
    #[error("a wave that is over was not released")]
    Release(#[from] make::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// How the residents of a department are by age, in thousandths. Half of them are women. A quarter are children.
const AGES: [(&str, i32); 5] = [("18-29", 160), ("30-44", 180), ("45-59", 190), ("60-74", 150), ("75-", 70)];

/// Makes what is missing of both rounds: those of two autumns before this one, the earlier one first; and of what was held in the
/// months before this one.
pub async fn seed(services: &Services, programme: Uuid) -> Result<(), Error> {
    activities::demo::past(services, &place::areas(&services.db, programme).await?).await?;
    let year = services.clock.today().year();
    for (name, round, year) in [("first", &FIRST, year - 2), ("second", &SECOND, year - 1)] {
        let id = Digest::of_all(&["demo wave", &programme.to_string(), name]).identity();
        if release::of_wave(&services.db, id).await?.is_none() {
            hold(services, programme, id, round, year).await?;
        }
    }
    Ok(())
}

/// Each step is done as a whole or not at all, so that a start that was broken off is finished by the next.
async fn hold(services: &Services, programme: Uuid, id: Uuid, round: &'static Round, year: i16) -> Result<(), Error> {
    let wave = if let Some(wave) = wave::find(&services.db, id).await? {
        wave
    } else {
        residents(services, programme, date(year, 1, 1)).await?;
        let version = asked_version(services).await?;
        let command = survey(programme, version, year)?;
        open_wave::open_as(services, &Actor::operator(), id, command).await?.wave
    };
    answer(services, &wave, round).await?;
    life::archive(services, &Actor::operator(), id).await?;
    let plan = forms::library::release_plan(SURVEY).ok_or(super::Error::NoSurvey)?;
    make(services, &Actor::operator(), id, plan).await?;
    Ok(())
}

fn survey(programme: Uuid, version: String, year: i16) -> Result<open_wave::Command, NotAName> {
    Ok(open_wave::Command {
        programme_id: programme,
        form_id: SURVEY.to_owned(),
        version,
        name: format!("Tryghedsmåling {year} (demo)").parse()?,
        identity: Identity::Anonymous,
        starts_on: date(year, 9, 1),
        ends_on: date(year, 10, 31),
        terms: Terms::default(),
    })
}

/// Stores what everybody said, unless that was done. The door is closed by now, and so it is the one thing that is not asked.
async fn answer(services: &Services, wave: &Wave, round: &'static Round) -> Result<(), Error> {
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?.ok_or(open_wave::Error::NoForm)?;
    let tx = services.db.begin().await?;
    // Two demonstrations may start at once: the second waits here until the first is done.
    wave::lock(&tx, wave.id).await?;
    if response::count(&tx, wave.id).await? > 0 {
        return Ok(());
    }
    for (language, said) in answers(round) {
        let command = Command {
            form_id: wave.form_id.clone(),
            version: wave.form_version.clone(),
            response_id: services.clock.identity(),
            round: submit::Round::OnlyOpen,
            handling: Handling::Strict,
            language: language.to_owned(),
            body: said.to_string().into_bytes(),
        };
        response::insert(&tx, &check(services, &form.form, Some(wave), &command)?).await?;
    }
    Ok(tx.commit().await?)
}

/// Says how many lived in each department at the beginning of a year, and of which age and gender.
async fn residents(services: &Services, programme: Uuid, on: Date) -> Result<(), store::Error> {
    let mut departments = Vec::new();
    for area in place::areas(&services.db, programme).await? {
        departments.extend(place::departments(&services.db, area.id).await?);
    }
    let tx = services.db.begin().await?;
    for department in departments {
        let Some(place) = PLACES.iter().find(|place| place.number == department.number) else { continue };
        let figure = |ages, gender, residents| {
            let (place_id, source) = (department.id, "demo".to_owned());
            Figure { place_id, on, ages, gender, residents, source }
        };
        population::insert(&tx, &figure(None, None, place.residents)).await?;
        for (ages, share) in AGES {
            for gender in [Gender::Women, Gender::Men] {
                let residents = place.residents * share / 2000;
                population::insert(&tx, &figure(Ages::parse(ages), Some(gender), residents)).await?;
            }
        }
    }
    tx.commit().await
}
