//! A file of a release to take along.

use std::sync::Arc;

use poem::http::{StatusCode, header};
use poem::{Request, Response};

use super::found;
use crate::http::ranged::{Fixed, Unsatisfiable};
use crate::http::staff::failure::Failure;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::releases;
use crate::store::Digest;

pub(super) async fn give(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let release = found(&visit, &request).await?;
    let name: String = parameter(&request, "name")?;
    let file = releases::written_one(visit.services(), release, name.clone()).await?.ok_or(Failure::NotFound)?;
    let fixed = Fixed {
        name,
        media_type: file.media_type.to_string(),
        tag: Digest::of(&file.content).to_string(),
        content: file.content,
    };
    Ok(fixed.respond(request.headers()).unwrap_or_else(|Unsatisfiable(length)| {
        // A program that goes on where it broke asks so, and reads no page.
        let response = Response::builder().status(StatusCode::RANGE_NOT_SATISFIABLE);
        response.header(header::CONTENT_RANGE, format!("bytes */{length}")).finish()
    }))
}
