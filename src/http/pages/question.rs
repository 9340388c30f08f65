//! A page of the form: shown, and taken back.

use std::sync::Arc;

use forms::page::{self, Addresses, Page, Reviewed, Typed};
use forms::{Instance, Violation, locale};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::sent::Sent;
use super::visit::Visit;
use super::{see_other, start, trap, way};
use crate::http::{assets, document};

/// Shows a page; who asks for one that does not apply (any more) goes to where they left off.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let begun = visit.begun().await?;
    let instance = visit.instance(&begun.draft);
    let pages = page::pages(&instance);
    let Some(index) = index_of(&pages, &request) else {
        return Ok(see_other(&request, &start::left_off(&visit, &begun.draft)));
    };
    let version = begun.version();
    let shown = Shown { visit: &visit, instance: &instance, pages: &pages, index, until: until(&request), version };
    Ok(shown.render(&Again::default()))
}

/// Takes what was sent with a page, saves it, and goes on; or shows the page again with what has to be corrected.
pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (request, mut body) = request.split();
    let photos = {
        let begun = visit.begun().await?;
        let instance = visit.instance(&begun.draft);
        let pages = page::pages(&instance);
        let Some(index) = index_of(&pages, &request) else {
            return Ok(see_other(&request, &start::left_off(&visit, &begun.draft)));
        };
        pages[index].photos(&instance)
    };
    let sent = Sent::read(&visit, &request, &mut body, &photos).await?;
    match save(&visit, &request, &sent).await {
        // Somebody wrote between reading and saving: now it can be seen what.
        Err(Failure::Changed) => save(&visit, &request, &sent).await,
        done => done,
    }
}

async fn save(visit: &Visit, request: &Request, sent: &Sent) -> Result<Response, Failure> {
    let mut begun = visit.begun().await?;
    begun.draft.trapped |= trap::is_filled(sent.typed.first(trap::NAME));
    let mut instance = visit.instance(&begun.draft);
    let before = page::pages(&instance);
    let Some(index) = index_of(&before, request) else {
        return Ok(see_other(request, &start::left_off(visit, &begun.draft)));
    };
    let wanted = before[index].address().to_owned();
    let (there, saved) = (there(&instance, &wanted), instance.all_answers());
    let done = act(&before[index], &mut instance, sent);
    let answers = instance.all_answers();
    let is_old = begun.version().is_some_and(|version| sent.typed.first("version") != Some(&version.to_string()));
    // A second click finds its own words there.
    let is_against = is_old && answers != saved;
    if is_against && before[index].asks_for_turns() {
        return Ok(see_other(request, &start::left_off(visit, &begun.draft)));
    }
    let after = page::pages(&instance);
    // An answer that is not right can still take other pages away, but never the one it stands on.
    let index = after.iter().position(|page| page.address() == wanted).unwrap_or(0);
    let until = until(request);
    if is_against {
        let version = begun.version();
        let shown = Shown { visit, instance: &instance, pages: &after, index, until, version };
        return Ok(shown.render(&Again { typed: Some(&sent.typed), there, ..Again::default() }));
    }
    if !is_old {
        visit.save(&begun, answers).await?;
    }
    let version = begun.version().map(|version| if is_old { version } else { version + 1 });
    match done {
        Done::GoOn => {
            let next = way::next(&before, &after, &wanted, until.as_deref());
            Ok(see_other(request, &start::address(visit, &next)))
        }
        Done::GoTo(address) => {
            let until = until.as_deref();
            Ok(see_other(request, &start::address(visit, &way::Next::Page { address: &address, until })))
        }
        Done::Correct { violations, typed } => {
            let shown = Shown { visit, instance: &instance, pages: &after, index, until, version };
            Ok(shown.render(&Again { violations: &violations, typed, ..Again::default() }))
        }
    }
}

/// Which of the pages a request is about.
fn index_of(pages: &[Page], request: &Request) -> Option<usize> {
    let wanted = request.raw_path_param("page").unwrap_or_default();
    pages.iter().position(|page| page.address() == wanted)
}

/// What is saved of a page.
fn there(instance: &Instance<'_>, address: &str) -> Vec<Reviewed> {
    page::review(instance).into_iter().filter(|row| row.address == address).collect()
}

/// What became of a page.
enum Done<'t> {
    GoOn,
    GoTo(String),
    Correct { violations: Vec<Violation>, typed: Option<&'t Typed> },
}

