//! No handler gets a body that is larger than the limit: a larger one is refused before it is read, or, if it did not say how
//! large it is, as soon as it is too large.

use std::sync::Arc;

use poem::http::{HeaderMap, header};
use poem::{Body, Endpoint, Request, Response};

use super::super::code::Code;
use super::super::error::Problem;

/// Refuses a body of more than `limit` bytes, and otherwise reads it.
pub(super) async fn limit<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    mut request: Request,
    limit: usize,
) -> poem::Result<Response> {
    let body = request.take_body();
    let read = read(request.headers(), body, limit).await?;
    request.set_body(read);
    inner.call(request).await
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::with_detail(Code::BodyTooLarge, format!("The limit is {limit} bytes."));
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|declared| usize::try_from(declared).is_ok_and(|declared| declared > limit)) {
        return Err(too_large());
    }
    let read = body.into_bytes_limit(limit).await.map_err(|error| match Problem::from(error) {
        problem if problem.code == Code::BodyTooLarge => too_large(),
        problem => problem,
    })?;
    Ok(read.into())
}
