//! What those who run the server look at: is it alive, can it serve, what did it do. None of it is part of the API.

use std::sync::Arc;

use poem::{Endpoint, EndpointExt, Request, Response, Route, get};

use super::backlog;
use super::caller;
use super::code::Code;
use super::error::Problem;
use super::metrics::Metrics;
use crate::access::Permission;
use crate::service::Services;
use crate::store::Readiness;

/// Who may read the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Who shows a token.
    Programs,
    /// Everyone who reaches the server.
    Everyone,
}

/// Adds `/healthz`, `/readyz` and `/metrics`.
pub(crate) fn routes(route: Route, services: &Services, metrics: &Metrics, readers: Readers) -> Route {
    let (for_ready, for_metrics, metrics) = (services.clone(), services.clone(), metrics.clone());
    route
        .at("/healthz", get(poem::endpoint::make_sync(|_| json(r#"{"status":"alive"}"#))))
        .at("/readyz", get(with(for_ready, |services, _| async move { ready(&services).await })))
        .at(
            "/metrics",
            get(with(for_metrics, move |services, request| {
                let metrics = metrics.clone();
                async move {
                    if readers == Readers::Programs {
                        caller::only_who_may(Permission::ReadMetrics, &services, &request).await?;
                    }
                    metrics.to_response(&backlog::measure(&services).await)
                }
            })),
        )
}

/// Whether the database answers and has its tables. Asked often, so a failure is no error in the log.
async fn ready(services: &Services) -> Result<Response, Problem> {
    match services.db.ready().await? {
        Readiness::Ready => Ok(json(r#"{"status":"ready"}"#)),
        Readiness::MigrationsPending(count) => {
            Err(Problem::with_detail(Code::NotReady, format!("{count} migrations are to be done.")))
        }
    }
}

fn with<F, Fut>(services: Services, handle: F) -> impl Endpoint<Output = Response>
where
    F: Fn(Arc<Services>, Request) -> Fut + Send + Sync,
    Fut: Future<Output = Result<Response, Problem>> + Send,
{
    let services = Arc::new(services);
    poem::endpoint::make(move |request| {
        let handled = handle(Arc::clone(&services), request);
        async move { handled.await.map_err(poem::Error::from) }
    })
    .map_to_response()
}

fn json(text: &'static str) -> Response {
    Response::builder().content_type("application/json").body(text)
}
