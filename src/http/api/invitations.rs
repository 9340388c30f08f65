//! Who is invited to a wave: taken in from a list of addresses.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::Chapter;
use super::refusal::{Declares, Refusal};
use super::upload::{Table, Upload};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::service::Services;
use crate::service::invitations::import::{self, Imported};

/// The operations on invitations.
pub(crate) struct Invitations {
    pub(super) services: Services,
}

/// What became of a list.
#[derive(Debug, Object)]
#[oai(rename = "ImportedInvitations", example)]
struct ImportedDocument {
    /// Who is invited now and was not before.
    added: usize,
    /// Who was invited before, and is left as they are.
    known: usize,
}

/// Errors of taking in a list.
struct Importing;

impl Declares for Importing {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::MediaTypeUnsupported, Code::TableInvalid, Code::WaveNotFound, Code::WaveStateWrong];
}

#[OpenApi(tag = "Chapter::Waves")]
impl Invitations {
    /// Invite everybody on a list
    ///
    /// To a wave that is answered with codes: everybody gets one of their own. Columns: `name`, and `address` with `postcode` and
    /// `town`, `email`, `phone` or `digital_post`; beside them `area`, `department` and `language` (Danish names are understood as
    /// well). In `digital_post` stands what those who carry it call somebody, and never a CPR number. The list is taken in whole or not at all; the same list again adds nobody.
    #[oai(path = "/waves/:wave/invitations", method = "post", operation_id = "import_invitations")]
    async fn import(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
        list: Upload<Table>,
    ) -> Result<Json<ImportedDocument>, Refusal<Importing>> {
        let Imported { added, known } = import::import(&self.services, &program.actor, wave.0, &list.bytes).await?;
        Ok(Json(ImportedDocument { added, known }))
    }
}

impl Example for ImportedDocument {
    fn example() -> Self {
        Self { added: 198, known: 2 }
    }
}