/// Does what the button says that was pressed.
fn act<'t>(page: &Page, instance: &mut Instance<'_>, sent: &'t Sent) -> Done<'t> {
    let typed = &sent.typed;
    let step = typed.first("step").unwrap_or("next");
    if let Some(number) = step.strip_prefix("remove.").and_then(|number| number.parse().ok()) {
        page.remove_turn(instance, number);
        return Done::GoTo(page.address().to_owned());
    }
    match step {
        "add" => match page.add_turn(instance) {
            Some(turn) => Done::GoTo(first_of(&turn, instance).unwrap_or_else(|| page.address().to_owned())),
            None => Done::GoOn,
        },
        "skip" => match page.skip(instance) {
            Ok(()) => Done::GoOn,
            Err(violations) => Done::Correct { violations, typed: None },
        },
        // What else stands on the page is said when the page is done.
        "next" if page.is_tapped(instance, typed) => {
            let _ = page.take(instance, typed);
            Done::GoTo(page.address().to_owned())
        }
        _ => match page.take(instance, typed) {
            Ok(()) if sent.violations.is_empty() => Done::GoOn,
            wrong => {
                // That a photo is missing says less than why it could not be kept.
                let mut violations = sent.violations.clone();
                let told = |path: &str| sent.violations.iter().any(|violation| violation.path == path);
                violations.extend(wrong.err().into_iter().flatten().filter(|violation| !told(&violation.path)));
                Done::Correct { violations, typed: Some(typed) }
            }
        },
    }
}

/// The first page of an instance of a repeat.
fn first_of(turn: &str, instance: &Instance<'_>) -> Option<String> {
    let below = format!("{turn}/");
    let pages = page::pages(instance);
    let found = pages.iter().find(|page| page.address() == turn || page.address().starts_with(&below))?;
    Some(found.address().to_owned())
}

/// The page after which to return to the review, if one came from there.
fn until(request: &Request) -> Option<String> {
    request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("to=")).map(str::to_owned)
}

/// A page that is being shown.
struct Shown<'a, 'f> {
    visit: &'a Visit,
    instance: &'a Instance<'f>,
    pages: &'a [Page],
    index: usize,
    until: Option<String>,
    version: Option<i32>,
}

/// Why a page is shown again.
#[derive(Default)]
struct Again<'a> {
    typed: Option<&'a Typed>,
    violations: &'a [Violation],
    /// What somebody else has saved of it meanwhile.
    there: Vec<Reviewed>,
}

impl Shown<'_, '_> {
    fn render(&self, again: &Again<'_>) -> Response {
        let page = &self.pages[self.index];
        let title = page.title(self.instance);
        let (status, title) = match again {
            Again { there, .. } if !there.is_empty() => (StatusCode::CONFLICT, self.visit.wrong(title)),
            Again { violations: [_, ..], .. } => (StatusCode::UNPROCESSABLE_ENTITY, self.visit.wrong(title)),
            _ => (StatusCode::OK, title),
        };
        let pages = self.visit.address("q/");
        let until = self.until.as_ref().map(|until| format!("?to={until}")).unwrap_or_default();
        let takes_photos = self.visit.link.sender().is_some() && !page.photos(self.instance).is_empty();
        let questions =
            |addresses: Addresses<'_>| page.questions(self.instance, addresses, again.typed, again.violations);
        Frame { status, ..Frame::of(self.visit, &title) }.around(&html! {
            (self.way())
            (self.meanwhile(&again.there))
            form method="post" action={ (pages) (page.address()) (until) } novalidate
                enctype=[takes_photos.then_some("multipart/form-data")]
                data-offline=(self.visit.words("offline")) data-sending=(self.visit.words("sending"))
            {
                @if let Some(version) = self.version { input type="hidden" name="version" value=(version); }
                (self.visit.with_addresses(questions))
                (trap::field(self.visit))
                (page.actions(self.instance))
                @if self.visit.link.plan().is_some() && page.asks_for_plan(self.instance) { (document::map()) }
                @if page.asks_for_position(self.instance) {
                    script src=(assets::address("nabosvar-position.js")) defer {}
                }
            }
        })
    }

    /// That somebody else has written here, and what; what was typed stands below and is sent only by another press.
    fn meanwhile(&self, there: &[Reviewed]) -> Markup {
        html! {
            @if !there.is_empty() {
                div #problems.problems tabindex="-1" autofocus role="group" aria-labelledby="problems:title" {
                    h2 id="problems:title" { (self.visit.say("walk-meanwhile-title")) }
                    p { (self.visit.say("walk-meanwhile-text")) }
                    dl {
                        @for row in there {
                            dt { (row.question) }
                            @if row.answer.is_empty() { dd { (self.visit.words("not-answered")) } }
                            @for line in &row.answer { dd { bdi { (line) } } }
                        }
                    }
                }
            }
        }
    }

    /// The way back, and how far it is.
    fn way(&self) -> Markup {
        let (current, total) = (self.index + 1, self.pages.len());
        let back = match (&self.until, self.index.checked_sub(1)) {
            (Some(_), _) => self.visit.address("review"),
            (None, Some(previous)) => self.visit.address(&format!("q/{}", self.pages[previous].address())),
            (None, None) => self.visit.link.held().map_or_else(|| self.visit.address(""), |held| held.of().address()),
        };
        let words = [("current", current.into()), ("total", total.into())];
        html! {
            nav.way {
                a.back href=(back) { (self.visit.words("back")) }
                p { (locale::message(&self.visit.language, "progress", &words)) }
            }
            progress aria-hidden="true" value=(current) max=(total) {}
        }
    }
}
