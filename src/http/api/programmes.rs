//! Programmes: who asks, where, and how many people live there.

use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::service::Services;
use crate::service::places::{self, Area, Department, HousingOrganisation, Overview};

/// The operations on programmes.
pub(crate) struct Programmes {
    pub(super) services: Services,
}

/// All programmes.
#[derive(Debug, Object)]
#[oai(rename = "Programmes", example)]
struct ProgrammesDocument {
    /// By name.
    programmes: Vec<ProgrammeDocument>,
    /// Those that own departments, by name.
    housing_organisations: Vec<HousingOrganisationDocument>,
}

/// A housing organisation (boligorganisation).
#[derive(Debug, Object)]
#[oai(rename = "HousingOrganisation")]
struct HousingOrganisationDocument {
    /// Identity.
    id: Uuid,
    /// Name.
    name: String,
}

/// A neighbourhood programme (boligsocial helhedsplan).
#[derive(Debug, Object)]
#[oai(rename = "Programme")]
struct ProgrammeDocument {
    /// Identity.
    id: Uuid,
    /// Name.
    name: String,
    /// Made by `nabosvar demo`: nothing in it is about real people.
    is_demo: bool,
    /// Its areas, by name.
    areas: Vec<AreaDocument>,
}

/// An area (boligområde).
#[derive(Debug, Object)]
#[oai(rename = "Area")]
struct AreaDocument {
    /// Identity.
    id: Uuid,
    /// Name.
    name: String,
    /// The municipality it lies in.
    municipality: String,
    /// Its departments, by number.
    departments: Vec<DepartmentDocument>,
}

/// A department (afdeling), the smallest geography.
#[derive(Debug, Object)]
#[oai(rename = "Department")]
struct DepartmentDocument {
    /// Identity.
    id: Uuid,
    /// The housing organisation that owns it.
    housing_organisation_id: Uuid,
    /// Its number in the organisation.
    number: String,
    /// How many live there; null if nobody has said so.
    population: Option<PopulationDocument>,
}

/// A figure of residents.
#[derive(Debug, Object)]
#[oai(rename = "Population")]
struct PopulationDocument {
    /// Residents.
    count: i32,
    /// Where the figure comes from; `demo` for an invented one.
    source: String,
    /// The day it holds for.
    on: String,
}

/// Errors of listing.
struct Listing;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

#[OpenApi(tag = "Chapter::Programmes")]
impl Programmes {
    /// List the programmes
    ///
    /// Every programme with its areas and departments, and how many people live there with the source of the figure.
    #[oai(path = "/programmes", method = "get", operation_id = "list_programmes")]
    async fn list(&self, _program: Program) -> Result<Content<ProgrammesDocument>, Refusal<Listing>> {
        let overviews = places::list(&self.services).await?;
        let organisations = places::housing_organisations(&self.services).await?;
        let document = ProgrammesDocument {
            programmes: overviews.into_iter().map(Into::into).collect(),
            housing_organisations: organisations.into_iter().map(Into::into).collect(),
        };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }
}

impl From<HousingOrganisation> for HousingOrganisationDocument {
    fn from(organisation: HousingOrganisation) -> Self {
        Self { id: organisation.id, name: organisation.name }
    }
}

impl From<Overview> for ProgrammeDocument {
    fn from(overview: Overview) -> Self {
        let Overview { programme, areas } = overview;
        Self {
            id: programme.id,
            name: programme.name,
            is_demo: programme.is_demo,
            areas: areas.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<(Area, Vec<Department>)> for AreaDocument {
    fn from((area, departments): (Area, Vec<Department>)) -> Self {
        Self {
            id: area.id,
            name: area.name,
            municipality: area.municipality,
            departments: departments.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Department> for DepartmentDocument {
    fn from(department: Department) -> Self {
        Self {
            id: department.id,
            housing_organisation_id: department.housing_organisation_id,
            number: department.number,
            population: department.population.map(|population| PopulationDocument {
                count: population.count,
                source: population.source,
                on: population.on.to_string(),
            }),
        }
    }
}

impl Example for ProgrammesDocument {
    fn example() -> Self {
        let identity = || examples::PROGRAMME.parse().unwrap_or_default();
        let population = PopulationDocument { count: 412, source: "demo".to_owned(), on: examples::DAY.to_owned() };
        let department = DepartmentDocument {
            id: identity(),
            housing_organisation_id: identity(),
            number: "12".to_owned(),
            population: Some(population),
        };
        let area = AreaDocument {
            id: identity(),
            name: "An invented area".to_owned(),
            municipality: "An invented municipality".to_owned(),
            departments: vec![department],
        };
        let programme = ProgrammeDocument {
            id: identity(),
            name: "An invented programme".to_owned(),
            is_demo: true,
            areas: vec![area],
        };
        let organisation =
            HousingOrganisationDocument { id: identity(), name: "An invented housing organisation".to_owned() };
        Self { programmes: vec![programme], housing_organisations: vec![organisation] }
    }
}
