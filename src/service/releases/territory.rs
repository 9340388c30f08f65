//! The places of a programme as a release knows them: by one code each, with how many live there.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use crate::service::Services;
use crate::store::place_code::{self, Kind};
use crate::store::{
    self, place,
    population::{self, Figure},
};

/// The areas that a wave asked in.
pub(in crate::service) struct Territory {
    pub(in crate::service) areas: Vec<Area>,
}

pub(in crate::service) struct Area {
    /// What tables call it: the first of its codes.
    pub(in crate::service) code: String,
    /// All codes that forms know it by.
    pub(in crate::service) codes: Vec<String>,
    pub(in crate::service) name: String,
    pub(in crate::service) departments: Vec<Department>,
    /// What is known of its residents, the earliest day first.
    pub(in crate::service) figures: Vec<Figure>,
}

pub(in crate::service) struct Department {
    pub(in crate::service) code: String,
    pub(in crate::service) codes: Vec<String>,
    pub(in crate::service) number: String,
    pub(in crate::service) name: Option<String>,
    /// None, where nobody has said how many live there: then nothing is shown of it.
    pub(in crate::service) residents: u32,
    /// What is known of its residents, the earliest day first.
    pub(in crate::service) figures: Vec<Figure>,
}

impl Territory {
    /// Those of a programme; some of them, where a wave asked in some. Residents are those of the latest figure until a day.
    pub(in crate::service) async fn load(
        services: &Services,
        programme: Uuid,
        within: &[Uuid],
        until: Date,
    ) -> Result<Self, store::Error> {
        let mut areas = Vec::new();
        let known = Codes::load(services, programme).await?;
        for area in place::areas(&services.db, programme).await? {
            if !within.is_empty() && !within.contains(&area.id) {
                continue;
            }
            let departments = place::departments(&services.db, area.id).await?;
            let ids: Vec<Uuid> = departments.iter().map(|department| department.id).chain([area.id]).collect();
            let mut figures: HashMap<Uuid, Vec<Figure>> = HashMap::new();
            for figure in population::of_places(&services.db, &ids).await? {
                if figure.on <= until {
                    figures.entry(figure.place_id).or_default().push(figure);
                }
            }
            let mut department = |one: &place::Department| {
                let (code, codes) = known.of(Kind::Department, one.id);
                let figures = figures.remove(&one.id).unwrap_or_default();
                // Of several, the last one in their order counts.
                let whole = figures.iter().rfind(|figure| figure.ages.is_none() && figure.gender.is_none());
                let residents = whole.map_or(0, |figure| u32::try_from(figure.residents).unwrap_or_default());
                Department { code, codes, number: one.number.clone(), name: one.name.clone(), residents, figures }
            };
            let departments = departments.iter().map(&mut department).collect();
            let (code, codes) = known.of(Kind::Area, area.id);
            let figures = figures.remove(&area.id).unwrap_or_default();
            areas.push(Area { code, codes, name: area.name, departments, figures });
        }
        Ok(Self { areas })
    }
}

/// What forms call places.
struct Codes(HashMap<(&'static str, Uuid), Vec<String>>);

impl Codes {
    async fn load(services: &Services, programme: Uuid) -> Result<Self, store::Error> {
        let mut codes: HashMap<_, Vec<String>> = HashMap::new();
        for kind in [Kind::Area, Kind::Department] {
            let known = place_code::list(&services.db, kind).await?.into_iter();
            for one in known.filter(|one| one.programme_id == programme) {
                codes.entry((kind.as_str(), one.place_id)).or_default().push(one.code);
            }
        }
        Ok(Self(codes))
    }

    /// A place that no form knows is called by its identity.
    fn of(&self, kind: Kind, place: Uuid) -> (String, Vec<String>) {
        let codes = self.0.get(&(kind.as_str(), place)).cloned().unwrap_or_default();
        (codes.first().cloned().unwrap_or_else(|| place.to_string()), codes)
    }
}
