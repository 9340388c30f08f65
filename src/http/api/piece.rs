//! The body of a request with a file or a part of one: handed on as it comes, never held as a whole.

use poem::http::{HeaderMap, Method, header};
use poem::{Body, Request, RequestBody};
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::BASE;
use super::media_type::{any_bytes, must_be_bytes};
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::attachments::attach::Span;

/// A file or a part of one, not yet read.
pub(super) struct Piece {
    /// The bytes.
    pub(super) body: Body,
    /// Which bytes of the file they are, if not all.
    pub(super) span: Option<Span>,
    /// How many they are, if the request says so.
    pub(super) length: Option<u64>,
}

/// Where files are taken, below [`BASE`].
const PATH: &str = "/attachments/";

/// Whether a request brings a file, which may take long: somebody sees to it that it comes on.
pub(crate) fn brings_file(request: &Request) -> bool {
    let path = request.uri().path().strip_prefix(BASE);
    *request.method() == Method::PUT && path.is_some_and(|path| path.starts_with(PATH))
}

impl<'a> ApiExtractor<'a> for Piece {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(any_bytes(
            "The bytes of the file; what it is, it says itself. `Content-Range: bytes 0-65535/200000` sends a part.",
        ))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        must_be_bytes(request)?;
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let span = span(request.headers())?;
        if let (Some(span), Some(length)) = (span, length)
            && span.end - span.start != length
        {
            return Err(unreadable_range().into());
        }
        Ok(Self { body: body.take()?, span, length })
    }
}

/// `Content-Range: bytes FIRST-LAST/TOTAL` (RFC 9110, 14.4).
fn span(headers: &HeaderMap) -> Result<Option<Span>, Problem> {
    let Some(range) = headers.get(header::CONTENT_RANGE) else { return Ok(None) };
    let read = || {
        let range = range.to_str().ok()?.trim().strip_prefix("bytes")?.trim_start();
        let (span, total) = range.split_once('/')?;
        let (first, last) = span.split_once('-')?;
        let (start, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        let span = Span { start, end: last.checked_add(1)?, total: total.parse().ok()? };
        (span.start < span.end && span.end <= span.total).then_some(span)
    };
    read().map(Some).ok_or_else(unreadable_range)
}

fn unreadable_range() -> Problem {
    Problem::with_detail(
        Code::ParameterInvalid,
        "`Content-Range` has to be like `bytes 0-65535/200000`, and the body as long as it says.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(range: &'static str) -> Option<Span> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_RANGE, poem::http::HeaderValue::from_static(range));
        span(&headers).ok().flatten()
    }

    #[test]
    fn a_range_names_bytes_that_can_be() {
        assert_eq!(read("bytes 0-65535/200000"), Some(Span { start: 0, end: 65_536, total: 200_000 }));
        assert_eq!(read("bytes 5-5/6"), Some(Span { start: 5, end: 6, total: 6 }));
        for other in [
            "bytes 5-4/6",
            "bytes 0-6/6",
            "bytes 0-5/*",
            "bytes */6",
            "bytes -1-5/6",
            "lines 0-5/6",
            "0-5/6",
            "bytes 0-18446744073709551615/18446744073709551615",
            "",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
