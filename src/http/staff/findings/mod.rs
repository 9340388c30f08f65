//! Findings: the list and the board, one with its history, and what can be done about it.

mod act;
mod forms;
mod history;
mod list;
mod map;
mod photo;
mod show;

pub(in crate::http) use photo::is_brought as brings_photo;

use maud::{Markup, html};
use poem::http::Method;
use uuid::Uuid;

use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::Permission;
use crate::service::findings::labels::PLACE;
use crate::service::findings::{Filter, Labels, life};
use crate::store::finding::{Finding, Kind};

/// Where the list is.
pub(in crate::http::staff) const LIST: &str = "/staff/findings";

const EXPORT: &str = "/staff/findings/export/:ending";
const ONE: &str = "/staff/findings/:finding";
const PHOTOS: &str = "/staff/findings/:finding/photos";
const PHOTO: &str = "/staff/findings/:finding/photos/:photo";

pub(in crate::http::staff) fn pages() -> Vec<Page> {
    let reads = Needs::Permission(Permission::ReadFindings);
    vec![
        page(Method::GET, LIST, reads, list::show),
        page(Method::GET, EXPORT, reads, list::export),
        page(Method::GET, ONE, reads, show::show),
        page(Method::POST, ONE, Needs::Permission(Permission::HandleFindings), act::act),
        page(Method::POST, PHOTOS, Needs::Permission(Permission::HandleFindings), photo::add),
        page(Method::GET, PHOTO, reads, photo::show),
    ]
}

/// The list, as a filter leaves it.
pub(in crate::http::staff) fn address_of_list(filter: &Filter) -> String {
    list::with_query(LIST, filter, &[])
}

pub(in crate::http::staff) fn address(finding: Uuid) -> String {
    format!("{LIST}/{finding}")
}

/// Where it is, in words.
pub(in crate::http::staff) fn place(labels: &Labels, finding: &Finding) -> String {
    let kind = finding.place_code.as_deref().map(|code| labels.word(PLACE, code));
    [kind, finding.place_text.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How far it is; of a good place, that it is one.
fn status(visit: &Visit, finding: &Finding) -> Markup {
    let name = match finding.kind {
        Kind::Problem => finding.status.as_str(),
        Kind::Good => "good",
    };
    html! { span class={ "status status-" (name) } { (visit.say(&format!("finding-status-{name}"))) } }
}

/// The day until which it is to be done, and whether that is over.
fn deadline(visit: &Visit, finding: &Finding) -> Option<Markup> {
    let deadline = finding.deadline?;
    let today = visit.services().clock.today();
    Some(html! {
        time datetime=(deadline) { (::forms::locale::Locale::of(visit.language).date(deadline)) }
        @if life::is_overdue(finding, today) { " " strong.overdue { (visit.say("finding-overdue")) } }
    })
}
