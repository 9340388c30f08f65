//! No request holds a connection, or a place in the queue of the database, for ever.

use std::sync::Arc;
use std::time::Duration;

use poem::{Endpoint, Request, Response};

use super::super::code::Code;
use super::super::error::Problem;

/// Far more than any request needs, also with a full body from a phone in a cellar.
pub(crate) const TIME: Duration = Duration::from_secs(30);

/// Gives a request up after the limit. What it was doing is dropped: a transaction that was not committed never was.
pub(super) async fn limit<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    request: Request,
    limit: Duration,
) -> poem::Result<Response> {
    match tokio::time::timeout(limit, inner.call(request)).await {
        Ok(done) => done,
        Err(_) => Err(Problem::new(Code::TimedOut).into()),
    }
}
