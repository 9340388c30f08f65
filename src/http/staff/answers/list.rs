//! All answers that somebody may read, page by page. The address says what was asked for, so it can be kept and sent.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};

use super::{LIST, address};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::http::staff::{forms, quarantine};
use crate::service::answer_desk::cases;
use crate::service::answer_desk::list::{self, Entry, Filter, Key, Page};
use crate::service::catalogue;

/// What the address asks for, as it came.
#[derive(Clone, Default, serde::Deserialize, serde::Serialize)]
#[serde(default)]
struct Asked {
    form: String,
    area: String,
    from: String,
    until: String,
    review: String,
    after: String,
}

impl Asked {
    /// What nobody understands is passed over.
    fn filter(&self) -> Filter {
        Filter {
            form_id: Some(self.form.clone()).filter(|form| !form.is_empty() && !form.contains('\0')),
            area: self.area.parse().ok(),
            from: self.from.parse().ok(),
            until: self.until.parse().ok(),
            only_review: self.review == "needed",
        }
    }

    fn after(&self) -> Option<Key> {
        let (on, id) = self.after.split_once('.')?;
        Some(Key { on: on.parse().ok()?, id: id.parse().ok()? })
    }

    /// The same behind an answer.
    fn behind(&self, key: Key) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let names = ["form", "area", "from", "until", "review"];
        for (name, value) in names.into_iter().zip([&self.form, &self.area, &self.from, &self.until, &self.review]) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("after", &format!("{}.{}", key.on, key.id));
        format!("{LIST}?{}", query.finish())
    }
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let asked: Asked = request.params().unwrap_or_default();
    let filter = asked.filter();
    let page = list::list(services, actor, &filter, asked.after()).await?;
    let (cases, has_more) = cases::list(services, actor).await?;
    let catalogue = catalogue::list(services).await?;
    let titles: Vec<(String, String)> = catalogue
        .iter()
        .map(|entry| &entry.newest.form)
        .map(|form| (form.id().to_owned(), forms::title(&visit, form)))
        .collect();
    let title = visit.say("answer-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("answer-lead")) }
        @if !cases.is_empty() {
            p.in-line { a href=(quarantine::LIST) { (visit.say_with("answer-cases", &[("count", cases.len().into()), ("more", if has_more { "yes" } else { "no" }.into())])) } }
        }
        (filter_form(&visit, &asked, &page, &titles))
        @if page.entries.is_empty() {
            p.lead { (visit.say(if filter == Filter::default() { "answer-none-yet" } else { "answer-none" })) }
        }
        ul.findings { @for entry in &page.entries { (card(&visit, entry, &titles)) } }
        @if let Some(next) = page.next {
            p.actions { a.button.other href=(asked.behind(next)) { (visit.say("answer-older")) } }
        }
    }))
}

fn filter_form(visit: &Visit, asked: &Asked, page: &Page, titles: &[(String, String)]) -> Markup {
    let areas: Vec<_> = page.areas.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let choice = |name: &str, options: &[(String, String)], chosen: &str| {
        html! {
            div {
                label for=(name) { (visit.say(&format!("answer-{name}"))) }
                select.field #(name) name=(name) {
                    option value="" { (visit.say("answer-all")) }
                    @for (code, label) in options { option value=(code) selected[code == chosen] { (label) } }
                }
            }
        }
    };
    let day = |name: &str, value: &str| {
        html! {
            div {
                label for=(name) { (visit.say(&format!("answer-{name}"))) }
                input.field #(name) type="date" name=(name) value=(value);
            }
        }
    };
    let is_used = asked.filter() != Filter::default();
    html! {
        details.filter open[is_used] {
            summary { (visit.say("answer-filter")) }
            form method="get" action=(LIST) {
                (choice("form", titles, &asked.form))
                (choice("area", &areas, &asked.area))
                (day("from", &asked.from))
                (day("until", &asked.until))
                label.choice { input type="checkbox" name="review" value="needed" checked[asked.review == "needed"]; span { (visit.say("answer-only-review")) } }
                p.actions {
                    button.button { (visit.say("answer-show")) }
                    @if is_used { a.button.plain href=(LIST) { (visit.say("answer-clear")) } }
                }
            }
        }
    }
}

fn card(visit: &Visit, entry: &Entry, titles: &[(String, String)]) -> Markup {
    let answer = &entry.answer;
    let title =
        titles.iter().find(|(form, _)| *form == answer.form_id).map_or(answer.form_id.as_str(), |(_, title)| title);
    html! {
        li {
            @if answer.needs_review { p { span.status.status-open { (visit.say("answer-needs-review")) } } }
            h2 { a href=(address(answer.id)) { (title) } }
            dl.short {
                div { dt { (visit.say("answer-on")) } dd { (Locale::of(visit.language).date(answer.period_starts_on)) } }
                @if !entry.place_name.is_empty() { div { dt { (visit.say("answer-place")) } dd { (entry.place_name) } } }
                @if answer.revision > 1 { div { dt { (visit.say("answer-changed")) } dd { (visit.say_with("answer-times", &[("count", (answer.revision - 1).into())])) } } }
            }
        }
    }
}
