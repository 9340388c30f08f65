//! What can be read and kept: a body with its `ETag` and with how long it may be kept.

use std::marker::PhantomData;

use poem::http::header;
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use serde::Serialize;

use super::super::error::Problem;
use crate::store::Digest;

/// JSON that the document describes as `T`.
pub(crate) struct Content<T> {
    body: Vec<u8>,
    keep: Keep,
    tag: Digest,
    described: PhantomData<fn() -> T>,
}

/// How long a caller may use what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It never changes. Only the caller itself keeps it, because others would have to show a token.
    Forever,
    /// Until the server says that it changed: every use asks first, and mostly gets a short "not modified".
    AskFirst,
}

const MEDIA_TYPE: &str = "application/json";

impl<T> Content<T> {
    /// Content of anything that can be written as JSON.
    pub(crate) fn of(value: &impl Serialize, keep: Keep) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        let tag = Digest::of(&body);
        Ok(Self::ready(body, tag, keep))
    }

    /// Content that was written before, with its digest.
    pub(crate) fn ready(body: Vec<u8>, tag: Digest, keep: Keep) -> Self {
        Self { body, keep, tag, described: PhantomData }
    }

    /// The same with a tag that says more to the caller than the digest of the body.
    pub(crate) fn tagged(self, tag: Digest) -> Self {
        Self { tag, ..self }
    }
}

impl<T> IntoResponse for Content<T> {
    fn into_response(self) -> Response {
        let keep = match self.keep {
            Keep::Forever => "private, max-age=31536000, immutable",
            Keep::AskFirst => "private, no-cache",
        };
        Response::builder()
            .content_type(MEDIA_TYPE)
            .header(header::ETAG, format!("\"{}\"", self.tag))
            .header(header::CACHE_CONTROL, keep)
            .body(Body::from_vec(self.body))
    }
}

impl<T: Type> ApiResponse for Content<T> {
    fn meta() -> MetaResponses {
        let headers =
            || vec![described("ETAG", "Digest of the content."), described("CACHE-CONTROL", "How long to keep it.")];
        let found = MetaResponse {
            description: "Found.",
            status: Some(200),
            status_range: None,
            content: vec![MetaMediaType { content_type: MEDIA_TYPE, schema: T::schema_ref() }],
            headers: headers(),
        };
        let known = MetaResponse {
            description: "The caller has it already: `If-None-Match` names its `ETag`.",
            status: Some(304),
            status_range: None,
            content: Vec::new(),
            headers: headers(),
        };
        MetaResponses { responses: vec![found, known] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

fn described(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(poem_openapi::registry::MetaSchema::new("string"))),
    }
}
