//! Behind the link of an activity: its days, the form for one of them, and what one has got.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::questions::{Line, party, summary};
use super::{Failure, Guest, Pairs, check_language, form, parameter, see_other, value};
use crate::service::sign_ups::take::{self, Application, Error, Fault, Written, sign_up};
use crate::service::sign_ups::{Day, KEPT_DAYS, Offered, offered};

/// The form for a day, as it is shown.
struct Asked<'a> {
    id: Uuid,
    offered: &'a Offered,
    day: &'a Day,
    written: Written,
    faults: Vec<Fault>,
}

/// To the page in the language of who comes.
pub(super) async fn choose(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let found = find(&guest, &request).await?;
    Ok(see_other(&address(&found, guest.language)))
}

pub(super) async fn days(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    check_language(&request)?;
    let found = find(&guest, &request).await?;
    let at = address(&found, guest.language);
    let name = found.activity.plan.name.as_str();
    let content = html! {
        h1 dir="auto" { (name) }
        @if found.days.is_empty() {
            p.lead { (guest.say("signup-none")) }
        } @else {
            p.lead { (guest.say("signup-choose-day")) }
            ul.languages {
                @for day in &found.days {
                    li {
                        a href={ (at) "/" (day.session.id) } {
                            span { (guest.when(&found.activity, &day.session)) }
                            @if let Some(words) = room(&guest, day) { span.hint { (words) } }
                        }
                    }
                }
            }
        }
    };
    let elsewhere = |language: &str| Some(address(&found, language));
    Ok(guest.page(StatusCode::OK, name, Some(&found.programme), elsewhere, &content))
}

pub(super) async fn ask(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    check_language(&request)?;
    let session: Uuid = parameter(&request, "session")?;
    let found = find(&guest, &request).await?;
    let Some(day) = found.days.iter().find(|day| day.session.id == session) else {
        return Ok(see_other(&address(&found, guest.language)));
    };
    let id = guest.services().clock.identity();
    Ok(Asked { id, offered: &found, day, written: Written::default(), faults: Vec::new() }.respond(&guest))
}

pub(super) async fn take(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    check_language(&request)?;
    let session: Uuid = parameter(&request, "session")?;
    let found = find(&guest, &request).await?;
    let pairs = form(request).await?;
    let id = value(&pairs, "id").parse().map_err(|_| Failure::NoForm)?;
    let written = read(&pairs);
    let application = match Application::parse(&written, guest.language) {
        Ok(application) => application,
        Err(faults) => {
            let day = found.days.iter().find(|day| day.session.id == session).ok_or(Failure::Unknown)?;
            return Ok(Asked { id, offered: &found, day, written, faults }.respond(&guest));
        }
    };
    let code = found.activity.code.as_str();
    let (title, text) = match sign_up(guest.services(), code, session, id, application).await {
        Ok(_) => return Ok(see_other(&format!("{}/done/{id}", address(&found, guest.language)))),
        Err(Error::NotFound) => return Err(Failure::Unknown),
        Err(Error::Store(error)) => return Err(error.into()),
        Err(Error::Closed) => ("signup-closed-title", "signup-closed"),
        Err(Error::TooOften) => ("signup-closed-title", "signup-too-often"),
        Err(Error::Full) => ("signup-closed-title", "signup-full"),
        Err(Error::Post(_)) => ("signup-closed-title", "signup-no-mail"),
    };
    let title = guest.say(title);
    let content = html! {
        h1 { (title) }
        p.lead { (guest.say(text)) }
        p.actions { a.button.other href=(address(&found, guest.language)) { (guest.say("signup-other-day")) } }
    };
    Ok(guest.page(StatusCode::CONFLICT, &title, Some(&found.programme), |_| None, &content))
}

