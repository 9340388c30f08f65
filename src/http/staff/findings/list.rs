//! All findings that somebody may see, as a list or as a board, as far as they asked for them. The address says what they asked
//! for, so it can be kept and sent, and a file has in it what is seen.

use std::borrow::Cow;
use std::sync::Arc;

use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};

use super::{LIST, address, deadline, map, place, status};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::findings::labels::{self, Labels, RESPONSIBLE, SEVERITY, THEME};
use crate::service::findings::read::{self, After, Listed};
use crate::service::findings::{Filter, export};
use crate::store::finding::{Finding, Kind, Published, Status};

/// How findings are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// One after the other.
    List,
    /// Side by side with those of the same status.
    Status,
    /// Side by side with those of the same party.
    Party,
    /// On the plans of their areas.
    Map,
}

/// More than this nobody reads at once; a file has them all.
const MOST: usize = 300;

impl View {
    const ALL: [Self; 4] = [Self::List, Self::Status, Self::Party, Self::Map];

    fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Status => "status",
            Self::Party => "party",
            Self::Map => "map",
        }
    }
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let pairs = pairs(&request);
    let filter = filter(&pairs);
    let last = |wanted: &str| pairs.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| value.as_ref());
    let view = View::ALL.into_iter().find(|known| Some(known.as_str()) == last("view")).unwrap_or(View::List);
    let after = last("after").and_then(|after| after.parse().ok());
    let listed = read::list(visit.services(), visit.actor()?, &filter).await?;
    let labels = labels::read(visit.services(), visit.language).await?;
    let title = visit.say("finding-title");
    let (shown, next) = listed.part(after, MOST);
    let content = match view {
        View::List => html! {
            h2.hidden-text { (visit.say("finding-view-list")) }
            (cards(&visit, &shown.iter().collect::<Vec<_>>(), &listed, &labels))
        },
        View::Status | View::Party => board(&visit, view, shown, &listed, &labels),
        View::Map => map::maps(&visit, &listed, shown, &labels).await?,
    };
    Ok(Frame { is_wide: true, ..Frame::of(&visit, &title) }.around(&html! {
        h1 { (title) }
        @if listed.total == 0 {
            p.lead { (visit.say("finding-none-yet")) }
        } @else {
            (filter_form(&visit, &filter, view, &listed, &labels))
            p.count role="status" { (visit.say_with("finding-count", &[("shown", listed.findings.len().into()), ("total", listed.total.into())])) }
            (ways(&visit, &filter, view))
            @if listed.findings.is_empty() { p.lead { (visit.say("finding-none-match")) } } @else { (content) }
            (onwards(&visit, &filter, view, after, next))
        }
    }))
}

pub(super) async fn export(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let ending: String = parameter(&request, "ending")?;
    let format = export::Format::of_ending(&ending).ok_or(Failure::NotFound)?;
    let listed = read::list(visit.services(), visit.actor()?, &filter(&pairs(&request))).await?;
    let labels = labels::read(visit.services(), visit.language).await?;
    let file = export::write(format, &listed, &labels)?;
    let name = format!("attachment; filename=\"{}-{}.{ending}\"", visit.say("finding-file"), listed.today);
    Ok(Response::builder().content_type(format.media_type()).header(header::CONTENT_DISPOSITION, name).body(file))
}

fn pairs(request: &Request) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(request.original_uri().query().unwrap_or_default().as_bytes()).collect()
}

