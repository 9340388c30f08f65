//! For analysts: every series of a programme, one of them with its definition and all that was observed, and everything as a file.

use std::sync::Arc;

use ::forms::library;
use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, area};
use crate::access::Permission::ReadReleases;
use crate::chart::name_of;
use crate::http::document;
use crate::http::graphs::{Named, Shown};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::indicators::export::{self, Format};
use crate::service::indicators::groups::Groups;
use crate::service::indicators::observation::{self, AllSeries, Observation, Series};
use crate::service::indicators::{self, Definition};
use crate::store::place::{self, Area, Programme};

pub(super) const ALL: &str = "/staff/indicators/programmes/:programme/series";
pub(super) const ONE: &str = "/staff/indicators/programmes/:programme/series/:series";
pub(super) const FILE: &str = "/staff/indicators/programmes/:programme/files/:file";

/// The names of files begin with it.
const STEM: &str = "observations";

/// Where the series of a programme are.
pub(in crate::http::staff) fn address(programme: Uuid) -> String {
    format!("{LIST}/programmes/{programme}/series")
}

pub(super) async fn list(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let programme = found(&visit, &request).await?;
    let areas = place::areas(&services.db, programme.id).await?;
    let all = observation::series(services, actor, programme.id).await?;
    let (definitions, groups) = (indicators::definitions(), Groups::load(services, &all).await?);
    let title = visit.say("graph-all-series");
    let frame = Frame { is_wide: true, ..Frame::of(&visit, &title) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("indicator-title")) } }
        p.section { (programme.name) }
        h1 { (title) }
        p.lead { (visit.say("graph-series-lead")) }
        @if all.is_empty() { p.note { (visit.say("indicator-none")) } } @else { (files(&visit, &programme)) }
        @for definition in &definitions {
            @let own: Vec<_> = all.iter().filter(|(series, _)| series.indicator == definition.id).collect();
            @if !own.is_empty() {
                section {
                    h2 { (definition.short_in(visit.language)) }
                    p.quiet { (definition.title_in(visit.language)) }
                    ul.rows { @for (series, observed) in own { (row(&visit, (&areas, &groups), series, observed)) } }
                }
            }
        }
    }))
}

fn row(visit: &Visit, known: (&[Area], &Groups), series: &Series, observed: &[Observation]) -> Markup {
    let count = u64::try_from(observed.len()).unwrap_or(u64::MAX);
    let last = observed.last().map(|last| name_of(visit.language, last.observed.period)).unwrap_or_default();
    html! {
        li {
            a href={ (address(series.programme_id)) "/" (series.id()) } { (name(visit, known, series, observed)) }
            span.quiet { (visit.say_with("graph-series-points", &[("count", count.into()), ("last", last.into())])) }
        }
    }
}

/// Of whom a series is.
fn name(visit: &Visit, (areas, groups): (&[Area], &Groups), series: &Series, observed: &[Observation]) -> String {
    let area = series.area_id.map(|id| areas.iter().find(|area| area.id == id).map_or("", |area| area.name.as_str()));
    let place = area.map_or_else(|| visit.say("graph-whole-programme"), ToOwned::to_owned);
    let whom = groups.name(visit.language, series, observed);
    if whom.is_empty() { place } else { format!("{place}. {whom}") }
}

