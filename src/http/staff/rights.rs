//! What somebody has a right to whose data is here: they are looked up, take along what is known of them, and have it erased. What is
//! looked for travels in the body and never in an address, which logs and histories keep.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, StatusCode, header};
use poem::{Request, Response};
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::fields::{Field, Fields, Problem, summary};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{Visit, form};
use super::{answers, see_other};
use crate::access::Permission;
use crate::service::rights::{self, Held, Item, MOST, Sought, Thing, Unclear, erase, look_up};

/// Where somebody is looked up.
pub(super) const LOOK_UP: &str = "/staff/rights";
const FILE: &str = "/staff/rights/file";
const ERASE: &str = "/staff/rights/erase";

/// What is said after it.
#[derive(Default, serde::Deserialize)]
struct Done {
    erased: Option<usize>,
}

pub(super) fn pages() -> Vec<Page> {
    let (reads, erases) = (Permission::ReadContacts, Permission::EditAnswers);
    vec![
        page(Method::GET, LOOK_UP, Needs::Permission(reads), begin),
        page(Method::POST, LOOK_UP, Needs::Permission(reads), find),
        page(Method::POST, FILE, Needs::Permission(reads), give),
        page(Method::POST, ERASE, Needs::Permission(erases), take),
    ]
}

async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Done { erased } = request.params().unwrap_or_default();
    let told = erased.map(|count| visit.say_with("rights-erased", &[("count", count.into())]));
    Ok(respond(&visit, "", &[], &html! { @if let Some(told) = told { p.note role="status" { (told) } } }, None))
}

async fn find(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let sent: Fields = form(request).await?;
    let text = sent.get("text");
    match Sought::parse(text) {
        Ok(sought) => {
            let held = look_up::find(visit.services(), visit.actor()?, &sought).await?;
            Ok(respond(&visit, text, &[], &html! {}, Some(&held)))
        }
        Err(unclear) => {
            let key = if unclear == Unclear::Short { "rights-wrong-short" } else { "rights-wrong-long" };
            Ok(respond(&visit, text, &[Problem::new(&visit, "text", key)], &html! {}, None))
        }
    }
}

async fn give(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let sent: Fields = form(request).await?;
    let items = rights::take_along(visit.services(), visit.actor()?, &chosen(&sent)).await?;
    let named = |item: Item| {
        let kind =
            Map::from_iter([("kind".to_owned(), json!(item.thing.kind())), ("id".to_owned(), json!(item.thing.id()))]);
        kind.into_iter().chain(item.says).collect::<Map<String, Value>>()
    };
    let document = json!({ "held": items.into_iter().map(named).collect::<Vec<_>>() });
    Ok(Response::builder()
        .content_type("application/json")
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.json\"", visit.say("rights-file")))
        .header(header::CACHE_CONTROL, "no-store")
        .body(format!("{document:#}")))
}

async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let sent: Fields = form(request).await?;
    let things = chosen(&sent);
    if sent.get("sure") == "yes" {
        let erased = erase::erase(visit.services(), visit.actor()?, &things).await?;
        return Ok(see_other(&format!("{LOOK_UP}?erased={erased}")));
    }
    if things.is_empty() {
        return Ok(respond(&visit, "", &[Problem::new(&visit, "", "rights-wrong-none")], &html! {}, None));
    }
    let title = visit.say("rights-sure");
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(LOOK_UP) { (visit.say("rights-title")) } }
        h1 { (title) }
        p.lead { (visit.say_with("rights-sure-count", &[("count", things.len().into())])) }
        h2 { (visit.say("rights-goes")) }
        p { (visit.say("rights-goes-text")) }
        h2 { (visit.say("rights-stays")) }
        p { (visit.say("rights-stays-text")) }
        form method="post" action=(ERASE) {
            @for thing in &things { input type="hidden" name="thing" value=(thing); }
            p.actions {
                button.button name="sure" value="yes" { (visit.say("rights-erase-now")) }
                a.button.other href=(LOOK_UP) { (visit.say("rights-leave")) }
            }
        }
    }))
}

/// The things that were ticked; what is none is left out.
fn chosen(sent: &Fields) -> Vec<Thing> {
    sent.all("thing").filter_map(|thing| thing.parse().ok()).take(MOST).collect()
}

fn respond(visit: &Visit, text: &str, problems: &[Problem], told: &Markup, held: Option<&Held>) -> Response {
    let title = visit.say("rights-title");
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        (summary(visit, None, problems))
        (told)
        p.lead { (visit.say("rights-lead")) }
        form method="post" action=(LOOK_UP) {
            (Field::new("text", visit.say("rights-text")).hint(visit.say("rights-text-hint")).value(text).among(problems).line("search", 200))
            p.actions { button.button { (visit.say("rights-find")) } }
        }
        @if let Some(held) = held { (found(visit, held)) }
        details { summary { (visit.say("rights-not")) } p { (visit.say("rights-not-text")) } }
    })
}

fn found(visit: &Visit, held: &Held) -> Markup {
    html! {
        section.after {
            h2 { (visit.say_with("rights-count", &[("count", held.items.len().into())])) }
            @if held.has_more { p.note { (visit.say("rights-more")) } }
            @if !held.items.is_empty() {
                form method="post" action=(FILE) {
                    p.hint { (visit.say("rights-choose")) }
                    @for item in &held.items { (shown(visit, item)) }
                    p.actions {
                        button.button.other { (visit.say("rights-take")) }
                        @if visit.may_somewhere(Permission::EditAnswers) {
                            button.button formaction=(ERASE) { (visit.say("rights-erase")) }
                        }
                    }
                }
            }
        }
    }
}

fn shown(visit: &Visit, item: &Item) -> Markup {
    html! {
        section.after {
            label.choice {
                input type="checkbox" name="thing" value=(item.thing);
                span { (visit.say(&format!("rights-kind-{}", item.thing.kind()))) }
            }
            dl.short {
                @for (name, value) in item.says.iter().filter(|(name, _)| *name != "answers" && *name != "earlier") {
                    div { dt { (visit.say(&format!("rights-fact-{name}"))) } dd.pre { bdi { (in_words(visit, value)) } } }
                }
            }
            @if let Thing::Answer(id) = item.thing {
                p.in-line { a href=(answers::address(id)) { (visit.say("rights-answer")) } }
            }
        }
    }
}

fn in_words(visit: &Visit, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => visit.say("rights-yes"),
        Value::Bool(false) => visit.say("rights-no"),
        Value::Array(values) => values.iter().map(|value| in_words(visit, value)).collect::<Vec<_>>().join("\n"),
        Value::Object(members) => {
            let told = members.values().filter(|value| !value.is_null()).map(|value| in_words(visit, value));
            told.collect::<Vec<_>>().join(" · ")
        }
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
    }
}
