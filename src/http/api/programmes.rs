//! Programmes: who asks, where, and how many people live there.

use poem_openapi::param::Header;
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::places::create_programme::{self, Created};
use crate::service::places::{self, Area, HousingOrganisation, Overview, Settled};

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
    /// Its name, where it has one beside the number.
    name: Option<String>,
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

/// A programme that is to be set up.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewProgramme", example)]
#[serde(deny_unknown_fields)]
struct NewProgrammeDocument {
    /// Its name, as residents read it above the survey.
    name: String,
}

/// A programme that was set up. It has no areas yet.
#[derive(Debug, Object)]
#[oai(rename = "CreatedProgramme", example)]
struct CreatedDocument {
    /// Identity.
    id: Uuid,
    /// Name.
    name: String,
}

#[derive(ApiResponse)]
enum CreateReply {
    /// The same programme was set up with this key before. Nothing changed.
    #[oai(status = 200)]
    Known(Json<CreatedDocument>),
    /// It is set up.
    #[oai(status = 201)]
    Created(Json<CreatedDocument>),
}

/// Errors of listing.
struct Listing;
/// Errors of setting up.
struct Creating;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for Creating {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::IdempotencyKeyMissing, Code::IdempotencyKeyReused, Code::MediaTypeUnsupported];
}

#[OpenApi(tag = "Chapter::Programmes")]
impl Programmes {
    /// Set up a programme
    ///
    /// In its name waves are opened.
    #[oai(path = "/programmes", method = "post", operation_id = "create_programme")]
    async fn create(
        &self,
        program: Program,
        /// Names this request, so that it sets up one programme however often it is sent: a fresh random UUID. It never
        /// expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        programme: Body<NewProgrammeDocument>,
    ) -> Result<CreateReply, Refusal<Creating>> {
        let id = conditions::identity(idempotency_key.0.as_deref(), &program, "create_programme")?;
        let name = programme.0.name.parse();
        let name =
            name.map_err(|_| Problem::with_detail(Code::RequestInvalid, "`name` is 1 to 120 letters on one line."))?;
        let Created { programme, new } = create_programme::create_as(&self.services, &program.actor, id, &name).await?;
        let document = Json(CreatedDocument { id: programme.id, name: programme.name });
        Ok(if new { CreateReply::Created(document) } else { CreateReply::Known(document) })
    }

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

impl Example for NewProgrammeDocument {
    fn example() -> Self {
        Self { name: "An invented programme".to_owned() }
    }
}

impl Example for CreatedDocument {
    fn example() -> Self {
        let id = examples::PROGRAMME.parse().unwrap_or_default();
        Self { id, name: NewProgrammeDocument::example().name }
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

impl From<(Area, Vec<Settled>)> for AreaDocument {
    fn from((area, departments): (Area, Vec<Settled>)) -> Self {
        Self {
            id: area.id,
            name: area.name,
            municipality: area.municipality,
            departments: departments.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Settled> for DepartmentDocument {
    fn from(Settled { department, population }: Settled) -> Self {
        Self {
            id: department.id,
            housing_organisation_id: department.housing_organisation_id,
            number: department.number,
            name: department.name,
            population: population.map(|population| PopulationDocument {
                count: population.residents,
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
            name: None,
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