/// Says what somebody has got, to the browser that sent the form: nobody else knows the identity in the address.
pub(super) async fn done(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    check_language(&request)?;
    let found = find(&guest, &request).await?;
    let got = take::receipt(guest.services(), parameter(&request, "sign_up")?).await?;
    let (of, receipt) = got.ok_or(Failure::Gone)?;
    let (title, text) = match receipt.turn {
        None => (guest.say("signup-placed-title"), guest.say("signup-mail-placed")),
        Some(turn) => {
            (guest.say("signup-waiting-title"), guest.say_with("signup-mail-waiting", &[("number", turn.into())]))
        }
    };
    let content = html! {
        h1 { (title) }
        p.lead { (text) }
        @if let Some(email) = &of.email {
            p.note { (guest.say_with("signup-written", &[("email", email.as_str().into())])) }
        }
    };
    Ok(guest.page(StatusCode::OK, &title, Some(&found.programme), |_| None, &content))
}

impl Asked<'_> {
    fn respond(&self, guest: &Guest) -> Response {
        let found = self.offered;
        let name = found.activity.plan.name.as_str();
        let at = format!("{}/{}", address(found, guest.language), self.day.session.id);
        let Written { name: who, email, adults, children, guardian, .. } = &self.written;
        let fault = |fault: Fault| self.faults.contains(&fault).then_some(fault);
        let content = html! {
            (summary(guest, &self.faults))
            h1 dir="auto" { (name) }
            (guest.facts(&found.activity, &self.day.session))
            @if let Some(words) = room(guest, self.day) { p.note { (words) } }
            form method="post" action=(at) novalidate {
                input type="hidden" name="id" value=(self.id);
                (Line { name: "name", value: who, kind: "text", about: "name", has_hint: false, fault: fault(Fault::Name) }.render(guest))
                (Line { name: "email", value: email, kind: "email", about: "email", has_hint: true, fault: fault(Fault::Email) }.render(guest))
                (party(guest, adults, children, guardian, &self.faults))
                (self.consent(guest))
                p.hint { (guest.say_with("signup-keep", &[("days", KEPT_DAYS.into())])) }
                p.actions { button.button { (guest.say("signup-send")) } }
            }
        };
        let status = if self.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let elsewhere = |language: &str| Some(format!("{}/{}", address(found, language), self.day.session.id));
        guest.page(status, name, Some(&found.programme), elsewhere, &content)
    }

    /// Asked, never taken for granted: the box is empty, and who leaves it so gets the same place.
    fn consent(&self, guest: &Guest) -> Markup {
        html! {
            @if let Some(request) = &self.offered.activity.plan.request {
                fieldset.question {
                    legend { (guest.say("signup-consent")) }
                    p.hint { (guest.say("signup-consent-free")) }
                    div.answers {
                        label.choice {
                            input type="checkbox" name="agrees" value="yes" checked[self.written.agrees];
                            span { (guest.say_with("signup-consent-to", &[
                                ("party", request.party.as_str().into()),
                                ("purpose", request.purpose.as_str().into()),
                            ])) }
                        }
                    }
                }
            }
        }
    }
}

async fn find(guest: &Guest, request: &Request) -> Result<Offered, Failure> {
    let code = request.raw_path_param("code").unwrap_or_default();
    offered(guest.services(), code).await?.ok_or(Failure::Unknown)
}

fn address(found: &Offered, language: &str) -> String {
    format!("/a/{}/{language}", found.activity.code.as_str())
}

/// How much room there is on a day, where that is limited.
fn room(guest: &Guest, day: &Day) -> Option<String> {
    match day.free? {
        0 => Some(guest.say("signup-no-room")),
        free => Some(guest.say_with("signup-free", &[("places", free.into())])),
    }
}

fn read(pairs: &Pairs) -> Written {
    let text = |name| value(pairs, name).to_owned();
    Written {
        name: text("name"),
        email: text("email"),
        adults: text("adults"),
        children: text("children"),
        guardian: text("guardian"),
        agrees: !value(pairs, "agrees").is_empty(),
        ..Written::default()
    }
}
