//! Activities: the month with its gaps, one activity, its plan, who came to a session, the list at its door with those whom staff
//! sign up, and the code that asks there how it was.

mod attendance;
mod door;
mod export;
mod month;
mod plan;
mod register;
mod show;
mod sign_up;

use forms::locale::Locale;
use jiff::civil::Date;
use maud::{Markup, html};
use poem::http::Method;
use uuid::Uuid;

use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::Permission::{ReadActivities, ReadAnswers, ReadContacts, RegisterActivities};
use crate::service::activities::{Activity, Session};

pub(super) use month::months;

/// Where the month is.
pub(super) const ROOT: &str = "/staff/activities";

const NEW: &str = "/staff/activities/new";
const EXPORT: &str = "/staff/activities/export/:ending";
const ONE: &str = "/staff/activities/:activity";
const EDIT: &str = "/staff/activities/:activity/edit";
const END: &str = "/staff/activities/:activity/end";
const DAYS: &str = "/staff/activities/:activity/days";
const DOOR: &str = "/staff/activities/:activity/door";
const SESSION: &str = "/staff/sessions/:session";
const UNDO: &str = "/staff/sessions/:session/undo";
const CANCEL: &str = "/staff/sessions/:session/cancel";
const PEOPLE: &str = "/staff/sessions/:session/people";
const SIGN_UP: &str = "/staff/sessions/:session/people/new";
const TOLD: &str = "/staff/sessions/:session/people/:person/told";
const WITHDRAW: &str = "/staff/sessions/:session/people/:person/withdraw";
const TAKE_OFF: &str = "/staff/sessions/:session/people/:person/remove";

pub(super) fn pages() -> Vec<Page> {
    let (reading, registering, contacts) =
        (Needs::Permission(ReadActivities), Needs::Permission(RegisterActivities), Needs::Permission(ReadContacts));
    vec![
        page(Method::GET, ROOT, reading, month::show),
        page(Method::GET, NEW, registering, plan::begin),
        page(Method::POST, NEW, registering, plan::create),
        page(Method::GET, EXPORT, Needs::Permission(ReadAnswers), export::give),
        page(Method::GET, ONE, reading, show::show),
        page(Method::GET, EDIT, registering, plan::edit),
        page(Method::POST, EDIT, registering, plan::change),
        page(Method::POST, END, registering, plan::end),
        page(Method::POST, DAYS, registering, plan::add_day),
        page(Method::GET, DOOR, reading, door::show),
        page(Method::POST, DOOR, registering, door::ask),
        page(Method::GET, SESSION, registering, register::show),
        page(Method::POST, SESSION, registering, register::take),
        page(Method::POST, UNDO, registering, register::undo),
        page(Method::POST, CANCEL, registering, register::cancel),
        page(Method::GET, PEOPLE, contacts, attendance::show),
        page(Method::POST, PEOPLE, contacts, attendance::take),
        page(Method::GET, SIGN_UP, contacts, sign_up::ask),
        page(Method::POST, SIGN_UP, contacts, sign_up::take),
        page(Method::POST, TOLD, contacts, attendance::told),
        page(Method::POST, WITHDRAW, contacts, attendance::withdraw),
        page(Method::POST, TAKE_OFF, contacts, attendance::take_off),
    ]
}

pub(super) fn address(activity: Uuid) -> String {
    format!("{ROOT}/{activity}")
}

pub(super) fn session_address(session: Uuid) -> String {
    format!("/staff/sessions/{session}")
}

/// Where those are who come to a session.
pub(super) fn people_address(session: Uuid) -> String {
    format!("{}/people", session_address(session))
}

/// The address of the month in which a day lies.
fn month_address(day: Date) -> String {
    format!("{ROOT}?month={}", day.strftime("%Y-%m"))
}

/// What, when and where.
fn heading(visit: &Visit, activity: &Activity, session: &Session) -> Markup {
    html! {
        p.section { (Locale::of(visit.language).date(session.on)) " · " (activity.plan.place) }
        h1 { (activity.plan.name) }
    }
}
