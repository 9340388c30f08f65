//! Areas: as what forms know them, who lives there, and what is added to a programme.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::upload::{Sheet, Upload};
use super::{Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::places::change::{self, Naming, NewDepartment};
use crate::service::places::figures::{self, Report};
use crate::service::places::{self, Known};
use crate::service::{Name, Services};

/// The operations on areas.
pub(crate) struct Areas {
    pub(super) services: Services,
}

/// An area with the codes by which forms know it.
#[derive(Debug, Object)]
#[oai(rename = "KnownArea", example)]
struct KnownAreaDocument {
    /// Identity.
    id: Uuid,
    /// The programme that it is of.
    programme_id: Uuid,
    /// Name.
    name: String,
    /// The municipality it lies in.
    municipality: String,
    /// An answer is about the area when it names one of these.
    codes: Vec<String>,
    /// The numbers of its departments.
    departments: Vec<String>,
    /// Figures of the residents of the area and of its departments, the earliest day first.
    population: Vec<FigureDocument>,
}

/// How many live somewhere.
#[derive(Debug, Object)]
#[oai(rename = "Figure")]
struct FigureDocument {
    /// The area, or one of its departments.
    place_id: Uuid,
    /// Residents.
    count: i32,
    /// Of which age, such as `18-29` or `75-`; null for every age.
    ages: Option<String>,
    /// Of which gender: `women`, `men` or `unknown`; null for every gender.
    gender: Option<String>,
    /// The day it holds for.
    on: String,
    /// Where the figure comes from.
    source: String,
}

/// An area that is to be added.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewArea", example)]
#[serde(deny_unknown_fields)]
struct NewAreaDocument {
    /// Its name.
    name: String,
    /// The municipality it lies in.
    municipality: String,
}

/// A department that is to be added.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewDepartment", example)]
#[serde(deny_unknown_fields)]
struct NewDepartmentDocument {
    /// Its number in the housing organisation.
    number: String,
    /// Its name, where it has one beside the number.
    name: Option<String>,
    /// Who owns it; an organisation that is not known yet is added.
    housing_organisation: String,
}

/// What a table of residents has changed.
#[derive(Debug, Object)]
#[oai(rename = "ImportedFigures", example)]
struct ReportDocument {
    /// Figures that nobody had said.
    new: usize,
    /// Figures that said something else before.
    changed: usize,
    /// Figures that were known so.
    same: usize,
}

/// Errors of looking at an area.
struct Looking;
/// Errors of adding an area.
struct Adding;
/// Errors of changing one.
struct Changing;
/// Errors of taking in figures.
struct Importing;

impl Declares for Looking {
    const CODES: &'static [Code] = &[Code::AreaNotFound];
}

impl Declares for Adding {
    const CODES: &'static [Code] = &[
        Code::AreaNotFound,
        Code::BodyTooLarge,
        Code::IdempotencyKeyMissing,
        Code::MediaTypeUnsupported,
        Code::PlaceTaken,
    ];
}

impl Declares for Changing {
    const CODES: &'static [Code] = &[Code::AreaNotFound, Code::PlaceTaken];
}

impl Declares for Importing {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::MediaTypeUnsupported, Code::ProgrammeNotFound, Code::TableInvalid];
}

#[OpenApi(tag = "Chapter::Programmes")]
impl Areas {
    /// Get an area
    ///
    /// With the codes by which forms know it, and with every figure of its residents.
    #[oai(path = "/areas/:area", method = "get", operation_id = "get_area")]
    async fn get(
        &self,
        program: Program,
        /// Identity of the area.
        area: Path<Uuid>,
    ) -> Result<Content<KnownAreaDocument>, Refusal<Looking>> {
        Ok(Content::of(&self.find(&program, area.0).await?.to_json(), Keep::AskFirst)?)
    }

    /// Add an area to a programme
    ///
    /// Forms know it by a code that follows from its name: small letters, with `_` for what is none.
    #[oai(path = "/programmes/:programme/areas", method = "post", operation_id = "add_area")]
    async fn add(
        &self,
        program: Program,
        /// Identity of the programme.
        programme: Path<Uuid>,
        /// Names this request, so that it adds one area however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        area: Body<NewAreaDocument>,
    ) -> Result<Json<KnownAreaDocument>, Refusal<Adding>> {
        let id = conditions::identity(idempotency_key.0.as_deref(), &program, "add_area")?;
        let naming =
            Naming { name: line(&area.0.name, "name")?, municipality: line(&area.0.municipality, "municipality")? };
        change::add_area(&self.services, &program.actor, id, programme.0, &naming).await?;
        Ok(Json(self.find(&program, id).await?))
    }

