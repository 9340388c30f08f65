//! The list at the door of a session.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{heading, session_address};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Fields;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::sign_ups::attendance::{self, Attendance};
use crate::service::sign_ups::{KEPT_DAYS, SignUp, Standing};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session = parameter(&request, "session")?;
    let found = attendance::list(visit.services(), visit.actor()?, session).await?;
    let list = found.ok_or(Failure::NotFound)?;
    let title = visit.say("activity-who-comes");
    let of = |standing: Standing| list.sign_ups.iter().filter(move |sign_up| sign_up.state == standing);
    Ok(Frame::of(&visit, &title).around(&html! {
        (heading(&visit, &list.activity, &list.session))
        p.lead {
            (visit.say_with("activity-coming", &[("count", people(of(Standing::Placed)).into())]))
            @if let Some(free) = list.free { " " (visit.say_with("activity-free", &[("count", free.into())])) }
        }
        @if list.sign_ups.is_empty() { p.note { (visit.say("activity-nobody-yet")) } }
        form method="post" action={ (session_address(session)) "/people" } {
            ul.rows { @for sign_up in of(Standing::Placed) { li { (row(&visit, &list, sign_up)) } } }
            @if of(Standing::Placed).next().is_some() {
                p.actions { button.button { (visit.say("staff-save")) } }
            }
        }
        @if of(Standing::Waiting).next().is_some() {
            section.after {
                h2 { (visit.say("activity-waiting")) }
                ol.rows { @for sign_up in of(Standing::Waiting) { li { (about(&visit, &list, sign_up)) } } }
            }
        }
        @if !list.sign_ups.is_empty() { (leaving(&visit, &list)) }
        p.hint { (visit.say_with("activity-forget", &[("days", KEPT_DAYS.into())])) }
    }))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session = parameter(&request, "session")?;
    let fields: Fields = form(request).await?;
    let there: Vec<Uuid> = fields.all("there").filter_map(|id| id.parse().ok()).collect();
    if !attendance::note(visit.services(), visit.actor()?, session, &there).await? {
        return Err(Failure::NotFound);
    }
    Ok(see_other(&format!("{}/people", session_address(session))))
}

pub(super) async fn take_off(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session: Uuid = parameter(&request, "session")?;
    let person = parameter(&request, "person")?;
    let found = attendance::list(visit.services(), visit.actor()?, session).await?;
    found.ok_or(Failure::NotFound)?;
    // A second click finds nobody, which is what was wanted.
    attendance::take_off(visit.services(), visit.actor()?, person).await?;
    Ok(see_other(&format!("{}/people", session_address(session))))
}

fn people<'a>(of: impl Iterator<Item = &'a SignUp>) -> i32 {
    of.map(|sign_up| sign_up.party.people()).sum()
}

fn row(visit: &Visit, list: &Attendance, sign_up: &SignUp) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name="there" value=(sign_up.id) checked[sign_up.attended];
            (about(visit, list, sign_up))
        }
    }
}

fn about(visit: &Visit, list: &Attendance, sign_up: &SignUp) -> Markup {
    let party = [("adults", sign_up.party.adults.into()), ("children", sign_up.party.children.into())];
    html! {
        span {
            span dir="auto" { (sign_up.name) }
            span.quiet { (visit.say_with("activity-party", &party)) }
            @if let Some(guardian) = &sign_up.party.guardian {
                span.quiet { (visit.say("activity-guardian")) " " span dir="auto" { (guardian) } }
            }
            @if sign_up.confirmed_on.is_some() { span.quiet { (visit.say("activity-confirmed")) } }
            @for consent in list.consents.iter().filter(|consent| consent.sign_up_id == sign_up.id) {
                @let words = [("party", consent.party.as_str().into()), ("purpose", consent.purpose.as_str().into())];
                span.quiet { (visit.say_with("activity-agrees", &words)) }
            }
        }
    }
}

/// To take somebody off who has called.
fn leaving(visit: &Visit, list: &Attendance) -> Markup {
    html! {
        details {
            summary { (visit.say("activity-take-off")) }
            p { (visit.say("activity-take-off-text")) }
            ul.rows {
                @for sign_up in &list.sign_ups {
                    li {
                        span dir="auto" { (sign_up.name) }
                        form method="post"
                            action={ (session_address(list.session.id)) "/people/" (sign_up.id) "/remove" }
                        {
                            button.link { (visit.say("activity-remove")) span.hidden-text { " " (sign_up.name) } }
                        }
                    }
                }
            }
        }
    }
}
