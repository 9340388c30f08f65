//! How it goes in an area, for a follow-up group and everybody else: one picture a subject, what it says in plain words, and what was
//! done about what the last walk found.

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::{StatusCode, header};
use poem::{Request, Response};

use super::{Failure, KEPT, card, document, known_language};
use crate::chart::name_of;
use crate::http::document::{begin, graphs as look};
use crate::http::graphs::{self, Named, Shown};
use crate::service::Services;
use crate::service::findings::told::{self, Item, Told};
use crate::service::indicators::Definition;
use crate::service::indicators::against::Against;
use crate::service::indicators::observation::{self, AllSeries, Observation};
use crate::store::Digest;
use crate::words::{say, say_with};

pub(super) const END: &str = "/figures";

pub(super) async fn show(services: Services, request: Request) -> Result<Response, Failure> {
    let language = known_language(&request)?;
    let told = told::tell(&services, super::area(&request)?).await?.ok_or(Failure::Unknown)?;
    let all = observation::for_everybody(&services, told.programme.id).await?;
    let page =
        document(language, &say(language, "followed-title"), Some((&told, END)), &content(language, &told, &all));
    let page = page.into_string();
    let response = begin(StatusCode::OK)
        .header(header::CACHE_CONTROL, KEPT)
        .header(header::ETAG, format!("\"{}\"", Digest::of(&page)));
    Ok(response.body(page))
}

fn content(language: &'static str, told: &Told, all: &AllSeries) -> Markup {
    let (dimensions, others) = graphs::of_place(all, Some(told.area.id));
    // Only of these is there a question in the languages of residents.
    let agreed = others.into_iter().filter(|one| ["basic_safety", "voluntary_work"].contains(&one.id.as_str()));
    let shown: Vec<Definition> = agreed.chain(dimensions).collect();
    html! {
        (look())
        p.section { bdi { (told.area.name) } }
        h1 { (say(language, "followed-title")) }
        @if shown.is_empty() {
            p.lead { (say(language, "followed-none")) }
        } @else {
            p.lead { (say(language, "followed-lead")) }
            @for definition in &shown { (subject(language, told, all, definition)) }
        }
        (walk(language, told))
    }
}

fn subject(language: &'static str, told: &Told, all: &AllSeries, definition: &Definition) -> Markup {
    let programme = say(language, "followed-whole-programme");
    let own = graphs::everybody(all, (told.programme.id, Some(told.area.id)), &definition.id);
    let beside = graphs::everybody(all, (told.programme.id, None), &definition.id);
    let lines = [Named { name: &told.area.name, observed: own }, Named { name: &programme, observed: beside }];
    let question = say(language, &format!("followed-of-{}", definition.id.replace('_', "-")));
    let shown = Shown {
        id: &definition.id,
        language,
        title: &question,
        definition,
        lines: lines.into_iter().filter(|line| !line.observed.is_empty()).collect(),
        levels: Vec::new(),
    };
    html! {
        section.after {
            h2 { (question) }
            (in_words(language, definition, own))
            (shown.chart().figure())
        }
    }
}

/// What the last round says, and whether anything has changed, for who does not read pictures.
fn in_words(language: &'static str, definition: &Definition, own: &[Observation]) -> Markup {
    html! {
        @if let Some(last) = own.last() {
            p.hint { (name_of(language, last.observed.period)) }
            @for sentence in graphs::sentences(language, definition, own, &Against::default()) { p { (sentence) } }
        }
    }
}

/// What came of what was raised on the last walk; the rest is a page of its own.
fn walk(language: &'static str, told: &Told) -> Markup {
    let last = told.items.iter().map(|item| item.found_on).max();
    let of_last: Vec<&Item> = told.items.iter().filter(|item| Some(item.found_on) == last).collect();
    html! {
        section.after {
            h2 { (say(language, "told-title")) }
            @if let Some(last) = last {
                p { (say_with(language, "followed-walk", &[("date", Locale::of(language).date(last).into())])) }
                ul.told { @for item in of_last { li { (card(language, told.area.id, item)) } } }
            } @else {
                p { (say(language, "told-empty")) }
            }
            p.actions { a.button.other href={ "/areas/" (told.area.id) "/" (language) } { (say(language, "followed-all")) } }
        }
    }
}
