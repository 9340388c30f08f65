//! What can be done with a wave: try it, open it, close it, archive it. Each once, however often it is sent.

use std::sync::Arc;

use poem::{Request, Response};

use super::{address, found, show};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form};
use crate::service::open_wave;
use crate::service::waves::life::{self, Error};
use crate::service::waves::{Standing, Wave};

/// What is to become of a wave.
#[derive(serde::Deserialize)]
struct Choice {
    deed: String,
}

/// What can be done with a wave where it stands, as messages and forms call it.
pub(super) fn possible(wave: &Wave, standing: Standing) -> Vec<&'static str> {
    let test = if wave.is_tested { "untest" } else { "test" };
    match standing {
        Standing::Draft if wave.terms.access.is_by_link() => vec![test, "open", "open-now", "archive"],
        Standing::Draft => vec!["open", "open-now", "archive"],
        Standing::Waiting if wave.terms.access.is_by_link() => vec![test, "open-now", "close"],
        Standing::Waiting => vec!["open-now", "close"],
        Standing::Open => vec!["close"],
        Standing::Over => vec!["archive"],
        Standing::Archived => Vec::new(),
    }
}

pub(super) async fn act(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ManageWaves).await?;
    let Choice { deed } = form(request).await?;
    let (services, actor, id) = (visit.services(), visit.actor()?, wave.id);
    let done = match deed.as_str() {
        "test" => life::test(services, actor, id, true).await,
        "untest" => life::test(services, actor, id, false).await,
        "open" => life::open(services, actor, id).await,
        "open-now" => life::open_now(services, actor, id).await,
        "archive" => life::archive(services, actor, id).await,
        "close" => life::close(services, actor, id).await,
        _ => return Err(Failure::NoForm),
    };
    let wrong = match done {
        Ok(_) => return Ok(see_other(&address(id))),
        Err(Error::NotFound | Error::Refused(open_wave::Error::Denied(_))) => return Err(Failure::NotFound),
        Err(Error::Store(error) | Error::Refused(open_wave::Error::Store(error))) => return Err(error.into()),
        Err(Error::Refused(open_wave::Error::EndsBeforeStart)) => "wave-fault-over",
        Err(Error::Refused(open_wave::Error::Retired | open_wave::Error::NoForm)) => "wave-fault-retired",
        Err(_) => "wave-changed-meanwhile",
    };
    show::render(&visit, wave, Some(wrong)).await
}
