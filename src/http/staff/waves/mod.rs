//! Waves: all of them by where they stand, how far one is, setting one up, and what becomes of it.

mod act;
mod answer;
mod detectable;
mod end;
mod figures;
mod list;
mod poster;
mod set_up;
mod show;

pub(super) use answer::of as answering;

use forms::locale::Locale;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use poem::Request;
use poem::http::Method;
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::{Visit, parameter};
use crate::access::Permission::{self, ManageWaves, ReadForms};
use crate::service::waves::{self, Standing, Wave};

/// Where the list is.
pub(super) const LIST: &str = "/staff/waves";

const NEW: &str = "/staff/waves/new";
const ONE: &str = "/staff/waves/:wave";
const EDIT: &str = "/staff/waves/:wave/edit";
const FIGURES: &str = "/staff/waves/:wave/figures";
const END: &str = "/staff/waves/:wave/end";
const ACT: &str = "/staff/waves/:wave/act";
const POSTER: &str = "/staff/waves/:wave/poster";

pub(super) fn pages() -> Vec<Page> {
    let (reading, managing) = (Needs::Permission(ReadForms), Needs::Permission(ManageWaves));
    let mut pages = vec![
        page(Method::GET, LIST, reading, list::show),
        page(Method::GET, NEW, managing, set_up::begin),
        page(Method::POST, NEW, managing, set_up::create),
        page(Method::GET, ONE, reading, show::show),
        page(Method::GET, EDIT, managing, set_up::edit),
        page(Method::POST, EDIT, managing, set_up::change),
        page(Method::GET, FIGURES, reading, figures::show),
        page(Method::GET, END, managing, end::show),
        page(Method::POST, END, managing, end::take),
        page(Method::POST, ACT, managing, act::act),
        page(Method::GET, POSTER, reading, poster::show),
    ];
    pages.extend(answer::pages());
    pages
}

/// The page of a wave.
pub(super) fn address(wave: Uuid) -> String {
    format!("{LIST}/{wave}")
}

/// The wave that the address names, if this person may do this somewhere it asks.
async fn found(visit: &Visit, request: &Request, permission: Permission) -> Result<Wave, Failure> {
    let found = waves::find(visit.services(), parameter(request, "wave")?).await?;
    let actor = visit.actor()?;
    found.filter(|wave| waves::may_in_some(actor, permission, wave)).ok_or(Failure::NotFound)
}

/// What is called how in messages.
fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Waiting => "waiting",
        Standing::Open => "open",
        Standing::Over => "over",
        Standing::Archived => "archived",
    }
}

/// Where a wave stands, in a word.
fn mark(visit: &Visit, standing: Standing) -> Markup {
    let class = if standing == Standing::Open { "published" } else { "retired" };
    html! { span class={ "status status-" (class) } { (visit.say(&format!("wave-is-{}", name(standing)))) } }
}

/// From when until when.
fn period(visit: &Visit, wave: &Wave) -> String {
    let locale = Locale::of(visit.language);
    let moment = |on: Date, at: Option<Time>| at.map_or_else(|| locale.date(on), |at| locale.date_time(on, at));
    let hours = wave.terms.hours;
    format!("{} – {}", moment(wave.starts_on, hours.from), moment(wave.ends_on, hours.to))
}
