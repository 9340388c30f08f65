//! No handler gets a body that is larger than the limit: a larger one is refused before it is read, or, if it did not say how
//! large it is, as soon as it is too large.

use std::sync::Arc;

use poem::http::header;
use poem::{Endpoint, Request, Response};

use super::super::code::Code;
use super::super::error::Problem;

/// Refuses a body of more than `limit` bytes, and otherwise reads it.
pub(super) async fn limit<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    mut request: Request,
    limit: usize,
) -> poem::Result<Response> {
    let too_large = || Problem::with_detail(Code::BodyTooLarge, format!("The limit is {limit} bytes."));
    let declared = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if declared.is_some_and(|declared| usize::try_from(declared).is_ok_and(|declared| declared > limit)) {
        return Err(too_large().into());
    }
    let body = request.take_body().into_bytes_limit(limit).await.map_err(|error| match Problem::from(error) {
        problem if problem.code == Code::BodyTooLarge => too_large(),
        problem => problem,
    })?;
    request.set_body(body);
    inner.call(request).await
}
