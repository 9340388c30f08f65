//! The one mapping from what went wrong to what a caller is told: `application/problem+json` as RFC 9457 has it.

use std::borrow::Cow;
use std::error::Error;
use std::sync::Arc;

use forms::{Fault, Violation};
use poem::error::{MethodNotAllowedError, NotFoundError, ReadBodyError};
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, PathPattern, Response};
use poem_openapi::Object;
use poem_openapi::error::{AuthorizationError, ContentTypeError, ParseParamError, ParsePathError};
use poem_openapi::types::{Example, ToJSON};

mod pictures;

use super::code::Code;
use super::particulars::{self, ChangeDocument, FaultDocument, LineDocument, Particulars, ViolationDocument};
use super::patterns;
use crate::store;
use crate::telemetry::in_one_line;

mod feeds;
mod refusals;
mod releases;
mod tables;

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
    pub(crate) particulars: Particulars,
    /// Seconds after which it is worth a try again, where this depends on more than the code.
    pub(crate) retry_after: Option<u64>,
    /// How long the file is of which a part was asked for that it does not have.
    pub(crate) length: Option<usize>,
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
    /// Everything that is wrong with the form, if it is that.
    faults: Option<Vec<FaultDocument>>,
    /// Each line of a table that is wrong, if it is that.
    lines: Option<Vec<LineDocument>>,
    /// What means something else than in the version before, if it is that.
    changes: Option<Vec<ChangeDocument>>,
}

impl Problem {
    /// A problem that its code says everything about.
    pub(crate) fn new(code: Code) -> Self {
        Self { code, detail: None, particulars: Particulars::None, retry_after: None, length: None, cause: None }
    }

    /// A problem with more to say.
    pub(crate) fn with_detail(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(code) }
    }

    /// Answers that break rules of the form.
    pub(crate) fn answers_invalid(violations: Vec<Violation>) -> Self {
        Self { particulars: Particulars::Violations(violations), ..Self::new(Code::AnswersInvalid) }
    }

    /// A form with faults.
    fn form_invalid(faults: Vec<Fault>) -> Self {
        Self { particulars: Particulars::Faults(faults), ..Self::new(Code::FormInvalid) }
    }

    /// An example of a problem with this code.
    pub(crate) fn example_of(code: Code) -> Self {
        let particulars = match code {
            Code::AnswersInvalid => Particulars::Violations(vec![particulars::violation()]),
            Code::FormInvalid => Particulars::Faults(vec![particulars::fault()]),
            Code::TableInvalid => Particulars::Lines(vec![particulars::line()]),
            Code::MeaningChanged => Particulars::Changes(vec![particulars::change()]),
            _ => Particulars::None,
        };
        Self { particulars, ..Self::new(code) }
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
            violations: self.particulars.violations(),
            faults: self.particulars.faults(),
            lines: self.particulars.lines(),
            changes: self.particulars.changes(),
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
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        let length = self.length.and_then(|length| HeaderValue::from_str(&format!("bytes */{length}")).ok());
        if let Some(length) = length {
            response.headers_mut().insert(header::CONTENT_RANGE, length);
        }
        response
    }

    /// The cause and all that is behind it, in one line.
    pub(crate) fn cause_in_words(&self) -> String {
        self.cause.as_deref().map(|cause| in_one_line(cause)).unwrap_or_default()
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
        let code = if error.is_passing() { Code::Unavailable } else { Code::Internal };
        Self { cause: Some(Arc::new(error)), ..Self::new(code) }
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

impl Example for Document {
    fn example() -> Self {
        Problem::example_of(Code::AnswersInvalid).document("6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_for_the_log_alone() {
        let row = store::Error::BadRow { table: "wave", column: "state".to_owned(), row: "a secret".to_owned() };
        let problem = Problem::from(row);
        assert!(problem.cause_in_words().contains("a secret"));
        assert!(!problem.document("invented").to_json_string().contains("secret"));
    }
}
