//! A page of the form: shown, and taken back.

use std::sync::Arc;

use forms::page::{self, Addresses, Page, Typed};
use forms::{Instance, Violation, locale};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::web::Form;
use poem::{FromRequest, Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::visit::Visit;
use super::{see_other, start, way};

/// Shows a page; who asks for one that does not apply (any more) goes to where they left off.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    visit.check_open()?;
    let Some(draft) = visit.draft().await? else { return Err(Failure::Gone) };
    let instance = visit.instance(&draft);
    let pages = page::pages(&instance);
    let wanted = request.raw_path_param("page").unwrap_or_default();
    let Some(index) = pages.iter().position(|page| page.address() == wanted) else {
        return Ok(see_other(&request, &start::left_off(&visit, &draft)));
    };
    let shown = Shown { visit: &visit, instance: &instance, pages: &pages, index, until: until(&request) };
    Ok(shown.render(None, &[]))
}

/// Takes what was typed on a page, saves it, and goes on; or shows the page again with what has to be corrected.
pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (cookie, draft) = visit.begun().await?;
    let (request, mut body) = request.split();
    let pairs = Form::<Vec<(String, String)>>::from_request(&request, &mut body).await;
    let typed = Typed::new(pairs.map_err(|_| Failure::NoForm)?.0);
    let mut instance = visit.instance(&draft);
    let before = page::pages(&instance);
    let wanted = request.raw_path_param("page").unwrap_or_default();
    let Some(index) = before.iter().position(|page| page.address() == wanted) else {
        return Ok(see_other(&request, &start::left_off(&visit, &draft)));
    };
    let done = act(&before[index], &mut instance, &typed);
    visit.save(cookie, draft, instance.all_answers()).await?;
    let after = page::pages(&instance);
    let until = until(&request);
    match done {
        Done::GoOn => {
            let next = way::next(&before, &after, wanted, until.as_deref());
            Ok(see_other(&request, &start::address(&visit, &next)))
        }
        Done::GoTo(address) => {
            let until = until.as_deref();
            Ok(see_other(&request, &start::address(&visit, &way::Next::Page { address: &address, until })))
        }
        Done::Correct { violations, typed } => {
            // An answer that is not right can still take other pages away, but never the one it stands on.
            let index = after.iter().position(|page| page.address() == wanted).unwrap_or(0);
            let shown = Shown { visit: &visit, instance: &instance, pages: &after, index, until };
            Ok(shown.render(typed, &violations))
        }
    }
}

/// What became of a page.
enum Done<'t> {
    GoOn,
    GoTo(String),
    Correct { violations: Vec<Violation>, typed: Option<&'t Typed> },
}

/// Does what the button says that was pressed.
fn act<'t>(page: &Page, instance: &mut Instance<'_>, typed: &'t Typed) -> Done<'t> {
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
        _ => match page.take(instance, typed) {
            Ok(()) => Done::GoOn,
            Err(violations) => Done::Correct { violations, typed: Some(typed) },
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
}

impl Shown<'_, '_> {
    fn render(&self, typed: Option<&Typed>, violations: &[Violation]) -> Response {
        let page = &self.pages[self.index];
        let title = page.title(self.instance);
        let is_wrong = !violations.is_empty();
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let title = if is_wrong { self.visit.wrong(title) } else { title };
        let (pages, media) = (self.visit.address("q/"), format!("{}/media/", self.visit.root()));
        let addresses = Addresses { pages: &pages, media: &media };
        let until = self.until.as_ref().map(|until| format!("?to={until}")).unwrap_or_default();
        Frame { status, ..Frame::of(self.visit, &title) }.around(&html! {
            (self.way())
            form method="post" action={ (pages) (page.address()) (until) } novalidate
                data-offline=(self.visit.words("offline")) data-sending=(self.visit.words("sending"))
            {
                (page.questions(self.instance, addresses, typed, violations))
                (page.actions(self.instance))
            }
        })
    }

    /// The way back, and how far it is.
    fn way(&self) -> Markup {
        let (current, total) = (self.index + 1, self.pages.len());
        let back = match (&self.until, self.index.checked_sub(1)) {
            (Some(_), _) => self.visit.address("review"),
            (None, Some(previous)) => self.visit.address(&format!("q/{}", self.pages[previous].address())),
            (None, None) => self.visit.address(""),
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
