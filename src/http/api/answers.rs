//! The body of a request with answers: bytes, because the form engine reads them and reports everything that is wrong at once.

use poem::{FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::examples;
use super::media_type::must_be_json;

/// An answer document, not yet looked at.
pub(super) struct Answers(pub(super) Vec<u8>);

impl<'a> ApiExtractor<'a> for Answers {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let schema = MetaSchema {
            description: Some(
                "An object that follows the form's tree; its JSON Schema is at `…/schema`. What is not answered is left out.",
            ),
            example: Some(examples::answers()),
            ..MetaSchema::new("object")
        };
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: MetaSchemaRef::Inline(Box::new(schema)),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self(json(request, body).await?))
    }
}

/// The bytes of a body that says it is JSON, and is sent as it is.
pub(super) async fn json(request: &Request, body: &mut RequestBody) -> poem::Result<Vec<u8>> {
    must_be_json(request)?;
    <Vec<u8> as FromRequest>::from_request(request, body).await
}
