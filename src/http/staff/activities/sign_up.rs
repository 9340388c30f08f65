//! Signing up somebody who calls or stands there: the questions of the residents' page, and what staff ask of who reads no mail.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{heading, people_address};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::post;
use crate::service::sign_ups::attendance::{self, Attendance};
use crate::service::sign_ups::by_staff::sign_up;
use crate::service::sign_ups::take::{Application, Error, Fault, Written};
use crate::service::sign_ups::{KEPT_DAYS, LANGUAGES};

/// As long as an address of mail may be.
const MOST_LETTERS: usize = 254;

/// The form as it is shown.
struct Asked {
    id: Uuid,
    list: Attendance,
    fields: Fields,
    faults: Vec<Fault>,
    /// Why it could not be done, if that is no matter of one field.
    said: Option<&'static str>,
}

pub(super) async fn ask(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let list = find(&visit, parameter(&request, "session")?).await?;
    if !list.is_open {
        return Ok(see_other(&people_address(list.session.id)));
    }
    let id = visit.services().clock.identity();
    Ok(Asked { id, list, fields: Fields::default(), faults: Vec::new(), said: None }.respond(&visit))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let list = find(&visit, parameter(&request, "session")?).await?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let application = match Application::parse_for_other(&written(&fields), language(&fields)) {
        Ok(application) => application,
        Err(faults) => return Ok(Asked { id, list, fields, faults, said: None }.respond(&visit)),
    };
    let session = list.session.id;
    let said = match sign_up(visit.services(), visit.actor()?, session, id, application).await {
        Ok(_) => return Ok(see_other(&format!("{}?new={id}", people_address(session)))),
        Err(Error::NotFound) => return Err(Failure::NotFound),
        Err(Error::Store(error) | Error::Post(post::Error::Store(error))) => return Err(error.into()),
        Err(Error::Closed) => "activity-sign-up-closed",
        Err(Error::TooOften) => "activity-sign-up-too-often",
        Err(Error::Full) => "activity-sign-up-full",
        Err(Error::Post(post::Error::NotSetUp)) => "activity-sign-up-no-mail",
    };
    Ok(Asked { id, list, fields, faults: Vec::new(), said: Some(said) }.respond(&visit))
}

async fn find(visit: &Visit, session: Uuid) -> Result<Attendance, Failure> {
    attendance::list(visit.services(), visit.actor()?, session).await?.ok_or(Failure::NotFound)
}

impl Asked {
    fn respond(&self, visit: &Visit) -> Response {
        let status = match (&self.faults[..], self.said) {
            ([], None) => StatusCode::OK,
            ([], Some(_)) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let title = visit.say("activity-sign-up");
        let problems: Vec<_> = self.faults.iter().map(|fault| problem(visit, *fault)).collect();
        let at = people_address(self.list.session.id);
        let field = |name: &'static str, key: &str| {
            Field::new(name, visit.say(key)).value(self.fields.get(name)).among(&problems)
        };
        let languages = LANGUAGES.map(|code| (code.to_owned(), Locale::of(code).name().to_owned()));
        Frame { status, ..Frame::of(visit, &title) }.around(&html! {
            nav.way { a.back href=(at) { (visit.say("activity-who-comes")) } }
            @if let Some(said) = self.said { div.problems role="alert" tabindex="-1" { p { (visit.say(said)) } } }
            (summary(visit, None, &problems))
            (heading(visit, &self.list.activity, &self.list.session))
            h2 { (title) }
            @if let Some(free) = self.list.free { p.lead { (visit.say_with("activity-free", &[("count", free.into())])) } }
            form method="post" action={ (at) "/new" } novalidate {
                input type="hidden" name="id" value=(self.id);
                (field("name", "activity-person").line("text", MOST_LETTERS))
                (field("adults", "activity-adults").line("number", MOST_LETTERS))
                (field("children", "activity-children").line("number", MOST_LETTERS))
                (field("guardian", "activity-alone").hint(visit.say("activity-alone-hint")).line("text", MOST_LETTERS))
                (field("email", "activity-email").optional(visit).hint(visit.say("activity-email-hint")).line("email", MOST_LETTERS))
                (field("phone", "activity-phone").optional(visit).hint(visit.say("activity-phone-hint")).line("tel", MOST_LETTERS))
                (Field::new("language", visit.say("activity-language")).value(language(&self.fields)).choice(None, &languages))
                (self.consent(visit))
                p.hint { (visit.say_with("activity-forget", &[("days", KEPT_DAYS.into())])) }
                p.actions { button.button { (visit.say("activity-sign-up-send")) } }
            }
        })
    }

    /// Read out, and never taken for granted.
    fn consent(&self, visit: &Visit) -> Markup {
        html! {
            @if let Some(request) = &self.list.activity.plan.request {
                fieldset.question {
                    legend { (visit.say("activity-consent")) }
                    p.hint { (visit.say("activity-consent-read")) }
                    div.answers {
                        label.choice {
                            input type="checkbox" name="agrees" value="yes" checked[!self.fields.get("agrees").is_empty()];
                            span { (visit.say_with("activity-consent-to", &[
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

fn written(fields: &Fields) -> Written {
    let text = |name| fields.get(name).to_owned();
    Written {
        name: text("name"),
        email: text("email"),
        phone: text("phone"),
        adults: text("adults"),
        children: text("children"),
        guardian: text("guardian"),
        agrees: !fields.get("agrees").is_empty(),
    }
}

/// The language of the mails that was chosen; the first one, if it is none.
fn language(fields: &Fields) -> &'static str {
    LANGUAGES.into_iter().find(|language| *language == fields.get("language")).unwrap_or(LANGUAGES[0])
}

/// A fault where it stands.
fn problem(visit: &Visit, fault: Fault) -> Problem {
    let (name, key) = match fault {
        Fault::Name => ("name", "activity-fault-person"),
        Fault::Email => ("email", "activity-fault-email"),
        Fault::Phone => ("phone", "activity-fault-phone"),
        Fault::People => ("adults", "activity-fault-party"),
        Fault::Guardian => ("guardian", "activity-fault-alone"),
    };
    Problem::new(visit, name, key)
}
