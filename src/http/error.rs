//! The one mapping from what went wrong to what a caller is told: `application/problem+json` as RFC 9457 has it.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;

use forms::{Violation, ViolationCode};
use poem::error::{MethodNotAllowedError, NotFoundError, ReadBodyError};
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, PathPattern, Response};
use poem_openapi::Object;
use poem_openapi::error::{AuthorizationError, ContentTypeError, ParseParamError, ParsePathError};
use poem_openapi::types::{Example, ToJSON};

use super::code::Code;
use super::patterns;
use crate::service::{invited, submit};
use crate::store;

/// The media type of every error.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Seconds after which it is worth a try again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Why a request was not carried out: made where it fails, turned into a response in one place.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .code.about().title)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    /// What is wrong with this request in particular; free of anything that the caller did not send or may not know.
    pub(crate) detail: Option<Cow<'static, str>>,
    pub(crate) violations: Vec<Violation>,
    /// What is behind it: for the log alone.
    pub(crate) cause: Option<Arc<dyn Error + Send + Sync>>,
}

/// A problem as the caller gets it (RFC 9457).
#[derive(Debug, Object)]
#[oai(rename = "Problem", example, skip_serializing_if_is_none)]
pub(crate) struct Document {
    /// The address of the page that explains the code.
    #[oai(rename = "type")]
    kind: String,
    /// The code in words; the same every time.
    title: String,
    /// The status of the response.
    status: u16,
    /// What is wrong with this request in particular.
    detail: Option<String>,
    /// What went wrong, for programs. The meaning of a code never changes.
    code: String,
    /// The request in the server's log; also in the header `X-Request-Id`.
    request_id: String,
    /// Each rule of the form that the answers break, if it is that.
    violations: Option<Vec<ViolationDocument>>,
}

/// A rule of the form that an answer breaks.
#[derive(Debug, Object)]
#[oai(rename = "Violation", example)]
pub(crate) struct ViolationDocument {
    /// Where: names from the form downwards, and the number of the repetition, from 1: `findings[2]/theme`.
    path: String,
    /// Which rule: `required`, `constraint`, `type`, `unknown_field`, `unknown_choice`, `out_of_range`, `repeat_count`,
    /// `too_long`, `read_only` or `too_costly`.
    code: String,
    /// What to tell the person, in the language of the request.
    message: String,
}

impl Problem {
    /// A problem that its code says everything about.
    pub(crate) fn new(code: Code) -> Self {
        Self { code, detail: None, violations: Vec::new(), cause: None }
    }

    /// A problem with more to say.
    pub(crate) fn with_detail(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(code) }
    }

    /// A mistake of ours that no error type describes.
    pub(crate) fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(Arc::from(cause.into())), ..Self::new(Code::Internal) }
    }

    /// What a failure of the framework means for the caller. Whatever is not listed is a mistake of ours.
    pub(crate) fn of(error: &poem::Error) -> Self {
        if let Some(problem) = error.downcast_ref::<Self>() {
            return problem.clone();
        }
        if let Some(bad) = error.downcast_ref::<ParsePathError>() {
            // The framework numbers the parameters of a path, and its reasons name its own types.
            let pattern = error.data::<PathPattern>().map(|pattern| patterns::readable(&pattern.0)).unwrap_or_default();
            let name = patterns::parameter(&pattern, bad.name).unwrap_or("something");
            return Self::with_detail(
                Code::ParameterInvalid,
                format!("`{name}` in the path is not what it has to be."),
            );
        }
        if let Some(bad) = error.downcast_ref::<ParseParamError>() {
            return Self::with_detail(Code::ParameterInvalid, format!("`{}`: {}", bad.name, bad.reason));
        }
        match error.status() {
            _ if error.is::<NotFoundError>() => Self::new(Code::RouteNotFound),
            _ if error.is::<MethodNotAllowedError>() => Self::new(Code::MethodNotAllowed),
            _ if error.is::<AuthorizationError>() => Self::new(Code::TokenMissing),
            _ if error.is::<ContentTypeError>() => Self::new(Code::MediaTypeUnsupported),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(Code::BodyTooLarge),
            status if status.is_client_error() => Self::new(Code::RequestInvalid),
            _ => Self::internal(error.to_string()),
        }
    }

    /// What the caller gets. A cause is not in it.
    pub(crate) fn document(&self, request_id: &str) -> Document {
        let about = self.code.about();
        Document {
            kind: about.page(),
            title: about.title.to_owned(),
            status: about.status.as_u16(),
            detail: self.detail.as_ref().map(ToString::to_string),
            code: about.name.to_owned(),
            request_id: request_id.to_owned(),
            violations: (!self.violations.is_empty()).then(|| self.violations.iter().map(Into::into).collect()),
        }
    }

    /// The response.
    pub(crate) fn to_response(&self, request_id: &str) -> Response {
        let mut response = Response::builder()
            .status(self.code.about().status)
            .content_type(MEDIA_TYPE)
            .body(Body::from_string(self.document(request_id).to_json_string()));
        if let Some((name, value)) = self.code.header() {
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// The cause and all that is behind it, in one line.
    pub(crate) fn cause_in_words(&self) -> String {
        let mut words = String::new();
        let mut next = self.cause.as_deref().map(|cause| cause as &dyn Error);
        while let Some(cause) = next {
            let separator = if words.is_empty() { "" } else { ": " };
            // Writing to a string cannot fail.
            let _ = write!(words, "{separator}{cause}");
            next = cause.source();
        }
        words
    }
}

impl Code {
    /// The header that HTTP wants beside the status.
    pub(crate) fn header(self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::TokenMissing => {
                Some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"nabosvar\"")))
            }
            Self::TokenInvalid => {
                let challenge = HeaderValue::from_static("Bearer realm=\"nabosvar\", error=\"invalid_token\"");
                Some((header::WWW_AUTHENTICATE, challenge))
            }
            Self::Unavailable | Self::NotReady | Self::TimedOut => Some((header::RETRY_AFTER, RETRY_AFTER)),
            _ => None,
        }
    }
}

