//! Releases: which there are, trying a plan, having a coarser one proposed, releasing a wave by it, and the tables to read and take along.

mod ask;
mod coarser;
mod confirm;
mod file;
mod list;
mod misfit;
mod progress;
mod show;
mod stages;

use maud::{Markup, html};
use poem::Request;
use poem::http::Method;
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::{Visit, parameter};
use crate::access::Permission::{self, MakeReleases, ReadReleases};
use crate::service::releases::request::{self, Request as Asked};
use crate::service::releases::{self, Release, Unwritable};
use crate::service::waves::{self, Wave};

/// Where the list is.
pub(super) const LIST: &str = "/staff/releases";

const NEW: &str = "/staff/releases/new";
const REQUEST: &str = "/staff/releases/requests/:request";
const COARSER: &str = "/staff/releases/requests/:request/coarser";
const CONFIRM: &str = "/staff/releases/requests/:request/release";
const ONE: &str = "/staff/releases/:release";
const FILE: &str = "/staff/releases/:release/files/:name";

pub(super) fn pages() -> Vec<Page> {
    let (reading, making) = (Needs::Permission(ReadReleases), Needs::Permission(MakeReleases));
    vec![
        page(Method::GET, LIST, reading, list::show),
        page(Method::GET, NEW, making, ask::show),
        page(Method::POST, NEW, making, ask::take),
        page(Method::GET, REQUEST, making, progress::show),
        page(Method::POST, COARSER, making, coarser::take),
        page(Method::GET, CONFIRM, making, confirm::show),
        page(Method::POST, CONFIRM, making, confirm::take),
        page(Method::GET, ONE, reading, show::show),
        page(Method::GET, FILE, reading, file::give),
    ]
}

/// The way from the page of a wave: to its release, or to make one.
pub(super) async fn way(visit: &Visit, wave: &Wave) -> Result<Markup, Failure> {
    let actor = visit.actor()?;
    let made = releases::of_wave(visit.services(), actor, wave).await?;
    let may_make = waves::may_in_all(actor, Permission::MakeReleases, wave);
    Ok(html! {
        @if let Some(made) = made {
            p.actions { a.button.other href=(address(made.id)) { (visit.say("release-of-wave")) } }
        } @else if may_make && request::can_be_tried(visit.services(), wave) {
            p.actions { a.button.other href=(address_of_new(wave.id)) { (visit.say("release-make")) } }
        }
    })
}

fn address(release: Uuid) -> String {
    format!("{LIST}/{release}")
}

fn address_of_new(wave: Uuid) -> String {
    format!("{NEW}?wave={wave}")
}

/// Where the plan of a request can be changed.
fn address_of_new_like(asked: &Asked) -> String {
    format!("{}&like={}", address_of_new(asked.wave_id), asked.id)
}

fn address_of_request(request: Uuid) -> String {
    format!("{LIST}/requests/{request}")
}

/// The request that the address names, and its wave, if this person may make releases of it.
async fn found_request(visit: &Visit, request: &Request) -> Result<(Asked, Wave), Failure> {
    let id = parameter(request, "request")?;
    request::find(visit.services(), visit.actor()?, id).await?.ok_or(Failure::NotFound)
}

/// The release that the address names, if this person may read it.
async fn found(visit: &Visit, request: &Request) -> Result<Release, Failure> {
    let id = parameter(request, "release")?;
    releases::find(visit.services(), visit.actor()?, id).await?.ok_or(Failure::NotFound)
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::File(error.into())
    }
}
