//! The body of a request that publishes a draft: which content is meant, and what becomes of older answers. It may be empty.

use ::forms::Mapping;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::{Any, Example, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, Object};
use serde_json::{Value, json};

use super::examples;
use super::media_type::must_be_json;
use crate::http::code::Code;
use crate::http::error::Problem;

/// What is published.
#[derive(Default)]
pub(super) struct Publication {
    pub(super) sha256: Option<String>,
    pub(super) mapping: Mapping,
}

/// What is to be published, and how it follows the version before.
#[derive(Debug, Object)]
#[oai(rename = "Publication", example)]
struct PublicationDocument {
    /// The content that is meant. If the draft has been uploaded again since it was looked at, nothing is published.
    sha256: Option<String>,
    /// What becomes of answers to the version before, where a variable keeps its name and changes its meaning. By variable
    /// (its path, or its name where no other has it): `"same"` if older values mean what they say in the new version, too;
    /// `"not_comparable"` if the series ends; or `{"codes": {"1": "5", "9": null}}`, by older code the newer one that means
    /// the same, or null if none does (codes that are not named are the same). `from` may name the version before, and is
    /// then checked. It is kept with the version.
    mapping: Option<Any<Value>>,
}

impl<'a> ApiExtractor<'a> for Publication {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        PublicationDocument::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = MetaMediaType { content_type: "application/json", schema: PublicationDocument::schema_ref() };
        Some(MetaRequest { description: None, content: vec![content], required: false })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let body = <Vec<u8> as FromRequest>::from_request(request, body).await?;
        if body.is_empty() {
            return Ok(Self::default());
        }
        must_be_json(request)?;
        Ok(read(&body)?)
    }
}

fn read(body: &[u8]) -> Result<Publication, Problem> {
    let invalid = |detail: String| Problem::with_detail(Code::RequestInvalid, detail);
    let value: Value =
        serde_json::from_slice(body).map_err(|error| invalid(format!("The body is no JSON: {error}.")))?;
    let Value::Object(members) = value else { return Err(invalid("The body is an object.".to_owned())) };
    let mut publication = Publication::default();
    for (name, value) in members {
        match (name.as_str(), value) {
            ("sha256" | "mapping", Value::Null) => {}
            ("sha256", Value::String(sha256)) => publication.sha256 = Some(sha256),
            ("sha256", _) => return Err(invalid("`sha256` is a text.".to_owned())),
            ("mapping", value) => {
                let wrong = |mistakes: Vec<String>| Problem::with_detail(Code::MappingInvalid, mistakes.join(" "));
                publication.mapping = Mapping::from_json(&value).map_err(wrong)?;
            }
            (other, _) => return Err(invalid(format!("The body has `sha256` and `mapping`, but no `{other}`."))),
        }
    }
    Ok(publication)
}

impl Example for PublicationDocument {
    fn example() -> Self {
        let mapping = json!({ "from": "2026-1", "variables": { "glad": { "codes": { "yes": "no", "no": "yes" } } } });
        Self { sha256: Some(examples::DIGEST.to_owned()), mapping: Some(Any(mapping)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_is_read_strictly() {
        let read = |body: &str| read(body.as_bytes()).map_err(|problem| problem.code.about().name);
        let read_whole = read(r#"{"sha256": "ab", "mapping": {"variables": {"a": "same"}}}"#).ok().unwrap();
        assert_eq!((read_whole.sha256.as_deref(), read_whole.mapping.variables.len()), (Some("ab"), 1));
        assert!(read(r#"{"sha256": null, "mapping": null}"#).is_ok());
        for (body, code) in [
            ("[]", "request_invalid"),
            ("{", "request_invalid"),
            (r#"{"sha256": 1}"#, "request_invalid"),
            (r#"{"maping": {}}"#, "request_invalid"),
            (r#"{"mapping": {"variables": {"a": "some"}}}"#, "mapping_invalid"),
        ] {
            assert_eq!(read(body).err(), Some(code), "{body}");
        }
    }
}
