//! What a body may come as: JSON, or the bytes of a file; never compressed and never in parts.

use poem::Request;
use poem::http::header;
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};

use crate::http::code::Code;
use crate::http::error::Problem;

/// A body of bytes in the document.
pub(super) fn any_bytes(description: &'static str) -> MetaRequest {
    let schema = MetaSchema { format: Some("binary"), description: Some(description), ..MetaSchema::new("string") };
    MetaRequest {
        description: None,
        content: vec![MetaMediaType {
            content_type: "application/octet-stream",
            schema: MetaSchemaRef::Inline(Box::new(schema)),
        }],
        required: true,
    }
}

/// Refuses a body that is not the bytes of a file as they are.
pub(super) fn must_be_bytes(request: &Request) -> Result<(), Problem> {
    let is_parts = |kind: &str| kind.trim_start().to_ascii_lowercase().starts_with("multipart/");
    must_be(!is_encoded(request) && !request.content_type().is_some_and(is_parts))
}

/// Refuses a body that does not say it is JSON, or is not sent as it is.
pub(super) fn must_be_json(request: &Request) -> Result<(), Problem> {
    must_be(is_json(request.content_type().unwrap_or_default()) && !is_encoded(request))
}

fn must_be(supported: bool) -> Result<(), Problem> {
    if supported { Ok(()) } else { Err(Problem::new(Code::MediaTypeUnsupported)) }
}

fn is_encoded(request: &Request) -> bool {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// JSON, which is UTF-8 also when nobody says so.
fn is_json(content_type: &str) -> bool {
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
