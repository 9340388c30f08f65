//! Turns every failure under the routes into a problem, and logs it once if it is ours.

use std::any::Any;
use std::sync::Arc;

use poem::PathPattern;
use poem::http::{HeaderValue, header};
use poem::{Endpoint, Request, Response};

use super::super::code::Code;
use super::super::error::Problem;
use super::RequestId;

/// Tells the methods of a pattern, as the `Allow` header lists them.
pub(crate) type Allowed = fn(pattern: &str) -> &'static str;

/// Makes the response of a failure.
pub(super) async fn respond<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    request: Request,
    allowed: Allowed,
) -> poem::Result<Response> {
    let id = request.data::<RequestId>().cloned().unwrap_or(RequestId(String::new()));
    let (problem, pattern) = match inner.call(request).await {
        Ok(response) => match response.data::<Problem>() {
            Some(problem) => (problem.clone(), response.data::<PathPattern>().cloned()),
            None => return Ok(response),
        },
        Err(error) => (Problem::of(&error), error.data::<PathPattern>().cloned()),
    };
    log(&problem);
    let mut response = problem.to_response(&id.0);
    if problem.code == Code::MethodNotAllowed {
        let methods = pattern.as_ref().map_or("GET, HEAD", |pattern| allowed(&pattern.0));
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    }
    if let Some(pattern) = pattern {
        response.set_data(pattern);
    }
    Ok(response)
}

/// What a panic becomes: a note for [`respond`], which knows the request.
pub(super) fn of_panic(panic: &(dyn Any + Send)) -> Response {
    let said =
        panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    let cause = format!("panic: {}", said.unwrap_or_default());
    let mut response = Response::default();
    response.set_data(Problem::internal(cause));
    response
}

fn log(problem: &Problem) {
    let about = problem.code.about();
    if !about.status.is_server_error() {
        return;
    }
    let cause = problem.cause_in_words();
    let (code, title) = (about.name, about.title);
    if problem.code == Code::Internal {
        tracing::error!(code, cause, "{title}");
    } else {
        tracing::warn!(code, cause, "{title}");
    }
}
