//! The body of a request with a form: the bytes of a file, whatever it is called. They may be more than answers are, so they
//! are read here and only once it is known that the caller has a token.

use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::BASE;
use super::media_type::{any_bytes, must_be_bytes};
use super::piece::brings_file;
use super::table::brings_table;
use crate::http::middleware::read_body;
use crate::service::catalogue::form_drafts::MOST_BYTES;

/// A file, not yet looked at.
pub(super) struct Upload(pub(super) Vec<u8>);

/// Where files are taken, below [`BASE`].
pub(super) const PATH: &str = "/drafts";

/// Whether the operation of a request reads the body itself.
pub(crate) fn reads_itself(request: &Request) -> bool {
    let is_form = *request.method() == Method::POST && request.uri().path().strip_prefix(BASE) == Some(PATH);
    is_form || brings_table(request) || brings_file(request)
}

impl<'a> ApiExtractor<'a> for Upload {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(any_bytes("The bytes of the file. Its media type is not looked at."))
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
