//! Taking a plan down: first it is said what becomes of the marks on it.

use std::sync::Arc;

use maud::html;
use poem::http::StatusCode;
use poem::{Request, Response};

use super::{Again, address, respond};
use crate::access::Denied;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Problem;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::plans::{self, Shown};
use crate::store::Digest;

/// Which picture is to be taken down.
#[derive(serde::Deserialize)]
struct Chosen {
    picture: String,
}

pub(super) async fn ask(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "area")?;
    let Shown { area, plan, may_change } = plans::find(visit.services(), visit.actor()?, id).await?;
    if !may_change {
        return Err(Denied.into());
    }
    let Some(plan) = plan else { return Ok(see_other(&address(area.id))) };
    let marks = plans::count_marks(visit.services(), area.id, &plan).await?;
    let title = visit.say_with("plan-take-down-title", &[("area", area.name.as_str().into())]);
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(address(area.id)) { (visit.say("plan-link")) } }
        h1 { (title) }
        p.lead { (visit.say_with("plan-take-down-marks", &[("count", marks.into())])) }
        p { (visit.say("plan-take-down-text")) }
        form method="post" action={ (address(area.id)) "/remove" } {
            input type="hidden" name="picture" value=(plan.sha256);
            p.actions {
                button.button { (visit.say("plan-take-down-yes")) }
                a.button.plain href=(address(area.id)) { (visit.say("plan-take-down-no")) }
            }
        }
    }))
}

pub(super) async fn take_down(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let area = parameter(&request, "area")?;
    let Chosen { picture } = form(request).await?;
    let picture = Digest::parse(&picture).ok_or(Failure::NoForm)?;
    let key = match plans::take_down(visit.services(), visit.actor()?, area, picture).await {
        Ok(()) => return Ok(see_other(&address(area))),
        Err(plans::Error::Changed) => "plan-changed",
        Err(plans::Error::InUse) => "plan-in-use",
        Err(error) => return Err(error.into()),
    };
    let again = Again { problems: vec![Problem::new(&visit, "", key)], ..Again::default() };
    respond(&visit, area, StatusCode::CONFLICT, &again).await
}