fn filter(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> Filter {
    Filter::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

/// An address with a filter and whatever else it says.
pub(super) fn with_query(path: &str, filter: &Filter, more: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(filter.pairs()).extend_pairs(more);
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

fn filter_form(visit: &Visit, filter: &Filter, view: View, listed: &Listed, labels: &Labels) -> Markup {
    let say = |key: &str| visit.say(&format!("finding-{key}"));
    let choice = |name: &str, options: &[(String, String)], chosen: Option<&str>| {
        html! {
            div {
                label for=(name) { (say(name)) }
                select.field #(name) name=(name) {
                    option value="" { (say("all")) }
                    @for (code, label) in options { option value=(code) selected[Some(code.as_str()) == chosen] { (label) } }
                }
            }
        }
    };
    let areas: Vec<_> = listed.areas.iter().map(|area| (area.id.to_string(), area.name.clone())).collect();
    let kinds = Kind::ALL.map(|kind| (kind.as_str().to_owned(), say(&format!("kind-{}", kind.as_str()))));
    let statuses = Status::ALL.map(|status| (status.as_str().to_owned(), say(&format!("status-{}", status.as_str()))));
    let published = Published::ALL.map(|one| (one.as_str().to_owned(), say(&format!("published-{}", one.as_str()))));
    let area = filter.area.map(|area| area.to_string());
    let choices = [
        choice("area", &areas, area.as_deref()),
        choice("status", &statuses, filter.status.map(Status::as_str)),
        choice("party", labels.all(RESPONSIBLE), filter.party.as_deref()),
        choice("theme", labels.all(THEME), filter.theme.as_deref()),
        choice("severity", labels.all(SEVERITY), filter.severity.as_deref()),
        choice("kind", &kinds, filter.kind.map(Kind::as_str)),
        choice("published", &published, filter.published.map(Published::as_str)),
    ];
    html! {
        details.filter open[!filter.is_empty()] {
            summary { (say("filter")) }
            form method="get" action=(LIST) {
                @for choice in choices { (choice) }
                div {
                    label for="text" { (say("search")) }
                    input.field #text type="search" name="text" maxlength="100" value=[filter.text.as_deref()];
                }
                label.choice { input type="checkbox" name="overdue" value="yes" checked[filter.overdue]; span { (say("only-overdue")) } }
                label.choice { input type="checkbox" name="untold" value="yes" checked[filter.untold]; span { (say("only-untold")) } }
                input type="hidden" name="view" value=(view.as_str());
                p.actions {
                    button.button { (say("show")) }
                    @if !filter.is_empty() { a.button.plain href=(with_query(LIST, &Filter::default(), &[("view", view.as_str())])) { (say("clear")) } }
                }
            }
        }
    }
}

/// The same in another view, or as a file.
fn ways(visit: &Visit, filter: &Filter, view: View) -> Markup {
    html! {
        nav.ways aria-label=(visit.say("finding-ways")) {
            ul {
                @for other in View::ALL {
                    li {
                        a href=(with_query(LIST, filter, &[("view", other.as_str())])) aria-current=[(other == view).then_some("page")] {
                            (visit.say(&format!("finding-view-{}", other.as_str())))
                        }
                    }
                }
            }
            ul {
                @for format in export::Format::ALL {
                    @let path = format!("{LIST}/export/{}", format.ending());
                    li { a href=(with_query(&path, filter, &[])) download { (visit.say(&format!("finding-export-{}", format.ending()))) } }
                }
            }
        }
    }
}

fn board(visit: &Visit, view: View, shown: &[Finding], listed: &Listed, labels: &Labels) -> Markup {
    html! {
        div.board {
            @for (name, of_it) in columns(visit, view, shown, labels) {
                section {
                    h2 { (name) " " span.must { (of_it.len()) } }
                    @if of_it.is_empty() { p.hint { (visit.say("finding-column-empty")) } }
                    @else { (cards(visit, &of_it, listed, labels)) }
                }
            }
        }
    }
}

/// The way to what comes next in a long list, and back to its beginning.
fn onwards(visit: &Visit, filter: &Filter, view: View, after: Option<After>, next: Option<After>) -> Markup {
    let view = ("view", view.as_str());
    html! {
        @if after.is_some() || next.is_some() {
            nav.ways aria-label=(visit.say("finding-parts")) {
                ul {
                    @if after.is_some() {
                        li { a href=(with_query(LIST, filter, &[view])) { (visit.say("finding-first-part")) } }
                    }
                    @if let Some(next) = next {
                        @let next = with_query(LIST, filter, &[view, ("after", &next.to_string())]);
                        li { a rel="next" href=(next) { (visit.say_with("finding-next-part", &[("most", MOST.into())])) } }
                    }
                }
            }
        }
    }
}

/// The columns of a board, each with what stands in it. Good places are in none: nobody has to do anything about them.
fn columns<'f>(visit: &Visit, view: View, findings: &'f [Finding], labels: &Labels) -> Vec<(String, Vec<&'f Finding>)> {
    let problems = || findings.iter().filter(|finding| finding.kind == Kind::Problem);
    if view == View::Status {
        let column = |status: Status| {
            let of_it = problems().filter(|finding| finding.status == status).collect();
            (visit.say(&format!("finding-status-{}", status.as_str())), of_it)
        };
        return Status::ALL.map(column).into();
    }
    let known = labels.all(RESPONSIBLE);
    let mut columns: Vec<(String, Vec<&Finding>)> = vec![(visit.say("finding-nobody"), Vec::new())];
    columns.extend(known.iter().map(|(_, label)| (label.clone(), Vec::new())));
    for finding in problems() {
        let at = known.iter().position(|(code, _)| Some(code) == finding.party.as_ref());
        columns[at.map_or(0, |at| at + 1)].1.push(finding);
    }
    columns.retain(|(_, of_it)| !of_it.is_empty());
    columns
}

pub(super) fn cards(visit: &Visit, findings: &[&Finding], listed: &Listed, labels: &Labels) -> Markup {
    html! {
        ul.findings {
            @for finding in findings {
                li {
                    p { (status(visit, finding)) " " span.hint { (listed.area(finding.area_id)) } }
                    h3 { a href=(address(finding.id)) { (place(labels, finding)) } }
                    p { (finding.observation) }
                    dl.short {
                        @if let Some(theme) = &finding.theme {
                            div { dt { (visit.say("finding-theme")) } dd { (labels.word(THEME, theme)) } }
                        }
                        @if let Some(party) = &finding.party {
                            div { dt { (visit.say("finding-party")) } dd { (labels.word(RESPONSIBLE, party)) @if let Some(name) = &finding.assignee { ", " (name) } } }
                        }
                        @if let Some(deadline) = deadline(visit, finding) {
                            div { dt { (visit.say("finding-deadline")) } dd { (deadline) } }
                        }
                    }
                }
            }
        }
    }
}
