//! The body of a request that says what is to be done: JSON with exactly the members that are documented.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::DeserializeOwned;

use super::answers::json;
use crate::http::code::Code;
use crate::http::error::Problem;

/// What is to be done. The library's own reader would take a number for a text and pass over what it does not know.
pub(super) struct Body<T>(pub(super) T);

impl<'a, T: Type + DeserializeOwned> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = MetaMediaType { content_type: "application/json", schema: T::schema_ref() };
        Some(MetaRequest { description: None, content: vec![content], required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let body = json(request, body).await?;
        let invalid = |error| Problem::with_detail(Code::RequestInvalid, format!("The body cannot be read: {error}."));
        Ok(Self(serde_json::from_slice(&body).map_err(invalid)?))
    }
}
