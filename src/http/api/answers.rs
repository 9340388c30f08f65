//! The body of a request with answers: bytes, because the form engine reads them and reports everything that is wrong at once.

use poem::{FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::examples;
use super::upload::is_encoded;
use crate::http::code::Code;
use crate::http::error::Problem;

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
    if !is_json(request.content_type().unwrap_or_default()) || is_encoded(request) {
        return Err(Problem::new(Code::MediaTypeUnsupported).into());
    }
    <Vec<u8> as FromRequest>::from_request(request, body).await
}

/// JSON, which is UTF-8 also when nobody says so.
pub(super) fn is_json(content_type: &str) -> bool {
    let mut pieces = content_type.split(';').map(str::trim);
    let is_json = pieces.next().is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    let charset = |piece: &str| piece.to_ascii_lowercase().strip_prefix("charset=").map(|set| set.replace('"', ""));
    is_json && pieces.filter_map(charset).all(|set| set == "utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_in_utf_8_is_json() {
        for json in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
            assert!(is_json(json), "{json}");
        }
        for other in
            ["", "text/json", "application/json; charset=utf-16", "application/problem+json", "application/xml"]
        {
            assert!(!is_json(other), "{other}");
        }
    }
}