    /// Add a department to an area
    ///
    /// Gives the area as it is then.
    #[oai(path = "/areas/:area/departments", method = "post", operation_id = "add_department")]
    async fn add_department(
        &self,
        program: Program,
        /// Identity of the area.
        area: Path<Uuid>,
        /// Names this request, so that it adds one department however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        department: Body<NewDepartmentDocument>,
    ) -> Result<Json<KnownAreaDocument>, Refusal<Adding>> {
        let id = conditions::identity(idempotency_key.0.as_deref(), &program, "add_department")?;
        let NewDepartmentDocument { number, name, housing_organisation } = department.0;
        let new = NewDepartment {
            number: line(&number, "number")?,
            name: name.map(|name| line(&name, "name")).transpose()?,
            organisation: line(&housing_organisation, "housing_organisation")?,
        };
        change::add_department(&self.services, &program.actor, id, area.0, &new).await?;
        Ok(Json(self.find(&program, area.0).await?))
    }

    /// Let forms know an area by another code, too
    ///
    /// Answers that name it are about the area from then on, also those that there are. The same again changes nothing.
    #[oai(path = "/areas/:area/codes/:code", method = "put", operation_id = "add_area_code")]
    async fn add_code(
        &self,
        program: Program,
        /// Identity of the area.
        area: Path<Uuid>,
        /// The name of the choice in forms.
        code: Path<String>,
    ) -> Result<Json<KnownAreaDocument>, Refusal<Changing>> {
        change::add_code(&self.services, &program.actor, area.0, &code.0).await?;
        Ok(Json(self.find(&program, area.0).await?))
    }

    /// Take a code from an area
    ///
    /// Answers that name it are about no single area from then on. Fine if the area does not have it.
    #[oai(path = "/areas/:area/codes/:code", method = "delete", operation_id = "remove_area_code")]
    async fn remove_code(
        &self,
        program: Program,
        /// Identity of the area.
        area: Path<Uuid>,
        /// The name of the choice in forms.
        code: Path<String>,
    ) -> Result<Json<KnownAreaDocument>, Refusal<Changing>> {
        change::remove_code(&self.services, &program.actor, area.0, &code.0).await?;
        Ok(Json(self.find(&program, area.0).await?))
    }

    /// Take in figures of residents
    ///
    /// Of areas and departments of a programme, by age and gender as far as they are known. Columns: `area` or `department` (with
    /// `organisation`, where two have the same number), `age`, `gender`, `count`, `source` and `date` (Danish names are
    /// understood as well). The table is taken in whole or not at all; the same table again changes nothing.
    #[oai(path = "/programmes/:programme/population", method = "post", operation_id = "import_population")]
    async fn import_population(
        &self,
        program: Program,
        /// Identity of the programme.
        programme: Path<Uuid>,
        table: Upload<Sheet>,
    ) -> Result<Json<ReportDocument>, Refusal<Importing>> {
        let report = figures::import(&self.services, &program.actor, programme.0, &table.bytes).await?;
        let Report { new, changed, same } = report;
        Ok(Json(ReportDocument { new, changed, same }))
    }
}

impl Areas {
    async fn find(&self, program: &Program, area: Uuid) -> Result<KnownAreaDocument, Problem> {
        let known = places::find(&self.services, &program.actor, area).await?;
        Ok(known.ok_or_else(|| Problem::new(Code::AreaNotFound))?.into())
    }
}

fn line(text: &str, member: &str) -> Result<Name, Problem> {
    let wrong = || Problem::with_detail(Code::RequestInvalid, format!("`{member}` is 1 to 120 letters on one line."));
    text.parse().map_err(|_| wrong())
}

impl From<Known> for KnownAreaDocument {
    fn from(Known { area, codes, departments, figures, .. }: Known) -> Self {
        let figure = |figure: places::Figure| FigureDocument {
            place_id: figure.place_id,
            count: figure.residents,
            ages: figure.ages.map(|ages| ages.to_string()),
            gender: figure.gender.map(|gender| gender.as_str().to_owned()),
            on: figure.on.to_string(),
            source: figure.source,
        };
        Self {
            id: area.id,
            programme_id: area.programme_id,
            name: area.name,
            municipality: area.municipality,
            codes,
            departments: departments.into_iter().map(|department| department.number).collect(),
            population: figures.into_iter().map(figure).collect(),
        }
    }
}

impl Example for KnownAreaDocument {
    fn example() -> Self {
        let identity = |text: &str| text.parse().unwrap_or_default();
        let figure = FigureDocument {
            place_id: identity(examples::AREA),
            count: 143,
            ages: Some("18-29".to_owned()),
            gender: None,
            on: examples::DAY.to_owned(),
            source: "An invented register".to_owned(),
        };
        Self {
            id: identity(examples::AREA),
            programme_id: identity(examples::PROGRAMME),
            name: "An invented area".to_owned(),
            municipality: "An invented municipality".to_owned(),
            codes: vec!["invented_area".to_owned()],
            departments: vec!["12".to_owned()],
            population: vec![figure],
        }
    }
}

impl Example for NewAreaDocument {
    fn example() -> Self {
        Self { name: "An invented area".to_owned(), municipality: "An invented municipality".to_owned() }
    }
}

impl Example for NewDepartmentDocument {
    fn example() -> Self {
        let housing_organisation = "An invented housing organisation".to_owned();
        Self { number: "12".to_owned(), name: None, housing_organisation }
    }
}

impl Example for ReportDocument {
    fn example() -> Self {
        Self { new: 12, changed: 1, same: 3 }
    }
}
