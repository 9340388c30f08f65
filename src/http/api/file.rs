//! A file as it is given out: what it is, by which name to keep it, and that nobody guesses otherwise.

use poem::http::{HeaderValue, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};

use crate::blob::Pieces;
use crate::service::attachments::Kept;

/// A kept file and its content.
pub(super) struct File {
    pub(super) kept: Kept,
    pub(super) content: Pieces,
}

/// What a file can be, with the ending of its name.
const TYPES: [(&str, &str); 2] = [("image/jpeg", "jpg"), ("image/png", "png")];

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let ending = TYPES.iter().find(|(kind, _)| *kind == self.kept.media_type).map_or("bin", |(_, ending)| ending);
        let name = format!("attachment; filename=\"{}.{ending}\"", self.kept.sha256);
        let response = Response::builder()
            .content_type(&self.kept.media_type)
            .header(header::CONTENT_LENGTH, self.kept.size)
            .header(header::ETAG, format!("\"{}\"", self.kept.kept_sha256))
            .header(header::CACHE_CONTROL, "private, no-cache")
            .header(header::CONTENT_DISPOSITION, name)
            .header(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response.body(Body::from_bytes_stream(self.content))
    }
}

impl ApiResponse for File {
    fn meta() -> MetaResponses {
        let bytes =
            || MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }));
        let content = TYPES.iter().map(|(content_type, _)| MetaMediaType { content_type, schema: bytes() });
        let tag = || MetaHeader {
            name: "ETAG".to_owned(),
            description: Some("SHA-256 of what is kept.".to_owned()),
            required: true,
            deprecated: false,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("string"))),
        };
        let response = |status, description, content| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers: vec![tag()],
        };
        MetaResponses {
            responses: vec![
                response(200, "The picture.", content.collect()),
                response(304, "The caller has it already: `If-None-Match` names its `ETag`.", Vec::new()),
            ],
        }
    }

    fn register(_registry: &mut Registry) {}
}
