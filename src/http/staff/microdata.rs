//! Rows of an archived wave, for who may have them: what that means, what they are for, and the files.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, header};
use poem::{Request as Asked, Response};

use super::failure::Failure;
use super::fields::{Choices, Field, Fields, Problem, summary};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{Visit, form};
use crate::access::Permission;
use crate::service::microdata::{self, Error, Export, Extent, Offer, Request};

/// Where they are fetched.
pub(super) const FETCH: &str = "/staff/microdata";
/// The longest reason that can be typed.
const MOST_LETTERS: usize = 500;

pub(super) fn pages() -> Vec<Page> {
    let reads = Needs::Permission(Permission::ReadMicrodata);
    vec![page(Method::GET, FETCH, reads, show), page(Method::POST, FETCH, reads, fetch)]
}

async fn show(visit: Arc<Visit>, _: Asked) -> Result<Response, Failure> {
    respond(&visit, &Fields::default(), &[]).await
}

async fn fetch(visit: Arc<Visit>, request: Asked) -> Result<Response, Failure> {
    let sent: Fields = form(request).await?;
    let (wave, reason) = (sent.get("wave").parse(), sent.get("reason").parse());
    let is_wrong = [("wave", wave.is_err()), ("reason", reason.is_err()), ("agreed", sent.get("agreed") != "yes")];
    let wrong: Vec<Problem> = is_wrong
        .into_iter()
        .filter(|(_, is_wrong)| *is_wrong)
        .map(|(name, _)| Problem::new(&visit, name, &format!("microdata-wrong-{name}")))
        .collect();
    let (Ok(wave), Ok(reason), true) = (wave, reason, wrong.is_empty()) else {
        return respond(&visit, &sent, &wrong).await;
    };
    let has = |more: &str| sent.all("more").any(|one| one == more);
    let extent = Extent { all_questions: has("all"), free_text: has("text") };
    let request = Request { wave, reason, extent, language: visit.language.to_owned() };
    let key = match microdata::export(visit.services(), visit.actor()?, &request).await {
        Ok(export) => return given(&export),
        Err(Error::NotFound) => "wave",
        Err(Error::NotArchived) => "not-archived",
        Err(Error::NotReleased) => "not-released",
        Err(Error::TooFew(_)) => "few",
        Err(Error::TooMany) => "many",
        Err(Error::Store(error)) => return Err(error.into()),
        Err(error) => return Err(Failure::File(error.into())),
    };
    respond(&visit, &sent, &[Problem::new(&visit, "wave", &format!("microdata-wrong-{key}"))]).await
}

fn given(export: &Export) -> Result<Response, Failure> {
    let archive = microdata::zip(&export.files).map_err(|error| Failure::File(error.into()))?;
    Ok(Response::builder()
        .content_type("application/zip")
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", export.name))
        .header(header::CACHE_CONTROL, "no-store")
        .body(archive))
}

async fn respond(visit: &Visit, sent: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let offers = microdata::offers(visit.services(), visit.actor()?).await?;
    let title = visit.say("microdata-title");
    let frame = Frame::of(visit, &title);
    let frame = if problems.is_empty() { frame } else { frame.refusing() };
    Ok(frame.around(&html! {
        h1 { (title) }
        (summary(visit, None, problems))
        p.lead { (visit.say("microdata-lead")) }
        h2 { (visit.say("microdata-means")) }
        ul.reasons {
            @for point in ["less", "keep", "log"] { li { (visit.say(&format!("microdata-means-{point}"))) } }
        }
        @if offers.is_empty() {
            p.note { (visit.say("microdata-none")) }
        } @else {
            (questions(visit, &offers, sent, problems))
        }
    }))
}

fn questions(visit: &Visit, offers: &[Offer], sent: &Fields, problems: &[Problem]) -> Markup {
    let waves: Vec<(String, String)> = offers.iter().map(|offer| named(visit, offer)).collect();
    let none = visit.say("wave-choose");
    let choice = |name: &str, value: &str, key: &str| {
        (value.to_owned(), visit.say(key), sent.all(name).any(|chosen| chosen == value))
    };
    let more = Choices {
        name: "more",
        label: visit.say("microdata-more"),
        kind: "checkbox",
        options: vec![choice("more", "all", "microdata-all"), choice("more", "text", "microdata-text")],
    };
    let sure = Choices {
        name: "agreed",
        label: visit.say("microdata-sure"),
        kind: "checkbox",
        options: vec![choice("agreed", "yes", "microdata-agreed")],
    };
    html! {
        form.after method="post" action=(FETCH) novalidate {
            (Field::new("wave", visit.say("microdata-wave")).value(sent.get("wave")).among(problems)
                .choice(Some(&none), &waves))
            (Field::new("reason", visit.say("microdata-reason")).hint(visit.say("microdata-reason-hint"))
                .value(sent.get("reason")).among(problems).lines(3, MOST_LETTERS))
            (more.render(problems))
            (sure.render(problems))
            p.actions { button.button { (visit.say("microdata-fetch")) } }
        }
    }
}

fn named(visit: &Visit, offer: &Offer) -> (String, String) {
    let (id, name) = (offer.wave.id.to_string(), &offer.wave.name);
    let words =
        if offer.is_released { name.clone() } else { format!("{name} ({})", visit.say("microdata-not-released")) };
    (id, words)
}
