//! The list at the door of a session: who comes, who was there, and whom staff have to tell something themselves.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{heading, people_address};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Fields;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::sign_ups::attendance::{self, Attendance};
use crate::service::sign_ups::{KEPT_DAYS, SignUp, Standing, untold};

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    /// Who was signed up just now.
    new: Option<Uuid>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session = parameter(&request, "session")?;
    let asked: Asked = request.params().unwrap_or_default();
    let found = attendance::list(visit.services(), visit.actor()?, session).await?;
    let list = found.ok_or(Failure::NotFound)?;
    let title = visit.say("activity-who-comes");
    let of = |standing: Standing| list.sign_ups.iter().filter(move |sign_up| sign_up.state == standing);
    let new = asked.new.and_then(|new| list.sign_ups.iter().find(|sign_up| sign_up.id == new));
    Ok(Frame::of(&visit, &title).around(&html! {
        @if let Some(new) = new { p.note role="status" { (got(&visit, new)) } }
        (heading(&visit, &list.activity, &list.session))
        (to_tell(&visit, &list))
        p.lead {
            (visit.say_with("activity-coming", &[("count", people(of(Standing::Placed)).into())]))
            @if let Some(free) = list.free { " " (visit.say_with("activity-free", &[("count", free.into())])) }
        }
        @if list.sign_ups.is_empty() { p.note { (visit.say("activity-nobody-yet")) } }
        @if list.is_open {
            p.actions { a.button.other href={ (people_address(session)) "/new" } { (visit.say("activity-sign-up")) } }
        }
        form method="post" action=(people_address(session)) {
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
        @if !list.consents.is_empty() { (withdrawing(&visit, &list)) }
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
    Ok(see_other(&people_address(session)))
}

pub(super) async fn take_off(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (session, person) = of_session(&visit, &request).await?;
    // A second click finds nobody, which is what was wanted.
    attendance::take_off(visit.services(), visit.actor()?, person).await?;
    Ok(see_other(&people_address(session)))
}

pub(super) async fn told(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (session, person) = of_session(&visit, &request).await?;
    untold::told(visit.services(), visit.actor()?, person).await?;
    Ok(see_other(&people_address(session)))
}

pub(super) async fn withdraw(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (session, person) = of_session(&visit, &request).await?;
    attendance::withdraw(visit.services(), visit.actor()?, person).await?;
    Ok(see_other(&people_address(session)))
}

/// The session and the person that an address names, where the session is one that may be seen.
async fn of_session(visit: &Visit, request: &Request) -> Result<(Uuid, Uuid), Failure> {
    let (session, person) = (parameter(request, "session")?, parameter(request, "person")?);
    let found = attendance::list(visit.services(), visit.actor()?, session).await?;
    found.map(|_| (session, person)).ok_or(Failure::NotFound)
}

/// What somebody got who was signed up just now: to be said while they listen.
fn got(visit: &Visit, new: &SignUp) -> Markup {
    let key = match new.state {
        Standing::Placed => "activity-got-place",
        Standing::Waiting => "activity-got-waiting",
    };
    html! {
        (visit.say_with(key, &[("name", new.name.as_str().into())]))
        @if new.email.is_none() { " " (visit.say("activity-got-no-mail")) }
    }
}

/// Those whom no mail tells what became of their places: above everything, until somebody has told them.
fn to_tell(visit: &Visit, list: &Attendance) -> Markup {
    let untold: Vec<_> = list.sign_ups.iter().filter_map(|sign_up| Some((sign_up, sign_up.untold?))).collect();
    html! {
        @if !untold.is_empty() {
            section.note {
                h2 { (visit.say("activity-to-tell")) }
                ul.rows {
                    @for (sign_up, untold) in untold {
                        li {
                            span {
                                strong dir="auto" { (sign_up.name) }
                                span.quiet { (visit.say(&format!("activity-untold-{}", untold.as_str().replace('_', "-")))) }
                                (reached(visit, sign_up))
                            }
                            form method="post" action={ (people_address(list.session.id)) "/" (sign_up.id) "/told" } {
                                button.button.small.other {
                                    (visit.say("activity-told")) span.hidden-text { " " (sign_up.name) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How to reach somebody who reads no mail.
fn reached(visit: &Visit, sign_up: &SignUp) -> Markup {
    html! {
        @if sign_up.email.is_none() {
            span.quiet {
                (visit.say("activity-no-address"))
                @if let Some(phone) = &sign_up.phone { " " (visit.say("activity-phone-is")) " " span dir="auto" { (phone) } }
            }
        }
    }
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
            (reached(visit, sign_up))
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
            ul.rows { @for sign_up in &list.sign_ups { li { (deed(visit, list, sign_up, "remove")) } } }
        }
    }
}

/// To take back what somebody agreed to who has said so.
fn withdrawing(visit: &Visit, list: &Attendance) -> Markup {
    let agrees = |sign_up: &&SignUp| list.consents.iter().any(|consent| consent.sign_up_id == sign_up.id);
    html! {
        details {
            summary { (visit.say("activity-consents")) }
            p { (visit.say("activity-consents-text")) }
            ul.rows { @for sign_up in list.sign_ups.iter().filter(agrees) { li { (deed(visit, list, sign_up, "withdraw")) } } }
        }
    }
}

/// Somebody with what can be done to their sign-up.
fn deed(visit: &Visit, list: &Attendance, sign_up: &SignUp, deed: &str) -> Markup {
    html! {
        span dir="auto" { (sign_up.name) }
        form method="post" action={ (people_address(list.session.id)) "/" (sign_up.id) "/" (deed) } {
            button.link { (visit.say(&format!("activity-{deed}"))) span.hidden-text { " " (sign_up.name) } }
        }
    }
}
