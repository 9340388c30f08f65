//! The body of a request with a table: the bytes that a spreadsheet saves as text. It may be larger than answers are, so it is
//! read here and only once it is known that the caller has a token.

use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::BASE;
use super::media_type::{any_bytes, must_be_bytes};
use crate::http::middleware::read_body;

/// A table, not yet looked at.
pub(super) struct Table(pub(super) Vec<u8>);

/// Twenty thousand lines are smaller.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Whether a request brings a table.
pub(super) fn brings_table(request: &Request) -> bool {
    let path = request.uri().path().strip_prefix(BASE).unwrap_or_default();
    let is_import = (path.starts_with("/programmes/") && path.ends_with("/population"))
        || (path.starts_with("/waves/") && path.ends_with("/invitations"));
    *request.method() == Method::POST && is_import
}

impl<'a> ApiExtractor<'a> for Table {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(any_bytes(
            "A table as text (CSV) with commas, semicolons or tabs, in UTF-8 or as Excel writes it, with the names of its columns \
             above them. Its media type is not looked at.",
        ))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        must_be_bytes(request)?;
        Ok(Self(read_body(request.headers(), body.take()?, MOST_BYTES).await?))
    }
}
