//! Safety walks: which there are, and everything about one of them.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{answers, findings, plans, see_other, walk_again, walk_form, walk_guests, walk_plan};
use crate::access::Permission;
use crate::http::picture;
use crate::service::findings::labels::{self, Labels};
use crate::service::walks::run;
use crate::service::walks::{self, Found, Located, State, Walk};
use crate::store::Digest;

/// Where walks are listed; each of them is below.
pub(super) const LIST: &str = "/staff/walks";
const ONE: &str = "/staff/walks/:walk";
const START: &str = "/staff/walks/:walk/start";
const PHOTO: &str = "/staff/walks/:walk/photos/:photo";

/// What is to be done comes first, what is over last.
const ORDER: [State; 4] = [State::Running, State::Planned, State::Ended, State::Cancelled];

pub(super) fn pages() -> Vec<Page> {
    let (read, hold) = (Needs::Permission(Permission::ReadFindings), Needs::Permission(Permission::HoldWalks));
    vec![
        page(Method::GET, LIST, read, list),
        page(Method::GET, ONE, read, show),
        page(Method::GET, PHOTO, read, photo),
        page(Method::POST, START, hold, start),
    ]
}

/// The address of a walk.
pub(super) fn address(walk: Uuid) -> String {
    format!("{LIST}/{walk}")
}

/// When people meet, in words.
pub(super) fn when(visit: &Visit, walk: &Walk) -> String {
    let locale = Locale::of(visit.language);
    match walk.plan.at {
        Some(at) => locale.date_time(walk.plan.on, at),
        None => locale.date(walk.plan.on),
    }
}

async fn list(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let walks = walks::list(visit.services(), visit.actor()?).await?;
    let title = visit.say("walk-list-title");
    let parts = ORDER.into_iter().filter_map(|state| {
        let part: Vec<&Located> = walks.iter().filter(|located| located.walk.state == state).collect();
        (!part.is_empty()).then_some((state, part))
    });
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        @if walks.is_empty() { p.lead { (visit.say("walk-list-empty")) } }
        @if visit.may_somewhere(Permission::HoldWalks) {
            p.actions { a.button href=(walk_plan::NEW) { (visit.say("walk-plan")) } }
        }
        @for (state, part) in parts {
            section.after {
                h2 { (visit.say(&format!("walk-list-{}", state.as_str()))) }
                ul.languages {
                    @for Located { walk, area } in part {
                        li { a href=(address(walk.id)) { (area.name) span.hint { (when(&visit, walk)) } } }
                    }
                }
            }
        }
    }))
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let located = walks::find(services, actor, visit::parameter(&request, "walk")?).await?;
    let found = walks::found(services, actor, located.walk.id).await?;
    let labels = labels::read(services, visit.language).await?;
    let Located { walk, area } = &located;
    let may_hold = actor.may(Permission::HoldWalks, &area.place());
    let way = answers::way(&visit, walk.response_id).await?;
    let title = visit.say_with("walk-title", &[("area", area.name.as_str().into())]);
    let fact = |key: &str, text: &str| html! { div { dt { (visit.say(key)) } dd.pre { (text) } } };
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("walk-list-title")) } }
        h1 { (title) }
        dl.facts {
            (fact("walk-state", &visit.say(&format!("walk-state-{}", walk.state.as_str()))))
            (fact("walk-when", &when(&visit, walk)))
            @if walk.plan.is_reinspection { (fact("walk-purpose", &visit.say("walk-reinspection"))) }
            @if !walk.plan.route.is_empty() { (fact("walk-route", &walk.plan.route)) }
        }
        ul.ways {
            @if walk.state != State::Cancelled { li { a href=(walk_again::address(walk.id)) { (visit.say("walk-again")) } } }
            li { a href=(plans::address(area.id)) { (visit.say("plan-link")) } }
        }
        @if may_hold {
            (actions(&visit, walk))
            p.actions { a.button.plain href=(walk_guests::address(walk.id)) { (visit.say("walk-guests")) } }
        }
        @if walk.state == State::Ended {
            section.after {
                h2 { (visit.say_with("walk-found", &[("count", found.len().into())])) }
                @for found in &found { (finding(&visit, walk.id, found, &labels)) }
            }
        }
        (way)
    }))
}

/// What can be done with a walk as far as it is.
fn actions(visit: &Visit, walk: &Walk) -> Markup {
    let address = address(walk.id);
    html! {
        @match walk.state {
            State::Planned => {
                form.actions method="post" action={ (address) "/start" } {
                    button.button { (visit.say("walk-start")) }
                    a.button.other href={ (address) "/change" } { (visit.say("walk-change")) }
                }
                form.in-line method="post" action={ (address) "/call-off" } {
                    input type="hidden" name="version" value=(walk.version);
                    button.link { (visit.say("walk-call-off")) }
                }
            }
            State::Running => p.actions {
                a.button href=(walk_form::address(walk.id)) { (visit.say("walk-continue")) }
                a.button.other href={ (walk_form::address(walk.id)) "/review" } { (visit.say("walk-to-end")) }
            },
            State::Ended | State::Cancelled => {}
        }
    }
}

fn finding(visit: &Visit, walk: Uuid, found: &Found, labels: &Labels) -> Markup {
    let finding = &found.finding;
    let place = finding.place_code.as_deref().map(|place| labels.word(labels::PLACE, place));
    let theme = finding.theme.as_deref().map(|theme| labels.word(labels::THEME, theme));
    let about = [theme, place, finding.place_text.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        article.finding {
            h3 {
                a href={ (findings::LIST) "/" (finding.id) } { (visit.say(&format!("finding-kind-{}", finding.kind.as_str()))) }
            }
            @if !about.is_empty() { p.hint { (about) } }
            p.pre { (finding.observation) }
            @for photo in &found.photos {
                @let photo = format!("{}/photos/{}", address(walk), photo.sha256);
                a href={ (photo) "?full" } { img.picture src=(photo) alt=(visit.say("walk-photo")) loading="lazy"; }
            }
        }
    }
}

async fn start(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = visit::parameter(&request, "walk")?;
    match run::start(visit.services(), visit.actor()?, id, visit.language).await {
        // Who goes to look again does that first.
        Ok(begun) if begun.walk.plan.is_reinspection => Ok(see_other(&walk_again::address(id))),
        Ok(_) => Ok(see_other(&walk_form::address(id))),
        // Its own page says how far it is.
        Err(run::Error::NotRunning | run::Error::Changed) => Ok(see_other(&address(id))),
        Err(run::Error::NoForm) => Ok(no_form(&visit)),
        Err(run::Error::Walk(error)) => Err(error.into()),
    }
}

fn no_form(visit: &Visit) -> Response {
    let title = visit.say("walk-no-form-title");
    Frame::of(visit, &title).refusing().around(&html! {
        h1 { (title) }
        p.lead { (visit.say("walk-no-form-text")) }
        p.actions { a.button href=(LIST) { (visit.say("walk-list-title")) } }
    })
}

/// A photo that was taken on a walk.
async fn photo(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    let wanted = request.raw_path_param("photo").and_then(Digest::parse).ok_or(Failure::NotFound)?;
    let kept = walks::photo(visit.services(), visit.actor()?, walk, wanted).await?.ok_or(Failure::NotFound)?;
    picture::show_as_asked(visit.services(), &kept, "private, max-age=3600", &request).await?.ok_or(Failure::NotFound)
}

impl From<walks::Error> for Failure {
    fn from(error: walks::Error) -> Self {
        match error {
            walks::Error::NoWalk => Self::NotFound,
            walks::Error::Store(error) => error.into(),
        }
    }
}
