//! The picture of a plan: taken from who may change it, shown to who may look at the area.

use std::sync::Arc;

use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{Again, address, respond};
use crate::http::picture;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Problem;
use crate::http::staff::visit::{Visit, parameter};
use crate::http::staff::{see_other, upload};
use crate::service::plans::{self, LONGEST_SIDE};
use crate::store::Digest;

/// Where the picture of a plan is.
pub(super) fn source(area: Uuid, picture: Digest) -> String {
    format!("{}/picture/{picture}", address(area))
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wanted: String = parameter(&request, "picture")?;
    let kept = plans::picture(visit.services(), visit.actor()?, parameter(&request, "area")?).await?;
    let kept = kept.filter(|kept| Digest::parse(&wanted) == Some(kept.sha256)).ok_or(Failure::NotFound)?;
    picture::show(visit.services(), &kept, "private, max-age=3600").await?.ok_or(Failure::NotFound)
}

pub(super) async fn hang(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let area = parameter(&request, "area")?;
    // A file is kept only of those who may hang it up.
    if !plans::find(visit.services(), visit.actor()?, area).await?.may_change {
        return Err(Failure::Forbidden);
    }
    let (fields, file) = upload::received(request, "picture").await?;
    let seen = fields.get("seen").parse().map_err(|_| Failure::NoForm)?;
    let (status, problem) = match upload::keep(&visit, file, Some(LONGEST_SIDE)).await? {
        Err(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, wrong.problem(&visit, "picture", "plan-picture")),
        Ok(picture) => match plans::hang(visit.services(), visit.actor()?, area, seen, picture).await {
            Ok(()) => return Ok(see_other(&address(area))),
            Err(plans::Error::Changed) => (StatusCode::CONFLICT, Problem::new(&visit, "picture", "plan-changed")),
            Err(plans::Error::InUse) => (StatusCode::CONFLICT, Problem::new(&visit, "picture", "plan-in-use")),
            Err(error) => return Err(error.into()),
        },
    };
    respond(&visit, area, status, &Again { fields, problems: vec![problem] }).await
}

/// Whether a request brings such a picture, and so is larger and takes longer than others.
pub(in crate::http) fn is_brought(path: &str) -> bool {
    let area = path.strip_prefix("/staff/areas/").and_then(|rest| rest.strip_suffix("/plan"));
    area.is_some_and(|area| area.parse::<Uuid>().is_ok())
}