fn files(visit: &Visit, programme: &Programme) -> Markup {
    html! {
        ul.ways {
            @for format in Format::ALL {
                li {
                    a href={ (LIST) "/programmes/" (programme.id) "/files/" (STEM) "." (format.ending()) } download {
                        (visit.say(&format!("graph-file-{}", format.ending())))
                    }
                }
            }
            @if visit.may_somewhere(ReadReleases) {
                li { a href=(crate::http::staff::releases::LIST) { (visit.say("graph-releases")) } }
            }
        }
    }
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let programme = found(&visit, &request).await?;
    let id: Uuid = parameter(&request, "series")?;
    let areas = place::areas(&services.db, programme.id).await?;
    let all = observation::series(services, actor, programme.id).await?;
    let (series, observed) = all.iter().find(|(series, _)| series.id() == id).ok_or(Failure::NotFound)?;
    let known = indicators::definitions().into_iter().find(|one| one.id == series.indicator);
    let definition = known.ok_or(Failure::NotFound)?;
    let groups = Groups::load(services, &AllSeries::from([(series.clone(), observed.clone())])).await?;
    let whom = name(&visit, (&areas, &groups), series, observed);
    let lines = vec![Named { name: &whom, observed }];
    let shown = Shown {
        id: &definition.id,
        language: visit.language,
        title: definition.title_in(visit.language),
        definition: &definition,
        lines,
        levels: Vec::new(),
    };
    let title = format!("{}, {whom}", definition.short_in(visit.language));
    Ok(Frame::of(&visit, &title).around(&html! {
        (document::graphs())
        nav.way { a.back href=(address(programme.id)) { (visit.say("graph-all-series")) } }
        p.section { (whom) }
        h1 { (definition.short_in(visit.language)) }
        p.lead { (definition.title_in(visit.language)) }
        (shown.chart().figure())
        (area::signs(&visit))
        section.after {
            h2 { (visit.say("graph-observed")) }
            ul.rows { @for one in observed.iter().rev() { (observation(&visit, one)) } }
        }
        (defined(&visit, &definition))
    }))
}

/// What there is to know of an observation beside its figure.
fn observation(visit: &Visit, one: &Observation) -> Markup {
    let made = Locale::of(visit.language).date(one.made_on);
    let number = u64::try_from(one.number).unwrap_or_default();
    let told = [
        ("number", number.into()),
        ("date", made.into()),
        ("revision", one.revision.into()),
        ("definition", one.observed.definition.into()),
    ];
    let release = one.observed.release_id.filter(|_| visit.may_somewhere(ReadReleases));
    html! {
        li {
            span {
                (name_of(visit.language, one.observed.period))
                span.quiet { (visit.say_with("graph-observation", &told)) }
            }
            @if let Some(release) = release {
                a href={ (crate::http::staff::releases::LIST) "/" (release) } { (visit.say("graph-release")) }
                a href={ (crate::http::staff::releases::LIST) "/" (release) "/files/codebook.xml" } download {
                    (visit.say("graph-codebook"))
                }
            }
        }
    }
}

fn defined(visit: &Visit, definition: &Definition) -> Markup {
    let source = library::indicators().iter().find(|shipped| shipped.name == definition.id);
    html! {
        section.after {
            h2 { (visit.say("graph-definition")) }
            p { (visit.say_with("graph-definition-version", &[("id", definition.id.as_str().into()), ("version", definition.version.into())])) }
            @if let Some(shipped) = source {
                div.scroll { pre tabindex="0" role="region" aria-label=(visit.say("graph-definition")) { (shipped.source) } }
            }
        }
    }
}

pub(super) async fn file(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let programme = found(&visit, &request).await?;
    let name: String = parameter(&request, "file")?;
    let format = Format::ALL.into_iter().find(|format| name == format!("{STEM}.{}", format.ending()));
    let format = format.ok_or(Failure::NotFound)?;
    let everything = export::everything(services, actor, programme.id).await?;
    let content = everything.written(format, services.clock.today())?;
    let disposition = format!("attachment; filename=\"{name}\"");
    let response = Response::builder().content_type(format.media_type());
    Ok(response.header(header::CONTENT_DISPOSITION, disposition).body(content))
}

/// The programme that the address names, if this person may read its indicators.
async fn found(visit: &Visit, request: &Request) -> Result<Programme, Failure> {
    let programme = place::programme(&visit.services().db, parameter(request, "programme")?).await?;
    let actor = visit.actor()?;
    programme.filter(|programme| observation::may_read(actor, programme.id)).ok_or(Failure::NotFound)
}
