//! What the indicators of a programme are held against: all figures with their history, a sheet to take them from, and one figure to
//! type in.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::figure_forms::{self, Sent};
use super::official;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::upload::{no_table, received};
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::indicators::register::{
    self, Error, Fault, History, Indicator, RegisterFigure, Report, Typed, Whose, Wrong, import,
};
use crate::service::indicators::table::words;
use crate::service::{Name, NotAName};
use crate::store::place::{self, Area, Programme};

pub(super) const PAGE: &str = "/staff/indicators/:programme/figures";
pub(super) const SHEET: &str = "/staff/indicators/:programme/figures/sheet";
pub(super) const ONE: &str = "/staff/indicators/:programme/figures/:figure";

/// What has been taken, told on the page after it.
#[derive(Default, serde::Deserialize)]
struct Taken {
    new: Option<usize>,
    changed: Option<usize>,
    same: Option<usize>,
}

/// What the page is made of.
pub(super) struct Known {
    pub(super) programme: Programme,
    pub(super) areas: Vec<Area>,
    pub(super) indicators: Vec<Indicator>,
    history: History,
}

impl Known {
    pub(super) fn is_empty(&self) -> bool {
        self.history.is_empty()
    }
}

pub(super) fn address(programme: Uuid) -> String {
    PAGE.replace(":programme", &programme.to_string())
}

/// Whether a request brings a sheet.
pub(in crate::http::staff) fn brings_sheet(path: &str) -> bool {
    path.starts_with("/staff/indicators/") && path.ends_with("/figures/sheet")
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let taken: Taken = request.params().unwrap_or_default();
    respond(&visit, parameter(&request, "programme")?, &Sent::nothing(), &taken).await
}

pub(super) async fn add(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = parameter(&request, "programme")?;
    let fields: Fields = form(request).await?;
    let (area, municipality) = match fields.get("whose").split_once(':') {
        Some(("area", area)) => (area, ""),
        Some(("municipality", municipality)) => ("", municipality),
        _ => ("", ""),
    };
    let typed = Typed {
        indicator: fields.get("indicator"),
        kind: fields.get("kind"),
        area,
        municipality,
        value: fields.get("value"),
        people: fields.get("people"),
        on: fields.get("on"),
        source: fields.get("source"),
        unit: "",
    };
    let kept = match reason(&fields) {
        Ok(reason) => register::keep_one(visit.services(), visit.actor()?, programme, &typed, reason.as_ref()).await,
        Err(NotAName) => return refuse(&visit, programme, "one", fields, vec![no_reason(&visit)]).await,
    };
    let problems = match kept {
        Ok(report) => return Ok(see_other(&taken(programme, report))),
        Err(error) => told(&visit, error, &|fault| of_field(&visit, fault))?,
    };
    refuse(&visit, programme, "one", fields, problems).await
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = parameter(&request, "programme")?;
    let (fields, file) = received(request, "sheet").await?;
    let reason = match reason(&fields) {
        Ok(reason) => reason,
        Err(NotAName) => return refuse(&visit, programme, "sheet", fields, vec![no_reason(&visit)]).await,
    };
    let done = import::import(visit.services(), visit.actor()?, programme, file, reason.as_ref()).await;
    let problems = match done {
        Ok(report) => return Ok(see_other(&taken(programme, report))),
        Err(error) => told(&visit, error, &|fault| of_line(&visit, fault))?,
    };
    refuse(&visit, programme, "sheet", fields, problems).await
}

pub(super) async fn take_back(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (programme, figure) = (parameter(&request, "programme")?, parameter(&request, "figure")?);
    let fields: Fields = form(request).await?;
    let Ok(reason) = fields.get("reason").parse() else {
        let problem = Problem { name: String::new(), words: visit.say("figure-wrong-reason") };
        return refuse(&visit, programme, "back", fields, vec![problem]).await;
    };
    match register::take_back(visit.services(), visit.actor()?, programme, figure, &reason).await {
        Ok(true) => Ok(see_other(&address(programme))),
        Ok(false) => {
            let problem = Problem { name: String::new(), words: visit.say("figure-gone") };
            refuse(&visit, programme, "back", fields, vec![problem]).await
        }
        Err(error) => {
            told(&visit, error, &|fault| of_field(&visit, fault))?;
            Err(Failure::NoForm)
        }
    }
}

/// Why figures change, if they do.
fn reason(fields: &Fields) -> Result<Option<Name>, NotAName> {
    Some(fields.get("reason")).filter(|text| !text.trim().is_empty()).map(str::parse).transpose()
}

fn no_reason(visit: &Visit) -> Problem {
    Problem::new(visit, "reason", "figure-wrong-reason")
}

fn taken(programme: Uuid, Report { new, changed, same }: Report) -> String {
    format!("{}?new={new}&changed={changed}&same={same}", address(programme))
}

/// What is said of what was not taken in, or that there is no such page.
fn told(visit: &Visit, error: Error, each: &dyn Fn(&Fault) -> Problem) -> Result<Vec<Problem>, Failure> {
    match error {
        Error::Unreadable(why) => Ok(vec![no_table(visit, "sheet", &why)]),
        Error::Wrong(faults) => Ok(faults.iter().map(each).collect()),
        Error::NoProgramme => Err(Failure::NotFound),
        Error::Denied => Err(Failure::Forbidden),
        Error::Store(error) => Err(error.into()),
    }
}

fn of_line(visit: &Visit, fault: &Fault) -> Problem {
    let what = words_for(visit, &fault.what);
    let words = visit.say_with("figure-line", &[("line", fault.line.into()), ("what", what.into())]);
    Problem { name: "sheet".to_owned(), words }
}

