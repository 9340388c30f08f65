//! The forms on the page of figures: a sheet, one figure, and the way to take one back.

use maud::{Markup, html};

use super::figures::{Known, ONE, PAGE, SHEET};
use crate::http::staff::fields::{Field, Fields, Problem};
use crate::http::staff::upload::TABLES;
use crate::http::staff::visit::Visit;
use crate::service::indicators::register::{self, Indicator, Kind, RegisterFigure};

/// What was sent and is shown again, with what is wrong with it.
pub(super) struct Sent {
    /// The form on the page that was sent.
    pub(super) form: &'static str,
    pub(super) fields: Fields,
    pub(super) problems: Vec<Problem>,
}

/// The longest source, reason or number.
const MOST_LETTERS: usize = 120;

impl Sent {
    pub(super) fn nothing() -> Self {
        Self { form: "", fields: Fields::default(), problems: Vec::new() }
    }

    fn is_of(&self, form: &str) -> bool {
        self.form == form && !self.problems.is_empty()
    }

    fn field<'a>(&'a self, visit: &Visit, form: &str, name: &'a str, label: &str) -> Field<'a> {
        let field = Field::new(name, visit.say(label)).of(form);
        if self.is_of(form) { field.value(self.fields.get(name)).among(&self.problems) } else { field }
    }
}

pub(super) fn forms(visit: &Visit, known: &Known, sent: &Sent) -> Markup {
    let programme = known.programme.id.to_string();
    html! {
        details open[sent.is_of("sheet") || known.is_empty()] {
            summary { (visit.say("figure-take")) }
            p { (visit.say("figure-take-text")) }
            pre { (visit.say("figure-take-example")) }
            form method="post" action=(SHEET.replace(":programme", &programme)) enctype="multipart/form-data" {
                (sent.field(visit, "sheet", "sheet", "figure-file").around(|voice| html! {
                    input.field id="sheet-sheet" type="file" name="sheet" accept=(TABLES)
                        aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
                }))
                (sent.field(visit, "sheet", "reason", "figure-reason").optional(visit).line("text", MOST_LETTERS))
                p.actions { button.button { (visit.say("figure-fetch-figures")) } }
            }
        }
        details open[sent.is_of("one")] {
            summary { (visit.say("figure-add")) }
            form method="post" action=(PAGE.replace(":programme", &programme)) novalidate { (one(visit, known, sent)) }
        }
    }
}

fn one(visit: &Visit, known: &Known, sent: &Sent) -> Markup {
    let field = |name: &'static str, label: &str| sent.field(visit, "one", name, label);
    let title = |one: &Indicator| {
        let title = one.short.get(visit.language).cloned().unwrap_or_default();
        let words = one.row.map_or_else(|| title.clone(), |row| format!("{row}. {title}"));
        (one.id.clone(), words)
    };
    let indicators: Vec<_> = known.indicators.iter().map(title).collect();
    let kinds = Kind::ALL.map(|kind| (kind.as_str().to_owned(), visit.say(&format!("figure-kind-{}", kind.as_str()))));
    html! {
        (field("indicator", "figure-indicator").choice(None, &indicators))
        (field("kind", "figure-kind").choice(None, &kinds))
        (field("whose", "figure-whose").choice(None, &places(visit, known)))
        (field("value", "figure-value").hint(visit.say("figure-value-hint")).line("text", MOST_LETTERS))
        (field("people", "figure-people-of").optional(visit).line("number", MOST_LETTERS))
        (field("on", "figure-on").hint(visit.say("figure-on-hint")).line("date", MOST_LETTERS))
        (field("source", "figure-source").line("text", MOST_LETTERS))
        (field("reason", "figure-reason").optional(visit).line("text", MOST_LETTERS))
        p.actions { button.button { (visit.say("figure-save")) } }
    }
}

fn places(visit: &Visit, known: &Known) -> Vec<(String, String)> {
    let mut places = vec![("programme".to_owned(), visit.say("figure-of-programme"))];
    places.extend(known.areas.iter().map(|area| (format!("area:{}", area.name), area.name.clone())));
    let mut municipalities: Vec<&str> =
        known.areas.iter().map(|area| register::municipality(&area.municipality)).collect();
    municipalities.sort_unstable();
    municipalities.dedup_by(|one, other| register::is_same_municipality(one, other));
    places.extend(municipalities.into_iter().map(|name| {
        let words = visit.say_with("figure-of-municipality", &[("municipality", name.into())]);
        (format!("municipality:{name}"), words)
    }));
    places
}

/// Each figure has a form of its own.
pub(super) fn take_back(visit: &Visit, known: &Known, figure: &RegisterFigure) -> Markup {
    let action = ONE.replace(":programme", &known.programme.id.to_string());
    let id = format!("reason-{}", figure.id);
    html! {
        form.in-line method="post" action=(action.replace(":figure", &figure.id.to_string())) {
            (Field::new("reason", visit.say("figure-reason-needed")).identified(&id).line("text", MOST_LETTERS))
            button.button.other.small { (visit.say("figure-take-back")) }
        }
    }
}