impl From<Problem> for poem::Error {
    fn from(problem: Problem) -> Self {
        let status = problem.code.about().status;
        Self::new(problem, status)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        let code = match error {
            store::Error::Unreachable(_) => Code::Unavailable,
            _ => Code::Internal,
        };
        Self { cause: Some(Arc::new(error)), ..Self::new(code) }
    }
}

impl From<submit::Error> for Problem {
    fn from(error: submit::Error) -> Self {
        match error {
            submit::Error::NoForm => Self::new(Code::VersionNotFound),
            submit::Error::NoWave => Self::new(Code::WaveNotFound),
            submit::Error::WaveClosed => Self::new(Code::WaveClosed),
            submit::Error::WaveAmbiguous => Self::new(Code::WaveAmbiguous),
            submit::Error::NotRandom => Self::new(Code::IdNotRandom),
            submit::Error::Violations(violations) => Self { violations, ..Self::new(Code::AnswersInvalid) },
            submit::Error::Conflict => Self::new(Code::ResponseConflict),
            submit::Error::Store(error) => error.into(),
        }
    }
}

impl From<invited::Error> for Problem {
    fn from(error: invited::Error) -> Self {
        match error {
            invited::Error::NoWave => Self::new(Code::WaveNotFound),
            invited::Error::WaveClosed => Self::new(Code::WaveClosed),
            invited::Error::Store(error) => error.into(),
        }
    }
}

impl From<ReadBodyError> for Problem {
    fn from(error: ReadBodyError) -> Self {
        match error {
            ReadBodyError::PayloadTooLarge => Self::new(Code::BodyTooLarge),
            _ => Self::new(Code::RequestInvalid),
        }
    }
}

impl From<&Violation> for ViolationDocument {
    fn from(violation: &Violation) -> Self {
        Self {
            path: violation.path.clone(),
            code: violation.code.name().to_owned(),
            message: violation.message.clone(),
        }
    }
}

impl Example for Document {
    fn example() -> Self {
        Problem::example().document("6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11")
    }
}

impl Example for Problem {
    fn example() -> Self {
        let violation = Violation {
            path: "glad".to_owned(),
            code: ViolationCode::Required,
            message: "This question needs an answer.".to_owned(),
        };
        Self { violations: vec![violation], ..Self::new(Code::AnswersInvalid) }
    }
}

impl Example for ViolationDocument {
    fn example() -> Self {
        (&Problem::example().violations[0]).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of every failure of a use case; the status of every code is pinned in `code.rs`.
    #[test]
    fn every_failure_has_its_code() {
        let row = || store::Error::BadRow { table: "wave", column: "state".to_owned(), row: "a secret".to_owned() };
        let cases: [(Problem, &str); 12] = [
            (submit::Error::NoForm.into(), "version_not_found"),
            (submit::Error::NoWave.into(), "wave_not_found"),
            (submit::Error::WaveClosed.into(), "wave_closed"),
            (submit::Error::WaveAmbiguous.into(), "wave_ambiguous"),
            (submit::Error::NotRandom.into(), "id_not_random"),
            (submit::Error::Violations(Vec::new()).into(), "answers_invalid"),
            (submit::Error::Conflict.into(), "response_conflict"),
            (submit::Error::Store(row()).into(), "internal"),
            (invited::Error::NoWave.into(), "wave_not_found"),
            (invited::Error::WaveClosed.into(), "wave_closed"),
            (invited::Error::Store(row()).into(), "internal"),
            (row().into(), "internal"),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code.about().name, code);
        }
    }

    #[test]
    fn a_cause_is_for_the_log_alone() {
        let row = store::Error::BadRow { table: "wave", column: "state".to_owned(), row: "a secret".to_owned() };
        let problem = Problem::from(row);
        assert!(problem.cause_in_words().contains("a secret"));
        assert!(!problem.document("invented").to_json_string().contains("secret"));
    }
}
