//! What stands around every page: head, the way to everything else, the way out.

use maud::{DOCTYPE, Markup, html};
use poem::Response;
use poem::http::StatusCode;

use super::visit::Visit;
use super::{ROOT, log_in, menu, own};
use crate::http::assets;
use crate::http::document::{self, head};

/// A page as it goes out.
pub(super) struct Frame<'a> {
    pub(super) visit: &'a Visit,
    /// What the page is about.
    pub(super) title: &'a str,
    pub(super) status: StatusCode,
    /// Whether the page has a table or a board on it, which want all the room there is.
    pub(super) is_wide: bool,
}

impl<'a> Frame<'a> {
    /// A page of a visit.
    pub(super) fn of(visit: &'a Visit, title: &'a str) -> Self {
        Self { visit, title, status: StatusCode::OK, is_wide: false }
    }

    /// One that says what is wrong with what was sent.
    pub(super) fn refusing(self) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, ..self }
    }

    /// The response.
    pub(super) fn around(&self, content: &Markup) -> Response {
        document::respond(self.status, self.document(content))
    }

    fn document(&self, content: &Markup) -> Markup {
        let visit = self.visit;
        html! {
            (DOCTYPE)
            html lang=(visit.language) {
                head {
                    (head(&format!("{} · {}", self.title, visit.say("staff-product"))))
                    link rel="stylesheet" href=(assets::address("staff.css"));
                }
                body.staff.wide[self.is_wide] {
                    a.to-content href="#content" { (visit.say("staff-skip")) }
                    (top(visit))
                    main #content tabindex="-1" { (content) }
                }
            }
        }
    }
}

fn top(visit: &Visit) -> Markup {
    html! {
        header {
            div.top {
                a.who href=(ROOT) {
                    img src=(assets::address("nabosvar.svg")) alt="" width="28" height="28";
                    span { (visit.say("staff-product")) }
                }
                @if let Some(signed_in) = visit.signed_in() {
                    div.self {
                        a href=(own::HOME) { (visit.say("own-title")) }
                        form.exit method="post" action=(log_in::OUT) {
                            button.link { (visit.say("staff-log-out")) span.hidden-text { " " (signed_in.account.name) } }
                        }
                    }
                }
            }
            @let mut entries = menu::entries(visit).peekable();
            @if entries.peek().is_some() {
                nav.menu aria-label=(visit.say("staff-menu")) {
                    ul { @for entry in entries { li { a href=(entry.address) { (visit.say(entry.key)) } } } }
                }
            }
        }
    }
}