fn of_field(visit: &Visit, fault: &Fault) -> Problem {
    let field = match fault.what {
        Wrong::Indicator => "indicator",
        Wrong::Kind => "kind",
        Wrong::Place => "whose",
        Wrong::Value | Wrong::Percent | Wrong::Range | Wrong::Twice => "value",
        Wrong::People | Wrong::Few => "people",
        Wrong::Day | Wrong::Future => "on",
        Wrong::Source => "source",
        Wrong::Changed(..) => "reason",
    };
    let words = match fault.what {
        // The form has no column for a unit.
        Wrong::Percent => visit.say("figure-wrong-percent-typed"),
        _ => words_for(visit, &fault.what),
    };
    let mut letters = words.chars();
    let upper = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    Problem { name: field.to_owned(), words: upper.unwrap_or_default() }
}

fn words_for(visit: &Visit, wrong: &Wrong) -> String {
    let Wrong::Changed(unit, said) = wrong else { return visit.say(&format!("figure-wrong-{}", wrong.code())) };
    let told = |value| words::value(visit.language, *unit, value);
    let value = said.value.map_or_else(|| visit.say("figure-withdrawn"), told);
    visit.say_with("figure-wrong-changed", &[("value", value.into()), ("source", said.source.as_str().into())])
}

async fn refuse(
    visit: &Visit,
    programme: Uuid,
    form: &'static str,
    fields: Fields,
    problems: Vec<Problem>,
) -> Result<Response, Failure> {
    respond(visit, programme, &Sent { form, fields, problems }, &Taken::default()).await
}

async fn respond(visit: &Visit, id: Uuid, sent: &Sent, taken: &Taken) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let history = register::history(services, actor, id).await?.ok_or(Failure::NotFound)?;
    let programme = place::programme(&services.db, id).await?.ok_or(Failure::NotFound)?;
    let areas = place::areas(&services.db, id).await?;
    let known = Known { programme, areas, indicators: register::all(), history };
    let may_change = register::may_change(actor, id);
    let title = visit.say("figure-title");
    let status = if sent.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Frame { status, is_wide: true, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(official::address(id)) { (visit.say("figure-table")) } }
        (summary(visit, Some(sent.form), &sent.problems))
        @if let (Some(new), Some(changed), Some(same)) = (taken.new, taken.changed, taken.same) {
            @let counts = [("new", new.into()), ("changed", changed.into()), ("same", same.into())];
            p.note role="status" { (visit.say_with("figure-taken", &counts)) }
        }
        p.quiet { (known.programme.name) }
        h1 { (title) }
        p.lead { (visit.say("figure-text")) }
        @if known.history.is_empty() { p { (visit.say("figure-none")) } }
        @for indicator in &known.indicators { (of_indicator(visit, &known, indicator, may_change)) }
        @if may_change { (figure_forms::forms(visit, &known, sent)) }
    }))
}

fn of_indicator(visit: &Visit, known: &Known, indicator: &Indicator, may_change: bool) -> Markup {
    let own: Vec<_> = known.history.values().filter(|all| all[0].about.indicator == indicator.id).collect();
    let title = indicator.title.get(visit.language).map_or("", String::as_str);
    html! {
        @if !own.is_empty() {
            section.group {
                h2 { @if let Some(row) = indicator.row { (row) ". " } (title) }
                ul.rows { @for all in own { li { (line(visit, known, indicator, all, may_change)) } } }
            }
        }
    }
}

/// What is said now of one thing, and what was said of it before.
fn line(visit: &Visit, known: &Known, of: &Indicator, all: &[RegisterFigure], may_change: bool) -> Markup {
    let Some(last) = all.last() else { return Markup::default() };
    let what = what(visit, known, last);
    let value = |one: &RegisterFigure| {
        let told = |value| words::value(visit.language, of.unit, value);
        one.said.value.map_or_else(|| visit.say("figure-withdrawn"), told)
    };
    let can_go = may_change && last.said.value.is_some();
    html! {
        span {
            b { (value(last)) } " · " (what)
            span.quiet {
                (last.said.source)
                @if let Some(people) = last.said.people { " · " (visit.say_with("figure-people", &[("count", people.into())])) }
            }
        }
        @if all.len() > 1 || can_go {
            details {
                summary { (visit.say("figure-history")) span.hidden-text { ": " (what) } }
                ol.history {
                    @for one in all.iter().rev() {
                        @let day = Locale::of(visit.language).date(one.entered_on);
                        li {
                            b { (value(one)) } " · " (one.said.source) " · "
                            (visit.say_with("figure-entered", &[("day", day.into())]))
                            @if !one.reason.is_empty() { span.quiet { (one.reason) } }
                        }
                    }
                }
                @if can_go { (figure_forms::take_back(visit, known, last)) }
            }
        }
    }
}

/// What a figure is about, but for its indicator.
fn what(visit: &Visit, known: &Known, figure: &RegisterFigure) -> String {
    let about = &figure.about;
    let place = match &about.whose {
        Whose::Programme => visit.say("figure-of-programme"),
        Whose::Municipality(name) => {
            visit.say_with("figure-of-municipality", &[("municipality", register::municipality(name).into())])
        }
        Whose::Area(id) => {
            known.areas.iter().find(|area| area.id == *id).map(|area| area.name.clone()).unwrap_or_default()
        }
    };
    let day = Locale::of(visit.language).date(about.on);
    let day = match about.kind {
        register::Kind::Target => visit.say_with("figure-by", &[("day", day.into())]),
        _ => day,
    };
    format!("{}, {place}, {day}", visit.say(&format!("figure-kind-{}", about.kind.as_str())))
}
