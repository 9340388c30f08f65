//! One release: what it is, its tables a question at a time, and its files.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use stats::disclosure::Method;

use super::{LIST, address, found};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Field;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::releases::Release;
use crate::service::releases::shown::{Group, Line, Page, Question, Shown, Way, look};
use crate::service::waves::{self, Wave};

/// Which question, and in which way; the first ones, if nothing is said.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Chosen {
    question: usize,
    by: usize,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let release = found(&visit, &request).await?;
    let services = visit.services();
    let wave = waves::find(services, release.wave_id).await?.ok_or(Failure::NotFound)?;
    let Chosen { question, by } = request.params().unwrap_or_default();
    let Page { shown, questions, question, ways } = look(services, release, visit.language, question).await?;
    let release = shown.release();
    let by = if by < ways.len() { by } else { 0 };
    Ok(Frame::of(&visit, &wave.name).around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("release-title")) } }
        h1 { (wave.name) }
        p.lead { (visit.say("release-safe")) }
        section.after {
            h2 { (visit.say("release-tables")) }
            (choice(&visit, release, &questions, &ways, (question, by)))
            @if let Some(asked) = questions.get(question) { h3 { (asked.label) } }
            @if let Some(way) = ways.get(by) { @for group in &way.groups { (table(&visit, group)) } }
            (signs(&visit, &shown))
        }
        section.after {
            h2 { (visit.say("release-files")) }
            ul.rows { @for file in shown.files() { li { (way_to(&visit, release, file)) } } }
        }
        section.after {
            h2 { (visit.say("release-what")) }
            (facts(&visit, release, &wave, &shown))
        }
    }))
}

fn choice(visit: &Visit, release: &Release, questions: &[Question], ways: &[Way], at: (usize, usize)) -> Markup {
    let (question, by) = (at.0.to_string(), at.1.to_string());
    let questions: Vec<_> =
        questions.iter().enumerate().map(|(at, question)| (at.to_string(), question.label.clone())).collect();
    let words = |way: &Way| {
        if way.by.is_empty() { visit.say("release-by-nothing") } else { way.by.join(" × ") }
    };
    let ways: Vec<_> = ways.iter().enumerate().map(|(at, way)| (at.to_string(), words(way))).collect();
    html! {
        form method="get" action=(address(release.id)) {
            (Field::new("question", visit.say("release-question")).value(&question).choice(None, &questions))
            (Field::new("by", visit.say("release-by")).value(&by).choice(None, &ways))
            p.actions { button.button.other { (visit.say("release-show")) } }
        }
    }
}

/// What a group of people answered. Where nothing of it is shown, one sentence says so.
fn table(visit: &Visit, Group { whom, base, lines }: &Group) -> Markup {
    let who = if whom.is_empty() { visit.say("release-everybody") } else { whom.join(", ") };
    let is_hidden = lines.iter().all(|line| line.count.is_none());
    html! {
        section.group {
            h4 { (who) }
            @if let Some(base) = base { p.quiet { (visit.say_with("release-base", &[("count", (*base).into())])) } }
            @if *base == Some(0) {
                // Nobody is there, and the line above has said so.
            } @else if is_hidden {
                p.quiet { (visit.say("release-all-hidden")) }
            } @else {
                div.scroll.figures tabindex="0" role="region" aria-label=(who) {
                    table {
                        thead {
                            tr { @for column in ["answer", "share", "count"] { th scope="col" { (visit.say(&format!("release-column-{column}"))) } } }
                        }
                        tbody { @for line in lines { (row(visit, line)) } }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit, Line { answer, is_part, count, share, is_uncertain, .. }: &Line) -> Markup {
    let hidden = || html! { span aria-hidden="true" { "•" } span.hidden-text { (visit.say("release-hidden")) } };
    let whole = |share: f64| (100.0 * share).round();
    html! {
        tr {
            th.part[*is_part] scope="row" { (answer) }
            td {
                @match share {
                    Some((share, low, high)) => {
                        @let share = [("share", whole(*share).into()), ("low", whole(*low).into()), ("high", whole(*high).into())];
                        (visit.say_with("release-share", &share))
                        @if *is_uncertain {
                            " " span aria-hidden="true" { "≈" } span.hidden-text { (visit.say("release-uncertain")) }
                        }
                    }
                    // Of nobody there is no share, which hides nothing.
                    None if count.is_some() => "–",
                    None => (hidden()),
                }
            }
            td { @match count { Some(count) => (count), None => (hidden()) } }
        }
    }
}

fn signs(visit: &Visit, shown: &Shown) -> Markup {
    let hidden = if shown.method().is_suppression() { "hidden" } else { "withheld" };
    html! {
        dl.facts {
            div { dt { "•" } dd { (visit.say(&format!("release-sign-{hidden}"))) } }
            div { dt { "≈" } dd { (visit.say("release-sign-uncertain")) } }
            div { dt { (visit.say("release-column-share")) } dd { (visit.say("release-sign-share")) } }
        }
    }
}

fn way_to(visit: &Visit, release: &Release, file: &str) -> Markup {
    html! {
        span {
            a href={ (address(release.id)) "/files/" (file) } download { (file) }
            span.quiet { (visit.say(&format!("release-file-{}", file.replace('.', "-")))) }
        }
    }
}

fn facts(visit: &Visit, release: &Release, wave: &Wave, shown: &Shown) -> Markup {
    let locale = Locale::of(visit.language);
    let fact = |label: &str, words: &str| html! { div { dt { (visit.say(label)) } dd { (words) } } };
    let rules = shown.rules();
    let (seen, cells) = shown.cells();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let cells = visit.say_with("release-cells", &[("shown", number(seen).into()), ("cells", number(cells).into())]);
    let (rules_text, changed) = match shown.method() {
        Method::Suppression => ("release-rules-text", 0),
        Method::CellKey { most, .. } => ("release-rules-noise", most),
        Method::SmallCountRounding { base } => ("release-rules-small", base),
    };
    let least = [
        ("changed", u64::from(changed).into()),
        ("count", rules.least_count().into()),
        ("base", rules.least_base().into()),
        ("residents", u64::from(rules.least_residents()).into()),
    ];
    let more = |(by, least): &(String, u32)| {
        visit.say_with("release-rules-more", &[("by", by.as_str().into()), ("base", (*least).into())])
    };
    let rules: Vec<String> =
        [visit.say_with(rules_text, &least)].into_iter().chain(shown.least_bases().iter().map(more)).collect();
    html! {
        dl.facts {
            (fact("release-wave", &wave.name))
            (fact("release-made", &locale.date(release.made_on)))
            (fact("release-shown", &cells))
            (fact("release-rules", &rules.join(" ")))
            (fact("release-software", &release.software))
            (fact("release-id", &release.id.to_string()))
        }
        details {
            summary { (visit.say("release-plan")) }
            div.scroll tabindex="0" role="region" aria-label=(visit.say("release-plan")) { pre { (release.plan) } }
        }
    }
}
