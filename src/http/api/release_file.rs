//! A file of a release as the document describes it: whole, in a part, or not at all because the caller has it.

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;

/// A file, or a part of it.
pub(super) struct ReleaseFile(pub(super) Response);

impl IntoResponse for ReleaseFile {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for ReleaseFile {
    fn meta() -> MetaResponses {
        let bytes = MetaSchema { format: Some("binary"), ..MetaSchema::new("string") };
        let content = || {
            let schema = MetaSchemaRef::Inline(Box::new(bytes.clone()));
            vec![MetaMediaType { content_type: "application/octet-stream", schema }]
        };
        let header = |name: &str, description: &str| MetaHeader {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            required: true,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let tag = || header("ETAG", "SHA-256 of the file, as the manifest has it.");
        let response = |status, description, content, headers| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers,
        };
        let part = header("CONTENT-RANGE", "Which bytes of the file they are, and how long it is.");
        MetaResponses {
            responses: vec![
                response(200, "The file, with its own media type.", content(), vec![tag()]),
                response(206, "The part that `Range` asks for.", content(), vec![tag(), part]),
                response(304, "The caller has it already: `If-None-Match` names its `ETag`.", Vec::new(), vec![tag()]),
            ],
        }
    }

    fn register(_registry: &mut Registry) {}
}
