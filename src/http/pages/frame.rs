//! What stands around every page: head, who asks, the way out, and the headers that keep the page to itself.

use forms::locale::{self, Locale};
use maud::{DOCTYPE, Markup, html};
use poem::Response;
use poem::http::StatusCode;

use super::reload;
use super::visit::Visit;
use crate::http::assets;
use crate::http::document::{self, head};

/// A page as it goes out.
pub(super) struct Frame<'a> {
    pub(super) language: &'a str,
    /// What the page is about; the form is named behind it.
    pub(super) title: &'a str,
    pub(super) status: StatusCode,
    /// Nothing where no wave is known.
    pub(super) visit: Option<&'a Visit>,
    pub(super) way_out: WayOut,
}

/// Whether the page offers to finish and clear the phone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WayOut {
    /// There may be something to clear.
    Shown,
    /// The page is about nothing else, or comes after it.
    Left,
}

impl<'a> Frame<'a> {
    /// A page of a visit.
    pub(super) fn of(visit: &'a Visit, title: &'a str) -> Self {
        let language = &visit.language;
        Self { language, title, status: StatusCode::OK, visit: Some(visit), way_out: WayOut::Shown }
    }

    /// The response.
    pub(super) fn around(&self, content: &Markup) -> Response {
        document::respond(self.status, self.document(content))
    }

    fn document(&self, content: &Markup) -> Markup {
        let words = |key| locale::message(self.language, key, &[]);
        let form = self.visit.and_then(|visit| visit.form().title().in_language(self.language));
        let title = match form.filter(|form| *form != self.title) {
            Some(form) => {
                let arguments = [("page", self.title.into()), ("form", form.into())];
                locale::message(self.language, "page-title", &arguments)
            }
            None => self.title.to_owned(),
        };
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=(Locale::of(self.language).direction().attribute()) {
                head {
                    (head(&title))
                    script src=(assets::address("nabosvar.js")) defer {}
                    @if let Some(script) = self.visit.and_then(reload::script) { (script) }
                }
                body {
                    a.to-content href="#content" { (words("skip-to-content")) }
                    (self.top())
                    main #content tabindex="-1" { (content) }
                    (self.bottom(form))
                }
            }
        }
    }

    fn top(&self) -> Markup {
        html! {
            header {
                @if let Some((visit, mark)) = self.visit.and_then(|visit| Some((visit, visit.link.mark()?))) {
                    p.demo.preview[visit.link.rehearsal().is_some()] { (visit.words(mark)) }
                    @if let Some(faults) = reload::faults(visit) { (faults) }
                }
                div.top {
                    p.who {
                        img src=(assets::address("nabosvar.svg")) alt="" width="28" height="28";
                        @if let Some(programme) = self.visit.and_then(|visit| visit.link.programme()) {
                            span dir="auto" { (programme.name) }
                        }
                    }
                    @if let Some(visit) = self.visit { (self.exit(visit)) }
                }
            }
        }
    }

    fn exit(&self, visit: &Visit) -> Markup {
        html! {
            @if let Some(interview) = visit.link.interview() {
                // The one who asks reads this, and not the one who answers.
                a.exit href=(interview.home()) lang=(interview.language) { (interview.say("interview-leave")) }
            } @else if self.way_out == WayOut::Shown {
                @match visit.link.held() {
                    Some(held) => a.exit href=(held.of().address()) { (visit.say(&format!("{}-pause", held.topic()))) },
                    None => a.exit href=(visit.address("clear")) { (visit.words("clear")) },
                }
            }
        }
    }

    /// At a kiosk the choice of language is the beginning, and forgets what was answered: no way for who only wants to read on.
    fn is_begun_at_kiosk(&self) -> bool {
        self.way_out == WayOut::Shown && self.visit.is_some_and(|visit| visit.link.is_kiosk())
    }

    fn bottom(&self, form: Option<&str>) -> Markup {
        html! {
            @if let (Some(visit), Some(form)) = (self.visit, form) {
                footer.bottom {
                    p { (form) }
                    @if visit.is_draft_translation() { p { (visit.words("draft-translation")) } }
                    @if self.title != visit.words("choose-language") && visit.link.held().is_none() && !self.is_begun_at_kiosk() {
                        p { a href=(visit.root()) { (visit.words("change-language")) } }
                    }
                }
            }
        }
    }
}

impl Visit {
    /// Whether nobody who speaks the language has checked the words, the form's or our own.
    fn is_draft_translation(&self) -> bool {
        let language = self.form().languages().iter().find(|language| language.code == self.language);
        self.locale().is_draft() || language.is_some_and(|language| language.is_draft)
    }
}
